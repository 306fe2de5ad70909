// What the tab keeps by itself: its address, and whether the server answers. Text goes in as text only.

const views = new WeakMap();
const STATE = "data-test-connection-state";
const SHOWN_MS = 10000;

function connected(app) {
  return app.getAttribute(STATE) === "CONNECTED";
}

function say(view, text) {
  clearTimeout(view.clear);
  view.line.textContent = text;
}

// A server that was started again knows nothing of this tab: one message makes it draw the page.
function onConnection(view, app) {
  const now = connected(app);
  if (now === view.connected) return;
  view.connected = now;
  if (!now) {
    say(view, view.words.away);
    return;
  }
  view.report("back", Date.now());
  hearFields();
  say(view, view.words.back);
  view.clear = setTimeout(() => say(view, ""), SHOWN_MS);
}

// A field somebody was writing in when the connection went has not been sent: as if they left it now.
const FIELDS = "[data-testid='stTextInput'] input, [data-testid='stTextArea'] textarea, [data-testid='stNumberInput'] input";
const ENABLED_MS = 200;
const TRIES = 25;

function hearFields(tries = TRIES) {
  const fields = [...document.querySelectorAll(FIELDS)];
  if (fields.some((field) => field.disabled) && tries > 0) {
    setTimeout(() => hearFields(tries - 1), ENABLED_MS);
    return;
  }
  fields.forEach((field) => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
}

function open(root) {
  const view = { line: root.querySelector("p"), connected: true, clear: undefined };
  const app = document.querySelector(`[${STATE}]`);
  if (app) {
    view.watch = new MutationObserver(() => onConnection(view, app));
    view.watch.observe(app, { attributes: true, attributeFilter: [STATE] });
  }
  return view;
}

// A box that gets another value from outside takes the focus to itself: give it back to the button that
// was pressed, unless somebody has gone on meanwhile.
const STEPS = ".st-key-undo button, .st-key-redo button, .st-key-save button";
const HELD_MS = 2000;
let held = null;

function holdFocus() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(STEPS);
    held = button ? { button, until: Date.now() + HELD_MS } : null;
  }, true);
  document.addEventListener("pointerdown", () => { held = null; }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") held = null;
  }, true);
  document.addEventListener("focusin", (event) => {
    if (!held || Date.now() > held.until || held.button.contains(event.target)) return;
    if (held.button.isConnected) held.button.focus();
  }, true);
}

if (!window.plannerHoldsFocus) {
  window.plannerHoldsFocus = true;
  holdFocus();
}

// Rewritten, not added: going back leaves the page instead of walking through the cells.
function writeAddress(query) {
  if (new URLSearchParams(location.search).get("id") !== query.id) return;
  const address = `${location.pathname}?${new URLSearchParams(query)}`;
  if (location.pathname + location.search !== address) history.replaceState(history.state, "", address);
}

export default function draw({ parentElement, data: bytes, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let view = views.get(parentElement);
  if (!view || !view.line.isConnected) {
    view?.watch?.disconnect();
    view = open(parentElement);
    views.set(parentElement, view);
  }
  view.report = setStateValue;
  view.words = data;
  writeAddress(data.query);
  return () => {
    if (!view.line.isConnected) view.watch?.disconnect();
  };
}
