// Mouse, pen and fingers. One finger on a part moves it, on the empty floor it scrolls the page; two fingers
// pan and zoom. Chromium heeds no touch-action on inner SVG shapes, hence the touchstart that is not passive.

import { distance, middle } from "./geometry.js";
import { dragGesture, handleGesture } from "./gestures.js";
import { boxOf, isRing, split } from "./parts.js";
import { nameOf, say, word } from "./speech.js";
import { pan, pointOf, toWorld, zoomAt } from "./screen.js";
import { finishTool, toolDown, toolMove, toolUp } from "./tools.js";

const MOVED_PX = 4;
const MOVED_TOUCH_PX = 8;
const FIXED_TOOLS = ["room", "zone"];

const partAt = (event) => event.target.closest?.("[data-place]")?.dataset.place;
const handleAt = (event) => event.target.closest?.("[data-handle]")?.dataset.handle;
const adds = (ed, event) => event.shiftKey || event.ctrlKey || event.metaKey || ed.many;

// Rooms and zones cover the floor: they move only once they are chosen, so that a band can start on them.
const grabbable = (ed, place) => place && (!isRing(split(place)[0]) || ed.chosen.has(place));

function panGesture(ed, event) {
  let last = [event.clientX, event.clientY];
  return {
    move(_, next) {
      pan(ed, next.clientX - last[0], next.clientY - last[1]);
      last = [next.clientX, next.clientY];
    },
    end() { ed.panned = true; },
  };
}

function bandGesture(ed, start, keep) {
  const before = keep ? [...ed.chosen] : [];
  const within = (place) => {
    const b = boxOf(ed.kinds, split(place)[0], ed.shownItem(place));
    const [[x1, y1], [x2, y2]] = ed.band;
    return b.left >= Math.min(x1, x2) && b.right <= Math.max(x1, x2) && b.bottom >= Math.min(y1, y2) && b.top <= Math.max(y1, y2);
  };
  return {
    move(point) {
      ed.band = [start, point];
      ed.redraw();
    },
    end() {
      const found = ed.places(ed.layout).filter((place) => split(place)[0] !== "rooms" && ed.mayChange(place) && within(place));
      ed.band = null;
      ed.choose([...new Set([...before, ...found])]);
      say(ed, word(ed, "n_chosen", { n: ed.chosen.size }));
    },
  };
}

export function toggle(ed, place) {
  const next = new Set(ed.chosen);
  if (!next.delete(place)) next.add(place);
  ed.choose([...next]);
  say(ed, word(ed, next.has(place) ? "chosen" : "not_chosen", { what: nameOf(ed, place) }));
}

export function focusPart(ed, place) {
  const node = [...ed.refs.parts.children].find((child) => child.dataset.key === place);
  node?.focus({ preventScroll: true });
  return Boolean(node);
}

// What a press begins; it only becomes a gesture once the pointer has moved.
function pressed(ed, event, point) {
  const place = partAt(event);
  if (event.button === 1 || ed.space) return { gesture: panGesture(ed, event), eager: true };
  const handle = handleAt(event);
  if (handle) return { gesture: handleGesture(ed, handle) };
  if (place && adds(ed, event)) return { gesture: bandGesture(ed, point, true), click: () => toggle(ed, place) };
  if (grabbable(ed, place)) {
    if (!ed.chosen.has(place)) ed.choose([place]);
    return { gesture: ed.mayChange(place) ? dragGesture(ed, place, point) : null, click: () => single(ed, place) };
  }
  const gesture = event.pointerType === "touch" ? null : bandGesture(ed, point, adds(ed, event));
  return { gesture, click: () => (place ? single(ed, place) : ed.choose([])) };
}

function single(ed, place) {
  ed.choose([place]);
  focusPart(ed, place);
}

function down(ed, event) {
  if (event.button > 1 || ed.press || ed.fingers > 1) return;
  const point = toWorld(ed, pointOf(ed, event));
  if (event.target.closest?.("[data-finding]")) return;
  ed.settleKeys();
  ed.refs.stage.classList.add("by-pointer");
  ed.refs.svg.setPointerCapture(event.pointerId);
  if (event.button === 1) event.preventDefault();
  const tooling = ed.tool && event.button === 0 && !ed.space;
  const press = tooling ? {} : pressed(ed, event, point);
  ed.press = { ...press, id: event.pointerId, from: [event.clientX, event.clientY], place: partAt(event), moved: false, tooling };
  if (tooling) toolDown(ed, point);
  focusUnder(ed, event);
}

function focusUnder(ed, event) {
  const place = partAt(event);
  if (event.pointerType !== "touch" && !handleAt(event)) event.preventDefault();
  if (place && grabbable(ed, place) && !ed.tool) focusPart(ed, place);
  else if (!handleAt(event)) ed.refs.stage.focus({ preventScroll: true });
}

function move(ed, event) {
  ed.alt = event.altKey;
  ed.pointerAt = toWorld(ed, pointOf(ed, event));
  if (ed.tool && (!ed.press || ed.press.tooling)) return toolMove(ed, ed.pointerAt);
  const { press } = ed;
  if (!press || press.id !== event.pointerId) return undefined;
  const far = distance(press.from, [event.clientX, event.clientY]);
  press.moved ||= press.eager || far > (event.pointerType === "touch" ? MOVED_TOUCH_PX : MOVED_PX);
  if (press.moved) press.gesture?.move(ed.pointerAt, event);
  return undefined;
}

function up(ed, event) {
  const { press } = ed;
  if (!press || press.id !== event.pointerId) return;
  ed.press = null;
  const point = toWorld(ed, pointOf(ed, event));
  if (press.tooling) {
    if (ed.tool) toolUp(ed, point);
  } else if (press.moved) press.gesture?.end(point);
  else press.click?.();
  ed.alt = false;
}

export function cancelPress(ed) {
  const had = ed.press || ed.band || ed.draft.size;
  ed.press = null;
  ed.band = null;
  if (had) ed.dropDraft();
  return Boolean(had);
}

// Two fingers ------------------------------------------------------------------------------------------------

function spread(ed, touches) {
  const [a, b] = [...touches].map((touch) => pointOf(ed, touch));
  return { middle: middle(a, b), far: distance(a, b) };
}

function touchStart(ed, event) {
  ed.fingers = event.touches.length;
  if (event.touches.length === 2) {
    event.preventDefault();
    cancelPress(ed);
    ed.pinch = spread(ed, event.touches);
    return;
  }
  const holds = handleAt(event) || grabbable(ed, partAt(event)) || ed.tool;
  if (holds && event.cancelable) event.preventDefault();
}

function touchMove(ed, event) {
  if (!ed.pinch || event.touches.length !== 2) return;
  event.preventDefault();
  const now = spread(ed, event.touches);
  pan(ed, now.middle[0] - ed.pinch.middle[0], now.middle[1] - ed.pinch.middle[1]);
  zoomAt(ed, now.middle, now.far / (ed.pinch.far || 1));
  ed.pinch = now;
}

function touchEnd(ed, event) {
  ed.fingers = event.touches.length;
  if (event.touches.length < 2) ed.pinch = null;
}

function wheel(ed, event) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomAt(ed, pointOf(ed, event), Math.exp(-event.deltaY * 0.0025));
}

function doubled(ed, event) {
  if (ed.tool) {
    if (FIXED_TOOLS.includes(ed.tool.name)) finishTool(ed);
    return;
  }
  const room = ed.layout.rooms.map((other) => `room:${other.id}`).find((place) => place === partAt(event)) ?? ed.roomUnder();
  if (!partAt(event) && room) single(ed, room);
  else if (partAt(event)) ed.openPanel();
}

export function listen(ed) {
  const { svg } = ed.refs;
  svg.addEventListener("pointerdown", (event) => down(ed, event));
  svg.addEventListener("pointermove", (event) => move(ed, event));
  svg.addEventListener("pointerup", (event) => up(ed, event));
  svg.addEventListener("pointercancel", () => cancelPress(ed));
  svg.addEventListener("dblclick", (event) => doubled(ed, event));
  svg.addEventListener("wheel", (event) => wheel(ed, event), { passive: false });
  svg.addEventListener("touchstart", (event) => touchStart(ed, event), { passive: false });
  svg.addEventListener("touchmove", (event) => touchMove(ed, event), { passive: false });
  svg.addEventListener("touchend", (event) => touchEnd(ed, event));
  svg.addEventListener("touchcancel", (event) => touchEnd(ed, event));
}
