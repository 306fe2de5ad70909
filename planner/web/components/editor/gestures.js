// Gestures on parts: each starts with a snapshot, changes a draft while it lasts and ends as one edit.

import { movable, pivotOf } from "./actions.js";
import {
  add, box, crossesItself, direction, distance, dot, edges, isRectangle, length, minus, mm, mmPoint, times,
  turned, turnedAbout,
} from "./geometry.js";
import { ringEntries } from "./follow.js";
import { boxOf, find, moved, points, ringOf, roomAt, rotated, sizeOf, split } from "./parts.js";
import { doorInWall, gridPoint, lineOnWall, neighbours, onGrid, snapMove, straight, toWalls } from "./snapping.js";
import { number, sayMoved, say, word } from "./speech.js";

const SIZE_STEP_M = 0.05;
const TURN_STEP = 15;
const SMALLEST_M = 0.05;

const sizeStep = (ed) => Math.min(ed.step(), SIZE_STEP_M);
export const metres = (ed, value) => `${number(ed, value)} m`;
const named = (place) => split(place)[0];

function end(ed, places) {
  ed.guides = [];
  ed.measures = [];
  if (ed.commitDraft()) sayMoved(ed, places);
}

// How far a part is from the walls of its room, left and below.
function wallGaps(ed, place, item) {
  const [name] = split(place);
  const room = roomAt(ed.layout, item.at ?? points(ed.kinds, name, item)[0]);
  if (!room || name !== "furniture") return [];
  const [own, around] = [boxOf(ed.kinds, name, item), box(room.outline)];
  const [x, y] = item.at;
  return [[[around.left, y], [own.left, y]], [[x, around.bottom], [x, own.bottom]]]
    .filter(([from, to]) => distance(from, to) > 0.005)
    .map(([from, to]) => ({ from, to, text: metres(ed, distance(from, to)) }));
}

function onWalls(ed, place, item, point, grabbed) {
  const name = named(place);
  if (name === "doors") return doorInWall(ed, item, point);
  const middleNow = times(add(...item.line), 0.5);
  const line = lineOnWall(ed, item.line, add(point, minus(middleNow, grabbed)));
  return line ? { ...item, line } : moved(name, item, minus(point, grabbed));
}

const hangsOnWall = (name) => ["doors", "windows", "boards"].includes(name);

export function dragGesture(ed, place, start) {
  const going = movable(ed, [...ed.chosen]);
  const items = new Map(going.map((other) => [other, find(ed.layout, other)]));
  const others = neighbours(ed, going);
  const single = going.length === 1 ? going[0] : null;
  if (!items.has(place)) return null;
  return {
    move(point) {
      if (single && hangsOnWall(named(single)) && !ed.alt) {
        ed.guides = [];
        return ed.setDraft([[single, onWalls(ed, single, items.get(single), point, start)]]);
      }
      const { by, guides } = snapMove(ed, place, items.get(place), minus(point, start), others);
      let changed = going.map((other) => [other, moved(named(other), items.get(other), by)]);
      ed.guides = guides;
      if (single && named(single) === "furniture" && ed.look.walls && ed.look.snap && !ed.alt) {
        const { item, walls } = toWalls(ed, changed[0][1]);
        if (walls.length) ed.guides = [];
        changed = [[single, item]];
      }
      ed.measures = single ? wallGaps(ed, single, changed[0][1]) : [];
      return ed.setDraft(changed);
    },
    end: () => end(ed, [...ed.chosen]),
  };
}

function sizeGesture(ed, place, [sx, sy]) {
  const item = find(ed.layout, place);
  const [width, depth] = sizeOf(ed.kinds, item);
  const angle = item.angle ?? 0;
  return {
    move(point) {
      const [x, y] = minus(turnedAbout(point, item.at, -angle), item.at);
      const grown = (value, side, size) => (side ? Math.max(SMALLEST_M, onGrid(side * value + size / 2, sizeStep(ed))) : size);
      const size = [grown(x, sx, width), grown(y, sy, depth)].map(mm);
      const shift = [(sx * (size[0] - width)) / 2, (sy * (size[1] - depth)) / 2];
      const at = mmPoint(turned(...shift, item.at, angle));
      ed.measures = [{ at, text: `${number(ed, size[0])} × ${metres(ed, size[1])}` }];
      ed.setDraft([[place, { ...item, at, size }]]);
    },
    end: () => end(ed, [place]),
  };
}

function rotateGesture(ed) {
  const places = [...ed.chosen];
  const going = movable(ed, places);
  const items = new Map(going.map((place) => [place, find(ed.layout, place)]));
  const pivot = pivotOf(ed, places);
  const first = items.get(going[0]);
  const single = going.length === 1 && named(going[0]) === "furniture";
  const base = single ? first.angle ?? 0 : 0;
  return {
    move(point) {
      const wanted = direction(pivot, point) - 90;
      const angle = ed.alt ? Math.round(wanted) : Math.round(wanted / TURN_STEP) * TURN_STEP;
      ed.measures = [{ at: pivot, text: `${((angle % 360) + 360) % 360}°` }];
      ed.setDraft(going.map((place) => [place, rotated(named(place), items.get(place), pivot, angle - base)]));
    },
    end: () => end(ed, places),
  };
}

// The corner of a rectangle takes its neighbours along, so that it stays one.
function cornerMoved(ring, index, at, keep) {
  const next = ring.map((point) => [...point]);
  if (keep) {
    const [before, after] = [(index + 3) % 4, (index + 1) % 4];
    const level = ring[before][1] === ring[index][1];
    next[before][level ? 1 : 0] = at[level ? 1 : 0];
    next[after][level ? 0 : 1] = at[level ? 0 : 1];
  }
  next[index] = at;
  return next;
}

export function edgeMeasures(ed, ring) {
  if (ring.length > 12) return [];
  return edges(ring).map(([from, to]) => ({ from, to, text: metres(ed, distance(from, to)) }));
}

function vertexGesture(ed, place, index, adds) {
  const item = find(ed.layout, place);
  const before = ringOf(named(place), item);
  const ring = adds ? [...before.slice(0, index + 1), before[index], ...before.slice(index + 1)] : before;
  const at = adds ? index + 1 : index;
  const keep = !adds && isRectangle(before);
  return {
    move(point) {
      const next = cornerMoved(ring, at, mmPoint(gridPoint(point, ed.step())), keep && !ed.alt);
      ed.measures = edgeMeasures(ed, next);
      ed.crossing = crossesItself(next);
      ed.setDraft(ringEntries(ed, place, item, next));
    },
    end() {
      if (!ed.crossing) return end(ed, [place]);
      ed.dropDraft();
      return say(ed, word(ed, "crosses_itself"));
    },
  };
}

function endGesture(ed, place, index) {
  const item = find(ed.layout, place);
  const other = item.line[1 - index];
  const name = named(place);
  return {
    move(point) {
      let to = gridPoint(point, ed.step());
      if (!ed.alt && hangsOnWall(name)) {
        const unit = times(minus(item.line[index], other), 1 / distance(...item.line));
        to = add(other, times(unit, Math.max(SMALLEST_M, onGrid(dot(minus(point, other), unit), sizeStep(ed)))));
      } else if (!ed.alt) to = straight(other, to);
      const line = item.line.map((old, i) => (i === index ? mmPoint(to) : old));
      if (distance(...line) < SMALLEST_M) return;
      ed.measures = [{ from: line[0], to: line[1], text: metres(ed, distance(...line)) }];
      ed.setDraft([[place, { ...item, line }]]);
    },
    end: () => end(ed, [place]),
  };
}

// One side of the opening goes, the other one stays.
function widthGesture(ed, place, side) {
  const item = find(ed.layout, place);
  const angle = item.angle ?? 0;
  const fixed = turned((-side * item.clear_m) / 2, 0, item.at, angle);
  return {
    move(point) {
      const [x] = minus(turnedAbout(point, fixed, -angle), fixed);
      const clear = mm(Math.max(0.3, onGrid(side * x, sizeStep(ed))));
      ed.measures = [{ at: item.at, text: metres(ed, clear) }];
      ed.setDraft([[place, { ...item, clear_m: clear, at: mmPoint(turned((side * clear) / 2, 0, fixed, angle)) }]]);
    },
    end: () => end(ed, [place]),
  };
}

export function handleGesture(ed, id) {
  const [place] = ed.chosen;
  const [kind, ...rest] = id.split(":");
  const numbers = rest.map(Number);
  if (kind === "rotate") return rotateGesture(ed);
  if (kind === "size") return sizeGesture(ed, place, numbers);
  if (kind === "vertex") return vertexGesture(ed, place, numbers[0], false);
  if (kind === "between") return vertexGesture(ed, place, numbers[0], true);
  return kind === "end" ? endGesture(ed, place, numbers[0]) : widthGesture(ed, place, numbers[0]);
}

