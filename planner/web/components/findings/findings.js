// Findings by severity; a button shows a finding's place in the room plan, another leads to what is said of
// it where the page has a talk. Text goes in as text only.

const views = new WeakMap();

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawMore(item, words) {
  const more = element("details");
  more.append(element("summary", "", words.more));
  if (item.remedies.length) {
    const list = element("ul");
    item.remedies.forEach((remedy) => list.append(element("li", "", remedy)));
    more.append(list);
  }
  item.origin.forEach((line) => more.append(element("p", "small", line)));
  return more;
}

function drawItem(item, words) {
  const line = element("li");
  line.append(element("p", "", item.text));
  const foot = element("div", "foot");
  if (item.places.length) {
    const button = element("button", "", words.show);
    button.type = "button";
    button.dataset.id = item.id;
    button.setAttribute("aria-label", `${words.show}: ${item.text}`);
    foot.append(button);
  }
  if (words.talk) {
    const button = element("button", "talk", item.said ? `${words.talk} (${item.said})` : words.talk);
    button.type = "button";
    button.dataset.talk = item.id;
    button.setAttribute("aria-label", `${button.textContent}: ${item.text}`);
    foot.append(button);
  }
  foot.append(drawMore(item, words));
  line.append(foot);
  return line;
}

function drawGroup(group, words) {
  const section = element("section", group.severity);
  const head = element("h3");
  const symbol = element("span", "", group.symbol);
  symbol.setAttribute("aria-hidden", "true");
  head.append(symbol, element("span", "", group.title));
  const list = element("ul", "items");
  group.items.forEach((item) => list.append(drawItem(item, words)));
  section.append(head, list);
  return section;
}

function mark(view) {
  view.groups.querySelectorAll("button[data-id]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.id === view.shown));
  });
}

// On a narrow page the drawing stands above the findings: bring it into sight when a place is shown in it.
function bringRoomIntoSight() {
  const room = document.querySelector(".st-key-room_in_sight");
  const box = room?.getBoundingClientRect();
  if (box && (box.bottom < box.height / 2 || box.top > window.innerHeight - box.height / 2)) {
    room.scrollIntoView({ block: "start" });
  }
}

function open(root) {
  const view = { groups: root.querySelector(".groups"), shown: null, drawn: "", seq: 0 };
  view.groups.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.talk) {
      view.seq += 1;
      view.report("talk", { id: button.dataset.talk, seq: view.seq });
      return;
    }
    view.shown = view.shown === button.dataset.id ? null : button.dataset.id;
    view.seq += 1;
    mark(view);
    if (view.shown) bringRoomIntoSight();
    view.report("shown", { id: view.shown, seq: view.seq });
  });
  return view;
}

function redraw(view, data) {
  const drawn = JSON.stringify([data.groups, data.words]);
  if (view.drawn === drawn) return;
  const focused = view.groups.querySelector("button:focus")?.dataset;
  const opened = new Set(
    [...view.groups.querySelectorAll("details[open]")].map((details) => details.closest("li[data-id]").dataset.id),
  );
  view.groups.replaceChildren(...data.groups.map((group) => drawGroup(group, data.words)));
  const items = data.groups.flatMap((group) => group.items);
  view.groups.querySelectorAll("ul.items > li").forEach((line, index) => {
    line.dataset.id = items[index].id;
    if (opened.has(items[index].id)) line.querySelector("details").open = true;
  });
  [...view.groups.querySelectorAll("button")]
    .find(({ dataset }) => focused && dataset.id === focused.id && dataset.talk === focused.talk)
    ?.focus();
  view.drawn = drawn;
}

export default function draw({ parentElement, data: bytes, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let view = views.get(parentElement);
  if (!view || !view.groups.isConnected) {
    view = open(parentElement);
    views.set(parentElement, view);
  }
  view.report = setStateValue;
  redraw(view, data);
  if (data.shown.seq >= view.seq) {
    view.shown = data.shown.id;
    view.seq = data.shown.seq;
  }
  mark(view);
}
