// The floor-plan editor: one per mount, drawn again with each answer of Python.

import { movable } from "./actions.js";
import { activeIn, attributes, button, html, svg } from "./dom.js";
import { drawGhost, drawParts, drawUnderlay } from "./draw.js";
import { inside } from "./geometry.js";
import * as keyboard from "./keyboard.js";
import { drawMarkers, drawOverlays } from "./overlays.js";
import { buildPalette, drawPalette } from "./palette.js";
import { drawPanel } from "./panel.js";
import * as pointer from "./pointer.js";
import { drawGuides, drawHandles, drawView, fit, toScreen } from "./screen.js";
import { nameOf, say, word } from "./speech.js";
import { Editor } from "./state.js";
import { buildBar, drawBar } from "./toolbar.js";

const views = new WeakMap();
let newest = null; // there is one drawing on a page: a new mount takes over from the one before
const TABS = ["palette", "fields"];

// The patterns that tell uses and troubles apart without colour, as on the printed plan.
const HATCHES = {
  "use-instruction": [45, "M0 22.5H45"], "use-group": [45, "M0 45L45 0"], "use-individual": [45, "M22.5 0V45"],
  "use-quiet": [45, "M0 0L45 45"], "use-practical": [70, "M0 0L70 70M0 70L70 0"], "use-movement": [70, "M0 35H70M35 0V70"],
  trouble: [14, "M0 14L14 0"], loud: [34, "M0 17H34M17 0V34"],
};

function patterns() {
  const hatches = Object.entries(HATCHES).map(([id, [size, d]]) =>
    svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" }, svg("path", { class: `hatch ${id}`, d })));
  const head = svg("marker", { id: "arrowhead", viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 12, markerHeight: 12, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" },
    svg("path", { class: "arrowhead", d: "M0 0L10 5L0 10Z" }));
  const grid = svg("pattern", { id: "grid", patternUnits: "userSpaceOnUse", width: 25, height: 25 }, svg("path", { class: "gridline" }));
  return { defs: svg("defs", {}, ...hatches, head, grid), grid };
}

function drawing() {
  const layer = (name) => svg("g", { class: name });
  const { defs, grid } = patterns();
  const field = svg("rect", { class: "field", x: -20000, y: -20000, width: 40000, height: 40000, fill: "url(#grid)" });
  const layers = Object.fromEntries(["under", "ghost", "parts", "labels", "overlay", "markers", "handles", "guides"].map((name) => [name, layer(name)]));
  const world = svg("g", { class: "world" }, layers.under, field, layers.parts, layers.ghost, layers.labels, layers.overlay);
  const root = svg("svg", { class: "plan" }, defs, world, layers.handles, layers.guides, layers.markers);
  return { svg: root, world, grid, ...layers };
}

function frame(host) {
  const plan = drawing();
  const stage = html("div", { class: "stage", role: "application", tabindex: "-1" }, plan.svg);
  const refs = {
    host, ...plan, stage, bar: html("div", { class: "bar" }), skip: button("", { class: "skip" }), zoom: html("div", { class: "zoom" }),
    tip: html("div", { class: "tip", "aria-hidden": "true", hidden: true }), status: html("p", { class: "status", role: "status" }),
    waiting: html("p", { class: "waiting", role: "status" }), side: html("div", { class: "side" }), tabs: html("div", { class: "tabs", role: "tablist" }),
    panel: html("div", { class: "panel", role: "tabpanel", id: "tab-fields" }), palette: html("div", { class: "palette", role: "tabpanel", id: "tab-palette" }),
    help: html("dialog", { class: "help" }), described: html("p", { class: "described", id: "described" }),
  };
  stage.append(refs.zoom, refs.tip);
  attributes(stage, { "aria-describedby": "described" });
  refs.side.append(refs.tabs, refs.palette, refs.panel);
  const left = html("div", { class: "left" }, refs.skip, stage, html("div", { class: "line" }, refs.status, refs.waiting));
  host.replaceChildren(refs.described, refs.bar, html("div", { class: "body" }, left, refs.side), refs.help);
  return refs;
}

// Methods of the editor that need its parts of the page.
function equip(ed) {
  ed.showTab = (name) => { ed.tab = name; ed.redraw(); };
  ed.openPanel = () => {
    ed.tab = "fields";
    ed.paint();
    (ed.refs.panel.querySelector("input, select, button") ?? ed.refs.stage).focus();
  };
  ed.backToDrawing = () => {
    const [place] = ed.chosen;
    if (!place || !pointer.focusPart(ed, place)) ed.refs.stage.focus({ preventScroll: true });
  };
  ed.leaveDrawing = () => {
    ed.paint();
    const after = ed.phase ? ed.refs.panel.querySelector("input, select, button") : ed.refs.tabs.querySelector("[aria-selected=true]");
    (after ?? ed.refs.bar.querySelector("button")).focus();
  };
  ed.refs.skip.addEventListener("click", () => ed.leaveDrawing());
  ed.showAll = () => fit(ed);
  ed.movableFrom = (places) => movable(ed, places);
  ed.roomUnder = () => {
    const room = ed.layout.rooms.find((other) => ed.pointerAt && inside(ed.pointerAt, other.outline));
    return room && `room:${room.id}`;
  };
  ed.paint = () => paint(ed);
}

function buildTabs(ed) {
  const made = TABS.map((name) => {
    const tab = button(word(ed, `tab_${name}`), { role: "tab", "data-tab": name, "aria-controls": `tab-${name}`, id: `head-${name}` });
    tab.addEventListener("click", () => ed.showTab(name));
    return tab;
  });
  ed.refs.tabs.replaceChildren(...made);
  ed.refs.tabs.onkeydown = (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    ed.showTab(TABS[1 - TABS.indexOf(ed.tab)]);
    ed.paint();
    ed.refs.tabs.querySelector("[aria-selected=true]").focus();
  };
  TABS.forEach((name) => attributes(name === "fields" ? ed.refs.panel : ed.refs.palette, { "aria-labelledby": `head-${name}` }));
  attributes(ed.refs.tabs, { "aria-label": word(ed, "side") });
}

// In a phase nothing is added, so there is only the panel.
function drawTabs(ed) {
  const choosing = [...ed.chosen].join(" ") + (ed.tool?.name ?? "");
  if (choosing !== ed.choseBefore) {
    if (choosing || ed.choseBefore) ed.tab = choosing ? "fields" : "palette";
    ed.choseBefore = choosing;
  }
  const shown = ed.phase ? "fields" : ed.tab;
  noteLeft(ed, shown);
  ed.refs.tabs.hidden = ed.phase;
  ed.refs.panel.hidden = shown !== "fields";
  ed.refs.palette.hidden = shown !== "palette";
  ed.refs.tabs.querySelectorAll("[role=tab]").forEach((tab) =>
    attributes(tab, { "aria-selected": String(tab.dataset.tab === shown), tabindex: tab.dataset.tab === shown ? 0 : -1 }));
}

// A side that is put away would take the focus along: it goes to what is put in its place.
function noteLeft(ed, shown) {
  const active = activeIn(ed.refs.host);
  if (shown === "fields" && ed.refs.palette.contains(active)) ed.enterPanel = active.matches(":focus-visible") ? "key" : "pointer";
  if (shown === "palette" && ed.refs.panel.contains(active)) ed.backToDrawing();
}

function paint(ed) {
  cancelAnimationFrame(ed.frame);
  ed.frame = 0;
  if (!ed.data || !ed.refs.host.isConnected) return;
  if (!ed.view.fitted) fit(ed);
  const layout = ed.drawnLayout();
  drawView(ed);
  drawUnderlay(ed, layout);
  drawParts(ed, layout);
  drawGhost(ed, layout);
  drawOverlays(ed);
  drawMarkers(ed, toScreen(ed));
  drawHandles(ed);
  drawGuides(ed);
  drawBar(ed);
  drawTabs(ed);
  drawPanel(ed);
  if (!ed.refs.palette.hidden) drawPalette(ed);
  drawState(ed);
}

function drawState(ed) {
  const { refs } = ed;
  refs.stage.classList.toggle("tooling", Boolean(ed.tool));
  refs.stage.classList.toggle("panning", Boolean(ed.space));
  const waits = ed.data.conflict ? word(ed, "conflict") : ed.queue.length ? word(ed, "saving") : "";
  // A reader hears of a change only: what waits from the start is written once the drawing stands.
  if (ed.begun) attributes(refs.waiting, { text: waits });
  else ed.begun = begin(ed);
  takeFocus(ed);
}

const BEGIN_MS = 300;

function begin(ed) {
  const left = ed.queue.length > 0;
  setTimeout(() => {
    if (left && !ed.data.conflict) say(ed, word(ed, "saving_before"));
    ed.redraw();
  }, BEGIN_MS);
  return true;
}

// Where the focus goes on after what had it is gone: to what was asked for, else to the nearest part that is left.
function takeFocus(ed) {
  const { bereaved, focusNext } = ed;
  ed.bereaved = null;
  ed.focusNext = null;
  if (focusNext && pointer.focusPart(ed, focusNext)) return;
  if (!bereaved) return;
  if (!bereaved.next || !pointer.focusPart(ed, bereaved.next)) ed.refs.stage.focus({ preventScroll: true });
  say(ed, bereaved.next ? word(ed, "gone_now_at", { gone: bereaved.gone, what: nameOf(ed, bereaved.next) }) : word(ed, "gone", { gone: bereaved.gone }));
}

// What a marker has to say, for who points at it or comes to it with Tab.
function listenTips(ed) {
  const { markers, tip, stage } = ed.refs;
  const show = (event) => {
    const marker = event.target.closest?.("[data-finding]");
    if (!marker) return;
    const [box, around] = [marker.getBoundingClientRect(), stage.getBoundingClientRect()];
    tip.textContent = marker.getAttribute("aria-label");
    tip.hidden = false;
    tip.style.left = `${Math.max(8, Math.min(box.left - around.left, around.width - tip.offsetWidth - 8))}px`;
    const below = box.bottom - around.top + 6;
    tip.style.top = `${below + tip.offsetHeight > around.height ? box.top - around.top - tip.offsetHeight - 6 : below}px`;
  };
  const hide = () => { tip.hidden = true; };
  ["pointerover", "focusin"].forEach((name) => markers.addEventListener(name, show));
  ["pointerout", "focusout"].forEach((name) => markers.addEventListener(name, hide));
  markers.addEventListener("click", (event) => {
    const place = event.target.closest("[data-finding]")?.dataset.finding;
    if (place) ed.choose([place]);
  });
}

// Esc puts the tool away from its fields too, before a field takes it for itself.
function listenPanel(ed) {
  ed.refs.panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !ed.tool) return;
    event.preventDefault();
    event.stopPropagation();
    ed.setTool(null);
    ed.backToDrawing();
  }, { capture: true });
}

function open(host) {
  newest?.close();
  const ed = new Editor(frame(host));
  newest = ed;
  ed.tab = "palette";
  equip(ed);
  pointer.listen(ed);
  keyboard.listen(ed);
  listenTips(ed);
  listenPanel(ed);
  ed.watch = new ResizeObserver(() => {
    if (ed.view.width !== undefined && Math.abs(ed.view.width - ed.refs.svg.clientWidth) > 40) ed.view.fitted = false;
    ed.redraw();
  });
  ed.watch.observe(ed.refs.stage);
  window.addEventListener("pagehide", () => ed.flush(), { signal: ed.closing.signal });
  return ed;
}

function speak(ed) {
  const words = JSON.stringify(ed.data.words);
  if (ed.wordsBefore === words) return;
  ed.wordsBefore = words;
  buildBar(ed);
  buildTabs(ed);
  buildPalette(ed);
  attributes(ed.refs.skip, { text: word(ed, "skip_drawing") });
  ed.refs.panel.drawnFrom = null;
}

export function draw(parentElement, host, data, report) {
  let ed = views.get(parentElement);
  if (!ed || ed.refs.host !== host || !ed.refs.stage.isConnected) {
    ed?.watch.disconnect();
    ed = open(host);
    views.set(parentElement, ed);
  }
  ed.report = report;
  ed.take(data);
  attributes(host, { lang: data.language, "data-document": data.document });
  attributes(ed.refs.stage, { "aria-label": word(ed, data.mode === "phase" ? "drawing_phase" : "drawing", { name: data.layout.name, phase: data.phase?.title ?? "" }) });
  attributes(ed.refs.described, { text: `${word(ed, "keys_hint")} ${data.description ?? ""}` });
  speak(ed);
  ed.paint();
}

