// The participation matrix: students by phases as a grid with one tab stop.
// Python is the truth: this script draws `data` and reports the chosen cell, numbered so that an
// answer to an older choice never undoes a newer one. Text goes in as text only.

const views = new WeakMap();

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function keep(node, name, value) {
  if (node[name] !== value) node[name] = value;
}

function keyed(parent, items, keyOf, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    const child = before.get(key) ?? make(item);
    child.dataset.key = key;
    before.delete(key);
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    update(child, item);
  });
  before.forEach((child) => child.remove());
}

function drawHead(view, data) {
  const row = view.head.rows[0] ?? view.head.appendChild(element("tr"));
  const words = data.rows.some((item) => item.name !== item.student);
  view.head.parentElement.classList.toggle("words", words);
  // Many phases: the symbol stands above its word, so that the word has the whole width.
  view.head.parentElement.classList.toggle("tight", data.phases.length > (words ? 5 : 6));
  view.head.parentElement.style.minWidth = `${(words ? 9 : 3.5) + 4.25 * data.phases.length}rem`;
  const columns = [{ id: "", title: data.corner, minutes: "" }, ...data.phases];
  keyed(row, columns, (column) => `#${column.id}`, () => {
    const cell = element("th");
    cell.scope = "col";
    cell.append(element("span"), element("small"));
    return cell;
  }, (cell, column) => {
    keep(cell.firstChild, "textContent", column.title);
    keep(cell.lastChild, "textContent", column.minutes);
  });
}

function makeRow() {
  const row = element("tr");
  const head = element("th");
  head.scope = "row";
  head.dataset.key = "#head";
  head.append(element("span"), element("small"), element("small", "aside"));
  row.append(head);
  return row;
}

function makeCell() {
  const cell = element("td");
  cell.setAttribute("role", "gridcell");
  const button = element("button");
  button.type = "button";
  const symbol = element("span", "symbol");
  symbol.setAttribute("aria-hidden", "true");
  const said = element("span", "said");
  said.append(element("span", "word"), element("span", "ways"), element("span", "change"));
  button.append(symbol, said);
  cell.append(button);
  return cell;
}

function drawCell(cell, student, item) {
  const button = cell.firstChild;
  const [symbol, said] = button.children;
  const [word, ways, change] = said.children;
  keep(button, "className", item.verdict);
  button.dataset.student = student;
  button.dataset.phase = item.phase;
  button.setAttribute("aria-label", item.label);
  keep(symbol, "textContent", item.symbol);
  keep(word, "textContent", item.word);
  keep(ways, "textContent", item.ways);
  keep(ways, "className", `ways ${item.mark}`);
  keep(change, "textContent", item.change);
}

function drawRow(row, item) {
  const [name, note, aside] = row.cells[0].children;
  keep(name, "textContent", item.name);
  keep(note, "textContent", item.note);
  keep(aside, "textContent", item.aside);
  const cells = [{ phase: "head" }, ...item.cells];
  keyed(row, cells, (cell) => `#${cell.phase}`, makeCell, (cell, content) => {
    if (content.phase !== "head") drawCell(cell, item.student, content);
  });
}

function buttonOf(view, place) {
  return [...view.body.querySelectorAll("button")].find(
    (button) => place && button.dataset.student === place.student && button.dataset.phase === place.phase,
  );
}

function markChosen(view) {
  for (const row of view.body.rows) {
    let inRow = false;
    for (const cell of [...row.cells].slice(1)) {
      const { student, phase } = cell.firstChild.dataset;
      const chosen = student === view.chosen?.student && phase === view.chosen?.phase;
      cell.setAttribute("aria-selected", String(chosen));
      inRow ||= chosen;
    }
    row.classList.toggle("chosen", inRow);
  }
}

function rove(view, button) {
  view.body.querySelectorAll("button").forEach((other) => {
    other.tabIndex = other === button ? 0 : -1;
  });
}

function choose(view, button) {
  view.chosen = { student: button.dataset.student, phase: button.dataset.phase, seq: view.seq + 1 };
  view.seq += 1;
  markChosen(view);
  rove(view, button);
  send(view);
}

// What is said while the connection is down is lost: say it again until Python has heard it.
function send(view) {
  clearInterval(view.again);
  view.report("chosen", view.chosen);
  view.again = setInterval(() => view.report("chosen", { ...view.chosen }), 3000);
}

function step(key, row, column, rows, columns) {
  const steps = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, columns - 1],
    PageUp: [row - 5, column],
    PageDown: [row + 5, column],
  };
  if (!(key in steps)) return null;
  const [r, c] = steps[key];
  return [Math.min(Math.max(r, 0), rows - 1), Math.min(Math.max(c, 0), columns - 1)];
}

function onKey(view, event) {
  const button = event.target.closest?.("button");
  if (!button || event.altKey || event.metaKey) return;
  const cell = button.parentElement;
  const rows = view.body.rows;
  let target = step(
    event.key, cell.parentElement.sectionRowIndex, cell.cellIndex - 1, rows.length, rows[0].cells.length - 1,
  );
  if (!target) return;
  if (event.ctrlKey && event.key === "Home") target = [0, 0];
  if (event.ctrlKey && event.key === "End") target = [rows.length - 1, target[1]];
  event.preventDefault();
  const next = rows[target[0]].cells[target[1] + 1].firstChild;
  rove(view, next);
  next.focus();
}

function open(root) {
  const host = root.querySelector(".matrix");
  const view = {
    host,
    hint: host.querySelector(".hint"),
    caption: host.querySelector("caption"),
    head: host.querySelector("thead"),
    body: host.querySelector("tbody"),
    seq: 0,
    chosen: null,
    again: undefined,
  };
  view.body.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(view, button);
  });
  view.body.addEventListener("keydown", (event) => onKey(view, event));
  return view;
}

export default function draw({ parentElement, data: bytes, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let view = views.get(parentElement);
  if (!view || !view.host.isConnected) {
    view = open(parentElement);
    view.seq = data.chosen?.seq ?? 0;
    views.set(parentElement, view);
  }
  view.report = setStateValue;
  if ((data.chosen?.seq ?? 0) >= view.seq) {
    view.chosen = data.chosen;
    clearInterval(view.again);
  }
  const focused = parentElement.querySelector("button:focus");
  const place = focused ? { ...focused.dataset } : null;
  keep(view.host, "lang", data.language);
  keep(view.hint, "textContent", data.hint);
  keep(view.caption, "textContent", data.caption);
  drawHead(view, data);
  keyed(view.body, data.rows, (row) => `#${row.student}`, makeRow, drawRow);
  markChosen(view);
  const home = buttonOf(view, place) ?? buttonOf(view, view.chosen) ?? view.body.querySelector("button");
  if (home) rove(view, home);
  if (place && home !== focused?.getRootNode().activeElement) home?.focus();
}
