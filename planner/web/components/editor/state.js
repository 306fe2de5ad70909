// One editor on a page: what is shown, chosen and under way, and how a gesture becomes one edit.

import { cheapFacts, strays } from "./facts.js";
import { COLLECTIONS, find, placeOf, split, takenIds } from "./parts.js";
import { Queue } from "./queue.js";
import { say, sayMoved, word } from "./speech.js";

const KEY_REST_MS = 350;
const RESEND_MS = 3000;
const LOOKS = "planner-editor-look";
const PLAIN_LOOK = {
  step: 0.25, snap: true, walls: true, findings: true, routes: false, narrow: true, sound: false, sight: false,
  seats: false, ghost: true, underlay: true,
};

function rememberedLook() {
  try {
    return { ...PLAIN_LOOK, ...JSON.parse(sessionStorage.getItem(LOOKS) ?? "{}") };
  } catch {
    return { ...PLAIN_LOOK };
  }
}

export class Editor {
  constructor(refs) {
    this.refs = refs;
    this.look = rememberedLook();
    this.chosen = new Set();
    this.draft = new Map(); // parts as a gesture that is under way has changed them
    this.fieldsDraft = null;
    this.guides = [];
    this.measures = [];
    this.tool = null;
    this.gesture = null;
    this.alt = false;
    this.view = { k: 60, x: 0, y: 0, fitted: false };
    this.data = null;
    this.closing = new AbortController();
    this.used = new Set(); // ids this mount has given out, so that an undone part never lends its id
  }

  // Take what Python says; what still waits here stays on top of it.
  take(data) {
    if (this.data?.document !== data.document) {
      this.flush();
      this.queue = new Queue(data.document);
      this.chosen.clear();
      this.draft.clear();
      this.view.fitted = false;
    }
    const stopped = data.conflict && this.data && !this.data.conflict;
    this.data = data;
    this.kinds = new Map(data.kinds.map((kind) => [kind.kind, kind]));
    const whys = this.queue.settle(data);
    this.recompute();
    // The question above moves the drawing on the page: a drag under way would go astray.
    if (stopped) {
      this.press = null;
      this.dropDraft();
      say(this, word(this, "conflict"));
    }
    if (whys.length) say(this, word(this, "refused", { why: whys.join(" ") }));
    if (this.queue.length && !data.conflict && !this.again) this.send();
  }

  recompute() {
    this.layout = this.data.conflict ? this.data.layout : this.queue.shown(this.data.layout);
    for (const place of this.chosen) if (!find(this.layout, place) && !this.draft.has(place)) this.chosen.delete(place);
    this.refreshFacts();
  }

  refreshFacts() {
    this.facts = cheapFacts(this, this.drawnLayout());
  }

  // The layout with what is under way in it.
  drawnLayout() {
    if (!this.draft.size && !this.fieldsDraft) return this.layout;
    const next = { ...this.layout, ...this.fieldsDraft };
    for (const [place, item] of this.draft) {
      const [name] = split(place);
      const list = next[name] ?? [];
      const known = list.some((other) => other.id === item.id);
      next[name] = known ? list.map((other) => (other.id === item.id ? item : other)) : [...list, item];
    }
    return next;
  }

  shownItem(place) {
    return this.draft.get(place) ?? find(this.layout, place);
  }

  get phase() {
    return this.data.mode === "phase";
  }

  step() {
    return this.look.snap && !this.alt ? this.look.step : 0;
  }

  nudgeStep() {
    return this.look.snap ? this.look.step : 0.01;
  }

  setLook(change) {
    Object.assign(this.look, change);
    try {
      sessionStorage.setItem(LOOKS, JSON.stringify(this.look));
    } catch {
      // The switches then only last as long as the page.
    }
    this.redraw();
  }

  // A student's proposal: loose furniture and zones are moved, added and taken away, the room stays as it is.
  get proposal() {
    return this.data.mode === "proposal";
  }

  // A phase and a proposal change furniture and zones; everything else belongs to the room.
  mayChange(place) {
    if (this.data.conflict) return false;
    const [name] = split(place);
    if (!this.phase && !this.proposal) return true;
    const loose = !this.proposal || find(this.layout, place)?.fixed !== true;
    return (name === "furniture" || name === "zones") && loose;
  }

  choose(places, { report = true } = {}) {
    this.settleKeys();
    const before = [...this.chosen].sort().join(" ");
    this.chosen = new Set(this.proposal ? [...places].filter((place) => this.mayChange(place)) : places);
    if (report && before !== [...this.chosen].sort().join(" ")) {
      this.report("select", { document: this.data.document, ids: [...this.chosen] });
    }
    this.redraw();
  }

  chosenIn(name) {
    return [...this.chosen].filter((place) => split(place)[0] === name);
  }

  freshIds() {
    return new Set([...takenIds(this.layout), ...takenIds(this.data.layout), ...takenIds(this.data.base ?? {}), ...this.used]);
  }

  setDraft(entries) {
    this.draft = new Map(entries);
    this.refreshFacts();
    this.redraw();
  }

  dropDraft() {
    this.draft.clear();
    this.fieldsDraft = null;
    this.guides = [];
    this.measures = [];
    this.gesture = null;
    clearTimeout(this.keyTimer);
    this.keysMoved = null;
    this.refreshFacts();
    this.redraw();
  }

  // End a gesture: everything it changed is one edit.
  commitDraft() {
    const entries = [...this.draft];
    this.draft.clear();
    this.guides = [];
    this.measures = [];
    return this.commit({ put: entries });
  }

  // ``put``: [place, item] pairs; ``remove``: places; ``fields``: of the layout itself. False when nothing changed.
  commit({ put = [], remove = [], fields = {} }) {
    const stray = this.data.conflict ? null : strays(this, put, remove);
    this.refusal = this.data.conflict ? word(this, "conflict") : stray && word(this, "stray", { what: stray });
    if (this.refusal) {
      this.dropDraft();
      say(this, this.refusal);
      return false;
    }
    const patch = { put: {}, remove: {}, fields };
    for (const [place, item] of put) {
      const old = find(this.layout, place);
      if (!old || JSON.stringify(old) !== JSON.stringify(item)) (patch.put[split(place)[0]] ??= []).push(item);
    }
    for (const place of remove) (patch.remove[split(place)[0]] ??= []).push(split(place)[1]);
    const changed = [patch.put, patch.remove, patch.fields].some((part) => Object.keys(part).length);
    if (changed) this.push({ do: "patch", patch });
    this.refreshFacts();
    this.redraw();
    return changed;
  }

  push(edit) {
    this.queue.push(edit, this.data.head);
    for (const items of Object.values(edit.patch?.put ?? {})) items.forEach((item) => this.used.add(item.id));
    this.recompute();
    this.send();
    this.redraw();
  }

  send() {
    clearInterval(this.again);
    this.again = undefined;
    if (!this.queue.length || this.data.conflict) return;
    this.report("queue", this.queue.message());
    this.again = setInterval(() => {
      if (!this.queue.length || this.data.conflict || !this.refs.host.isConnected) {
        clearInterval(this.again);
        this.again = undefined;
      } else this.report("queue", this.queue.message());
    }, RESEND_MS);
  }

  stepBack(what) {
    this.settleKeys();
    const waits = this.queue.length > 0;
    const nothing = what === "redo" && this.queue.newest?.do === "patch";
    if (nothing || (this.data[what] == null && !waits)) return say(this, word(this, `no_${what}`));
    const label = waits ? null : this.data[what];
    this.push({ do: what });
    return say(this, label ? word(this, `did_${what}_of`, { label }) : word(this, `did_${what}`));
  }

  // Keys come in runs: a run is one edit, sent when the keys rest or the focus leaves.
  keyDraft(entries, places, told = sayMoved) {
    clearTimeout(this.keyTimer);
    this.keysMoved = places;
    this.setDraft([...this.draft, ...entries]);
    told(this, places);
    this.keyTimer = setTimeout(() => this.settleKeys(), KEY_REST_MS);
  }

  settleKeys() {
    if (!this.keysMoved) return;
    clearTimeout(this.keyTimer);
    this.keysMoved = null;
    this.commitDraft();
  }

  flush() {
    if (this.data) this.settleKeys();
  }

  // Another mount takes over: what the keys have moved goes into the storage, where it finds it.
  close() {
    this.flush();
    clearInterval(this.again);
    this.queue?.leave();
    this.closing.abort();
    this.watch?.disconnect();
  }

  setTool(tool) {
    this.settleKeys();
    this.dropDraft();
    if (this.tool && !tool) say(this, word(this, "tool_away"));
    this.tool = tool;
    if (tool) say(this, word(this, `tool_${tool.name}_how`));
    this.redraw();
  }

  places(layout = this.drawnLayout()) {
    return COLLECTIONS.flatMap((name) => (layout[name] ?? []).map((item) => placeOf(name, item)));
  }

  redraw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }
}
