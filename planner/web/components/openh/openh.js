// What is still open about an activity, as a short list; each line leads to its question on the page.

const views = new WeakMap();
const WAIT_MS = 3000;
const FIELDS = "input:not([type='hidden']), textarea, select, [role='combobox']";

function fieldOf(key) {
  const place = document.querySelector(`.st-key-${CSS.escape(key.replace(/[^a-zA-Z0-9_-]/g, "-"))}`);
  if (!place) return null;
  const own = place.querySelector(FIELDS);
  const inner = [...place.querySelectorAll("*")].find((node) => node.shadowRoot)?.shadowRoot;
  const field = inner?.querySelector("input:checked, input") ?? own;
  return field ? { place, field } : null;
}

function lead(key) {
  const found = fieldOf(key);
  if (!found) return;
  const closed = found.place.closest("details:not([open])");
  if (closed) closed.querySelector("summary").click();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  setTimeout(() => {
    found.place.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    found.field.focus({ preventScroll: true });
  }, closed ? 250 : 0);
}

// What is drawn after a removal is not always there yet; a removal moves the focus once.
let lastTurn = "";

function focusHeading({ to, turn }, until) {
  const heading = document.getElementById(to);
  if (heading && turn !== lastTurn) {
    lastTurn = turn;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
  } else if (!heading && Date.now() < until) requestAnimationFrame(() => focusHeading({ to, turn }, until));
}

export default function draw({ parentElement, data: bytes }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const host = parentElement.querySelector(".openh");
  if (views.get(parentElement) !== host) {
    host.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) lead(button.dataset.field);
    });
    views.set(parentElement, host);
  }
  const [title, list, foot] = host.children;
  host.lang = data.language;
  if (data.focus && data.focus.turn !== lastTurn) focusHeading(data.focus, Date.now() + WAIT_MS);
  title.textContent = data.title;
  foot.textContent = data.foot;
  list.replaceChildren(...data.items.map((item) => {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.field = item.field;
    button.textContent = item.text;
    line.append(button);
    return line;
  }));
}
