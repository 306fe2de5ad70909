// Small drawings for buttons: strokes on a field of 24, made here and never from data.

import { svg } from "./dom.js";

const PATHS = {
  select: "M5 3l13 8-6 1.5L9 19z",
  many: "M4 4h7v7H4zM13 13h7v7h-7zM14 4l6 6M20 4l-6 6",
  room: "M4 5h16v14H4zM4 15h4",
  zone: "M5 8l7-4 7 5-2 9H7z",
  door: "M4 20h16M7 20V6M7 6a14 14 0 0 1 13 14",
  window: "M3 10h18v4H3zM12 10v4",
  board: "M4 5h16v9H4zM8 20l2-6M16 20l-2-6",
  wall: "M3 9h18v6H3zM9 9v6M15 9v6",
  step: "M3 19h6v-5h6V9h6",
  undo: "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 0 12h-2",
  redo: "M15 6l5 5-5 5M20 11H10a6 6 0 0 0 0 12h2",
  copy: "M8 8h12v12H8zM4 16V4h12",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  turn: "M19 12a7 7 0 1 1-3-5.7M19 3v5h-5",
  in: "M5 12h14M12 5v14",
  out: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  help: "M9 9a3 3 0 1 1 4 2.8c-.8.4-1 1-1 2.2M12 18v.5",
  left: "M4 3v18M8 6h12v4H8zM8 14h7v4H8z",
  right: "M20 3v18M4 6h12v4H4zM9 14h7v4H9z",
  top: "M3 4h18M6 8h4v12H6zM14 8h4v7h-4z",
  bottom: "M3 20h18M6 4h4v12H6zM14 9h4v7h-4z",
  middle_x: "M12 3v18M5 6h14v4H5zM8 14h8v4H8z",
  middle_y: "M3 12h18M6 5h4v14H6zM14 8h4v8h-4z",
  spread_x: "M4 3v18M20 3v18M9 7h6v10H9z",
  spread_y: "M3 4h18M3 20h18M7 9h10v6H7z",
  ruler: "M3 14L14 3l7 7-11 11zM7 10l2 2M10 7l3 3M13 4l2 2",
  move: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
};

export function icon(name) {
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}

// A piece of furniture from above, as it stands in the catalogue.
export function kindDrawing(kind) {
  const [width, depth] = kind.size;
  const seats = kind.seats.map(([x, y]) => [x, -y]);
  const reach = Math.max(width / 2, depth / 2, ...seats.flat().map((value) => Math.abs(value) + 0.2));
  const box = `${-reach} ${-reach} ${2 * reach} ${2 * reach}`;
  const drawing = svg("svg", { class: "kind", viewBox: box, "aria-hidden": "true" });
  const shape = { x: -width / 2, y: -depth / 2, width, height: depth, rx: reach * 0.04 };
  drawing.append(svg("rect", shape), ...seats.map(([x, y]) => svg("circle", { cx: x, cy: y, r: 0.17 })));
  return drawing;
}
