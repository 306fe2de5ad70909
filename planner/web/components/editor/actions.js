// What a person does to the chosen parts, by whatever means: each call is one edit.

import { add, distance, minus, mm, times } from "./geometry.js";
import { ringEntries } from "./follow.js";
import {
  boxOf, centre, contents, find, freshId, isLine, isRing, moved, placeOf, ringOf, rotated, sizeOf, split, stemOf,
} from "./parts.js";
import { nameOf, namesOf, say, saySized, word } from "./speech.js";

// A room takes along what it holds; what a phase cannot move stays.
function withContents(ed, places) {
  const all = new Set(places);
  for (const place of places) {
    const item = find(ed.layout, place);
    if (item && split(place)[0] === "rooms") contents(ed.layout, ed.kinds, item).forEach((other) => all.add(other));
  }
  return [...all].filter((place) => ed.mayChange(place) && find(ed.layout, place));
}

export const movable = (ed, places) => withContents(ed, places).filter((place) => !isFixed(ed, place));
const isFixed = (ed, place) => ed.phase && find(ed.layout, place)?.fixed === true;

function refuse(ed, key, values) {
  say(ed, word(ed, key, values));
  return false;
}

export function nudge(ed, places, by) {
  const going = movable(ed, places);
  if (!going.length) return refuse(ed, ed.phase ? "not_in_phase" : "nothing_chosen");
  ed.pivot = null;
  ed.keyDraft(going.map((place) => [place, moved(split(place)[0], ed.shownItem(place), by)]), places);
  return true;
}

function middleOf(ed, places) {
  const boxes = places.map((place) => boxOf(ed.kinds, split(place)[0], ed.shownItem(place)));
  const low = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.bottom))];
  const high = [Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.top))];
  return times(add(low, high), 0.5);
}

export function turn(ed, places, by) {
  const going = movable(ed, places);
  if (!going.length) return refuse(ed, ed.phase ? "not_in_phase" : "nothing_chosen");
  // The pivot of a run of keys stays where it was, or rounding would make the parts wander.
  ed.pivot = (ed.keysMoved && ed.pivot) || pivotOf(ed, places);
  ed.keyDraft(going.map((place) => [place, rotated(split(place)[0], ed.shownItem(place), ed.pivot, by)]), places);
  return true;
}

export const pivotOf = (ed, places) =>
  places.length === 1 ? centre(ed.kinds, split(places[0])[0], ed.shownItem(places[0])) : middleOf(ed, places);

const grown = (value, by) => Math.max(0.05, mm(value + by));

function resized(ed, place, wide, deep) {
  const [name] = split(place);
  const item = ed.shownItem(place);
  if (name === "furniture") {
    const [width, depth] = sizeOf(ed.kinds, item);
    return { ...item, size: [grown(width, wide), grown(depth, deep)] };
  }
  if (name === "doors") return { ...item, clear_m: grown(item.clear_m, wide) };
  if (isLine(name)) {
    const [a, b] = item.line;
    const size = distance(a, b);
    return { ...item, line: [a, add(a, times(minus(b, a), grown(size, wide) / size)).map(mm)] };
  }
  const b = boxOf(ed.kinds, name, item);
  return stretched(ringOf(name, item), b, b.right - b.left + wide, b.top - b.bottom + deep);
}

// A ring in other outer measures, its lower left corner kept.
export function stretched(ring, b, width, height) {
  const [wide, high] = [Math.max(0.1, width) / (b.right - b.left), Math.max(0.1, height) / (b.top - b.bottom)];
  return ring.map(([x, y]) => [b.left + (x - b.left) * wide, b.bottom + (y - b.bottom) * high]);
}

export function resize(ed, places, wide, deep) {
  if (ed.phase) return refuse(ed, "not_in_phase");
  if (!places.length) return refuse(ed, "nothing_chosen");
  ed.pivot = null;
  // What follows a room's walls is reckoned from where it stood before the run of keys.
  const entries = places.flatMap((place) => (isRing(split(place)[0])
    ? ringEntries(ed, place, find(ed.layout, place), resized(ed, place, wide, deep)) : [[place, resized(ed, place, wide, deep)]]));
  ed.keyDraft(entries, places, saySized);
  return true;
}

function renamed(item, ids) {
  const next = { ...item, id: ids.get(item.id) };
  if (item.rooms) next.rooms = item.rooms.map((room) => ids.rooms.get(room) ?? room);
  if (item.opens_into) next.opens_into = ids.rooms.get(item.opens_into) ?? item.opens_into;
  return next;
}

// Copies carry new ids; a copied door leads from the copied room.
function copies(ed, places, by) {
  const taken = ed.freshIds();
  const names = { rooms: new Map() };
  const byPlace = new Map();
  for (const place of places) {
    const [name, id] = split(place);
    const fresh = freshId(taken, stemOf(name, find(ed.layout, place)));
    byPlace.set(place, fresh);
    if (name === "rooms") names.rooms.set(id, fresh);
  }
  return places.map((place) => {
    const [name] = split(place);
    const item = find(ed.layout, place);
    const copy = renamed(moved(name, item, by), { rooms: names.rooms, get: () => byPlace.get(place) });
    if (name === "rooms") copy.name = word(ed, "copy_of", { name: item.name }).slice(0, 80);
    return [placeOf(name, copy), copy];
  });
}

const COPY_OFFSET_M = [0.25, -0.25];
const ROOM_GAP_M = 0.15;

function roomOffset(ed, rooms) {
  const right = Math.max(...ed.layout.rooms.map((room) => boxOf(ed.kinds, "rooms", room).right));
  const left = Math.min(...rooms.map((place) => boxOf(ed.kinds, "rooms", find(ed.layout, place)).left));
  return [mm(right - left + ROOM_GAP_M), 0];
}

export function duplicate(ed) {
  ed.settleKeys();
  if (ed.phase) return refuse(ed, "not_in_phase");
  const rooms = ed.chosenIn("rooms");
  const going = withContents(ed, [...ed.chosen]);
  if (!going.length) return refuse(ed, "nothing_chosen");
  const put = copies(ed, going, rooms.length ? roomOffset(ed, rooms) : COPY_OFFSET_M);
  if (!ed.commit({ put })) return false;
  const fresh = put.map(([place]) => place);
  ed.choose(rooms.length ? fresh.filter((place) => split(place)[0] === "rooms") : fresh);
  ed.focusNext = fresh[0];
  if (rooms.length) ed.showAll();
  say(ed, word(ed, "copied", { what: namesOf(ed, fresh) }));
  return true;
}

// A door that led into a room that is gone leads outside.
function loosenDoors(ed, gone) {
  return (ed.layout.doors ?? []).filter((door) => door.rooms.some((room) => gone.has(room))).map((door) => {
    const rooms = door.rooms.filter((room) => !gone.has(room));
    const next = { ...door, rooms: [rooms.find((room) => room !== null), null] };
    if (gone.has(door.opens_into)) next.opens_into = null;
    return [placeOf("doors", next), next];
  });
}

export function remove(ed) {
  ed.settleKeys();
  if (ed.phase) return refuse(ed, "not_in_phase");
  const rooms = ed.chosenIn("rooms");
  if (rooms.length && rooms.length === ed.layout.rooms.length) return refuse(ed, "last_room");
  const going = withContents(ed, [...ed.chosen]);
  if (!going.length) return refuse(ed, "nothing_chosen");
  const text = word(ed, "deleted", { what: namesOf(ed, going) });
  const gone = new Set(rooms.map((place) => split(place)[1]));
  const put = loosenDoors(ed, gone).filter(([place, door]) => !going.includes(place) && door.rooms[0]);
  const lost = loosenDoors(ed, gone).filter(([, door]) => !door.rooms[0]).map(([place]) => place);
  ed.focusNext = neighbourOf(ed, going);
  if (!ed.commit({ put, remove: [...new Set([...going, ...lost])] })) return false;
  ed.choose([]);
  say(ed, bare(ed, going) ? word(ed, "rooms_left", { done: text, rooms: namesOf(ed, ed.places(ed.layout)) }) : text);
  return true;
}

// Several things were deleted, and nothing but rooms is left: that wants a word.
const bare = (ed, going) =>
  going.length > 1 && ed.places(ed.layout).every((place) => split(place)[0] === "rooms");

// Where the keyboard goes on after a part is gone: the next part, else the one before.
function neighbourOf(ed, going) {
  const places = ed.places();
  const last = places.indexOf(going.at(-1));
  const left = (list) => list.find((place) => !going.includes(place));
  return left(places.slice(last)) ?? left(places.slice(0, last).reverse());
}

const EDGES = {
  left: [0, (b) => b.left, Math.min], right: [0, (b) => b.right, Math.max],
  bottom: [1, (b) => b.bottom, Math.min], top: [1, (b) => b.top, Math.max],
  middle_x: [0, (b) => (b.left + b.right) / 2, null], middle_y: [1, (b) => (b.bottom + b.top) / 2, null],
};

export function align(ed, how) {
  ed.settleKeys();
  const going = movable(ed, [...ed.chosen]);
  if (going.length < 2) return refuse(ed, "choose_more", { n: 2 });
  const [axis, edge, pick] = EDGES[how];
  const found = going.map((place) => [place, boxOf(ed.kinds, split(place)[0], find(ed.layout, place))]);
  const goal = pick ? pick(...found.map(([, b]) => edge(b))) : middleOf(ed, going)[axis];
  return shift(ed, found.map(([place, b]) => [place, axis, goal - edge(b)]), word(ed, "aligned", { n: going.length }));
}

// Equal gaps between the boxes, the two outer ones stay.
export function distribute(ed, axis) {
  ed.settleKeys();
  const going = movable(ed, [...ed.chosen]);
  if (going.length < 3) return refuse(ed, "choose_more", { n: 3 });
  const [low, high] = axis ? ["bottom", "top"] : ["left", "right"];
  const found = going.map((place) => [place, boxOf(ed.kinds, split(place)[0], find(ed.layout, place))])
    .sort((one, other) => one[1][low] + one[1][high] - other[1][low] - other[1][high]);
  const sizes = found.map(([, b]) => b[high] - b[low]);
  const room = found.at(-1)[1][high] - found[0][1][low] - sizes.reduce((sum, size) => sum + size, 0);
  let level = found[0][1][low];
  const shifts = found.map(([place, b], index) => {
    const by = level - b[low];
    level += sizes[index] + room / (found.length - 1);
    return [place, axis, by];
  });
  return shift(ed, shifts, word(ed, "distributed", { n: going.length }));
}

function shift(ed, shifts, text) {
  const put = shifts.map(([place, axis, by]) =>
    [place, moved(split(place)[0], find(ed.layout, place), axis ? [0, by] : [by, 0])]);
  if (ed.commit({ put }) || !ed.refusal) say(ed, text);
  return true;
}

export function addPart(ed, name, item) {
  const place = placeOf(name, item);
  if (!ed.commit({ put: [[place, item]] })) return null;
  ed.choose([place]);
  ed.focusNext = place;
  say(ed, word(ed, "added", { what: nameOf(ed, place) }));
  return place;
}

export function newId(ed, name, item = {}) {
  return freshId(ed.freshIds(), stemOf(name, item));
}

