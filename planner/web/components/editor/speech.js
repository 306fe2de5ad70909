// Words, numbers and the line that says what happened. Texts come from Python, with {names} to fill.

import { anchor, boxOf, find, kindOf, sizeText, split } from "./parts.js";

export function word(ed, key, values = {}) {
  const text = ed.data.words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

export function number(ed, value, digits = 2) {
  const text = (Math.round(value * 10 ** digits) / 10 ** digits).toFixed(digits);
  return localized(ed, text);
}

// A hyphen for a minus would be left out by screen readers.
function localized(ed, text) {
  const signed = text.replace("-", "−");
  return ed.data.language === "da" ? signed.replace(".", ",") : signed;
}

// As it stands in a field: never fewer decimals than were measured, to the millimetre.
export function exact(ed, value) {
  if (value === undefined || value === null) return "";
  return localized(ed, String(Math.round(value * 1000) / 1000));
}

// A number as people type it, with comma or point; NaN for anything else.
export function readNumber(text) {
  const tidy = text.trim().replace("−", "-").replace(",", ".").replace(/\s*(m|cm|°|dB|s|lux)$/, "");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(tidy) ? Number(tidy) : NaN;
}

export function nameOf(ed, place) {
  const item = find(ed.layout, place) ?? find(ed.data.layout, place);
  const [collection, id] = split(place);
  if (!item) return id;
  if (collection === "furniture") return `${capital(kindOf(ed.kinds, item).name)} ${id}`;
  if (collection === "rooms") return item.name;
  if (collection === "zones") return item.name.startsWith(word(ed, "zone")) ? item.name : `${word(ed, "zone")} ${item.name}`;
  return `${word(ed, split(place)[0])} ${id}`;
}

const listed = (ed, names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${word(ed, "and")} ${names.at(-1)}`;

export function namesOf(ed, places) {
  const few = [...places].slice(0, 3).map((place) => nameOf(ed, place));
  return places.length > 3 ? word(ed, "n_things", { n: places.length }) : listed(ed, few);
}

const away = (ed, [below, above], axis, value) =>
  word(ed, value < -0.001 ? below : above, { [axis]: number(ed, Math.abs(value)) });

function whereIs(ed, place) {
  const [collection] = split(place);
  const item = ed.shownItem(place);
  const at = collection === "rooms" || collection === "zones"
    ? (({ left, bottom }) => [left, bottom])(boxOf(ed.kinds, collection, item)) : anchor(collection, item);
  const text = `${away(ed, ["left_of_zero", "right_of_zero"], "x", at[0])}, ${away(ed, ["below_zero", "above_zero"], "y", at[1])}`;
  const angle = collection === "furniture" ? item.angle ?? 0 : 0;
  return angle ? `${text}, ${word(ed, "turned", { angle: exact(ed, angle) })}` : text;
}

export function troubleText(ed, place) {
  return (ed.facts.get(place) ?? []).map((fact) =>
    fact.other ? word(ed, fact.what, { other: nameOf(ed, fact.other) }) : word(ed, fact.what)).join(", ");
}

const sizeOf = (ed, place) =>
  sizeText(split(place)[0], ed.shownItem(place), ed.kinds, (value, digits) => number(ed, value, digits));

// One sentence per thing: what it is, where it stands, and what is wrong with that.
export function describe(ed, place) {
  const trouble = troubleText(ed, place);
  const text = `${nameOf(ed, place)}: ${sizeOf(ed, place)}, ${whereIs(ed, place)}`;
  return trouble ? `${text}; ${trouble}` : text;
}

export function sayMoved(ed, places) {
  if (places.length !== 1) return say(ed, word(ed, "n_moved", { n: places.length }));
  const trouble = troubleText(ed, places[0]);
  return say(ed, `${nameOf(ed, places[0])}: ${whereIs(ed, places[0])}${trouble ? `; ${trouble}` : ""}`);
}

// After a change of size it is the size that counts.
export function saySized(ed, places) {
  if (places.length !== 1) return say(ed, word(ed, "n_moved", { n: places.length }));
  const trouble = troubleText(ed, places[0]);
  return say(ed, `${nameOf(ed, places[0])}: ${sizeOf(ed, places[0])}${trouble ? `; ${trouble}` : ""}`);
}

// The same words twice are said twice: a screen reader only hears a text that changes.
export function say(ed, text) {
  ed.refs.status.textContent = ed.refs.status.textContent === text ? `${text}\u00a0` : text;
}
