// Sends the answer, and goes on trying while the net is away. Nothing is sent before Send was pressed.

import { asSent, device, isEmpty, readDraft, writeDraft } from "./store.js";

const FIRST_MS = 2000;
const LONGEST_MS = 60000;
const PATIENCE_MS = 15000;
const ENDS = { 404: "gone", 409: "closed" };
const REFUSED = [400, 403, 413, 422];

async function put(code, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(`/s/${code}/answer`, {
      method: "PUT",
      headers: { "content-type": "application/json", "planner-device": device(code) },
      body,
      signal: stop.signal,
      cache: "no-store",
    });
  } finally {
    clearTimeout(timer);
  }
}

async function told(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

export async function ownAnswer(code) {
  const answer = await fetch(`/s/${code}/answer`, { headers: { "planner-device": device(code) }, cache: "no-store" });
  return answer.ok ? (await answer.json()).answer : null;
}

// ``tell(state, text, at)`` hears how it stands: sending, waiting, sent, nothing, changed, refused (why, and at which question), closed, gone.
export function sender(code, tell) {
  let busy = false;
  let timer = null;
  let wait = FIRST_MS;

  function later(seconds) {
    clearTimeout(timer);
    timer = setTimeout(attempt, seconds ? seconds * 1000 : wait * (0.75 + Math.random() / 2));
    wait = Math.min(2 * wait, LONGEST_MS);
    tell("waiting");
  }

  function end(state, { why, at }) {
    writeDraft(code, { wanted: false });
    tell(state, why, at);
  }

  async function hear(answer, body) {
    if (answer.ok) {
      wait = FIRST_MS;
      const now = readDraft(code).answer;
      writeDraft(code, { sent: body, wanted: false });
      // What was changed while it was on its way is not in what arrived.
      if (asSent(now) !== body) tell("changed");
      else tell(isEmpty(now) ? "nothing" : "sent");
    } else if (ENDS[answer.status]) {
      tell(ENDS[answer.status]);
    } else if (REFUSED.includes(answer.status)) {
      end("refused", await told(answer));
    } else {
      later(Number(answer.headers.get("retry-after")) || 0);
    }
  }

  async function attempt() {
    clearTimeout(timer);
    if (busy || !readDraft(code).wanted) return;
    busy = true;
    tell("sending");
    try {
      const body = asSent(readDraft(code).answer);
      await hear(await put(code, body), body);
    } catch {
      later();
    } finally {
      busy = false;
    }
  }

  const again = () => {
    wait = FIRST_MS;
    attempt();
  };
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  return {
    send() {
      writeDraft(code, { wanted: true });
      again();
    },
    again,
  };
}
