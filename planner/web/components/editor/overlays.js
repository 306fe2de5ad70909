// What Python has found out about the layout, laid over it: routes, narrow places, sound, sight, seats, findings.
// Shape and words carry the meaning, colour only repeats it.

import { attributes, keyed, svg, whenChanged } from "./dom.js";
import { cm, label, nameBoxes, path } from "./draw.js";
import { box, boxesMeet, labelPoint, middle, turned } from "./geometry.js";
import { find, points, split } from "./parts.js";

function narrowShapes({ at, text }) {
  const [x, y] = cm(at);
  return [svg("path", { class: "narrow", d: `M${x - 9} ${y}L${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}Z` }),
    label(`↔ ${text}`, at, { class: "narrowtext", dy: "-0.7em", "text-anchor": "middle" })];
}

function routeShapes(route) {
  if (route.points.length < 2) return [];
  const half = Math.floor((route.points.length - 1) / 2);
  const at = middle(route.points[half], route.points[half + 1] ?? route.points[half]);
  return [svg("path", { class: "route rim", d: path(route.points, false) }),
    svg("path", { class: "route", d: path(route.points, false), "marker-end": "url(#arrowhead)" }),
    label(route.text, at, { class: "routetext", dy: "-0.4em", "text-anchor": "middle" })];
}

function soundShapes(ed, sound) {
  const zone = find(ed.layout, `zone:${sound.zone}`);
  if (!zone) return [];
  const at = labelPoint(zone.polygon);
  const shade = sound.loud ? [svg("path", { class: "loud", d: path(zone.polygon), fill: "url(#loud)" })] : [];
  return [...shade, label(sound.loud ? `⚠ ${sound.text}` : sound.text, at, { class: sound.loud ? "soundtext loud" : "soundtext", "text-anchor": "middle", dy: "1.2em" })];
}

function sightShapes({ at, sees, text }) {
  const [x, y] = cm(at);
  const mark = sees ? svg("circle", { class: "sees", cx: x, cy: y, r: 12 })
    : svg("path", { class: "blind", d: `M${x - 11} ${y - 11}L${x + 11} ${y + 11}M${x + 11} ${y - 11}L${x - 11} ${y + 11}` });
  mark.append(svg("title", { text }));
  return [mark];
}

function seatShapes({ at, facing }) {
  const [x, y] = cm(at);
  const [fx, fy] = cm(turned(0.35, 0, at, facing));
  return [svg("circle", { class: "place", cx: x, cy: y, r: 17 }), svg("path", { class: "place", d: `M${x} ${y}L${fx} ${fy}` })];
}

export function drawOverlays(ed) {
  const { overlays = {}, head } = ed.data;
  const { look } = ed;
  const shown = ["routes", "narrow", "sound", "sight", "seats"].filter((name) => look[name]);
  const signature = JSON.stringify([shown.map((name) => overlays[name]), look.sound && ed.layout.zones, head]);
  whenChanged(ed.refs.overlay, signature, () => [
    ...(look.sound ? overlays.sound ?? [] : []).flatMap((sound) => soundShapes(ed, sound)),
    ...(look.seats ? overlays.seats ?? [] : []).flatMap(seatShapes),
    ...(look.routes ? overlays.routes ?? [] : []).flatMap(routeShapes),
    ...(look.sight ? overlays.sight ?? [] : []).flatMap(sightShapes),
    ...(look.narrow ? overlays.narrow ?? [] : []).flatMap(narrowShapes),
  ]);
  // Until Python has answered, what lies over the drawing still tells of the layout before.
  ed.refs.overlay.classList.toggle("old", ed.queue.length > 0 || ed.draft.size > 0);
}

const SIGNS = { stop: "✕", look: "!", note: "i" };
const WEIGHT = ["note", "look", "stop"];

// One marker per place, with all that was found there.
function markers(ed) {
  const found = new Map();
  for (const finding of ed.look.findings ? ed.data.findings ?? [] : []) {
    const place = finding.places.find((name) => split(name)[0] && find(ed.layout, name));
    if (place) found.set(place, [...(found.get(place) ?? []), finding]);
  }
  const taken = nameBoxes(ed);
  return [...found].map(([place, findings]) => {
    const worst = findings.map((finding) => finding.severity).sort((a, b) => WEIGHT.indexOf(b) - WEIGHT.indexOf(a))[0];
    const at = freeSpot(ed, markerSpots(ed, place), taken);
    taken.push(around(ed, at));
    return { place, worst, text: findings.map((finding) => finding.text).join("\n"), at };
  });
}

const MARKER_PX = 13;
const around = (ed, [x, y], half = MARKER_PX / ed.view.k) => ({ left: x - half, right: x + half, bottom: y - half, top: y + half });

// The first spot at which a marker covers neither the name of a zone nor another marker.
function freeSpot(ed, spots, taken) {
  return spots.find((at) => !taken.some((other) => boxesMeet(around(ed, at), other))) ?? spots[0];
}

// Where the marker of a part may stand, the best spot first.
function markerSpots(ed, place) {
  const [name] = split(place);
  const { left, right, bottom, top } = box(points(ed.kinds, name, ed.shownItem(place)));
  const off = (name === "rooms" ? -14 : 16) / ed.view.k;
  if (name === "rooms") return [1, 3, 5].map((n) => [right + n * off, top - off]);
  if (name !== "zones") return [[left, top], [right, top], [left, bottom], [right, bottom]];
  const upper = [1, 3, 5].map((n) => [right - n * off, top - off]);
  return [...upper, [right - off, bottom + off], [left + off, bottom + off], [right + off, top - off]];
}

export function drawMarkers(ed, toScreen) {
  const heir = keyed(ed.refs.markers, markers(ed), ({ place }) => place, ({ place }) => svg("g", { tabindex: "0", role: "img", "data-finding": place },
    svg("circle", { r: 11 }), svg("text", { "text-anchor": "middle", dy: "0.36em", "aria-hidden": "true" })), (node, marker) => {
    const [x, y] = toScreen(marker.at);
    attributes(node, { class: `marker ${marker.worst}`, transform: `translate(${x} ${y})`, "aria-label": marker.text });
    attributes(node.lastChild, { text: SIGNS[marker.worst] ?? "!" });
  });
  if (heir) ed.focusNext ??= heir.gone.dataset.finding;
}
