// The bar above the drawing: undo, what can be done to the choice, the grid, the overlays and the zoom.

import { attributes, button, html } from "./dom.js";
import { duplicate, remove, turn } from "./actions.js";
import { openHelp } from "./help.js";
import { icon } from "./icons.js";
import { word } from "./speech.js";
import { fit, zoom } from "./screen.js";

const STEPS = [0.25, 0.1, 0.01];
const OVERLAYS = ["findings", "narrow", "routes", "seats", "sight", "sound"];

function iconButton(ed, name, key, action, given = {}) {
  const text = word(ed, key);
  const made = button("", { title: text, "aria-label": text, class: "icon-only", ...given }, icon(name));
  made.addEventListener("click", () => action(ed));
  return made;
}

function toggleButton(ed, key, isOn, action, name) {
  const made = button("", { class: "toggle" }, ...(name ? [icon(name)] : []), html("span", { text: word(ed, key) }));
  made.isOn = isOn;
  made.addEventListener("click", () => action(ed));
  return made;
}

const group = (ed, key, ...children) => html("div", { class: "group", role: "group", "aria-label": word(ed, key) }, ...children);

function gridSelect(ed) {
  const options = STEPS.map((step) => html("option", { value: step, text: word(ed, "grid_cm", { n: Math.round(step * 100) }) }));
  const select = html("select", { "aria-label": word(ed, "grid") }, ...options, html("option", { value: 0, text: word(ed, "grid_off") }));
  select.addEventListener("change", () => {
    const step = Number(select.value);
    ed.setLook(step ? { step, snap: true } : { snap: false });
  });
  return select;
}

export function buildBar(ed) {
  const undo = iconButton(ed, "undo", "undo", () => ed.stepBack("undo"));
  const redo = iconButton(ed, "redo", "redo", () => ed.stepBack("redo"));
  const copy = iconButton(ed, "copy", "duplicate", duplicate);
  const rotate = iconButton(ed, "turn", "turn", () => turn(ed, [...ed.chosen], 15));
  const trash = iconButton(ed, "trash", "delete", remove);
  const many = toggleButton(ed, "many", () => Boolean(ed.many), () => { ed.many = !ed.many; ed.redraw(); }, "many");
  const walls = toggleButton(ed, "to_walls", () => ed.look.walls, () => ed.setLook({ walls: !ed.look.walls }));
  const grid = gridSelect(ed);
  const overlays = OVERLAYS.map((name) => toggleButton(ed, `show_${name}`, () => ed.look[name], () => ed.setLook({ [name]: !ed.look[name] })));
  const ghost = toggleButton(ed, "show_ghost", () => ed.look.ghost, () => ed.setLook({ ghost: !ed.look.ghost }));
  const help = iconButton(ed, "help", "commands", openHelp);
  Object.assign(ed.refs, { undo, redo, grid_select: grid, changing: [copy, trash], choosing: [rotate], ghostButton: ghost, toggles: [many, walls, ghost, ...overlays] });
  ed.refs.bar.replaceChildren(
    group(ed, "history", undo, redo), group(ed, "change_chosen", copy, rotate, trash), group(ed, "choosing", many),
    group(ed, "snapping", grid, walls), ...(ed.proposal ? [] : [group(ed, "overlays", ghost, ...overlays)]), group(ed, "help", help),
  );
  ed.refs.zoom.replaceChildren(
    iconButton(ed, "in", "zoom_in", () => zoom(ed, 1.25)), iconButton(ed, "out", "zoom_out", () => zoom(ed, 0.8)), iconButton(ed, "fit", "fit", () => fit(ed)),
  );
}

// A button that can do nothing stays where the focus is, and says so when it is pressed.
const dim = (node, off) => attributes(node, { "aria-disabled": off ? "true" : null });

function labelled(ed, node, key, label) {
  const text = label ? word(ed, `${key}_of`, { label }) : word(ed, key);
  attributes(node, { title: text, "aria-label": text });
}

export function drawBar(ed) {
  const { refs, data } = ed;
  const waits = ed.queue.length > 0;
  dim(refs.undo, data.undo == null && !waits);
  dim(refs.redo, data.redo == null && !waits);
  labelled(ed, refs.undo, "undo", waits ? null : data.undo);
  labelled(ed, refs.redo, "redo", waits ? null : data.redo);
  refs.choosing.forEach((node) => dim(node, !ed.chosen.size));
  refs.changing.forEach((node) => dim(node, !ed.chosen.size || ed.phase));
  refs.toggles.forEach((node) => attributes(node, { "aria-pressed": String(node.isOn()) }));
  refs.ghostButton.hidden = !ed.phase;
  refs.grid_select.value = String(ed.look.snap ? ed.look.step : 0);
}
