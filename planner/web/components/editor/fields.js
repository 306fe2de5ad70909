// Which fields a part has, how each is read from the raw JSON and written back. A field that is emptied is
// left out of the file: "not recorded". The bounds are those of the format.

import { stretched } from "./actions.js";
import { ringEntries } from "./follow.js";
import { add, box, distance, minus, mm, mmPoint, tidyAngle, times } from "./geometry.js";
import { kindOf, moved, ringOf, sizeOf, split } from "./parts.js";
import { capital, word } from "./speech.js";

const LENGTH = { unit: "m", low: 0.01, high: 200 };
const PLACE = { unit: "m", low: -200, high: 200 };
const HEIGHT = { unit: "m", low: 0, high: 20 };
const DECIBELS = { unit: "dB", low: 0, high: 90, optional: true };

const without = (item, key) => Object.fromEntries(Object.entries(item).filter(([name]) => name !== key));
const written = (item, key, value) => (value === undefined ? without(item, key) : { ...item, [key]: value });

function plain(key, type, given = {}) {
  return { key, type, get: (_, item) => item[key], set: (_, item, value) => written(item, key, value), ...given };
}

const number = (key, given) => plain(key, "number", given);
const choice = (key, options, given) => plain(key, "choice", { options, ...given });
// A box that is not ticked leaves a field alone that was never there.
const tick = (key) => plain(key, "tick", {
  set: (_, item, on) => (on || key in item ? { ...item, [key]: on } : item),
});

function at(axis) {
  return {
    key: axis ? "y" : "x", type: "number", single: true, phase: true, ...PLACE,
    get: (_, item) => item.at[axis],
    set: (_, item, value) => ({ ...item, at: item.at.map((old, i) => (i === axis ? mm(value) : old)) }),
  };
}

// The lower left corner of what has no middle of its own.
function corner(axis, name) {
  const edge = axis ? "bottom" : "left";
  const ring = (item) => box(ringOf(name, item))[edge];
  return {
    key: axis ? "y" : "x", type: "number", single: true, phase: true, ...PLACE, get: (_, item) => ring(item),
    entries: (ed, place, item, value) => ringMoved(ed, place, item, axis ? [0, value - ring(item)] : [value - ring(item), 0]),
  };
}

function ringMoved(ed, place, item, by) {
  return ed.movableFrom([place]).map((other) => [other, moved(split(other)[0], other === place ? item : ed.shownItem(other), by)]);
}

function measure(axis, name) {
  const [low, high] = axis ? ["bottom", "top"] : ["left", "right"];
  const size = (item) => { const b = box(ringOf(name, item)); return mm(b[high] - b[low]); };
  return {
    key: axis ? "depth" : "width", type: "number", ...LENGTH, low: 0.1, get: (_, item) => size(item),
    entries(ed, place, item, value) {
      const ring = ringOf(name, item);
      const b = box(ring);
      const wanted = axis ? [b.right - b.left, value] : [value, b.top - b.bottom];
      return ringEntries(ed, place, item, stretched(ring, b, ...wanted));
    },
  };
}

function size(axis) {
  return {
    key: axis ? "depth" : "width", type: "number", ...LENGTH,
    get: (ed, item) => sizeOf(ed.kinds, item)[axis],
    set: (ed, item, value) => ({ ...item, size: sizeOf(ed.kinds, item).map((old, i) => (i === axis ? mm(value) : old)) }),
  };
}

const angle = {
  key: "angle", type: "number", unit: "°", low: -360, high: 360, phase: true, get: (_, item) => item.angle ?? 0,
  set: (_, item, value) => ({ ...item, angle: tidyAngle(value) }),
};

function end(index, axis) {
  return {
    key: `${axis ? "y" : "x"}${index + 1}`, type: "number", single: true, ...PLACE, get: (_, item) => item.line[index][axis],
    set: (_, item, value) => ({ ...item, line: item.line.map((point, i) => (i === index ? point.map((old, j) => (j === axis ? mm(value) : old)) : point)) }),
  };
}

// Another length keeps the middle of what hangs on a wall and the first end of what stands free.
function span(fromMiddle) {
  return {
    key: "length", type: "number", ...LENGTH, get: (_, item) => mm(distance(...item.line)),
    set(_, item, value) {
      const [a, b] = item.line;
      const way = times(minus(b, a), value / distance(a, b));
      const start = fromMiddle ? minus(times(add(a, b), 0.5), times(way, 0.5)) : a;
      return { ...item, line: [start, add(start, way)].map(mmPoint) };
    },
  };
}

const line = (fromMiddle) => [span(fromMiddle), end(0, 0), end(0, 1), end(1, 0), end(1, 1)];
const name = plain("name", "text", { single: true });

function roomOptions(ed, none) {
  const rooms = ed.layout.rooms.map((room) => [room.id, room.name]);
  return none ? [["", word(ed, none)], ...rooms] : rooms;
}

function doorRoom(side) {
  return {
    key: side ? "room_two" : "room_one", type: "choice", options: (ed) => roomOptions(ed, side ? "leads_outside" : null),
    get: (_, item) => item.rooms[side] ?? "",
    set(_, item, value) {
      const rooms = item.rooms.map((room, i) => (i === side ? value || null : room));
      const stays = item.opens_into === undefined || rooms.includes(item.opens_into);
      return { ...item, rooms, ...(stays ? {} : { opens_into: null }) };
    },
  };
}

const opensInto = {
  key: "opens_into", type: "choice",
  options: (ed, item) => [["", word(ed, "opens_outside")], ...roomOptions(ed).filter(([id]) => item.rooms.includes(id))],
  get: (_, item) => item.opens_into ?? "", set: (_, item, value) => ({ ...item, opens_into: value || null }),
};

const words = (prefix, ids) => (ed) => ids.map((id) => [id, capital(word(ed, `${prefix}_${id}`))]);
const notRecorded = (options) => (ed, item) => [[undefined, word(ed, "not_recorded")], ...options(ed, item)];
const yesNo = (ed) => [["yes", word(ed, "yes")], ["no", word(ed, "no")]];
const screened = choice("screened", notRecorded(yesNo), {
  get: (_, item) => (item.screened === undefined || item.screened === null ? undefined : item.screened ? "yes" : "no"),
  set: (_, item, value) => written(item, "screened", value === undefined ? undefined : value === "yes"),
});
const ROOM_USES = ["classroom", "common_area", "group_room", "corridor", "special"];
const ZONE_USES = ["instruction", "group", "individual", "quiet", "practical", "movement"];
const SIDES = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

export const FIELDS = {
  furniture: [
    choice("kind", (ed) => ed.data.kinds.map((kind) => [kind.kind, capital(kind.name)])), at(0), at(1), angle, size(0), size(1),
    number("height_m", { ...HEIGHT, optional: true, hint: (ed, item) => kindOf(ed.kinds, item).height_m }), tick("fixed"),
  ],
  zones: [
    name, choice("use", words("zone_use", ZONE_USES)), corner(0, "zones"), corner(1, "zones"), measure(0, "zones"), measure(1, "zones"),
    number("light_lux", { unit: "lux", low: 0, high: 10000, optional: true }), screened,
  ],
  rooms: [
    name, choice("use", words("room_use", ROOM_USES)), corner(0, "rooms"), corner(1, "rooms"), measure(0, "rooms"), measure(1, "rooms"),
    number("height_m", { ...HEIGHT, low: 1.51 }), number("reverberation_s", { unit: "s", low: 0.01, high: 10, optional: true }),
  ],
  doors: [
    number("clear_m", LENGTH), at(0), at(1), angle, number("thickness_m", { ...LENGTH, optional: true }), doorRoom(0), doorRoom(1),
    choice("leaf", words("leaf", ["none", "left", "right", "double", "slide"]), { get: (_, item) => item.leaf ?? "none" }), opensInto,
    choice("state", words("state", ["closed", "open"]), { get: (_, item) => item.state ?? "closed" }),
    number("threshold_m", { ...HEIGHT, optional: true }), number("reduction_db", DECIBELS), tick("exit"),
  ],
  windows: [
    ...line(true), number("sill_m", HEIGHT), number("head_m", HEIGHT), choice("faces", notRecorded(words("faces", SIDES))),
  ],
  boards: [...line(true), number("bottom_m", HEIGHT), number("top_m", HEIGHT)],
  walls: [
    ...line(false), number("thickness_m", { ...LENGTH, optional: true }),
    number("height_m", { ...HEIGHT, optional: true, empty: "to_ceiling" }), number("reduction_db", DECIBELS),
  ],
  steps: [...line(false), number("rise_m", { ...HEIGHT, high: 2 }), tick("ramp")],
};

export const LAYOUT_FIELDS = [
  plain("name", "text"), number("students", { low: 0, high: 500, whole: true, optional: true }),
  number("adults", { low: 0, high: 50, whole: true, optional: true }),
];

// What a new part is asked for before it is drawn.
const option = (key, given) => ({ ...number(key, given) });
const WIDE = [option("width", LENGTH)];
export const TOOL_FIELDS = {
  room: [...WIDE, option("depth", LENGTH), option("height_m", { ...HEIGHT, low: 1.51 })],
  zone: [...WIDE, option("depth", LENGTH), choice("use", words("zone_use", ZONE_USES))],
  door: [option("clear_m", LENGTH)],
  window: [...WIDE, option("sill_m", HEIGHT), option("head_m", HEIGHT)],
  board: [...WIDE, option("bottom_m", HEIGHT), option("top_m", HEIGHT)],
  wall: WIDE,
  step: [...WIDE, option("rise_m", { ...HEIGHT, high: 2 })],
  calibrate: [option("distance_m", { ...LENGTH, always: true })],
  underlay: [],
};

