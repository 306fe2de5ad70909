// The phases of a lesson in time: order by dragging, minutes by the right edge, everything by keyboard too.
// What is done shows at once and goes to Python as numbered edits, sent again until they are answered and
// kept in the tab's storage meanwhile. Text goes in as text only.

const views = new WeakMap();
const AGAIN_MS = 3000;
const MOST_MINUTES = 600;
const DRAG_PX = 6;
const COARSE = 5;
// How near to a five, in minutes, a dragged edge goes there; small enough that every minute can be reached.
const PULL = 1;
// With Alt a Mac writes other signs for the same keys.
const WAYS = { "+": 1, "±": 1, "-": -1, "–": -1, "−": -1 };

// ---- Edits on their way ---------------------------------------------------------------------------------

// A mount has a client id of its own, so that a copied tab never numbers its edits like the first one; what
// an earlier mount left behind is sent first, under its own id.
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

function stored(key) {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter((batch) => batch.client && batch.edits?.length) : [];
  } catch {
    return [];
  }
}

function store(view) {
  try {
    if (view.batches.length) sessionStorage.setItem(view.storage, JSON.stringify(view.batches));
    else sessionStorage.removeItem(view.storage);
  } catch {
    // A full or forbidden storage costs only the safety net.
  }
}

function push(view, edit) {
  view.seq += 1;
  let batch = view.batches.at(-1);
  if (batch?.client !== view.client) {
    batch = { client: view.client, edits: [] };
    view.batches.push(batch);
  }
  batch.edits.push({ seq: view.seq, ...edit });
  store(view);
  send(view);
  redraw(view);
}

function send(view) {
  clearInterval(view.again);
  if (!view.batches.length || view.data.conflict) return;
  const say = () => {
    if (!view.host.isConnected) clearInterval(view.again);
    else if (view.batches.length) {
      const [{ client, edits }] = view.batches;
      view.report("queue", { document: view.data.document, client, edits: [...edits], at: Date.now() });
    }
  };
  say();
  view.again = setInterval(say, AGAIN_MS);
}

function settle(view, acked) {
  if (!acked) return;
  const before = view.batches.length;
  for (const batch of view.batches) {
    if (batch.client === acked.client) batch.edits = batch.edits.filter((edit) => edit.seq > acked.seq);
  }
  view.batches = view.batches.filter((batch) => batch.edits.length);
  store(view);
  if (!view.batches.length) clearInterval(view.again);
  else if (view.batches.length < before) send(view);
}

function applied(phases, edit) {
  const from = phases.findIndex((phase) => phase.id === edit.phase);
  if (from < 0) return phases;
  if (edit.do === "minutes") {
    return phases.map((phase) => (phase.id === edit.phase ? { ...phase, minutes: edit.minutes } : phase));
  }
  const others = phases.filter((phase) => phase.id !== edit.phase);
  others.splice(edit.index, 0, phases[from]);
  return others;
}

// The phases as they will be: what Python knows, with the edits that wait on top.
function shown(view) {
  if (view.data.conflict) return view.data.phases;
  return view.batches.flatMap((batch) => batch.edits).reduce(applied, view.data.phases);
}

// ---- Words ----------------------------------------------------------------------------------------------

function fill(text, facts) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function number(view, value) {
  const text = String(Math.round(value * 100) / 100);
  return view.data.language === "da" ? text.replace(".", ",") : text;
}

function total(phases) {
  return phases.reduce((sum, phase) => sum + phase.minutes, 0);
}

function sumText(view, phases) {
  const { words, length } = view.data;
  const all = total(phases);
  const facts = { total: number(view, all), length: number(view, length) };
  facts.left = number(view, Math.abs(length - all));
  if (Math.abs(all - length) < 0.005) return fill(words.fits, facts);
  return fill(all < length ? words.left : words.over, facts);
}

function say(view, text) {
  view.said.textContent = "";
  requestAnimationFrame(() => { view.said.textContent = text; });
}

// ---- Drawing --------------------------------------------------------------------------------------------

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function keep(node, name, value) {
  if (node[name] !== value) node[name] = value;
}

function keyed(parent, items, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const child = before.get(`#${item.id}`) ?? make(item);
    child.dataset.key = `#${item.id}`;
    before.delete(`#${item.id}`);
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    update(child, item, index);
  });
  before.forEach((child) => child.remove());
}

function makePhase() {
  const card = element("li", "phase");
  const head = element("div", "head");
  const grip = element("span", "grip", "⠿");
  grip.setAttribute("aria-hidden", "true");
  const title = element("button", "title");
  title.type = "button";
  title.append(element("span"), element("small"));
  head.append(grip, title);
  const minutes = element("div", "minutes");
  const input = element("input");
  Object.assign(input, { type: "number", min: "1", max: String(MOST_MINUTES), step: "any", inputMode: "decimal" });
  minutes.append(input, element("span", "unit"));
  const edge = element("span", "edge");
  edge.setAttribute("aria-hidden", "true");
  card.append(head, minutes, element("ul", "activities"), edge);
  return card;
}

function makeActivity() {
  const line = element("li");
  const button = element("button");
  button.type = "button";
  button.append(element("span"), element("small"));
  line.append(button);
  return line;
}

function parts(card) {
  return {
    title: card.querySelector(".title"),
    input: card.querySelector("input"),
    unit: card.querySelector(".unit"),
    list: card.querySelector(".activities"),
    edge: card.querySelector(".edge"),
  };
}

function drawPhase(view, card, phase, index, phases) {
  const { words } = view.data;
  const { title, input, unit, list, edge } = parts(card);
  const chosen = phase.id === view.chosen?.phase;
  const facts = { title: phase.title, n: index + 1, of: phases.length, minutes: number(view, phase.minutes) };
  card.dataset.id = phase.id;
  card.classList.toggle("chosen", chosen);
  card.style.flexGrow = String(phase.minutes);
  keep(title.firstChild, "textContent", phase.title);
  keep(title.lastChild, "textContent", fill(words.from, { start: number(view, total(phases.slice(0, index))) }));
  title.setAttribute("aria-label", fill(words.card, facts));
  title.setAttribute("aria-pressed", String(chosen));
  input.setAttribute("aria-label", fill(words.minutes_of, facts));
  keep(unit, "textContent", words.min);
  keep(edge, "title", words.edge);
  if (view.host.getRootNode().activeElement !== input) input.value = String(phase.minutes);
  keyed(list, phase.activities, makeActivity, (line, activity) => {
    const button = line.firstChild;
    button.dataset.activity = activity.id;
    keep(button.firstChild, "textContent", activity.title);
    keep(button.lastChild, "textContent", activity.note);
    button.setAttribute("aria-pressed", String(chosen && activity.id === view.chosen?.activity));
  });
}

// One card at a time is in the tab order: its title, its minutes and its activities.
function rove(view, home) {
  for (const card of view.list.children) {
    const at = card === home;
    card.querySelectorAll("button, input").forEach((node) => { node.tabIndex = at ? 0 : -1; });
  }
}

function drawScale(view, phases) {
  const { length } = view.data;
  const all = total(phases);
  const most = Math.max(all, length) || 1;
  const blocks = phases.map((phase) => {
    const block = element("span", phase.id === view.chosen?.phase ? "chosen" : "");
    block.style.width = `${(100 * phase.minutes) / most}%`;
    block.style.boxSizing = "border-box";
    return block;
  });
  const end = element("i");
  end.style.left = `calc(${(100 * length) / most}% - 2px)`;
  const over = element("b");
  over.style.left = `${(100 * length) / most}%`;
  over.hidden = all <= length;
  view.scale.replaceChildren(...blocks, end, ...(all > length ? [over] : []));
  keep(view.sum, "textContent", sumText(view, phases));
}

function redraw(view) {
  const phases = view.drag?.phases ?? shown(view);
  const focused = view.host.getRootNode().activeElement;
  keyed(view.list, phases, makePhase, (card, phase, index) => drawPhase(view, card, phase, index, phases));
  drawScale(view, phases);
  if (focused?.isConnected && focused !== view.host.getRootNode().activeElement) focused.focus();
  const cards = [...view.list.children];
  const at = cards.find((card) => card.contains(focused)) ?? cards.find((card) => card.classList.contains("chosen"));
  rove(view, at ?? cards[0]);
}

// ---- What a person does ---------------------------------------------------------------------------------

function choose(view, phase, activity) {
  view.chosenSeq += 1;
  view.chosen = { phase, activity: activity ?? null };
  redraw(view);
  view.report("chosen", { ...view.chosen, seq: view.chosenSeq });
}

function setMinutes(view, id, wanted) {
  const phases = shown(view);
  const phase = phases.find((one) => one.id === id);
  const minutes = Math.min(Math.max(Math.round(wanted * 100) / 100, 1), MOST_MINUTES);
  if (!phase || !Number.isFinite(minutes) || minutes === phase.minutes) return;
  push(view, { do: "minutes", phase: id, minutes });
  const facts = { title: phase.title, minutes: number(view, minutes) };
  say(view, `${fill(view.data.words.said_minutes, facts)} ${sumText(view, shown(view))}`);
}

function movePhase(view, id, index) {
  const phases = shown(view);
  const from = phases.findIndex((one) => one.id === id);
  if (from < 0 || index === from || index < 0 || index >= phases.length) return;
  push(view, { do: "move", phase: id, index });
  const facts = { title: phases[from].title, n: index + 1, of: phases.length };
  say(view, fill(view.data.words.said_moved, facts));
}

function onKey(view, event) {
  const card = event.target.closest?.(".phase");
  if (!card || event.ctrlKey || event.metaKey) return;
  const index = [...view.list.children].indexOf(card);
  const onInput = event.target.matches("input");
  const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (side && event.altKey) {
    event.preventDefault();
    movePhase(view, card.dataset.id, index + side);
  } else if (side && !onInput) {
    event.preventDefault();
    const next = view.list.children[index + side];
    if (next) {
      rove(view, next);
      next.querySelector(".title").focus();
    }
  } else if (!onInput && WAYS[event.key]) {
    event.preventDefault();
    const phase = shown(view).find((one) => one.id === card.dataset.id);
    setMinutes(view, phase.id, stepped(phase.minutes, WAYS[event.key], event.altKey));
  } else if (onInput && event.key === "Enter") commit(view, event.target);
}

// To the next whole five, or by one.
function stepped(minutes, way, fine) {
  if (fine) return minutes + way;
  return way > 0 ? (Math.floor(minutes / COARSE) + 1) * COARSE : (Math.ceil(minutes / COARSE) - 1) * COARSE;
}

function commit(view, input) {
  const id = input.closest(".phase").dataset.id;
  const wanted = input.valueAsNumber;
  if (Number.isFinite(wanted) && wanted > 0) setMinutes(view, id, wanted);
  const phase = shown(view).find((one) => one.id === id);
  if (phase) input.value = String(phase.minutes);
}

// ---- Dragging -------------------------------------------------------------------------------------------

function isColumn(view) {
  return getComputedStyle(view.list).flexDirection === "column";
}

function startDrag(view, event) {
  if (event.button !== 0) return;
  const card = event.target.closest(".phase");
  const edge = event.target.closest(".edge");
  const head = event.target.closest(".head");
  if (!card || !(edge || head)) return;
  // A finger on the title scrolls the page; it drags by the grip.
  if (!edge && event.pointerType === "touch" && !event.target.closest(".grip")) return;
  const phases = shown(view);
  const phase = phases.find((one) => one.id === card.dataset.id);
  const perMinute = view.list.clientWidth / Math.max(total(phases), view.data.length);
  view.drag = {
    card, phase, phases, perMinute, kind: edge ? "minutes" : "move", x: event.clientX, y: event.clientY,
    pointer: event.pointerId, active: Boolean(edge), index: phases.indexOf(phase), minutes: phase.minutes,
  };
  if (edge) begin(view);
}

function begin(view) {
  view.drag.active = true;
  view.host.setPointerCapture(view.drag.pointer);
  view.drag.card.classList.add("moving");
}

function onDrag(view, event) {
  const { drag } = view;
  if (!drag || event.pointerId !== drag.pointer) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.active && Math.hypot(dx, dy) < DRAG_PX) return;
  if (!drag.active) begin(view);
  if (drag.kind === "minutes") dragMinutes(view, dx, event.altKey);
  else dragOrder(view, event, isColumn(view) ? `0, ${dy}px` : `${dx}px, 0`);
}

function dragMinutes(view, dx, fine) {
  const { drag } = view;
  const wanted = drag.phase.minutes + dx / drag.perMinute;
  const five = Math.round(wanted / COARSE) * COARSE;
  const near = !fine && five > 0 && Math.abs(wanted - five) < PULL;
  drag.minutes = Math.min(Math.max(near ? five : Math.round(wanted), 1), MOST_MINUTES);
  drag.phases = shown(view).map((one) => (one.id === drag.phase.id ? { ...one, minutes: drag.minutes } : one));
  redraw(view);
}

function dragOrder(view, event, offset) {
  const { drag } = view;
  const column = isColumn(view);
  const others = [...view.list.children].filter((card) => card !== drag.card);
  const middle = (card) => {
    const box = card.getBoundingClientRect();
    return column ? box.top + box.height / 2 : box.left + box.width / 2;
  };
  const at = column ? event.clientY : event.clientX;
  drag.index = others.filter((card) => middle(card) < at).length;
  drag.card.style.transform = `translate(${offset})`;
  others.forEach((card, n) => {
    card.classList.toggle("before", n === drag.index);
    card.classList.toggle("after", drag.index === others.length && n === others.length - 1);
  });
}

function endDrag(view, event) {
  const { drag } = view;
  if (!drag || event.pointerId !== drag.pointer) return;
  view.drag = null;
  if (!drag.active) return;
  drag.card.classList.remove("moving");
  drag.card.style.transform = "";
  [...view.list.children].forEach((card) => card.classList.remove("before", "after"));
  view.dragged = true;
  setTimeout(() => { view.dragged = false; });
  if (event.type === "pointercancel") redraw(view);
  else if (drag.kind === "minutes" && drag.minutes !== drag.phase.minutes) {
    setMinutes(view, drag.phase.id, drag.minutes);
  } else if (drag.kind === "move") movePhase(view, drag.phase.id, drag.index);
  redraw(view);
}

// ---- Mounting -------------------------------------------------------------------------------------------

function onClick(view, event) {
  const card = event.target.closest(".phase");
  if (!card || view.dragged) return;
  const activity = event.target.closest("[data-activity]");
  if (activity) choose(view, card.dataset.id, activity.dataset.activity);
  else if (event.target.closest(".title")) choose(view, card.dataset.id, null);
}

function listen(view) {
  const { host } = view;
  host.addEventListener("click", (event) => onClick(view, event));
  host.addEventListener("keydown", (event) => onKey(view, event));
  host.addEventListener("change", (event) => {
    if (event.target.matches("input")) commit(view, event.target);
  });
  host.addEventListener("focusin", (event) => {
    const card = event.target.closest?.(".phase");
    if (card) rove(view, card);
  });
  host.addEventListener("pointerdown", (event) => startDrag(view, event));
  host.addEventListener("pointermove", (event) => onDrag(view, event));
  host.addEventListener("pointerup", (event) => endDrag(view, event));
  host.addEventListener("pointercancel", (event) => endDrag(view, event));
  // Else a drag marks the text of the page. The button that would have had the focus gets it all the same.
  host.addEventListener("mousedown", (event) => {
    if (!event.target.closest(".edge, .head")) return;
    event.preventDefault();
    event.target.closest(".title")?.focus();
  });
  // Chromium scrolls from within a component whatever its style says; only a refused touch start stops it.
  host.addEventListener("touchstart", (event) => {
    if (event.target.closest(".grip, .edge")) event.preventDefault();
  }, { passive: false });
}

function open(root, data) {
  const host = root.querySelector(".timeline");
  const find = (name) => host.querySelector(`.${name}`);
  const storage = `planner-timeline:${data.document}`;
  const view = {
    host, data, storage, batches: stored(storage), client: randomId(), seq: 0, again: undefined, drag: null,
    chosen: null, chosenSeq: -1, list: find("phases"), scale: find("scale"), sum: find("sum"),
    said: find("said"), hint: find("hint"), keys: find("keys"), why: find("why"),
  };
  listen(view);
  return view;
}

export default function draw({ parentElement, data: bytes, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let view = views.get(parentElement);
  const fresh = !view || !view.host.isConnected;
  if (fresh) {
    view = open(parentElement, data);
    views.set(parentElement, view);
  }
  view.data = data;
  view.report = setStateValue;
  settle(view, data.acked);
  if (data.chosen.seq >= view.chosenSeq) {
    view.chosen = { phase: data.chosen.phase, activity: data.chosen.activity };
    view.chosenSeq = data.chosen.seq;
  }
  keep(view.host, "lang", data.language);
  keep(view.hint, "textContent", data.words.hint);
  keep(view.keys, "textContent", data.words.keys);
  keep(view.why, "textContent", data.why);
  view.list.setAttribute("aria-label", data.words.list);
  redraw(view);
  if (fresh && view.batches.length) setTimeout(() => send(view));
}
