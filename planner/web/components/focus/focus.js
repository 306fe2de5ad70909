// Leads the keyboard to a part of the page, once for each turn: to what is marked there, else to its first field.

const WAIT_MS = 3000;
const FIELDS = "textarea, input:not([type='hidden']), button, a[href]";
const done = new Set();

function lead(part, until) {
  const place = document.querySelector(`.st-key-${CSS.escape(part)}`);
  const field = place?.querySelector(".lead[tabindex]") ?? place?.querySelector(FIELDS);
  if (field) {
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "nearest" });
  } else if (Date.now() < until) {
    requestAnimationFrame(() => lead(part, until));
  }
}

export default function draw({ data: bytes }) {
  const { part, turn } = JSON.parse(new TextDecoder().decode(bytes));
  if (!turn || done.has(turn)) return;
  done.add(turn);
  // What is drawn after a press is not always there yet.
  requestAnimationFrame(() => lead(part, Date.now() + WAIT_MS));
}
