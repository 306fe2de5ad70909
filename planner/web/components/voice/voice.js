// The voice scale: five steps with a picture each, and "not decided yet", as native radio buttons.
// A choice goes to Python as a numbered edit, sent again until it is answered. Text goes in as text only.

const views = new WeakMap();
const SVG = "http://www.w3.org/2000/svg";
const AGAIN_MS = 3000;
// The arrow keys walk through the steps: only the one somebody stays at is a choice.
const STAY_MS = 450;

// Each step as lines in a picture of 48 by 40: heads, mouths, and how far the voice carries.
const head = (x, y, r) => ["circle", { cx: x, cy: y, r }];
const line = (d) => ["path", { d }];
const PICTURES = {
  0: [head(24, 20, 13), line("M18 26h12"), ["circle", { cx: 19, cy: 17, r: 1.5, class: "full" }],
    ["circle", { cx: 29, cy: 17, r: 1.5, class: "full" }]],
  1: [head(17, 20, 12), ["circle", { cx: 23, cy: 25, r: 2 }], line("M35 17q3 3 0 6")],
  2: [head(12, 20, 9), head(36, 20, 9), line("M22.500 17q2 3 0 6"), line("M25.500 17q-2 3 0 6")],
  3: [head(12, 11, 7), head(36, 11, 7), head(12, 30, 7), head(36, 30, 7), line("M20 20h8"), line("M24 16v8")],
  4: [head(13, 20, 11), ["ellipse", { cx: 18, cy: 24, rx: 3, ry: 4, class: "full" }],
    line("M28 15q4 5 0 10"), line("M34 11q7 9 0 18"), line("M40 7q10 13 0 26")],
  "?": [["circle", { cx: 24, cy: 20, r: 13, "stroke-dasharray": "4 4" }],
    line("M20 16q0-4 4-4t4 4q0 3-4 5"), ["circle", { cx: 24, cy: 27, r: 1.5, class: "full" }]],
};

function picture(step) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 48 40");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of PICTURES[step] ?? []) {
    const shape = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => shape.setAttribute(key, value));
    svg.append(shape);
  }
  return svg;
}

function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

function send(view) {
  clearInterval(view.again);
  if (!view.edit || view.data.conflict) return;
  const { document, place } = view.data;
  const say = () => {
    if (!view.edit || !view.host.isConnected) clearInterval(view.again);
    else view.report("queue", { document, client: view.client, edits: [{ ...view.edit, place }], at: Date.now() });
  };
  say();
  view.again = setInterval(say, AGAIN_MS);
}

function commit(view) {
  clearTimeout(view.later);
  view.later = undefined;
  const chosen = view.steps.querySelector("input:checked")?.value;
  if (chosen === undefined || chosen === (view.edit?.value ?? view.data.value)) return;
  view.seq += 1;
  view.edit = { seq: view.seq, do: "voice", value: chosen };
  send(view);
}

function open(root, data) {
  const host = root.querySelector(".voice");
  const view = {
    host, data, legend: host.querySelector("legend"), help: host.querySelector(".help"), steps: host.querySelector(".steps"),
    client: randomId(), seq: 0, edit: null, again: undefined, later: undefined,
  };
  view.steps.replaceChildren(...data.steps.map((step) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "voice", value: step.value });
    const word = document.createElement("span");
    label.append(input, picture(step.value), word);
    return label;
  }));
  view.steps.addEventListener("change", () => {
    clearTimeout(view.later);
    view.later = setTimeout(() => commit(view), STAY_MS);
  });
  view.steps.addEventListener("focusout", () => { if (view.later) commit(view); });
  return view;
}

export default function draw({ parentElement, data: bytes, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let view = views.get(parentElement);
  if (!view || !view.host.isConnected) {
    view = open(parentElement, data);
    views.set(parentElement, view);
  }
  view.data = data;
  view.report = setStateValue;
  if (view.edit && data.acked?.client === view.client && data.acked.seq >= view.edit.seq) {
    view.edit = null;
    clearInterval(view.again);
  }
  view.host.lang = data.language;
  view.legend.textContent = data.legend;
  view.help.textContent = data.help;
  const shown = data.conflict ? data.value : (view.edit?.value ?? data.value);
  view.steps.querySelectorAll("label").forEach((label, index) => {
    const [input, , word] = label.children;
    word.textContent = data.steps[index].word;
    if (!view.later) input.checked = input.value === shown;
  });
}
