// Between metres and the screen: zoom and pan, and what is drawn in screen size – handles, guides, lengths.

import { attributes, keyed, svg } from "./dom.js";
import { clamp, edges, distance, middle, turned } from "./geometry.js";
import { pivotOf } from "./actions.js";
import { boxOf, isLine, isRing, ringOf, sizeOf, split } from "./parts.js";

const CLOSEST = 600;
const FARTHEST = 8;
const MARGIN_PX = 54;

export const toScreen = (ed) => ([x, y]) => [ed.view.x + x * ed.view.k, ed.view.y - y * ed.view.k];
export const toWorld = (ed, [px, py]) => [(px - ed.view.x) / ed.view.k, (ed.view.y - py) / ed.view.k];

export function pointOf(ed, event) {
  const { left, top } = ed.refs.svg.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

export const viewMiddle = (ed) => toWorld(ed, [ed.refs.svg.clientWidth / 2, ed.refs.svg.clientHeight / 2]);

export function zoomAt(ed, [px, py], factor) {
  const [x, y] = toWorld(ed, [px, py]);
  const k = clamp(ed.view.k * factor, FARTHEST, CLOSEST);
  ed.view = { ...ed.view, k, x: px - x * k, y: py + y * k };
  ed.redraw();
}

export function zoom(ed, factor) {
  zoomAt(ed, [ed.refs.svg.clientWidth / 2, ed.refs.svg.clientHeight / 2], factor);
}

export function pan(ed, dx, dy) {
  ed.view = { ...ed.view, x: ed.view.x + dx, y: ed.view.y + dy };
  ed.redraw();
}

// Show all rooms, or these parts.
export function fit(ed, places) {
  const { clientWidth: wide, clientHeight: high } = ed.refs.svg;
  if (!wide || !high) return;
  const all = places ?? ed.places().filter((place) => ["rooms", "zones"].includes(split(place)[0]));
  const boxes = all.map((place) => boxOf(ed.kinds, split(place)[0], ed.shownItem(place)));
  const left = Math.min(...boxes.map((b) => b.left));
  const right = Math.max(...boxes.map((b) => b.right));
  const bottom = Math.min(...boxes.map((b) => b.bottom));
  const top = Math.max(...boxes.map((b) => b.top));
  const room = [Math.max(wide - 1.4 * MARGIN_PX, 50), Math.max(high - 2 * MARGIN_PX, 50)];
  const k = clamp(Math.min(room[0] / (right - left), room[1] / (top - bottom)), FARTHEST, CLOSEST);
  ed.view = { fitted: true, k, x: wide / 2 - ((left + right) / 2) * k, y: high / 2 + ((bottom + top) / 2) * k };
  ed.redraw();
}

// Pan as little as needed to have a part on screen, for who walks through the parts with Tab.
export function reveal(ed, place) {
  const item = ed.shownItem(place);
  if (!item) return;
  const b = boxOf(ed.kinds, split(place)[0], item);
  const [x, y] = toScreen(ed)([(b.left + b.right) / 2, (b.bottom + b.top) / 2]);
  const { clientWidth: wide, clientHeight: high } = ed.refs.svg;
  if (x < 0 || y < 0 || x > wide || y > high) pan(ed, wide / 2 - x, high / 2 - y);
}

const EDGE_HANDLE_PX = 96;

function sizeHandles(ed, item) {
  const [width, depth] = sizeOf(ed.kinds, item);
  const sides = [[1, 1], [1, -1], [-1, -1], [-1, 1]];
  if (depth * ed.view.k > EDGE_HANDLE_PX) sides.push([1, 0], [-1, 0]);
  if (width * ed.view.k > EDGE_HANDLE_PX) sides.push([0, 1], [0, -1]);
  return sides.map(([sx, sy]) => {
    // Beside the piece rather than on it: a small piece stays free to be grabbed.
    const away = 11 / ed.view.k;
    const at = turned((sx * width) / 2 + sx * away, (sy * depth) / 2 + sy * away, item.at, item.angle ?? 0);
    return { id: `size:${sx}:${sy}`, kind: "size", at };
  });
}

function ringHandles(ring) {
  const corners = ring.map((at, index) => ({ id: `vertex:${index}`, kind: "vertex", at }));
  const between = edges(ring).map(([a, b], index) => ({ id: `between:${index}`, kind: "between", at: middle(a, b) }));
  return [...between, ...corners];
}

function rotateHandle(ed, places) {
  if (places.length === 1 && split(places[0])[0] === "furniture") {
    const item = ed.shownItem(places[0]);
    const [, depth] = sizeOf(ed.kinds, item);
    return { id: "rotate", kind: "rotate", from: item.at, at: turned(0, depth / 2 + 40 / ed.view.k, item.at, item.angle ?? 0) };
  }
  const boxes = places.map((place) => boxOf(ed.kinds, split(place)[0], ed.shownItem(place)));
  const top = Math.max(...boxes.map((b) => b.top));
  const [x] = pivotOf(ed, places);
  return { id: "rotate", kind: "rotate", from: [x, top], at: [x, top + 36 / ed.view.k] };
}

function handlesOf(ed) {
  const places = [...ed.chosen].filter((place) => ed.mayChange(place) && ed.shownItem(place));
  if (!places.length || ed.tool) return [];
  const turning = places.every((place) => ["furniture", "zones"].includes(split(place)[0]));
  const rotate = turning ? [rotateHandle(ed, places)] : [];
  if (places.length > 1) return rotate;
  const [name] = split(places[0]);
  const item = ed.shownItem(places[0]);
  if (name === "furniture") return ed.phase ? rotate : [...sizeHandles(ed, item), ...rotate];
  if (isRing(name)) return [...ringHandles(ringOf(name, item)), ...rotate];
  if (isLine(name)) return item.line.map((at, index) => ({ id: `end:${index}`, kind: "end", at }));
  return [-1, 1].map((side) => ({
    id: `width:${side}`, kind: "width", at: turned(side * (item.clear_m / 2), 0, item.at, item.angle ?? 0),
  }));
}

const coarse = window.matchMedia("(any-pointer: coarse)");

function makeHandle(kind) {
  const node = svg("g", { class: `handle ${kind}`, "aria-hidden": "true" });
  const hand = coarse.matches ? 22 : 12;
  node.append(svg("circle", { class: "hand", r: hand }));
  node.append(kind === "rotate" ? svg("path", { class: "dot", d: "M5.5 2A6 6 0 1 1 4-4.5M6-8v5H1" }) : svg("circle", { class: "dot", r: kind === "between" ? 4 : 6 }));
  return node;
}

export function drawHandles(ed) {
  const screen = toScreen(ed);
  keyed(ed.refs.handles, handlesOf(ed), ({ id }) => id, ({ kind }) => makeHandle(kind), (node, handle) => {
    const [x, y] = screen(handle.at);
    attributes(node, { "data-handle": handle.id, transform: `translate(${x} ${y})` });
  });
}

function guideShape(ed, { axis, level }) {
  const [x, y] = toScreen(ed)([level, level]);
  return svg("path", { class: "guide", d: axis ? `M0 ${y}H${ed.refs.svg.clientWidth}` : `M${x} 0V${ed.refs.svg.clientHeight}` });
}

function measureShapes(ed, { from, to, text, at }) {
  const screen = toScreen(ed);
  const [x, y] = screen(at ?? middle(from, to));
  const size = text.length * 6.6 + 12;
  const tag = svg("g", { class: "measure", transform: `translate(${x} ${y})` },
    svg("rect", { x: -size / 2, y: -11, width: size, height: 22, rx: 11 }), svg("text", { text, "text-anchor": "middle", dy: "0.35em" }));
  if (!from || at) return [tag];
  const [[x1, y1], [x2, y2]] = [screen(from), screen(to)];
  return [svg("path", { class: "measure", d: `M${x1} ${y1}L${x2} ${y2}` }), tag];
}

function bandShape(ed) {
  const [a, b] = ed.band.map(toScreen(ed));
  const frame = { x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), width: Math.abs(a[0] - b[0]), height: Math.abs(a[1] - b[1]) };
  return svg("rect", { class: "band", ...frame });
}

export function drawGuides(ed) {
  const trace = (ed.trace ?? []).map(toScreen(ed));
  ed.refs.guides.replaceChildren(
    ...ed.guides.map((guide) => guideShape(ed, guide)),
    ...(trace.length ? [svg("path", { class: "trace", d: `M${trace.map((p) => p.join(" ")).join("L")}` })] : []),
    ...trace.map(([cx, cy]) => svg("circle", { class: "trace", cx, cy, r: 5 })),
    ...(ed.band ? [bandShape(ed)] : []),
    ...ed.measures.filter(({ from, to }) => !from || distance(from, to) > 0).flatMap((measure) => measureShapes(ed, measure)),
  );
}

export function drawView(ed) {
  const { k, x, y } = ed.view;
  attributes(ed.refs.world, { transform: `translate(${x} ${y}) scale(${k / 100})` });
  ed.refs.world.style.setProperty("--px", 100 / k);
  const step = ed.look.snap ? ed.look.step : 0;
  const size = step * 100;
  // A grid finer than the eye can part is only grey: show each tenth line then.
  const drawn = size && (size * k) / 100 < 7 ? size * 10 : size;
  attributes(ed.refs.grid, { width: drawn || 1, height: drawn || 1 });
  attributes(ed.refs.grid.firstElementChild, { d: drawn ? `M${drawn} 0H0V${drawn}` : "" });
}
