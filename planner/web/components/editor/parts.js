// The parts of a layout as the file keeps them: raw JSON, whose left-out fields stay left out.
// A part is named by its place, such as "furniture:t1", as the findings name it.

import {
  add, area, box, boxMiddle, counterClockwise, distance, inside, isRectangle, middle, mmPoint,
  nearestOn, edges, rectangle, tidyAngle, turnedAbout,
} from "./geometry.js";

// The order of the drawing from below to above is also the order of Tab.
export const COLLECTIONS = ["rooms", "zones", "furniture", "doors", "windows", "boards", "walls", "steps"];
const PLACES = {
  rooms: "room", zones: "zone", furniture: "furniture", doors: "door", windows: "window", boards: "board",
  walls: "wall", steps: "step",
};
const BY_PLACE = Object.fromEntries(Object.entries(PLACES).map(([name, place]) => [place, name]));
const PREFIX = { rooms: "R", zones: "z", doors: "D", windows: "W", boards: "B", walls: "V", steps: "S" };

export const placeOf = (collection, item) => `${PLACES[collection]}:${item.id}`;

export function split(place) {
  const cut = place.indexOf(":");
  return [BY_PLACE[place.slice(0, cut)], place.slice(cut + 1)];
}

export function find(layout, place) {
  const [collection, id] = split(place);
  return layout[collection]?.find((item) => item.id === id);
}

export const isRing = (collection) => collection === "rooms" || collection === "zones";
export const isLine = (collection) => ["windows", "boards", "walls", "steps"].includes(collection);
export const ringOf = (collection, item) => (collection === "rooms" ? item.outline : item.polygon);
export const withRing = (collection, item, ring) => ({
  ...item,
  [collection === "rooms" ? "outline" : "polygon"]: counterClockwise(ring).map(mmPoint),
});

const UNKNOWN_KIND = { name: "", size: [0.5, 0.5], height_m: 0, seats: [], carriers: 0 };
export const kindOf = (kinds, item) => kinds.get(item.kind) ?? { ...UNKNOWN_KIND, name: item.kind };
export const sizeOf = (kinds, item) => item.size ?? kindOf(kinds, item).size;
export const seatsOf = (kinds, item) => item.seats ?? kindOf(kinds, item).seats ?? [];
export const footprint = (kinds, item) => rectangle(item.at, sizeOf(kinds, item), item.angle ?? 0);

// The points a part stands on: what is aligned, framed and asked for its room.
export function points(kinds, collection, item) {
  if (isRing(collection)) return ringOf(collection, item);
  if (isLine(collection)) return item.line;
  if (collection === "doors") return rectangle(item.at, [item.clear_m, item.thickness_m ?? 0.12], item.angle ?? 0);
  return footprint(kinds, item);
}

export const boxOf = (kinds, collection, item) => box(points(kinds, collection, item));

export function anchor(collection, item) {
  if (isRing(collection)) return ringOf(collection, item)[0];
  return isLine(collection) ? item.line[0] : item.at;
}

export function centre(kinds, collection, item) {
  if (collection === "doors" || collection === "furniture") return item.at;
  return boxMiddle(boxOf(kinds, collection, item));
}

const movedSeats = (item, change) =>
  item.seats ? { seats: item.seats.map(([x, y, facing, ...rest]) => change(x, y, facing, rest)) } : {};

export function moved(collection, item, by) {
  const shift = (point) => mmPoint(add(point, by));
  if (isLine(collection)) return { ...item, line: item.line.map(shift) };
  if (!isRing(collection)) return { ...item, at: shift(item.at) };
  const ring = withRing(collection, item, ringOf(collection, item).map(shift));
  if (collection === "rooms") return ring;
  return { ...ring, ...movedSeats(item, (x, y, facing, rest) => [...shift([x, y]), facing, ...rest]) };
}

export function rotated(collection, item, about, turn) {
  const spin = (point) => mmPoint(turnedAbout(point, about, turn));
  if (isLine(collection)) return { ...item, line: item.line.map(spin) };
  if (isRing(collection)) {
    const ring = withRing(collection, item, ringOf(collection, item).map(spin));
    return { ...ring, ...movedSeats(item, (x, y, facing, rest) => [...spin([x, y]), tidyAngle(facing + turn), ...rest]) };
  }
  return { ...item, at: spin(item.at), angle: tidyAngle((item.angle ?? 0) + turn) };
}

// A number after the stem that no part of the whole layout carries, not even one that is gone again.
export function freshId(taken, stem) {
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  taken.add(`${stem}${number}`);
  return `${stem}${number}`;
}

export function stemOf(collection, item) {
  if (collection !== "furniture") return PREFIX[collection];
  return item.kind.split("_").map((part) => part[0]).join("").replace(/\d/g, "").slice(0, 3) || "f";
}

export function takenIds(layout) {
  return new Set(COLLECTIONS.flatMap((name) => (layout[name] ?? []).map((item) => item.id)));
}

export function roomAt(layout, point, except) {
  return (layout.rooms ?? []).find((room) => room.id !== except && inside(point, room.outline));
}

function belongs(kinds, room, collection, item) {
  if (collection === "doors") return item.rooms[0] === room.id && (item.rooms[1] ?? null) === null;
  const at = isLine(collection) ? middle(...item.line) : centre(kinds, collection, item);
  if (inside(at, room.outline)) return true;
  return isLine(collection) && edges(room.outline).some((edge) => distance(at, nearestOn(at, edge).at) < 0.05);
}

// All that stands in a room, as places; a door to another room stays with both.
export function contents(layout, kinds, room) {
  return COLLECTIONS.slice(1).flatMap((name) =>
    (layout[name] ?? []).filter((item) => belongs(kinds, room, name, item)).map((item) => placeOf(name, item)));
}

export function sizeText(collection, item, kinds, number) {
  if (collection === "furniture") return sizeOf(kinds, item).map((side) => number(side, 2)).join(" × ") + " m";
  if (collection === "doors") return `${number(item.clear_m, 2)} m`;
  if (isLine(collection)) return `${number(distance(...item.line), 2)} m`;
  const ring = ringOf(collection, item);
  const { left, right, bottom, top } = box(ring);
  const sides = `${number(right - left, 2)} × ${number(top - bottom, 2)} m`;
  return isRectangle(ring) ? sides : `${sides}, ${number(Math.abs(area(ring)), 1)} m²`;
}

