// What can be told while a piece is on its way: overlaps, outside, in a door's swing. The whole check comes
// from Python after the drop; the limits are the catalogue's, sent along.

import { area, boxesMeet, box, inside, rectangle, sharedArea, turned } from "./geometry.js";
import { footprint, kindOf, seatsOf } from "./parts.js";
import { capital } from "./speech.js";

const CIRCLE = [...Array(8).keys()].map((i) => (i * Math.PI) / 4);
const ARC = [0, 1, 2, 3, 4, 5, 6].map((i) => (i * Math.PI) / 12);

function quarter(door, ahead, side, radius) {
  const thickness = door.thickness_m ?? 0.12;
  const hinge = [(ahead * side * door.clear_m) / 2, (ahead * thickness) / 2];
  const arc = ARC.map((a) => [hinge[0] - ahead * side * radius * Math.cos(a), hinge[1] + ahead * radius * Math.sin(a)]);
  return [hinge, ...arc].map(([dx, dy]) => turned(dx, dy, door.at, door.angle ?? 0));
}

// The quarter circles a door's leaves sweep; ``anyway`` also outside the building, for the drawing.
export function leaves(layout, door, extra, anyway = false) {
  const room = layout.rooms.find((other) => other.id === door.opens_into);
  if ((!room && !anyway) || !["left", "right", "double"].includes(door.leaf)) return [];
  const home = room ?? layout.rooms.find((other) => other.id === door.rooms[0]);
  const there = turned(0, (door.thickness_m ?? 0.12) / 2 + 0.1, door.at, door.angle ?? 0);
  const along = home && inside(there, home.outline) ? 1 : -1;
  const ahead = room ? along : -along;
  if (door.leaf === "double") return [1, -1].map((side) => quarter(door, ahead, side, door.clear_m / 2 + extra));
  return [quarter(door, ahead, door.leaf === "left" ? 1 : -1, door.clear_m + extra)];
}

function placed(ed, item) {
  const kind = kindOf(ed.kinds, item);
  const ring = footprint(ed.kinds, item);
  const traits = ed.data.traits?.[item.kind] ?? { blocks: true, table: false };
  const seats = seatsOf(ed.kinds, item);
  return { place: `furniture:${item.id}`, item, ring, box: box(ring), height: item.height_m ?? kind.height_m, seats, ...traits };
}

const fitsUnder = (low, table) => table.table && low.seats.length && !low.table && low.height < table.height;

function overlaps(all, limit, note) {
  all.forEach((one, i) => all.slice(0, i).forEach((other) => {
    if (!boxesMeet(one.box, other.box) || fitsUnder(one, other) || fitsUnder(other, one)) return;
    if (sharedArea(one.ring, other.ring) <= limit) return;
    note(one.place, { what: "overlaps", other: other.place });
    note(other.place, { what: "overlaps", other: one.place });
  }));
}

export function wallRing(wall) {
  const [a, b] = wall.line;
  const at = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return rectangle(at, [long, wall.thickness_m ?? 0.1], (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI);
}

function outside(rooms, ring, limit) {
  const within = rooms.reduce((sum, room) => sum + sharedArea(room.outline, ring), 0);
  return Math.abs(area(ring)) - within > limit;
}

const NOTHING_M2 = 1e-6;
const within = (ed, rooms, item) =>
  rooms.some((room) => sharedArea(room.outline, footprint(ed.kinds, item)) > NOTHING_M2);

// The name of the first piece that would come to lie wholly outside every room; one that lies there may stay.
export function strays(ed, put, remove = []) {
  const items = new Map(put);
  const kept = ed.layout.rooms.filter((room) => !remove.includes(`room:${room.id}`) && !items.has(`room:${room.id}`));
  const rooms = [...kept, ...put.filter(([place]) => place.startsWith("room:")).map(([, room]) => room)];
  const lost = put.find(([place, item]) => {
    if (!place.startsWith("furniture:") || within(ed, rooms, item)) return false;
    const before = (ed.layout.furniture ?? []).find((other) => other.id === item.id);
    return !before || within(ed, ed.layout.rooms, before);
  });
  return lost ? `${capital(kindOf(ed.kinds, lost[1]).name)} ${lost[1].id}` : null;
}

function bodies(ed, piece) {
  const radius = ed.data.limits?.seat_radius_m ?? 0;
  const at = piece.item.at;
  const seats = piece.seats.map(([dx, dy]) => turned(dx, dy, at, piece.item.angle ?? 0));
  const circles = seats.map(([x, y]) => CIRCLE.map((a) => [x + radius * Math.cos(a), y + radius * Math.sin(a)]));
  return piece.blocks ? [piece.ring, ...circles] : circles;
}

function inDoors(ed, layout, all, limit, note) {
  const extra = ed.data.limits?.door_leaf_extra_m ?? 0;
  for (const door of layout.doors ?? []) {
    const swept = leaves(layout, door, extra).map((ring) => (area(ring) < 0 ? [...ring].reverse() : ring));
    if (!swept.length) continue;
    for (const piece of all) {
      if (!bodies(ed, piece).some((body) => swept.some((leaf) => sharedArea(body, leaf) > limit))) continue;
      note(piece.place, { what: "in_door", other: `door:${door.id}` });
      note(`door:${door.id}`, { what: "door_hits", other: piece.place });
    }
  }
}

// A zone must lie in one room; seen at its corners, the edges are Python's to check.
function zonesOutside(layout, note) {
  const near = ([x, y], room) =>
    [[0, 0], [0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01], [0.01, 0.01], [-0.01, -0.01], [0.01, -0.01], [-0.01, 0.01]]
      .some(([dx, dy]) => inside([x + dx, y + dy], room.outline));
  for (const zone of layout.zones ?? []) {
    const held = layout.rooms.some((room) => zone.polygon.every((point) => near(point, room)));
    if (!held) note(`zone:${zone.id}`, { what: "outside" });
  }
}

// Every place with what is wrong there, as words to fill: Map(place -> [{what, other?}]).
export function cheapFacts(ed, layout) {
  const found = new Map();
  const note = (place, fact) => found.set(place, [...(found.get(place) ?? []), fact]);
  const limit = ed.data.limits?.overlap_m2 ?? 0;
  const all = (layout.furniture ?? []).map((item) => placed(ed, item));
  const standing = all.filter((piece) => piece.blocks);
  overlaps(standing, limit, note);
  const walls = (layout.walls ?? []).map((wall) => [wall, wallRing(wall)]);
  for (const piece of standing) {
    const hit = walls.find(([, ring]) => sharedArea(piece.ring, ring) > limit);
    if (hit) note(piece.place, { what: "overlaps", other: `wall:${hit[0].id}` });
  }
  all.filter((piece) => outside(layout.rooms, piece.ring, limit)).forEach((piece) => note(piece.place, { what: "outside" }));
  inDoors(ed, layout, all, limit, note);
  zonesOutside(layout, note);
  return found;
}

