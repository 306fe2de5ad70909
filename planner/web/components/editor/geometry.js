// Plain plane geometry in metres, y up, degrees counter-clockwise. Nothing here knows of rooms or furniture.

export const mm = (value) => Math.round(value * 1000) / 1000 + 0;
export const mmPoint = ([x, y]) => [mm(x), mm(y)];
export const add = (a, b) => [a[0] + b[0], a[1] + b[1]];
export const minus = (a, b) => [a[0] - b[0], a[1] - b[1]];
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1];
export const times = (a, k) => [a[0] * k, a[1] * k];
export const length = (a) => Math.hypot(a[0], a[1]);
export const distance = (a, b) => length(minus(a, b));
export const middle = (a, b) => times(add(a, b), 0.5);
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

export function turned(dx, dy, at, angle) {
  const turn = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [at[0] + dx * cos - dy * sin, at[1] + dx * sin + dy * cos];
}

export const turnedAbout = (point, centre, angle) => turned(...minus(point, centre), centre, angle);

// An angle as files keep it: 0 up to 360, to a tenth of a degree.
export const tidyAngle = (angle) => Math.round((((angle % 360) + 360) % 360) * 10) / 10 % 360;

export const direction = (a, b) => (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;

export function rectangle(at, [width, depth], angle) {
  const halves = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
  return halves.map(([sx, sy]) => turned((sx * width) / 2, (sy * depth) / 2, at, angle));
}

export const edges = (ring) => ring.map((point, index) => [point, ring[(index + 1) % ring.length]]);

// Twice the shoelace sum halved: positive when the ring runs counter-clockwise.
export function area(ring) {
  return edges(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0) / 2;
}

export const counterClockwise = (ring) => (area(ring) < 0 ? [...ring].reverse() : ring);

export function box(points) {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

export const boxMiddle = (b) => [(b.left + b.right) / 2, (b.bottom + b.top) / 2];
export const boxesMeet = (a, b) =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

export function inside([x, y], ring) {
  return edges(ring).reduce((within, [a, b]) => {
    const crosses = a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
    return crosses ? !within : within;
  }, false);
}

// A point that lies in the ring, for its label: the middle of its widest stretch on a few heights.
export function labelPoint(ring) {
  const { bottom, top } = box(ring);
  let best = { width: -1, at: ring[0] };
  for (const part of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const y = bottom + (top - bottom) * part;
    const cuts = edges(ring).filter(([a, b]) => a[1] > y !== b[1] > y)
      .map(([a, b]) => a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])).sort((m, n) => m - n);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      const width = cuts[i + 1] - cuts[i];
      if (width > best.width * 1.2) best = { width, at: [(cuts[i] + cuts[i + 1]) / 2, y] };
    }
  }
  return best.at;
}

export function nearestOn(point, [a, b]) {
  const along = minus(b, a);
  const size = dot(along, along);
  const part = size ? clamp(dot(minus(point, a), along) / size, 0, 1) : 0;
  return { at: add(a, times(along, part)), part };
}

function cut(ring, a, b) {
  const side = (point) => (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
  return edges(ring).flatMap(([p, q]) => {
    const [here, there] = [side(p), side(q)];
    const kept = here >= 0 ? [p] : [];
    if (here >= 0 !== there >= 0) kept.push(add(p, times(minus(q, p), here / (here - there))));
    return kept;
  });
}

// The area a ring shares with a convex counter-clockwise one (Sutherland and Hodgman, 1974).
export function sharedArea(ring, convex) {
  if (!boxesMeet(box(ring), box(convex))) return 0;
  const left = edges(convex).reduce((rest, [a, b]) => (rest.length ? cut(rest, a, b) : rest), ring);
  return left.length > 2 ? Math.abs(area(left)) : 0;
}

function cross([a, b], [c, d]) {
  const turn = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);
}

export function crossesItself(ring) {
  const sides = edges(ring);
  return sides.some((one, i) => sides.some((other, j) => {
    const apart = Math.abs(i - j);
    return j > i && apart > 1 && apart < sides.length - 1 && cross(one, other);
  }));
}

export function isRectangle(ring) {
  if (ring.length !== 4) return false;
  const { left, right, bottom, top } = box(ring);
  return ring.every(([x, y]) => (x === left || x === right) && (y === bottom || y === top));
}
