// Tools that draw something new, by pointer or – with the typed measures – by the button that puts it in the view.
// A tool keeps its options as people typed them; they stand in the panel beside the drawing while it is in hand.

import { addPart, newId } from "./actions.js";
import {
  add, area, box, counterClockwise, crossesItself, distance, inside, labelPoint, middle, minus, mm, mmPoint, rectangle, sharedArea, times,
} from "./geometry.js";
import { edgeMeasures, metres } from "./gestures.js";
import { boxOf, centre, find, roomAt, split } from "./parts.js";
import { doorInWall, gridPoint, lineOnWall, nearestFace, straight } from "./snapping.js";
import { number, say, word } from "./speech.js";
import { viewMiddle } from "./screen.js";

// What a new part starts with; each number is in the panel before it is in the layout.
const START = {
  room: { width: 8, depth: 7, height_m: 2.8 },
  zone: { width: 2, depth: 2, use: "group" },
  door: { clear_m: 0.9 },
  window: { width: 1.8, sill_m: 0.9, head_m: 2.1 },
  board: { width: 2.4, bottom_m: 0.9, top_m: 2.1 },
  wall: { width: 2 },
  step: { width: 1.5, rise_m: 0.15 },
  calibrate: { distance_m: null },
  underlay: {},
};
export const TOOLS = ["room", "zone", "door", "window", "board", "wall", "step"];
const LISTS = { room: "rooms", zone: "zones", door: "doors", window: "windows", board: "boards", wall: "walls", step: "steps" };
const DRAGGED_M = 0.1;
// How far a hand may slip while it presses; seen on the screen, so that grid and zoom have no say in it.
const SLIPPED_PX = 8;
const FREE_GAP_M = 0.15;

export const newTool = (name) => ({ name, options: { ...START[name] }, points: [] });

function made(ed, name, shape) {
  const { options } = ed.tool;
  const id = newId(ed, LISTS[name]);
  const line = (fields) => ({ id, line: shape.map(mmPoint), ...fields });
  if (name === "room") return { id, name: `${word(ed, "room")} ${id}`, outline: ring(shape), height_m: options.height_m, use: "classroom" };
  if (name === "zone") return { id, name: `${word(ed, "zone")} ${id.slice(1)}`, polygon: ring(shape), use: options.use };
  if (name === "door") return { id, ...shape };
  if (name === "window") return line({ sill_m: options.sill_m, head_m: options.head_m });
  if (name === "board") return line({ bottom_m: options.bottom_m, top_m: options.top_m });
  return name === "wall" ? line({}) : line({ rise_m: options.rise_m });
}

const ring = (points) => counterClockwise(points).map(mmPoint);
const between = (a, b) => [[a[0], a[1]], [b[0], a[1]], [b[0], b[1]], [a[0], b[1]]];

function put(ed, shape) {
  const { name } = ed.tool;
  const item = made(ed, name, shape);
  clear(ed);
  ed.tool = null;
  if (name === "room") ed.madeRoom = item.id;
  addPart(ed, LISTS[name], item);
}

function clear(ed) {
  ed.trace = [];
  ed.measures = [];
  ed.draft.clear();
  if (ed.tool) ed.tool.points = [];
}

const doorAt = (ed, point) => doorInWall(ed, { clear_m: ed.tool.options.clear_m, at: point }, point);

function wallLine(ed, from, to) {
  const { width } = ed.tool.options;
  const far = distance(from, to);
  if (far < DRAGGED_M) return lineOnWall(ed, [[0, 0], [width, 0]], from, width);
  const found = nearestFace(ed.layout, times(add(from, to), 0.5));
  return found && lineOnWall(ed, [from, to], times(add(from, to), 0.5), mm(Math.max(0.1, Math.round(far / 0.05) * 0.05)));
}

// By pointer -----------------------------------------------------------------------------------------------

const RINGS = ["room", "zone"];
const WALLED = ["window", "board"];

export function toolDown(ed, point) {
  const { tool } = ed;
  tool.pressed = point;
  tool.from = RINGS.includes(tool.name) ? gridPoint(point, ed.step()) : point;
  tool.held = true;
}

export function toolMove(ed, point) {
  const { tool } = ed;
  const at = gridPoint(point, ed.step());
  if (tool.name === "door") preview(ed, "door", doorAt(ed, point));
  else if (tool.name === "underlay") dragUnderlay(ed, point);
  else if (tool.name === "calibrate") traced(ed, [...tool.points, ...(tool.points.length ? [point] : [])]);
  else if (tool.points.length) traced(ed, [...tool.points, corner(ed, at)]);
  else if (tool.held) stretch(ed, at, point);
  ed.redraw();
}

function stretch(ed, at, point) {
  const { tool } = ed;
  if (RINGS.includes(tool.name)) return drawn(ed, between(tool.from, at));
  if (WALLED.includes(tool.name)) return traced(ed, wallLine(ed, tool.from, point) ?? []);
  return traced(ed, [gridPoint(tool.from, ed.step()), corner(ed, at)]);
}

function drawn(ed, points) {
  traced(ed, [...points, points[0]]);
  ed.measures = edgeMeasures(ed, points).slice(0, 2);
}

function traced(ed, points) {
  ed.trace = points;
  const [from, to] = points.slice(-2);
  ed.measures = from && to ? [{ from, to, text: metres(ed, distance(from, to)) }] : [];
}

function corner(ed, at) {
  const from = ed.tool.points.at(-1) ?? gridPoint(ed.tool.from, ed.step());
  return ed.alt ? at : straight(from, at);
}

function preview(ed, place, item) {
  ed.draft = new Map([[`${place}:?`, { id: "?", ...item }]]);
  ed.measures = [{ at: item.at, text: metres(ed, item.clear_m) }];
}

export function toolUp(ed, point) {
  const { tool } = ed;
  tool.held = false;
  const at = gridPoint(point, ed.step());
  const dragged = tool.pressed && distance(tool.pressed, point) * ed.view.k > SLIPPED_PX;
  if (tool.name === "door") return put(ed, doorAt(ed, point));
  if (tool.name === "underlay") return dropUnderlay(ed);
  if (tool.name === "calibrate") return calibrationPoint(ed, point);
  if (WALLED.includes(tool.name)) return putOnWall(ed, wallLine(ed, tool.from, point));
  if (dragged && !tool.points.length && distance(gridPoint(tool.from, ed.step()), at) > 0.001) return putDragged(ed, at);
  return polygonPoint(ed, corner(ed, at), point);
}

function putOnWall(ed, line) {
  if (line) return put(ed, line);
  clear(ed);
  return say(ed, word(ed, "no_wall_near"));
}

function putDragged(ed, at) {
  const { tool } = ed;
  if (!RINGS.includes(tool.name)) return put(ed, [gridPoint(tool.from, ed.step()), corner(ed, at)]);
  const shape = between(tool.from, at);
  const b = box(shape);
  if (b.right - b.left >= DRAGGED_M && b.top - b.bottom >= DRAGGED_M) return put(ed, shape);
  clear(ed);
  return say(ed, word(ed, "too_narrow"));
}

const CLOSE_PX = 14;

function polygonPoint(ed, at, point) {
  const { tool } = ed;
  const first = tool.points[0];
  if (tool.points.length > 2 && distance(first, point) * ed.view.k < CLOSE_PX) return finishTool(ed);
  if (tool.points.length && distance(tool.points.at(-1), at) < 0.001) return finishTool(ed);
  tool.points.push(tool.points.length ? at : gridPoint(point, ed.step()));
  if (!RINGS.includes(tool.name) && tool.points.length === 2) return put(ed, tool.points);
  traced(ed, tool.points);
  ed.redraw();
  return say(ed, word(ed, "corner_set", { n: tool.points.length }));
}

// Enter or a second press on the last corner closes the shape.
export function finishTool(ed) {
  const { tool } = ed;
  if (!RINGS.includes(tool.name) || tool.points.length < 3) return false;
  if (crossesItself(tool.points)) return say(ed, word(ed, "crosses_itself"));
  put(ed, tool.points);
  return true;
}

export function backTool(ed) {
  ed.tool.points.pop();
  traced(ed, ed.tool.points);
  ed.redraw();
}

// By its button --------------------------------------------------------------------------------------------

// A new room stands beside the others, everything else in the room that is meant, near the middle of the view.
export function putTool(ed) {
  const { name, options } = ed.tool;
  if (name === "room") return put(ed, rectangle(beside(ed, options), [options.width, options.depth], 0));
  const room = roomMeant(ed);
  const at = middleWithin(ed, room);
  if (name === "door") return put(ed, doorAt(ed, at));
  if (WALLED.includes(name)) return put(ed, onNearestWall(ed, at, options.width));
  const spot = roomFor(room.outline, at, [options.width, options.depth ?? LINE_M]);
  if (name === "zone") return put(ed, spot);
  return put(ed, [middle(spot[0], spot[3]), middle(spot[1], spot[2])]);
}

// The room that is chosen or holds what is chosen, else the one made last, else the one in view, else the first.
function roomMeant(ed) {
  const { rooms } = ed.layout;
  const [place] = ed.chosenIn("rooms").concat([...ed.chosen]);
  const item = place && find(ed.layout, place);
  const [name] = place ? split(place) : [];
  const chosen = name === "rooms" ? item : item && roomAt(ed.layout, centre(ed.kinds, name, item));
  return chosen ?? rooms.find((room) => room.id === ed.madeRoom) ?? roomAt(ed.layout, viewMiddle(ed)) ?? rooms[0];
}

function middleWithin(ed, room) {
  const at = gridPoint(viewMiddle(ed), ed.look.step);
  return inside(at, room.outline) ? at : labelPoint(room.outline);
}

// How much room a line takes across, and how finely a place for a shape is looked for.
const LINE_M = 0.1;
const SEARCH_M = 0.25;
const SHRINK = 0.8;
const SHRINKS = 12;

// A rectangle that lies wholly in the ring, as near to a point as there is one; a smaller one where none fits.
function roomFor(outline, at, [width, depth]) {
  const b = box(outline);
  for (let tries = 0; tries < SHRINKS; tries += 1) {
    const size = [width, depth].map((side, axis) => mm(Math.min(side, axis ? b.top - b.bottom : b.right - b.left) * SHRINK ** tries));
    const middles = spots(b, size).sort((one, other) => distance(one, at) - distance(other, at));
    const found = [at, ...middles].find((spot) => lies(rectangle(spot, size, 0), outline));
    if (found) return rectangle(found, size, 0);
  }
  return rectangle(at, [LINE_M, LINE_M], 0);
}

const NOTHING_M2 = 1e-6;
const lies = (shape, outline) => Math.abs(area(shape)) - sharedArea(counterClockwise(outline), shape) < NOTHING_M2;

function spots(b, [width, depth]) {
  const along = (low, high) => {
    const count = Math.max(0, Math.floor((high - low) / SEARCH_M));
    return [...Array(count + 1).keys()].map((i) => low + i * SEARCH_M).concat(high);
  };
  const down = along(b.bottom + depth / 2, b.top - depth / 2);
  return along(b.left + width / 2, b.right - width / 2).flatMap((x) => down.map((y) => [x, y]));
}

function beside(ed, { width, depth }) {
  const boxes = ed.layout.rooms.map((room) => boxOf(ed.kinds, "rooms", room));
  const right = Math.max(...boxes.map((b) => b.right));
  const bottom = Math.min(...boxes.map((b) => b.bottom));
  return [right + FREE_GAP_M + width / 2, bottom + depth / 2];
}

// What is added must lie in a room: in the middle of the first one where the view shows none.
export function insideRoom(ed, at) {
  if (roomAt(ed.layout, at)) return at;
  const b = boxOf(ed.kinds, "rooms", ed.layout.rooms[0]);
  return [(b.left + b.right) / 2, (b.bottom + b.top) / 2];
}

function onNearestWall(ed, at, width) {
  const { at: foot } = nearestFace(ed.layout, at, Infinity);
  return lineOnWall(ed, [[0, 0], [width, 0]], foot, width);
}

// The picture below -----------------------------------------------------------------------------------------

function calibrationPoint(ed, point) {
  const { tool } = ed;
  if (tool.points.length === 2) tool.points = [];
  tool.points.push(mmPoint(point));
  traced(ed, tool.points);
  if (tool.points.length < 2) return say(ed, word(ed, "calibrate_second"));
  say(ed, word(ed, "calibrate_type", { drawn: number(ed, distance(...tool.points)) }));
  ed.focusField = "distance_m";
  return ed.redraw();
}

// By its button: what is typed counts, whichever came first, the points or the number.
export function useDistance(ed) {
  const { points, options } = ed.tool;
  if (points.length < 2) return say(ed, word(ed, "calibrate_first"));
  if (options.distance_m) return calibrate(ed, options.distance_m);
  ed.focusField = "distance_m";
  ed.redraw();
  return say(ed, word(ed, "calibrate_type", { drawn: number(ed, distance(...points)) }));
}

// Scale about the first point, which so stays where it is.
export function calibrate(ed, distance_m) {
  const { underlay } = ed.layout;
  const [a, b] = ed.tool.points;
  const factor = distance_m / distance(a, b);
  const next = {
    ...underlay, at: mmPoint(add(a, times(minus(underlay.at, a), factor))),
    width_m: mm(underlay.width_m * factor), height_m: mm(underlay.height_m * factor),
  };
  clear(ed);
  ed.tool = null;
  ed.commit({ fields: { underlay: next } });
  say(ed, word(ed, "calibrated", { width: number(ed, next.width_m), height: number(ed, next.height_m) }));
}

function dragUnderlay(ed, point) {
  const { underlay } = ed.layout;
  if (!underlay || !ed.tool.held) return;
  ed.fieldsDraft = { underlay: { ...underlay, at: mmPoint(add(underlay.at, minus(point, ed.tool.from))) } };
}

function dropUnderlay(ed) {
  const fields = ed.fieldsDraft;
  ed.fieldsDraft = null;
  if (fields) ed.commit({ fields });
}
