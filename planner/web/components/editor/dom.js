// Making and keeping nodes. Text goes in as text only; a node that stays keeps its focus.

const SVG = "http://www.w3.org/2000/svg";

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") {
      if (node.textContent !== value) node.textContent = value;
    } else if (value === false || value === null || value === undefined) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? "" : String(value));
  }
  return node;
}

export const attributes = set;

export function html(tag, given = {}, ...children) {
  const node = set(document.createElement(tag), given);
  node.append(...children);
  return node;
}

export function svg(tag, given = {}, ...children) {
  const node = set(document.createElementNS(SVG, tag), given);
  node.append(...children);
  return node;
}

// Keep one child per key, in the order of the items; nodes are only moved where the order changed.
export function keyed(parent, items, keyOf, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let last = null;
  for (const item of items) {
    const key = keyOf(item);
    const child = before.get(key) ?? make(item);
    child.dataset.key = key;
    before.delete(key);
    const next = last ? last.nextSibling : parent.firstChild;
    if (child !== next) parent.insertBefore(child, next);
    update(child, item);
    last = child;
  }
  before.forEach((child) => child.remove());
}

// Draw anew only what has changed: ``made`` gives the children for a signature.
export function whenChanged(node, signature, made) {
  if (node.drawnFrom === signature) return;
  node.drawnFrom = signature;
  node.replaceChildren(...made());
}

export function button(text, given = {}, ...children) {
  return html("button", { type: "button", ...(children.length ? {} : { text }), ...given }, ...children);
}

export const activeIn = (root) => root.getRootNode().activeElement;
