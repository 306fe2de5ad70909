// Everything by keyboard, while the focus is in the drawing.

import { duplicate, nudge, remove, resize, turn } from "./actions.js";
import { openHelp } from "./help.js";
import { cancelPress, toggle } from "./pointer.js";
import { split } from "./parts.js";
import { say, word } from "./speech.js";
import { fit, reveal, zoom } from "./screen.js";
import { backTool, finishTool } from "./tools.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const FINE_M = 0.01;
const TURN_DEG = 15;
const SIZE_STEP_M = 0.05;
const ZOOM = 1.25;

const focused = (ed) => {
  const node = ed.refs.host.getRootNode().activeElement;
  return node?.dataset?.place ?? null;
};

// The keys work on what is chosen; a part that has the focus and is not chosen becomes the chosen one.
function targets(ed) {
  const place = focused(ed);
  if (place && !ed.chosen.has(place)) ed.choose([place]);
  return [...ed.chosen];
}

function arrow(ed, event) {
  const by = ARROWS[event.key];
  const places = targets(ed);
  if (!places.length) return false;
  if (event.ctrlKey || event.metaKey) {
    const step = event.shiftKey ? FINE_M : SIZE_STEP_M;
    return resize(ed, places, by[0] * step, by[1] * step) || true;
  }
  const step = event.shiftKey ? FINE_M : ed.nudgeStep();
  return nudge(ed, places, by.map((sign) => sign * step)) || true;
}

const BRACKETS = { "[": [-1, 0], "]": [1, 0], "{": [0, -1], "}": [0, 1] };

const withControl = {
  d: (ed) => { targets(ed); duplicate(ed); },
  a: chooseAll,
  z: (ed, event) => ed.stepBack(event.shiftKey ? "redo" : "undo"),
  y: (ed) => ed.stepBack("redo"),
};

const plain = {
  r: (ed, event) => turn(ed, targets(ed), event.shiftKey ? -TURN_DEG : TURN_DEG),
  delete: (ed) => { targets(ed); remove(ed); },
  backspace: (ed) => (ed.tool?.points.length ? backTool(ed) : (targets(ed), remove(ed))),
  enter,
  escape,
  "+": (ed) => zoom(ed, ZOOM),
  "-": (ed) => zoom(ed, 1 / ZOOM),
  0: (ed) => fit(ed),
  "?": (ed) => openHelp(ed),
};

function chooseAll(ed) {
  const all = ed.places(ed.layout).filter((place) => split(place)[0] !== "rooms" && ed.mayChange(place));
  ed.choose(all);
  say(ed, word(ed, "everything_but_rooms", { n: all.length }));
}

function enter(ed) {
  if (ed.tool) return finishTool(ed);
  const place = focused(ed);
  if (place && !ed.chosen.has(place)) ed.choose([place]);
  return ed.openPanel();
}

// Esc gives up one thing at a time: the gesture, the tool, the choice, and at last the drawing itself.
// What the keys have moved so far is done, not given up.
function escape(ed) {
  if (!ed.press && !ed.band) ed.flush();
  if (cancelPress(ed)) return;
  if (ed.tool) ed.setTool(null);
  else if (ed.chosen.size) {
    ed.choose([]);
    say(ed, word(ed, "nothing_is_chosen"));
  } else ed.leaveDrawing();
}

function down(ed, event) {
  ed.alt = event.altKey;
  ed.refs.stage.classList.remove("by-pointer");
  if (event.key === " ") {
    ed.space = true;
    event.preventDefault();
    return;
  }
  const bracket = BRACKETS[event.key];
  if (bracket) {
    event.preventDefault();
    resize(ed, targets(ed), bracket[0] * SIZE_STEP_M, bracket[1] * SIZE_STEP_M);
    return;
  }
  if (event.key in ARROWS) {
    if (arrow(ed, event)) event.preventDefault();
    return;
  }
  const control = event.ctrlKey || event.metaKey;
  const action = (control ? withControl : plain)[event.key.toLowerCase()];
  if (!action || (event.altKey && !control)) return;
  event.preventDefault();
  event.stopPropagation();
  action(ed, event);
}

function up(ed, event) {
  ed.alt = event.altKey;
  if (event.key !== " ") return;
  const place = focused(ed);
  if (place && !ed.panned) toggle(ed, place);
  ed.space = false;
  ed.panned = false;
}

// Undo and redo work from the panel too, but not inside a field, whose own undo comes first.
function anywhere(ed, event) {
  if (!(event.ctrlKey || event.metaKey) || event.target.matches?.("input, textarea, select")) return;
  if (event.key.toLowerCase() === "z" || event.key.toLowerCase() === "y") down(ed, event);
}

export function listen(ed) {
  const { stage, host } = ed.refs;
  stage.addEventListener("keydown", (event) => down(ed, event));
  stage.addEventListener("keyup", (event) => up(ed, event));
  ed.refs.side.addEventListener("keydown", (event) => anywhere(ed, event));
  ed.refs.bar.addEventListener("keydown", (event) => anywhere(ed, event));
  // What the keys have moved is saved before anything else can be pressed.
  host.addEventListener("focusout", () => ed.flush());
  stage.addEventListener("focusin", (event) => {
    const place = event.target.dataset?.place;
    if (!ed.press) ed.refs.stage.classList.remove("by-pointer");
    if (place && !ed.press && event.target.matches(":focus-visible")) reveal(ed, place);
  });
  window.addEventListener("blur", () => { ed.space = false; ed.alt = false; }, { signal: ed.closing.signal });
}

