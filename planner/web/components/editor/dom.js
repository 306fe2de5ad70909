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

// Keep one child per key, in the order of the items. What is gone goes first, and the child with the focus is never
// moved, for moving a node takes its focus. Gives the nearest child that is left where the focused one is gone.
export function keyed(parent, items, keyOf, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const active = activeIn(parent);
  const heir = dropGone(parent, new Set(items.map(keyOf)), active);
  let last = null;
  for (const item of items) {
    const key = keyOf(item);
    const child = before.get(key) ?? make(item);
    child.dataset.key = key;
    const next = () => (last ? last.nextSibling : parent.firstChild);
    while (child.contains(active) && child !== next()) parent.append(next());
    if (child !== next()) parent.insertBefore(child, next());
    update(child, item);
    last = child;
  }
  return heir;
}

function dropGone(parent, keys, active) {
  const all = [...parent.children];
  const at = all.findIndex((child) => child.contains(active));
  const left = (list) => list.find((child) => keys.has(child.dataset.key));
  const lost = at >= 0 && !keys.has(all[at].dataset.key);
  const heir = lost ? { gone: all[at], next: left(all.slice(at)) ?? left(all.slice(0, at).reverse()) } : null;
  all.filter((child) => !keys.has(child.dataset.key)).forEach((child) => child.remove());
  return heir;
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

export const activeIn = (root) => root.getRootNode().activeElement ?? null;
