// A new step begins at its heading, also for the keyboard and for a screen reader.

const WAIT_MS = 3000;
const seen = new WeakSet();

function focusHeading(id, until) {
  const heading = document.getElementById(id);
  if (heading) {
    heading.focus({ preventScroll: true });
    heading.closest(".stMain")?.scrollTo(0, 0);
  } else if (Date.now() < until) {
    requestAnimationFrame(() => focusHeading(id, until));
  }
}

// Back and forward change the address only: the page is drawn again by it.
function onAddress() {
  if (location.pathname === window.plannerStep.path && location.search !== window.plannerStep.search) {
    location.reload();
  }
}

export default function draw({ parentElement, data: bytes }) {
  if (!window.plannerStep) window.addEventListener("popstate", onAddress);
  window.plannerStep = { path: location.pathname, search: location.search };
  if (seen.has(parentElement)) return;
  seen.add(parentElement);
  const { heading } = JSON.parse(new TextDecoder().decode(bytes));
  focusHeading(heading, Date.now() + WAIT_MS);
}
