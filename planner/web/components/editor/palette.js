// What can be added: the tools that draw, and the furniture of the catalogue with a search field.

import { addPart, newId } from "./actions.js";
import { attributes, button, html, keyed, whenChanged } from "./dom.js";
import { distance } from "./geometry.js";
import { icon, kindDrawing } from "./icons.js";
import { capital, number, say, word } from "./speech.js";
import { gridPoint, toWalls } from "./snapping.js";
import { pointOf, toWorld, viewMiddle } from "./screen.js";
import { roomAt } from "./parts.js";
import { insideRoom, newTool, TOOLS } from "./tools.js";

const DRAGGED_PX = 8;
const NEXT_M = 0.25;

export function buildPalette(ed) {
  const tools = TOOLS.filter((name) => !ed.proposal || name === "zone").map((name) => {
    const made = button("", { class: "tool", "data-tool": name }, icon(name), html("span", { text: word(ed, `tool_${name}`) }));
    made.addEventListener("click", () => {
      ed.setTool(ed.tool?.name === name ? null : newTool(name));
      if (ed.tool) ed.showTab("fields");
    });
    return made;
  });
  const search = html("input", { type: "search", "aria-label": word(ed, "search_furniture"), placeholder: word(ed, "search_furniture") });
  const list = html("div", { class: "kinds" });
  search.addEventListener("input", () => drawKinds(ed));
  Object.assign(ed.refs, { search, kinds: list });
  ed.refs.palette.replaceChildren(
    html("h2", { text: word(ed, "draw") }), html("div", { class: "tools" }, ...tools),
    html("h2", { text: word(ed, "furniture_title") }), search, list,
  );
}

const plainText = (text) => text.toLocaleLowerCase().normalize("NFC");

function seatsText(ed, kind) {
  const size = kind.size.map((side) => number(ed, side)).join(" × ");
  return `${size} m${kind.seats.length ? `, ${word(ed, "n_seats", { n: kind.seats.length })}` : ""}`;
}

function drawKinds(ed) {
  const wanted = plainText(ed.refs.search.value.trim());
  const found = ed.data.kinds.filter((kind) => plainText(`${kind.name} ${kind.kind}`).includes(wanted));
  keyed(ed.refs.kinds, found, ({ kind }) => kind, () => kindButton(ed), (node, kind) => {
    node.kind = kind;
    whenChanged(node, JSON.stringify(kind), () => [
      kindDrawing(kind), html("span", { class: "kindname", text: capital(kind.name) }), html("small", { text: seatsText(ed, kind) }),
    ]);
    attributes(node, { "aria-label": word(ed, "add_kind", { kind: kind.name, size: seatsText(ed, kind) }) });
  });
  ed.refs.kinds.classList.toggle("none", !found.length);
  if (wanted && !found.length) say(ed, word(ed, "no_kind"));
}

export function drawPalette(ed) {
  drawKinds(ed);
  ed.refs.palette.querySelectorAll("[data-tool]").forEach((node) =>
    attributes(node, { "aria-pressed": String(ed.tool?.name === node.dataset.tool) }));
}

// A press adds in the middle of the view; with a mouse the piece can be pulled to where it shall stand.
function kindButton(ed) {
  const made = button("", { class: "kindbutton" });
  let from = null;
  let pulled = null;
  made.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button) return;
    from = [event.clientX, event.clientY];
    made.setPointerCapture(event.pointerId);
  });
  made.addEventListener("pointermove", (event) => {
    if (!from || (!pulled && distance(from, [event.clientX, event.clientY]) < DRAGGED_PX)) return;
    pulled ??= newItem(ed, made.kind);
    pulled = placedAt(ed, pulled, event);
    ed.setDraft([[`furniture:${pulled.id}`, pulled]]);
  });
  made.addEventListener("pointerup", (event) => {
    if (pulled) finishPull(ed, pulled, event);
    made.skip = Boolean(pulled);
    from = null;
    pulled = null;
  });
  made.addEventListener("pointercancel", () => { from = null; pulled = null; ed.dropDraft(); });
  made.addEventListener("click", () => {
    if (!made.skip) addKind(ed, made.kind);
    made.skip = false;
  });
  return made;
}

const newItem = (ed, kind) => ({ id: newId(ed, "furniture", { kind: kind.kind }), kind: kind.kind, at: [0, 0] });

function placedAt(ed, item, event) {
  const at = gridPoint(toWorld(ed, pointOf(ed, event)), event.altKey ? 0 : ed.step());
  const next = { ...item, at };
  return ed.look.walls && ed.look.snap && !event.altKey ? toWalls(ed, next).item : next;
}

function finishPull(ed, item, event) {
  ed.draft.clear();
  const box = ed.refs.svg.getBoundingClientRect();
  const over = event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
  if (over) addPart(ed, "furniture", item);
  else ed.dropDraft();
}

// Several in a row stand beside each other, not on top of each other.
function addKind(ed, kind) {
  const item = newItem(ed, kind);
  const start = insideRoom(ed, gridPoint(viewMiddle(ed), ed.look.step));
  const taken = (at) => (ed.layout.furniture ?? []).some((other) => distance(other.at, at) < 0.01);
  let [at, row] = [start, 0];
  while (taken(at) && roomAt(ed.layout, at)) {
    at = [at[0] + NEXT_M, at[1] - NEXT_M];
    if (!roomAt(ed.layout, at)) at = [start[0] + (row += 1) * 2 * NEXT_M, start[1]];
  }
  addPart(ed, "furniture", { ...item, at: roomAt(ed.layout, at) ? at : start });
}
