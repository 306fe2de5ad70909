// Where things come to rest: on the grid, against a wall, in line with their neighbours, doors in a wall.

import {
  add, distance, dot, edges, length, middle, minus, mm, mmPoint, nearestOn, tidyAngle, times, direction,
} from "./geometry.js";
import { boxOf, footprint, roomAt, seatsOf, sizeOf, split } from "./parts.js";

const WALL_REACH_M = 0.15;
const LINE_REACH_PX = 7;
const OPENING_REACH_M = 0.6;

export const onGrid = (value, step) => (step ? mm(Math.round(value / step) * step) : mm(value));
export const gridPoint = (point, step) => point.map((value) => onGrid(value, step));

// The faces furniture can stand against, each with the normal into the floor.
export function faces(layout) {
  const rooms = layout.rooms.flatMap((room) => edges(room.outline));
  const walls = (layout.walls ?? []).flatMap((wall) => {
    const [a, b] = wall.line;
    const side = times(normal([a, b]), (wall.thickness_m ?? 0.1) / 2);
    return [[add(a, side), add(b, side)], [minus(b, side), minus(a, side)]];
  });
  return [...rooms, ...walls].filter(([a, b]) => distance(a, b) > 0.05);
}

export function normal([a, b]) {
  const along = minus(b, a);
  return times([-along[1], along[0]], 1 / (length(along) || 1));
}

const gapTo = (face, corners) => Math.min(...corners.map((corner) => dot(minus(corner, face[0]), normal(face))));

function reaches(face, at) {
  const along = minus(face[1], face[0]);
  const part = dot(minus(at, face[0]), along) / dot(along, along);
  return part > -0.02 && part < 1.02 && dot(minus(at, face[0]), normal(face)) > 0;
}

// Seats behind the back mean that people sit there: such a piece is not turned to the wall.
function hasFreeBack(kinds, item) {
  const [, depth] = sizeOf(kinds, item);
  return seatsOf(kinds, item).every(([, dy]) => dy > -depth / 2);
}

function againstWall(kinds, item, face) {
  const backed = { ...item, angle: tidyAngle(direction(face[0], face[1])) };
  const choices = hasFreeBack(kinds, item) ? [item, backed] : [item];
  return choices.map((choice) => ({ choice, gap: gapTo(face, footprint(kinds, choice)), face }));
}

const slack = (reach) => ({ gap }) => Math.abs(gap) < reach;

// Push a piece against the nearest wall in reach, then into the corner if a second wall is in reach too.
export function toWalls(ed, item, reach = WALL_REACH_M) {
  const near = faces(ed.layout).filter((face) => reaches(face, item.at));
  const byGap = (one, other) => Math.abs(one.gap) - Math.abs(other.gap);
  const [first] = near.flatMap((face) => againstWall(ed.kinds, item, face)).filter(slack(reach)).sort(byGap);
  if (!first) return { item, walls: [] };
  const push = (piece, { face, gap }) => ({ ...piece, at: mmPoint(add(piece.at, times(normal(face), -gap))) });
  const resting = push(first.choice, first);
  const crossing = near.filter((face) => Math.abs(dot(normal(face), normal(first.face))) < 0.5);
  const [second] = crossing.map((face) => ({ face, gap: gapTo(face, footprint(ed.kinds, resting)) }))
    .filter(slack(reach)).sort(byGap);
  return second ? { item: push(resting, second), walls: [first.face, second.face] } : { item: resting, walls: [first.face] };
}

const LOW = ["left", "bottom"];
const HIGH = ["right", "top"];

function alignedTo(own, other, axis) {
  const low = [own[LOW[axis]], other[LOW[axis]]];
  const high = [own[HIGH[axis]], other[HIGH[axis]]];
  const mid = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  const pairs = [[low[0], low[1]], [high[0], high[1]], [mid[0], mid[1]], [low[0], high[1]], [high[0], low[1]]];
  return pairs.map(([mine, theirs]) => ({ shift: theirs - mine, level: theirs }));
}

// The shift that brings a box in line with another piece, along one axis, and the level of the guide line.
function lineUp(own, others, axis, reach) {
  const found = others.flatMap((other) => alignedTo(own, other, axis)).filter(({ shift }) => Math.abs(shift) < reach);
  return found.sort((one, other) => Math.abs(one.shift) - Math.abs(other.shift))[0];
}

export function neighbours(ed, places) {
  const moving = new Set(places);
  return (ed.layout.furniture ?? []).filter((item) => !moving.has(`furniture:${item.id}`))
    .map((item) => boxOf(ed.kinds, "furniture", item));
}

// How far the grabbed part goes when the pointer has gone ``by``: per axis in line with others, else on the grid.
export function snapMove(ed, place, item, by, others) {
  const [collection] = split(place);
  const start = collection === "furniture" || collection === "doors" ? item.at : anchorOf(collection, item);
  const raw = boxOf(ed.kinds, collection, item);
  const own = { left: raw.left + by[0], right: raw.right + by[0], bottom: raw.bottom + by[1], top: raw.top + by[1] };
  const reach = LINE_REACH_PX / ed.view.k;
  const guides = [];
  const shift = [0, 1].map((axis) => {
    const line = collection === "furniture" && ed.look.snap && !ed.alt && lineUp(own, others, axis, reach);
    if (!line) return onGrid(start[axis] + by[axis], ed.step()) - start[axis];
    guides.push({ axis, level: line.level });
    return by[axis] + line.shift;
  });
  return { by: shift.map(mm), guides };
}

function anchorOf(collection, item) {
  if (collection === "rooms") return item.outline[0];
  return collection === "zones" ? item.polygon[0] : item.line[0];
}

export function nearestFace(layout, point, reach = OPENING_REACH_M) {
  const all = layout.rooms.flatMap((room) => edges(room.outline).map((face) => ({ room, face, ...nearestOn(point, face) })));
  const sorted = all.map((found) => ({ ...found, far: distance(point, found.at) })).sort((a, b) => a.far - b.far);
  return sorted[0] && sorted[0].far <= reach ? sorted[0] : null;
}

// A point along a face such that an opening of this width stays within it; its middle when it is too short.
function along(face, point, width, step) {
  const [a, b] = face;
  const size = distance(a, b);
  if (size <= width) return middle(a, b);
  const unit = times(minus(b, a), 1 / size);
  const run = Math.min(Math.max(onGrid(dot(minus(point, a), unit), step), width / 2), size - width / 2);
  return add(a, times(unit, run));
}

// A door in the nearest wall: its middle in the wall's thickness, the rooms on both sides, its angle the wall's.
export function doorInWall(ed, door, point) {
  const found = nearestFace(ed.layout, point, Infinity);
  if (!found) return { ...door, at: mmPoint(point) };
  const out = times(normal(found.face), -1);
  const at = along(found.face, point, door.clear_m, ed.step());
  const beyond = otherRoom(ed.layout, found.room, at, out);
  const thickness = beyond?.gap ?? door.thickness_m ?? 0.12;
  const rooms = [found.room.id, beyond?.room.id ?? null];
  const next = { ...door, at: mmPoint(add(at, times(out, thickness / 2))), rooms: sameRooms(door, rooms) };
  const angle = tidyAngle(direction(...found.face)) % 180;
  if (angle || door.angle !== undefined) next.angle = angle;
  if (beyond && Math.abs(thickness - (door.thickness_m ?? 0.12)) > 0.001) next.thickness_m = mm(thickness);
  return keepOpening(door, next);
}

// The order of the two rooms is the file's: it is kept while they are the same two.
const sameRooms = (door, rooms) =>
  door.rooms && rooms.every((room) => door.rooms.includes(room)) ? door.rooms : rooms;

function keepOpening(door, next) {
  if (!door.rooms || door.opens_into === undefined || next.rooms === door.rooms) return next;
  return { ...next, opens_into: next.rooms[door.rooms.indexOf(door.opens_into)] ?? null };
}

function otherRoom(layout, room, at, out) {
  for (const gap of [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5]) {
    const other = roomAt(layout, add(at, times(out, gap + 0.011)), room.id);
    if (other) {
      const near = edges(other.outline).map((edge) => nearestOn(at, edge).at);
      return { room: other, gap: Math.max(0.05, Math.min(...near.map((point) => distance(point, at)))) };
    }
  }
  return null;
}

// A window or board keeps its length and lies on the face of the wall, seen from the room.
export function lineOnWall(ed, line, point, size = distance(...line)) {
  const found = nearestFace(ed.layout, point);
  if (!found) return null;
  const [a, b] = found.face;
  const half = times(minus(b, a), size / 2 / distance(a, b));
  const at = along(found.face, point, size, ed.step());
  return [minus(at, half), add(at, half)].map(mmPoint);
}

// A line that is nearly level or upright becomes so.
export function straight(from, to) {
  const [dx, dy] = minus(to, from);
  if (Math.abs(dy) < Math.abs(dx) * 0.1) return [to[0], from[1]];
  return Math.abs(dx) < Math.abs(dy) * 0.1 ? [from[0], to[1]] : to;
}

