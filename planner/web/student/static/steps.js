// One question at a time, for the youngest: back, how far, and on – which says "skip" while nothing is answered.

import { icon, make, tellIn, word } from "./page.js";

export function startSteps(form, answered) {
  const steps = [...form.querySelectorAll("section.question:not(.thanks)")];
  const back = make("button", { type: "button", class: "back say" }, icon("back"), word("back"));
  const label = make("span");
  const next = make("button", { type: "button", class: "next say" }, label, icon("next"));
  const count = make("p", { class: "count say", role: "status" });
  const bar = make("div", { class: "steps" }, back, count, next);
  let now = 0;

  function refresh() {
    steps.forEach((step, i) => {
      step.hidden = i !== now;
    });
    const some = answered(steps[now]);
    document.body.classList.toggle("later", now > 0);
    document.body.classList.toggle("last", now === steps.length - 1);
    back.hidden = now === 0;
    next.hidden = now === steps.length - 1;
    next.classList.toggle("ready", some);
    label.textContent = word(some ? "next" : "skip");
    tellIn(count, word("step", { n: now + 1, all: steps.length }));
  }

  function go(to) {
    speechSynthesisStop();
    now = Math.max(0, Math.min(steps.length - 1, to));
    refresh();
    const head = steps[now].querySelector("legend, h2");
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  back.addEventListener("click", () => go(now - 1));
  next.addEventListener("click", () => go(now + 1));
  form.append(bar);
  form.classList.add("stepped");
  refresh();
  return { refresh, first: () => go(0), show: (step) => step && go(steps.indexOf(step)) };
}

function speechSynthesisStop() {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}
