// Leads the keyboard into a popover that it has opened: what is in it is drawn at the end of the page.

const WAIT_MS = 3000;
const FIELDS = "textarea, input:not([type='hidden']), button:not([disabled]), a[href]";
let listening = false;

function enter(button, until) {
  // Somebody who has gone on by themselves is not called back.
  if (document.activeElement !== button && document.activeElement !== document.body) return;
  const body = document.querySelector("[data-testid='stPopoverBody']");
  const field = [...(body?.querySelectorAll(FIELDS) ?? [])].find((one) => one.getClientRects().length);
  if (field) {
    field.focus();
  } else if (Date.now() < until) {
    requestAnimationFrame(() => enter(button, until));
  } else if (body) {
    body.tabIndex = -1;
    body.focus();
  }
}

function pressed(event) {
  const button = event.target.closest?.("[data-testid='stPopover'] button");
  // A press of a key has no clicks to count; a mouse or a finger is where it wants to be.
  if (!button || event.detail !== 0 || button.getAttribute("aria-expanded") === "true") return;
  requestAnimationFrame(() => enter(button, Date.now() + WAIT_MS));
}

export default function draw() {
  if (listening) return;
  listening = true;
  document.addEventListener("click", pressed, true);
}
