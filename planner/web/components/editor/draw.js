// The parts of the layout as shapes. World coordinates are centimetres with y turned down, as SVG wants it;
// strokes and texts keep their size on screen whatever the zoom.

import { attributes, keyed, svg, whenChanged } from "./dom.js";
import { leaves, wallRing } from "./facts.js";
import { box, distance, inside, labelPoint, middle, rectangle, turned } from "./geometry.js";
import { footprint, isRing, kindOf, placeOf, points, ringOf, seatsOf, sizeOf, split, COLLECTIONS } from "./parts.js";
import { capital, describe, nameOf, troubleText, word } from "./speech.js";

export const cm = ([x, y]) => [Math.round(x * 1000) / 10, Math.round(-y * 1000) / 10];
export const path = (ring, closed = true) => `M${ring.map((point) => cm(point).join(" ")).join("L")}${closed ? "Z" : ""}`;

export function label(text, at, given = {}) {
  const [x, y] = cm(at);
  return svg("text", { x, y, text, ...given });
}

function roomShapes(ed, room) {
  return [
    svg("path", { class: "floor", d: path(room.outline) }),
    svg("path", { class: "walls", d: path(room.outline) }),
    svg("path", { class: "hit", d: path(room.outline) }),
  ];
}

function seatShapes(seats) {
  return seats.flatMap(([x, y, facing, posture]) => {
    const [cx, cy] = cm([x, y]);
    const [fx, fy] = cm(turned(0.24, 0, [x, y], facing));
    const dot = posture === "floor" ? svg("rect", { class: "seat", x: cx - 14, y: cy - 14, width: 28, height: 28, rx: 6 })
      : svg("circle", { class: `seat ${posture}`, cx, cy, r: posture === "stand" ? 11 : 15 });
    return [dot, svg("path", { class: "facing", d: `M${cx} ${cy}L${fx} ${fy}` })];
  });
}

function zoneShapes(ed, zone) {
  const d = path(zone.polygon);
  return [
    svg("path", { class: `area ${zone.use}`, d }),
    svg("path", { class: "pattern", d, fill: `url(#use-${zone.use})` }),
    svg("path", { class: "edge", d }),
    ...seatShapes(zone.seats ?? []),
  ];
}

function furnitureShapes(ed, item) {
  const [width, depth] = sizeOf(ed.kinds, item).map((side) => side * 100);
  const [x, y] = cm(item.at);
  const kind = kindOf(ed.kinds, item);
  const flat = ed.data.traits?.[item.kind]?.blocks === false;
  const frame = { x: -width / 2, y: -depth / 2, width, height: depth, rx: 4 };
  const body = svg("g", { transform: `translate(${x} ${y}) rotate(${-(item.angle ?? 0)})` });
  body.append(...seatShapes(seatsOf(ed.kinds, item)), svg("rect", { class: flat ? "piece flat" : "piece", ...frame }));
  // Small seats lie on top of what one sits on; those at a table stand beside it.
  if (seatsOf(ed.kinds, item).some(([dx, dy]) => Math.abs(dx) * 200 < width && Math.abs(dy) * 200 < depth)) {
    body.append(...seatShapes(seatsOf(ed.kinds, item)));
  }
  if (item.fixed) body.append(svg("path", { class: "fixed", d: `M${-width / 2} ${depth / 2}l8 0l-8 -8z` }));
  body.append(svg("rect", { class: "trouble", fill: "url(#trouble)", ...frame }));
  const name = label(capital(kind.name), item.at, { class: "name", dy: "0.35em" });
  return [body, name];
}

function doorShapes(ed, door) {
  const half = door.clear_m / 2;
  const thickness = door.thickness_m ?? 0.12;
  const end = (side, off = 0) => turned(side * half, off, door.at, door.angle ?? 0);
  const swings = leaves(ed.layout, door, 0, true).map((ring) => svg("path", {
    class: door.opens_into ? "swing" : "swing away", d: `${path([ring[0], ring.at(-1)], false)}${path(ring.slice(1), false)}`,
  }));
  return [
    svg("path", { class: "gap", d: path(rectangle(door.at, [door.clear_m, thickness], door.angle ?? 0)) }),
    ...(door.leaf === "slide" ? [svg("path", { class: "slide", d: path([end(-1, thickness / 2), end(0.2, thickness / 2)], false) })] : []),
    ...swings,
    svg("path", { class: "jamb", d: path([end(-1, -thickness / 2), end(-1, thickness / 2)], false) + path([end(1, -thickness / 2), end(1, thickness / 2)], false) }),
    svg("path", { class: "hit", d: path([end(-1), end(1)], false) }),
  ];
}

function lineShapes(className) {
  return (ed, item) => [
    svg("path", { class: className, d: path(item.line, false) }),
    ...(className === "window" ? [svg("path", { class: "pane", d: path(item.line, false) })] : []),
    svg("path", { class: "hit", d: path(item.line, false) }),
  ];
}

const wallShapes = (ed, wall) => [
  svg("path", { class: "wall", d: path(wallRing(wall)) }),
  svg("path", { class: "hit", d: path(wall.line, false) }),
];

const SHAPES = {
  rooms: roomShapes, zones: zoneShapes, furniture: furnitureShapes, doors: doorShapes, windows: lineShapes("window"),
  boards: lineShapes("board"), walls: wallShapes, steps: lineShapes("step"),
};

function makePart(place) {
  const [name] = split(place);
  return svg("g", { class: `part ${name}`, tabindex: "0", role: "button", "data-place": place });
}

function updatePart(ed, node, { place, name, item }) {
  const trouble = ed.facts.has(place);
  const chosen = ed.chosen.has(place);
  node.called = nameOf(ed, place); // still known when the part is gone
  const extra = name === "doors" ? ed.layout.rooms.map((room) => room.outline) : "";
  whenChanged(node, JSON.stringify([item, extra, ed.data.language]), () => SHAPES[name](ed, item));
  node.classList.toggle("chosen", chosen);
  node.classList.toggle("in-trouble", trouble);
  node.classList.toggle("still", !ed.mayChange(place));
  attributes(node, {
    "aria-pressed": String(chosen),
    "aria-label": describe(ed, place),
    "aria-roledescription": word(ed, name),
  });
  if (name === "furniture") fitName(ed, node.querySelector(".name"), item);
}

// A name is written on a piece where it fits beside the seats that lie on it; its trouble always stands beside it.
const LETTER_PX = 6.4;
const LINE_PX = 13;
const SEAT_M = 0.16;

function fitName(ed, text, item) {
  const { left, right, bottom, top } = box(footprint(ed.kinds, item));
  const [x, y] = item.at;
  const [half, high] = [(text.textContent.length * LETTER_PX) / 2 / ed.view.k, LINE_PX / 2 / ed.view.k];
  const seats = seatsOf(ed.kinds, item).map(([dx, dy]) => turned(dx, dy, item.at, item.angle ?? 0));
  const levels = (item.angle ?? 0) % 90 ? [y] : [y, bottom + high, top - high];
  const level = levels.find((at) => seats.every(([sx, sy]) =>
    Math.abs(sx - x) > half + SEAT_M || Math.abs(sy - at) > high + SEAT_M));
  const fits = level !== undefined && 2 * half < right - left && 2 * high < top - bottom;
  attributes(text, { display: fits ? null : "none", y: cm([x, level ?? y])[1] });
}

// Where the names of zones stand, in metres: what else is written keeps off.
export function nameBoxes(ed) {
  return (ed.layout.zones ?? []).map((zone) => {
    const { at: [x, y], "text-anchor": anchor } = zoneLabelAt(ed, ed.shownItem(`zone:${zone.id}`) ?? zone);
    const [wide, high] = [(zone.name.length * 1.1 * LETTER_PX) / ed.view.k, LINE_PX / ed.view.k];
    const left = anchor ? x - wide / 2 : x;
    return { left, right: left + wide, bottom: y - high / 3, top: y + high };
  });
}

// Rugs lie below everything else of their kind; otherwise the order of the file, so that nothing jumps.
function inOrder(ed, name, items) {
  if (name !== "furniture") return items;
  const flat = (item) => ed.data.traits?.[item.kind]?.blocks === false;
  return [...items.filter(flat), ...items.filter((item) => !flat(item))];
}

export function drawParts(ed, layout) {
  const all = COLLECTIONS.flatMap((name) =>
    inOrder(ed, name, layout[name] ?? []).map((item) => ({ name, item, place: placeOf(name, item) })));
  const heir = keyed(ed.refs.parts, all, ({ place }) => place, ({ place }) => makePart(place), (node, part) => updatePart(ed, node, part));
  if (heir) ed.bereaved = { gone: heir.gone.called, next: heir.next?.dataset.place };
  drawLabels(ed, all);
}

// The name of a room stands above it, or within it where another room is above.
function roomLabel(ed, { place, item }) {
  const { left, top } = box(item.outline);
  const above = [left + 0.3, top + 20 / ed.view.k];
  const taken = ed.layout.rooms.some((room) => inside(above, room.outline));
  const at = taken ? [left + 8 / ed.view.k, top] : [left, top];
  return { key: place, text: item.name, at, given: { class: "roomname", dy: taken ? "1.5em" : "-0.8em", "data-place": place } };
}

function zoneLabelAt(ed, zone) {
  const { left, top } = box(zone.polygon);
  const corner = [left + 8 / ed.view.k, top - 16 / ed.view.k];
  return inside(corner, zone.polygon) ? { at: corner } : { at: labelPoint(zone.polygon), "text-anchor": "middle" };
}

// Names of zones and words of trouble lie above all parts, or furniture would hide them.
function drawLabels(ed, all) {
  const zones = all.filter(({ name }) => name === "zones").map(({ place, item }) => {
    const { at, ...given } = zoneLabelAt(ed, item);
    return { key: place, text: item.name, at, given: { class: "zonename", ...given } };
  });
  const rooms = all.filter(({ name }) => name === "rooms").map((part) => roomLabel(ed, part));
  const moving = new Set([...ed.draft.keys(), ...ed.chosen]);
  const troubled = all.filter(({ place }) => moving.has(place) && ed.facts.has(place)).map(({ place, name, item }) => {
    const b = box(points(ed.kinds, name, item));
    return { key: `trouble-${place}`, text: `⚠ ${troubleText(ed, place)}`, at: [b.left, b.bottom], given: { class: "troubletext", dy: "1.4em" } };
  });
  const badges = all.filter(({ place, name }) => name !== "zones" && !moving.has(place) && ed.facts.has(place)).map(({ place, name, item }) =>
    ({ key: `badge-${place}`, text: "⚠", at: middle(...corners(ed, name, item)), given: { class: "badge", dy: "0.35em" } }));
  keyed(ed.refs.labels, [...rooms, ...zones, ...troubled, ...badges], ({ key }) => key, () => svg("text"), (node, { text, at, given }) => {
    const [x, y] = cm(at);
    attributes(node, { x, y, text, "text-anchor": null, ...given });
  });
}

function corners(ed, name, item) {
  const b = box(points(ed.kinds, name, item));
  return [[b.right, b.top], [b.right, b.top]];
}

// Where things stand at rest, in phase mode: dashed, with an arrow to where the phase puts them.
export function drawGhost(ed, layout) {
  const shown = ed.phase && ed.data.base && ed.look.ghost;
  const pairs = !shown ? [] : ["furniture", "zones"].flatMap((name) => (ed.data.base[name] ?? []).flatMap((base) => {
    const now = layout[name]?.find((item) => item.id === base.id);
    return now && JSON.stringify(now) !== JSON.stringify(base) ? [{ name, base, now }] : [];
  }));
  whenChanged(ed.refs.ghost, JSON.stringify(pairs), () => pairs.flatMap(({ name, base, now }) => ghostShapes(ed, name, base, now)));
}

function ghostShapes(ed, name, base, now) {
  const before = isRing(name) ? ringOf(name, base) : footprint(ed.kinds, base);
  const from = isRing(name) ? labelPoint(ringOf(name, base)) : base.at;
  const to = isRing(name) ? labelPoint(ringOf(name, now)) : now.at;
  const shapes = [svg("path", { class: "ghost", d: path(before) })];
  if (distance(from, to) > 0.05) shapes.push(svg("path", { class: "arrow", d: path([from, to], false), "marker-end": "url(#arrowhead)" }));
  return shapes;
}

export function drawUnderlay(ed, layout) {
  const { underlay } = layout;
  const url = underlay && imageUrl(ed.data.images?.[underlay.image]);
  const shown = url && ed.look.underlay;
  whenChanged(ed.refs.under, shown ? url : "", () => (shown ? [svg("image", { href: url, preserveAspectRatio: "none" })] : []));
  const image = ed.refs.under.firstElementChild;
  if (!image) return;
  const [x, y] = cm(underlay.at);
  attributes(image, {
    x: 0, y: -underlay.height_m * 100, width: underlay.width_m * 100, height: underlay.height_m * 100,
    opacity: ed.opacityDraft ?? underlay.opacity ?? 0.5, transform: `translate(${x} ${y}) rotate(${-(underlay.angle ?? 0)})`,
  });
}

function imageUrl(address) {
  if (!address) return "";
  const url = new URL(address, location.origin);
  return url.origin === location.origin || address.startsWith("data:image/") ? url.href : "";
}
