// What a page was given to work with.

export const given = (name) => JSON.parse(document.getElementById(name)?.textContent ?? "null");
export const data = given("page");
export const word = (name, values = {}) =>
  data.words[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));

// The same words twice are said twice: a screen reader only hears a text that changes.
export function tellIn(element, text) {
  element.textContent = element.textContent === text && text ? `${text}\u00a0` : text;
}

export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}
