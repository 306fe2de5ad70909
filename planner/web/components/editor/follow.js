// A room in other measures takes along what hangs in its walls.

import { add, distance, dot, edges, length, minus, mmPoint, nearestOn, times } from "./geometry.js";
import { ringOf, split, withRing } from "./parts.js";
import { normal } from "./snapping.js";

const IN_WALL_M = 0.05;
const DOOR_IN_WALL_M = 0.4;

const onEdge = (edge, at, reach) => distance(at, nearestOn(at, edge).at) < reach;

// What hangs in the walls of a room follows them when the room gets other measures.
function followWalls(ed, room, ring) {
  if (ring.length !== room.outline.length) return [];
  const [old, now] = [edges(room.outline), edges(ring)];
  const carry = (point, i) => {
    const unit = (edge) => times(minus(edge[1], edge[0]), 1 / (length(minus(edge[1], edge[0])) || 1));
    const off = dot(minus(point, old[i][0]), normal(old[i]));
    const run = Math.min(dot(minus(point, old[i][0]), unit(old[i])), length(minus(now[i][1], now[i][0])));
    return mmPoint(add(add(now[i][0], times(unit(now[i]), run)), times(normal(now[i]), off)));
  };
  const edgeOf = (at, reach) => old.findIndex((edge, i) => onEdge(edge, at, reach) && String(edge) !== String(now[i]));
  const lines = ["windows", "boards"].flatMap((name) => (ed.layout[name] ?? []).flatMap((item) => {
    const i = edgeOf(times(add(...item.line), 0.5), IN_WALL_M);
    return i < 0 ? [] : [[`${name.slice(0, -1)}:${item.id}`, { ...item, line: item.line.map((point) => carry(point, i)) }]];
  }));
  const doors = (ed.layout.doors ?? []).filter((door) => door.rooms[0] === room.id && !door.rooms[1]).flatMap((door) => {
    const i = edgeOf(door.at, DOOR_IN_WALL_M);
    return i < 0 ? [] : [[`door:${door.id}`, { ...door, at: carry(door.at, i) }]];
  });
  return [...lines, ...doors];
}

// The parts that change when a ring does: the ring itself, and what follows it.
export function ringEntries(ed, place, item, ring) {
  const name = split(place)[0];
  const next = withRing(name, item, ring);
  const follow = name === "rooms" ? followWalls(ed, item, ringOf(name, next)) : [];
  return [[place, next], ...follow];
}
