// The floor-plan editor on a student's page. Each change is made on the server, and what it comes to is kept here as
// part of the answer; a change that could not get there stays in the editor's queue and comes again.

import { draw } from "./editor/main.js";
import { applyPatch } from "./editor/queue.js";
import { data, tellIn, word } from "./page.js";
import { startSpeaking } from "./speak.js";
import { readDraft, setPart } from "./store.js";

const PATIENCE_MS = 15000;
const REFUSED = [400, 403, 413, 422];
const ENDED = [404, 409];
const { code, editor } = data;
const status = document.getElementById("status");
const kept = () => readDraft(code).answer.proposal ?? [];
const standing = (patches) => patches.reduce(applyPatch, editor.layout);

const state = { head: 1, acked: null, refused: [], past: [], future: [], done: new Map(), layout: standing(kept()) };
let host = null;
let root = null;
let busy = false;

function keep(proposal, layout) {
  setPart(code, "proposal", proposal.length ? proposal : null);
  state.layout = layout;
  state.head += 1;
}

function show() {
  const { head, acked, refused, layout, past, future } = state;
  const label = (steps) => (steps.length ? word("change") : null);
  const given = { ...editor, head, acked, refused, layout, undo: label(past), redo: label(future), description: "" };
  draw(root, host, given, (name, value) => name === "queue" && hear(value));
}

async function post(patch) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(`/s/${code}/proposal?lang=${editor.language}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ proposal: kept(), patch }),
      signal: stop.signal,
      cache: "no-store",
    });
  } finally {
    clearTimeout(timer);
  }
}

async function make(edit) {
  const answer = await post(edit.patch);
  if (ENDED.includes(answer.status)) return location.assign(`/s/${code}`);
  if (REFUSED.includes(answer.status)) return state.refused.push({ seq: edit.seq, why: (await answer.json()).why });
  if (!answer.ok) throw new Error(String(answer.status));
  const made = await answer.json();
  state.past.push(kept());
  state.future = [];
  keep(made.proposal, made.layout);
  return tellIn(status, word("made", made));
}

function step(from, to) {
  const proposal = from.pop();
  if (!proposal) return;
  to.push(kept());
  keep(proposal, standing(proposal));
}

// The edits in their order, each once; what cannot get through waits, and so does all that came after it.
async function hear({ client, edits }) {
  if (busy) return;
  busy = true;
  state.refused = [];
  try {
    for (const edit of edits.filter((one) => one.seq > (state.done.get(client) ?? 0))) {
      if (edit.do === "patch") await make(edit);
      else if (edit.do === "undo") step(state.past, state.future);
      else step(state.future, state.past);
      state.done.set(client, edit.seq);
      state.acked = { client, seq: edit.seq };
    }
  } catch {
    tellIn(status, word("waiting"));
  } finally {
    busy = false;
  }
  show();
}

function startOver() {
  state.past.push(kept());
  state.future = [];
  keep([], editor.layout);
  tellIn(status, word("over"));
  show();
}

function mount() {
  root = document.getElementById("editor").attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = data.style;
  host = document.createElement("div");
  host.className = "editor";
  style.addEventListener("load", show);
  style.addEventListener("error", show);
  root.append(style, host);
  document.getElementById("over").addEventListener("click", startOver);
  startSpeaking(editor.language);
  document.body.classList.add("ready");
}

mount();
