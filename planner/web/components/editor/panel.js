// Beside the drawing: every number and field of what is chosen, or the measures of the tool in hand.

import { align, distribute, duplicate, remove, turn } from "./actions.js";
import { attributes, button, html } from "./dom.js";
import { FIELDS, LAYOUT_FIELDS, TOOL_FIELDS } from "./fields.js";
import { ringEntries } from "./follow.js";
import { crossesItself, mm } from "./geometry.js";
import { icon } from "./icons.js";
import { makeInput, marked } from "./inputs.js";
import { isRing, kindOf, ringOf, seatsOf, split } from "./parts.js";
import { exact, nameOf, namesOf, readNumber, say, sayMoved, saySized, word } from "./speech.js";
import { calibrate, finishTool, newTool, putTool, useDistance } from "./tools.js";

const SIZES = new Set(["width", "depth", "length", "clear_m"]);
const POSTURES = ["chair", "floor", "high", "stand"];
const NEW_SEAT = [0, 0, 90, "chair"];
// What a student sets in a proposal.
const PROPOSED = new Set(["x", "y", "angle", "width", "depth", "name", "use"]);

function action(ed, key, act, name) {
  const made = button("", { class: "act" }, ...(name ? [icon(name)] : []), html("span", { text: word(ed, key) }));
  made.addEventListener("click", act);
  return made;
}

// A field of the chosen parts: their common value, or "mixed".
function partTarget(ed) {
  return () => {
    const places = [...ed.chosen];
    const items = places.map((place) => ed.shownItem(place));
    return {
      item: items[0],
      get(field) {
        const values = items.map((item) => field.get(ed, item));
        return values.every((value) => value === values[0]) ? values[0] : "mixed";
      },
      set(field, value) {
        ed.settleKeys();
        const put = places.flatMap((place) => field.entries?.(ed, place, ed.shownItem(place), value) ?? [[place, field.set(ed, ed.shownItem(place), value)]]);
        if (!ed.commit({ put })) return ed.refusal;
        return SIZES.has(field.key) ? saySized(ed, places) : sayMoved(ed, places);
      },
    };
  };
}

const layoutTarget = (ed) => () => ({
  item: ed.layout,
  get: (field) => ed.layout[field.key] ?? undefined,
  set(field, value) {
    if (!ed.commit({ fields: { [field.key]: value ?? null } })) return;
    say(ed, word(ed, "saved_field", { field: word(ed, `field_${field.key}`) }));
  },
});

const toolTarget = (ed) => () => ({
  item: ed.tool?.options ?? {},
  get: (field) => ed.tool?.options[field.key] ?? undefined,
  set(field, value) {
    if (!ed.tool) return;
    ed.tool.options[field.key] = value;
    if (field.key === "distance_m" && ed.tool.points.length === 2) calibrate(ed, value);
    else if (field.key === "distance_m") say(ed, word(ed, "calibrate_first"));
  },
});

const inputs = (ed, fields, target) => fields.map((field) => makeInput(ed, field, target));

function toolPanel(ed) {
  const { name } = ed.tool;
  const put = action(ed, "put_in_view", () => putTool(ed), "in");
  const done = action(ed, "finish_shape", () => finishTool(ed));
  const away = action(ed, "put_away", () => { ed.setTool(null); ed.backToDrawing(); });
  const use = name === "calibrate" ? [action(ed, "use_distance", () => useDistance(ed))] : [];
  const buttons = ["calibrate", "underlay"].includes(name) ? [...use, away] : [put, ...(["room", "zone"].includes(name) ? [done] : []), away];
  return [
    html("h2", { text: word(ed, `tool_${name}`) }), html("p", { class: "how", text: word(ed, `tool_${name}_how`) }),
    html("div", { class: "fields" }, ...inputs(ed, TOOL_FIELDS[name], toolTarget(ed))), html("div", { class: "acts" }, ...buttons),
  ];
}

// Rows of numbers ------------------------------------------------------------------------------------------

function cell(ed, label, value, take) {
  const node = html("input", { type: "text", inputmode: "decimal", class: "number", "aria-label": label });
  node.value = exact(ed, value);
  node.addEventListener("change", () => {
    const read = readNumber(node.value);
    const wrong = Number.isNaN(read) && word(ed, "bad_number", { field: label });
    marked(node, wrong);
    if (wrong) say(ed, wrong);
    else take(mm(read));
  });
  return node;
}

function dropButton(ed, label, act) {
  const made = button("", { class: "icon-only", "aria-label": label, title: label }, icon("trash"));
  made.addEventListener("click", act);
  return made;
}

function rows(ed, key, count, ...children) {
  const open = ed.openRows?.has(key);
  const details = html("details", { open: open || null }, html("summary", { text: word(ed, key, { n: count }) }), ...children);
  details.addEventListener("toggle", () => {
    ed.openRows ??= new Set();
    if (details.open) ed.openRows.add(key);
    else ed.openRows.delete(key);
  });
  return details;
}

function cornerRows(ed, place) {
  const [name] = split(place);
  const item = ed.shownItem(place);
  const ring = ringOf(name, item);
  const set = (next) => {
    if (crossesItself(next)) {
      ed.refs.panel.drawnFrom = null; // the typed number gives way to the one that holds
      ed.redraw();
      return say(ed, word(ed, "crosses_itself"));
    }
    return ed.commit({ put: ringEntries(ed, place, item, next) }) && sayMoved(ed, [place]);
  };
  const list = ring.map((point, index) => html("div", { class: "row" },
    html("span", { text: `${index + 1}` }),
    ...[0, 1].map((axis) => cell(ed, `${word(ed, "corner", { n: index + 1 })} ${axis ? "y" : "x"}`, point[axis],
      (value) => set(ring.map((old, i) => (i === index ? old.map((was, j) => (j === axis ? value : was)) : old))))),
    ...(ring.length > 3 ? [dropButton(ed, word(ed, "drop_corner", { n: index + 1 }), () => set(ring.filter((_, i) => i !== index)))] : [])));
  const more = action(ed, "add_corner", () => set([...ring, [0, 1].map((axis) => mm((ring.at(-1)[axis] + ring[0][axis]) / 2))]), "in");
  return rows(ed, "corners", ring.length, ...list, more);
}

function postureSelect(ed, label, value, take) {
  const options = POSTURES.map((id) => html("option", { value: id, text: word(ed, `posture_${id}`), selected: id === value || null }));
  const node = html("select", { "aria-label": label }, ...options);
  node.addEventListener("change", () => take(node.value));
  return node;
}

function seatRows(ed, place) {
  const [name] = split(place);
  const item = ed.shownItem(place);
  const own = item.seats ?? (name === "furniture" ? null : []);
  const seats = own ?? seatsOf(ed.kinds, item);
  const set = (next) => ed.commit({ put: [[place, { ...item, seats: next }]] }) && say(ed, word(ed, "n_seats", { n: next.length }));
  if (!own) {
    const change = action(ed, "change_seats", () => set(seats));
    return rows(ed, "seats", seats.length, html("p", { text: word(ed, "seats_of_kind", { kind: kindOf(ed.kinds, item).name }) }), change);
  }
  const replaced = (index, part, value) => seats.map((seat, i) => (i === index ? seat.map((old, j) => (j === part ? value : old)) : seat));
  const list = seats.map((seat, index) => {
    const label = word(ed, "seat", { n: index + 1 });
    return html("div", { class: "row" }, html("span", { text: `${index + 1}` }),
      ...["x", "y", "°"].map((axis, part) => cell(ed, `${label} ${axis}`, seat[part], (value) => set(replaced(index, part, value)))),
      postureSelect(ed, label, seat[3], (value) => set(replaced(index, 3, value))),
      dropButton(ed, word(ed, "drop_seat", { n: index + 1 }), () => set(seats.filter((_, i) => i !== index))));
  });
  const fresh = name === "zones" ? [...middleOfZone(item), ...NEW_SEAT.slice(2)] : NEW_SEAT;
  const more = action(ed, "add_seat", () => set([...seats, fresh]), "in");
  const back = name === "furniture" ? [action(ed, "seats_from_kind", () => resetSeats(ed, place, item))] : [];
  return rows(ed, "seats", seats.length, ...list, more, ...back);
}

const middleOfZone = (zone) => [0, 1].map((axis) => mm(zone.polygon.reduce((sum, point) => sum + point[axis], 0) / zone.polygon.length));

function resetSeats(ed, place, { seats, ...item }) {
  if (!ed.commit({ put: [[place, item]] })) return;
  say(ed, word(ed, "seats_of_kind", { kind: kindOf(ed.kinds, item).name }));
}

// Panels ---------------------------------------------------------------------------------------------------

const fieldsOf = (ed, name) =>
  FIELDS[name].filter((field) => (!ed.phase || field.phase) && (!ed.proposal || PROPOSED.has(field.key)));

function manyPanel(ed, places, names) {
  const aligns = ["left", "middle_x", "right", "top", "middle_y", "bottom"].map((how) => action(ed, `align_${how}`, () => align(ed, how), how));
  const spreads = [0, 1].map((axis) => action(ed, axis ? "spread_y" : "spread_x", () => distribute(ed, axis), axis ? "spread_y" : "spread_x"));
  const common = names.size === 1 && !ed.phase ? fieldsOf(ed, [...names][0]).filter((field) => !field.single && !field.entries) : [];
  return [
    html("h2", { text: word(ed, "n_chosen", { n: places.length }) }), html("p", { class: "how", text: namesOf(ed, places) }),
    html("div", { class: "acts pairs" }, ...aligns, ...spreads),
    html("div", { class: "fields" }, ...inputs(ed, common, partTarget(ed))), acts(ed, names),
  ];
}

function acts(ed, names) {
  const spin = action(ed, "turn", () => turn(ed, [...ed.chosen], 15), "turn");
  if (ed.phase) return html("div", { class: "acts" }, spin);
  const copy = action(ed, names.has("rooms") ? "copy_room" : "duplicate", () => duplicate(ed), "copy");
  return html("div", { class: "acts" }, ...(names.has("rooms") ? [] : [spin]), copy, action(ed, "delete", () => remove(ed), "trash"));
}

function onePanel(ed, place) {
  const [name, id] = split(place);
  const fields = fieldsOf(ed, name);
  const may = ed.mayChange(place);
  const more = ed.phase || ed.proposal ? [] : [
    ...(isRing(name) ? [cornerRows(ed, place)] : []), ...(name === "furniture" || name === "zones" ? [seatRows(ed, place)] : []),
  ];
  const title = nameOf(ed, place).endsWith(id) ? nameOf(ed, place) : `${nameOf(ed, place)} (${id})`;
  if (!may) return [html("h2", { text: title }), html("p", { class: "how", text: word(ed, "not_in_phase") })];
  return [html("h2", { text: title }), html("div", { class: "fields" }, ...inputs(ed, fields, partTarget(ed))), ...more, acts(ed, new Set([name]))];
}

function underlayPanel(ed) {
  const { underlay } = ed.layout;
  if (!underlay || ed.phase) return [];
  const slider = html("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": word(ed, "opacity") });
  slider.value = underlay.opacity ?? 0.5;
  slider.addEventListener("input", () => { ed.opacityDraft = Number(slider.value); ed.redraw(); });
  slider.addEventListener("change", () => {
    ed.opacityDraft = undefined;
    ed.commit({ fields: { underlay: { ...ed.layout.underlay, opacity: Number(slider.value) } } });
  });
  const show = button(word(ed, "show_underlay"), { class: "act", "aria-pressed": String(ed.look.underlay) });
  show.addEventListener("click", () => { ed.setLook({ underlay: !ed.look.underlay }); attributes(show, { "aria-pressed": String(ed.look.underlay) }); });
  const tool = (name, drawing) => action(ed, `tool_${name}`, () => ed.setTool(newTool(name)), drawing);
  return [html("h2", { text: word(ed, "underlay") }), html("label", { class: "slide" }, html("span", { text: word(ed, "opacity") }), slider),
    html("div", { class: "acts" }, show, tool("calibrate", "ruler"), tool("underlay", "move"))];
}

function layoutPanel(ed) {
  if (ed.proposal) return [html("p", { class: "how", text: word(ed, "proposal_how") })];
  const fields = ed.phase ? [] : [html("div", { class: "fields" }, ...inputs(ed, LAYOUT_FIELDS, layoutTarget(ed)))];
  return [html("p", { class: "how", text: word(ed, ed.phase ? "phase_how" : "layout_how") }), ...fields, ...underlayPanel(ed)];
}

// What the panel shows, as a text that changes when its inputs must be other ones.
function signature(ed) {
  const places = [...ed.chosen];
  const one = places.length === 1 && !ed.draft.size ? ed.shownItem(places[0]) : null;
  const listed = one && [one.outline, one.polygon, one.seats, one.kind];
  const bare = !places.length && !ed.tool && [Boolean(ed.layout.underlay)];
  return JSON.stringify([ed.tool?.name, places, listed, bare, ed.phase, ed.data.language]);
}

function content(ed) {
  if (ed.tool) return toolPanel(ed);
  const places = [...ed.chosen].filter((place) => ed.shownItem(place));
  if (!places.length) return layoutPanel(ed);
  return places.length === 1 ? onePanel(ed, places[0]) : manyPanel(ed, places, new Set(places.map((place) => split(place)[0])));
}

// Which input of the panel has the focus, so that its successor gets it.
function focusedIndex(ed, all) {
  const active = ed.refs.host.getRootNode().activeElement;
  return all.indexOf(active);
}

const focusable = (node) => [...node.querySelectorAll("input, select, button, summary")];

// Who came by the keyboard goes on at the first field; a pressing finger must not bring up its keys.
function enterPanel(ed) {
  const { panel, stage } = ed.refs;
  const first = ed.enterPanel === "key" ? panel.querySelector("input, select, button") : panel.querySelector(".acts button");
  (first ?? stage).focus({ preventScroll: ed.enterPanel !== "key" });
  ed.enterPanel = null;
}

export function drawPanel(ed) {
  const { panel } = ed.refs;
  const wanted = signature(ed);
  const whose = JSON.stringify([[...ed.chosen], ed.tool?.name]);
  // While a gesture is under way only numbers run; the inputs stay as long as they are those of the same parts.
  const running = ed.draft.size && panel.drawnFrom && panel.whose === whose;
  if (panel.drawnFrom !== wanted && !running) {
    const other = panel.whose !== whose;
    panel.drawnFrom = wanted;
    panel.whose = whose;
    const index = other && ed.tool ? Math.min(0, focusedIndex(ed, focusable(panel))) : focusedIndex(ed, focusable(panel));
    panel.replaceChildren(...content(ed));
    if (index >= 0) (focusable(panel)[Math.min(index, focusable(panel).length - 1)] ?? ed.refs.stage).focus();
  }
  panel.querySelectorAll(".field").forEach((row) => row.refresh());
  if (ed.enterPanel) enterPanel(ed);
  if (ed.focusField) {
    panel.querySelector(`[data-field="${ed.focusField}"] input`)?.focus();
    ed.focusField = null;
  }
}

