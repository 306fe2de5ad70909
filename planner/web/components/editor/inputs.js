// One labelled input per field; what is typed is read, checked and said in one sentence if it makes no sense.

import { activeIn, attributes, html } from "./dom.js";
import { exact, readNumber, say, word } from "./speech.js";

let serial = 0;

function control(ed, field) {
  if (field.type === "choice") return html("select");
  if (field.type === "tick") return html("input", { type: "checkbox" });
  const given = field.type === "number" ? { inputmode: "decimal", class: "number" } : { maxlength: 80 };
  return html("input", { type: "text", autocomplete: "off", ...given });
}

// ``target`` gives and takes values: {get(field), set(field, value), item}.
export function makeInput(ed, field, target) {
  const node = control(ed, field);
  node.id = `field-${(serial += 1)}`;
  const label = html("label", { for: node.id, text: word(ed, `field_${field.key}`) });
  const unit = field.unit ? [html("span", { class: "unit", text: field.unit, "aria-hidden": "true" })] : [];
  const row = html("div", { class: `field ${field.type}`, "data-field": field.key }, label, html("span", { class: "entry" }, node, ...unit));
  node.addEventListener("change", () => changed(ed, field, target(), node));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && field.type !== "tick") changed(ed, field, target(), node);
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      marked(node, null);
      showValue(ed, field, target(), node, true);
      ed.backToDrawing();
    }
  });
  row.refresh = () => showValue(ed, field, target(), node);
  return row;
}

// What is wrong with a field stands right below it, and is read with it; nothing takes it away again.
export function marked(node, text) {
  const row = node.closest(".field, .row");
  row?.querySelector(".wrong")?.remove();
  attributes(node, { "aria-invalid": text ? "true" : null, "aria-describedby": null });
  if (!text || !row) return;
  const said = html("p", { class: "wrong", id: `wrong-${(serial += 1)}`, text });
  row.append(said);
  attributes(node, { "aria-describedby": said.id });
}

function refuse(ed, node, key, values) {
  const text = word(ed, key, values);
  marked(node, text);
  say(ed, text);
}

function changed(ed, field, target, node) {
  const value = read(ed, field, node);
  if (value === null) return;
  marked(node, null);
  if (!field.always && JSON.stringify(value) === JSON.stringify(target.get(field))) return;
  const refused = target.set(field, value);
  if (refused) marked(node, refused);
}

// The value as the file keeps it, undefined for "not recorded", null for what makes no sense.
function read(ed, field, node) {
  if (field.type === "tick") return node.checked;
  if (field.type === "choice") return node.selectedOptions[0]?.dataset.none ? undefined : node.value;
  const text = node.value.trim();
  if (!text && field.optional) return undefined;
  const name = word(ed, `field_${field.key}`);
  if (field.type === "text") return text || refuse(ed, node, "needs_text", { field: name }) || null;
  const value = readNumber(text);
  if (Number.isNaN(value)) return refuse(ed, node, "bad_number", { field: name }) || null;
  if (value < field.low || value > field.high || (field.whole && !Number.isInteger(value))) {
    const bounds = { field: name, low: exact(ed, field.low), high: exact(ed, field.high), unit: field.unit ?? "" };
    return refuse(ed, node, "out_of_range", bounds) || null;
  }
  return Math.round(value * 1000) / 1000;
}

function fillChoice(ed, field, target, node, value) {
  const options = field.options(ed, target.item);
  const key = JSON.stringify(options);
  if (node.filledFrom !== key) {
    node.filledFrom = key;
    node.replaceChildren(...options.map(([id, text]) => html("option", { value: id ?? "", text, "data-none": id === undefined ? "1" : null })));
  }
  const index = options.findIndex(([id]) => id === value);
  if (node.selectedIndex !== index) node.selectedIndex = index;
}

// A field somebody types in is left alone.
function showValue(ed, field, target, node, anyway = false) {
  const value = target.get(field);
  if (field.type === "choice") return fillChoice(ed, field, target, node, value);
  if (field.type === "tick") {
    node.indeterminate = value === "mixed";
    node.checked = value === true;
    return undefined;
  }
  if (!anyway && (activeIn(node) === node || node.getAttribute("aria-invalid"))) return undefined;
  const text = field.type === "number" ? exact(ed, value === "mixed" ? undefined : value) : value ?? "";
  if (node.value !== text) node.value = text;
  const hint = field.hint?.(ed, target.item);
  const empty = hint === undefined ? word(ed, field.empty ?? "not_recorded") : `(${exact(ed, hint)})`;
  const told = hint === undefined || value !== undefined ? null : word(ed, "from_kind", { value: exact(ed, hint) });
  attributes(node, { placeholder: value === "mixed" ? word(ed, "mixed") : field.optional ? empty : null, title: told });
  return undefined;
}
