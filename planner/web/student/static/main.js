// The answers of one student: kept at every tap, sent when Send is pressed, changed until the round closes.

import { data, tellIn, word } from "./page.js";
import { startPins } from "./pins.js";
import { ownAnswer, sender } from "./send.js";
import { startSpeaking } from "./speak.js";
import { startSteps } from "./steps.js";
import { asSent, forget, hasDevice, hasDraft, isEmpty, readDraft, setPart, sweep, writeDraft } from "./store.js";

const YOUNG = ["0-1", "2-3"];
const BACK = "#back"; // from the page of the proposal, whose answer is open here
const { code } = data;
const form = document.getElementById("answer");
const status = document.getElementById("status");
const thanks = document.getElementById("thanks");
const sections = [...form.querySelectorAll("section[data-id]")];
const answer = () => readDraft(code).answer;

function setIn(part, id, value) {
  setPart(code, part, { ...answer()[part], [id]: value });
}

// What stands in the draft, put into the fields of a question, by its kind.
const fill = {
  choices(section) {
    const chosen = answer().choices[section.dataset.id];
    section.querySelectorAll("input").forEach((input) => {
      input.checked = input.value === chosen;
    });
    section.querySelector(".clear").hidden = !chosen;
  },
  reasons(section) {
    const chosen = answer().reasons[section.dataset.id] ?? [];
    section.querySelectorAll("input").forEach((input) => {
      input.checked = chosen.includes(input.value);
    });
  },
  text(section) {
    const field = section.querySelector("textarea");
    field.value = answer().words[section.dataset.id] ?? "";
    countLetters(field);
  },
  vote(section) {
    const { vote } = answer();
    section.querySelectorAll("input").forEach((input) => {
      input.checked = vote !== null && Number(input.value) === vote;
    });
    section.querySelector(".clear").hidden = vote === null;
  },
  pins(section) {
    section.pins?.draw();
  },
  proposal(section) {
    section.querySelector(".made").textContent = answer().proposal?.length ? word("made") : "";
  },
};
const fillerOf = (section) => fill[{ faces: "choices", scale: "choices" }[section.dataset.kind] ?? section.dataset.kind];

function countLetters(field) {
  const left = Number(field.maxLength) - field.value.length;
  document.getElementById(`left-${field.name}`).textContent = word("left", { n: left });
}

// What a tap or a key in a question changes in the draft.
const hear = {
  choices(section, input) {
    setIn("choices", section.dataset.id, input.value);
    section.querySelector(".clear").hidden = false;
  },
  reasons(section, input) {
    const chosen = [...section.querySelectorAll("input:checked")];
    const most = Number(section.dataset.most);
    const told = section.querySelector(".told");
    if (chosen.length > most) {
      input.checked = false;
      tellIn(told, word("most", { n: most }));
      return;
    }
    tellIn(told, "");
    setIn("reasons", section.dataset.id, chosen.map((one) => one.value));
  },
  text(section, field) {
    setIn("words", section.dataset.id, field.value);
    countLetters(field);
  },
  vote(section, input) {
    setPart(code, "vote", Number(input.value));
    section.querySelector(".clear").hidden = false;
  },
};

function clear(section) {
  if (section.dataset.kind === "vote") {
    setPart(code, "vote", null);
  } else {
    const { [section.dataset.id]: _, ...rest } = answer().choices;
    setPart(code, "choices", rest);
  }
  fillerOf(section)(section);
  section.querySelector("input").focus();
  changed();
}

function answered(section) {
  const { choices, reasons, pins, words, vote, proposal } = answer();
  const { id, kind } = section.dataset;
  const some = { pins: pins.length, vote: vote !== null, proposal: proposal?.length };
  return Boolean(kind in some ? some[kind] : (choices[id] ?? reasons[id]?.length ?? words[id]));
}

let steps = null;
let line = null;
let covered = false;

// Says how the answer stands: kept only, waiting, sent, or changed since it was sent.
function tell(state, text, at) {
  document.body.dataset.state = state;
  if (state === "closed" || state === "gone") return end(state);
  tellIn(status, text || word(state));
  const done = state === "sent" || state === "nothing";
  thanks.hidden = !done;
  form.hidden = done;
  if (done) thank(state === "sent" ? "thanks" : "nothing", "change").focus();
  if (state === "refused" && at) show(at);
}

// What stands instead of the questions once there is an answer; the way back to them has its own words.
function thank(words, way) {
  const head = document.getElementById("sent");
  head.textContent = word(words);
  document.getElementById("change").textContent = word(way);
  document.getElementById("unsent").hidden = true;
  return head;
}

// A page that is opened after an answer was sent may be in other hands: nothing of it is shown unasked.
function cover() {
  covered = true;
  thank("already", "change_it");
  const { sent, answer: now } = readDraft(code);
  document.getElementById("unsent").hidden = sent === asSent(now);
  document.body.dataset.state = "covered";
  thanks.hidden = false;
  form.hidden = true;
}

function wasSent() {
  const { sent, wanted } = readDraft(code);
  return sent !== null && !wanted && !isEmpty(JSON.parse(sent)) && location.hash !== BACK;
}

function show(at) {
  const section = sections.find((one) => one.dataset.id === at || one.dataset.kind === at);
  steps?.show(section);
  section?.querySelector("input, textarea, a, .board")?.focus();
}

function end(state) {
  forget(code);
  navigator.serviceWorker?.controller?.postMessage({ forget: true });
  form.querySelectorAll("input, textarea, select, button").forEach((field) => {
    field.disabled = true;
  });
  tellIn(status, word(state));
}

function changed() {
  const { sent, wanted } = readDraft(code);
  steps?.refresh();
  if (wanted) return;
  const same = sent !== null && sent === asSent(answer());
  document.body.dataset.state = same ? "same" : "kept";
  // Said once, not at every tap.
  const name = same ? "sent" : sent === null ? "kept" : "changed";
  const text = same && isEmpty(answer()) ? "" : word(name);
  if (status.textContent !== text) status.textContent = text;
}

function listen() {
  form.addEventListener("input", (event) => {
    const section = event.target.closest("section[data-id]");
    if (!section || event.target.name === "pin-kind" || event.target.tagName === "SELECT") return;
    const kind = { faces: "choices", scale: "choices" }[section.dataset.kind] ?? section.dataset.kind;
    hear[kind]?.(section, event.target);
    changed();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.clear");
    if (button) clear(button.closest("section"));
  });
  // Enter on a picture chooses it; it must not send the answer.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    event.target.click();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    line.send();
  });
  document.getElementById("change").addEventListener("click", () => reopen());
  document.getElementById("another")?.addEventListener("click", another);
  addEventListener("storage", fillAll);
  addEventListener("pageshow", () => {
    fillAll();
    if (!covered && hasDraft(code) && thanks.hidden) changed();
  });
}

function reopen() {
  covered = false;
  fillAll();
  thanks.hidden = true;
  form.hidden = false;
  changed();
  if (steps) steps.first();
  else form.querySelector("legend").scrollIntoView();
}

function another() {
  forget(code);
  reopen();
  tellIn(status, word("next_child"));
}

function fillAll() {
  if (covered) return;
  sections.forEach((section) => fillerOf(section)(section));
  steps?.refresh();
}

function showTimes() {
  const time = form.querySelector("time");
  const when = new Date(time.dateTime);
  const today = when.toDateString() === new Date().toDateString();
  const format = (style) => new Intl.DateTimeFormat(data.language === "da" ? "da-DK" : "en-GB", style).format(when);
  const values = { date: format({ day: "numeric", month: "long" }), time: format({ timeStyle: "short" }) };
  time.textContent = word(today ? "until_today" : "until", values);
}

async function recall() {
  try {
    const sent = await ownAnswer(code);
    if (!sent || hasDraft(code)) return;
    writeDraft(code, { answer: sent });
    writeDraft(code, { sent: asSent(answer()) });
    cover();
  } catch {
    // Without a connection there is nothing to recall.
  }
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/s/worker.js", { scope: "/s/" });
    const files = [...document.querySelectorAll("link[href], script[src]")].map((part) => part.href || part.src);
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: [location.href, ...files] });
  } catch {
    // A page that cannot be kept still keeps what was tapped.
  }
}

function start() {
  sections.filter((section) => section.dataset.kind === "pins").forEach((section) => {
    section.pins = startPins(section, () => answer().pins, (pins) => {
      setPart(code, "pins", pins);
      changed();
    });
  });
  listen();
  if (YOUNG.includes(data.group)) steps = startSteps(form, answered);
  line = sender(code, tell);
  if (wasSent()) cover();
  fillAll();
  showTimes();
  startSpeaking(data.language);
  if (!hasDraft(code) && hasDevice(code)) recall();
  const { wanted, sent } = readDraft(code);
  if (wanted) line.again();
  else if (!covered && sent !== null || !isEmpty(answer())) changed();
  sweep(code);
  document.body.classList.add("ready");
  addEventListener("load", keepPage);
}

start();
