// What was tapped is kept in the browser at once, under the code of the round, until the round closes.
// Without a store (a private window that refuses one) it is kept for as long as the page stands.

const memory = new Map();
const NOTHING = { choices: {}, reasons: {}, pins: [], words: {}, vote: null, proposal: null };

function get(key) {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function set(key, text) {
  memory.set(key, text);
  try {
    localStorage.setItem(key, text);
  } catch {
    // Refused or full: what is in memory has to do.
  }
}

function drop(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // There was nothing in it then.
  }
}

const draftKey = (code) => `s:${code}`;
const deviceKey = (code) => `s:${code}:device`;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// {answer, sent, wanted}: the answer as it stands, the one that was sent as text, and whether Send was pressed.
export function readDraft(code) {
  const kept = parsed(get(draftKey(code)) ?? "null") ?? {};
  return { answer: { ...NOTHING, ...kept.answer }, sent: kept.sent ?? null, wanted: kept.wanted ?? false };
}

export function writeDraft(code, change) {
  const closes = document.querySelector("time")?.dateTime ?? parsed(get(draftKey(code)) ?? "null")?.closes;
  set(draftKey(code), JSON.stringify({ ...readDraft(code), closes, ...change }));
}

// Read anew before each change: the proposal is made on a page of its own.
export function setPart(code, part, value) {
  writeDraft(code, { answer: { ...readDraft(code).answer, [part]: value } });
}

export const hasDraft = (code) => get(draftKey(code)) !== null;
export const hasDevice = (code) => get(deviceKey(code)) !== null;

// A random word this browser is known by in this round and nowhere else.
export function device(code) {
  const known = get(deviceKey(code));
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const fresh = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  set(deviceKey(code), fresh);
  return fresh;
}

export function forget(code) {
  drop(draftKey(code));
  drop(deviceKey(code));
}

// What was kept for other rounds goes once their time is up, whether or not somebody looks at them again.
export function sweep(code = "") {
  try {
    const codes = Object.keys(localStorage).map((key) => /^s:(\w+)$/.exec(key)?.[1]).filter((other) => other && other !== code);
    codes.filter((other) => Date.parse(parsed(get(draftKey(other)))?.closes) < Date.now()).forEach(forget);
  } catch {
    // Without a store nothing was kept.
  }
}

// The answer as it is sent: what is empty is left out, so that two answers can be compared as text.
export function asSent(answer) {
  const some = (parts, keep) => Object.fromEntries(Object.entries(parts).filter(([, value]) => keep(value)).sort());
  return JSON.stringify({
    choices: some(answer.choices, Boolean),
    reasons: some(answer.reasons, (chosen) => chosen.length),
    pins: answer.pins,
    words: some(answer.words, (text) => text.trim()),
    vote: answer.vote,
    proposal: answer.proposal,
  });
}

export const isEmpty = (answer) => asSent(answer) === asSent(NOTHING);
