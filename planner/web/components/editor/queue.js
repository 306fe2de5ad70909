// The edits Python has not answered yet. They are shown at once, sent whole until they are answered, and kept
// in the tab's storage: a reload or a server that went away loses nothing.
//
// A mount has a client id of its own, so that a tab that was copied together with its storage never numbers
// its edits like the first one; what an earlier mount left is sent first, under its own id.

const storageKey = (document) => `planner-editor:${document}`;

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

function stored(document) {
  try {
    const found = JSON.parse(sessionStorage.getItem(storageKey(document)) ?? "[]");
    return Array.isArray(found) ? found.filter((batch) => batch.client && batch.edits?.length) : [];
  } catch {
    return [];
  }
}

export function applyPatch(layout, patch) {
  const next = { ...layout, ...patch.fields };
  for (const [name, ids] of Object.entries(patch.remove ?? {})) {
    next[name] = (next[name] ?? []).filter((item) => !ids.includes(item.id));
  }
  for (const [name, items] of Object.entries(patch.put ?? {})) {
    const fresh = new Map(items.map((item) => [item.id, item]));
    const kept = (next[name] ?? []).map((item) => {
      const changed = fresh.get(item.id) ?? item;
      fresh.delete(item.id);
      return changed;
    });
    next[name] = [...kept, ...fresh.values()];
  }
  return next;
}

export class Queue {
  constructor(document) {
    this.document = document;
    this.client = randomId();
    this.seq = 0;
    this.batches = stored(document);
  }

  get length() {
    return this.batches.reduce((sum, batch) => sum + batch.edits.length, 0);
  }

  get newest() {
    return this.batches.at(-1)?.edits.at(-1);
  }

  push(edit, head) {
    let batch = this.batches.at(-1);
    if (batch?.client !== this.client) {
      batch = { client: this.client, base: head, edits: [] };
      this.batches.push(batch);
    }
    this.seq += 1;
    batch.edits.push({ seq: this.seq, ...edit });
    this.save();
  }

  // Drop what Python has answered; return why it refused what it refused.
  settle({ acked, refused, head }) {
    const batch = acked && this.batches.find((other) => other.client === acked.client);
    if (!batch) return [];
    const waiting = new Set(batch.edits.map((edit) => edit.seq));
    const whys = (refused ?? []).filter((answer) => waiting.has(answer.seq));
    const gone = new Set(whys.map((answer) => answer.seq));
    const left = batch.edits.filter((edit) => edit.seq > acked.seq && !gone.has(edit.seq));
    if (left.length < batch.edits.length) {
      batch.edits = left;
      this.batches = this.batches.filter((other) => other.edits.length);
      // What is left was made on top of what is now part of the layout.
      this.batches.forEach((other) => { other.base = head; });
      this.save();
    }
    return whys.map((answer) => answer.why);
  }

  message() {
    const [{ client, base, edits }] = this.batches;
    return { document: this.document, client, base, edits: [...edits] };
  }

  // The layout as it will be. Undoing beyond what waits here is Python's to know: it shows with the answer.
  shown(layout) {
    const past = [layout];
    let future = [];
    for (const edit of this.batches.flatMap((batch) => batch.edits)) {
      if (edit.do === "patch") {
        past.push(applyPatch(past.at(-1), edit.patch));
        future = [];
      } else if (edit.do === "undo" && past.length > 1) future.push(past.pop());
      else if (edit.do === "redo" && future.length) past.push(future.pop());
    }
    return past.at(-1);
  }

  // From now on the storage is another mount's.
  leave() {
    this.left = true;
  }

  save() {
    if (this.left) return;
    try {
      if (this.batches.length) sessionStorage.setItem(storageKey(this.document), JSON.stringify(this.batches));
      else sessionStorage.removeItem(storageKey(this.document));
    } catch {
      // A full or forbidden storage costs only the safety net; the edits still go to Python.
    }
  }
}
