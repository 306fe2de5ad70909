// Pins on the drawing: by tapping, by the arrow keys, or by choosing a place from the list – all lead to the same.

import { data, icon, make, tellIn, word } from "./page.js";

const STEP_M = 0.5;
const FINE_M = 0.1;
const BESIDE_M = 0.4;
const LEAST_PX = 36;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const round = (value) => Math.round(value * 10) / 10;
const apart = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

function inRing([x, y], ring) {
  let within = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  });
  return within;
}

const inRooms = (layout, at) => layout.rooms.some((ring) => inRing(at, ring));

function nearest(layout, at) {
  const near = layout.places.reduce((best, place) => (apart(place.at, at) < apart(best.at, at) ? place : best), layout.places[0]);
  return near?.name ?? "";
}

// A pin from the list stands beside one that is there already, not on it.
function freeSpot(layout, pins, number, at) {
  const taken = (spot) => pins.some((pin) => pin.layout === number && apart(pin.at, spot) < BESIDE_M / 2);
  const ring = [1, 2, 3].flatMap((r) => [0, 1, 2, 3, 4, 5].map((i) => [at[0] + r * BESIDE_M * Math.cos(i), at[1] + r * BESIDE_M * Math.sin(i)]));
  return [at, ...ring].map(([x, y]) => [round(x), round(y)]).find((spot) => !taken(spot) && inRooms(layout, spot));
}

class Pins {
  constructor(section, read, write) {
    this.section = section;
    this.most = Number(section.dataset.most);
    this.read = read;
    this.write = write;
    this.status = section.querySelector(".left");
    this.list = section.querySelector(".put");
    this.boards = [...section.querySelectorAll(".board")];
    this.moving = null;
    this.boards.forEach((board) => this.listen(board));
    section.querySelectorAll("button.set").forEach((button) => button.addEventListener("click", () => this.fromList(button)));
    section.querySelectorAll("select").forEach((select) => select.addEventListener("input", () => this.show(select)));
    this.draw();
  }

  get kind() {
    return this.section.querySelector('input[name="pin-kind"]:checked')?.value ?? null;
  }

  kindName(kind) {
    return this.section.querySelector(`input[name="pin-kind"][value="${kind}"]`).closest("label").querySelector(".say").textContent;
  }

  picture(kind) {
    return this.section.querySelector(`input[name="pin-kind"][value="${kind}"]`).closest("label").querySelector("use").getAttribute("href").slice(3);
  }

  layout(board) {
    return data.layouts[Number(board.dataset.layout)];
  }

  tell(name, values) {
    tellIn(this.status, word(name, values));
  }

  // Puts a pin, or the one that is being moved, at a spot in metres; says why where that cannot be.
  set(number, spot) {
    const pins = this.read();
    const at = spot.map(round);
    if (!inRooms(data.layouts[number], at)) return this.tell("in_room");
    if (this.moving !== null) {
      const moved = pins.map((pin, i) => (i === this.moving ? { ...pin, at, layout: number } : pin));
      const kept = this.moving;
      this.moving = null;
      this.save(moved, "moved");
      return this.focusPin(kept);
    }
    if (!this.kind) {
      this.tell("kind_first");
      return this.section.querySelector('input[name="pin-kind"]').focus();
    }
    if (pins.length >= this.most) return this.tell("most_pins", { n: this.most });
    return this.save([...pins, { kind: this.kind, at, layout: number }], "put");
  }

  save(pins, told) {
    this.write(pins);
    this.draw();
    this.tell(told);
  }

  remove(index) {
    this.moving = null;
    this.save(this.read().filter((_, i) => i !== index), "removed");
    (this.list.querySelector("button") ?? this.boards[0]).focus();
  }

  move(index) {
    this.moving = index;
    this.draw();
    this.tell("move_how");
    const pin = this.read()[index];
    const board = this.boards[pin.layout];
    this.mark(board, pin.at);
    board.focus();
  }

  focusPin(index) {
    this.list.querySelectorAll(".move")[index]?.focus();
  }

  at(board, event) {
    const frame = board.querySelector("svg").getBoundingClientRect();
    const { left, top, width, height } = this.layout(board);
    return [left + ((event.clientX - frame.left) / frame.width) * width, top - ((event.clientY - frame.top) / frame.height) * height];
  }

  place(element, board, at) {
    const { left, top, width, height } = this.layout(board);
    element.style.left = `${((at[0] - left) / width) * 100}%`;
    element.style.top = `${((top - at[1]) / height) * 100}%`;
  }

  listen(board) {
    // A large room on a small screen is moved under the finger instead of being drawn too small to read.
    board.firstElementChild.style.minWidth = `${this.layout(board).width * LEAST_PX}px`;
    board.addEventListener("click", (event) => {
      if (!event.target.closest(".pin")) this.set(Number(board.dataset.layout), this.at(board, event));
    });
    board.addEventListener("keydown", (event) => this.key(board, event));
    board.addEventListener("focus", () => board.matches(":focus-visible") && this.mark(board, board.mark ?? this.centre(board)));
    board.addEventListener("blur", () => {
      board.querySelector(".cross").hidden = true;
    });
  }

  centre(board) {
    const { places, rooms } = this.layout(board);
    return places[places.length - 1]?.at ?? rooms[0][0];
  }

  mark(board, at) {
    const cross = board.querySelector(".cross");
    board.mark = at;
    cross.hidden = false;
    this.place(cross, board, at);
    tellIn(this.status, nearest(this.layout(board), at));
  }

  key(board, event) {
    if (event.target !== board) return;
    const by = KEYS[event.key];
    if (by) {
      const step = event.shiftKey ? FINE_M : STEP_M;
      const from = board.mark ?? this.centre(board);
      const to = [from[0] + by[0] * step, from[1] + by[1] * step];
      if (inRooms(this.layout(board), to)) this.mark(board, to);
      event.preventDefault();
    } else if (event.key === "Enter" || event.key === " ") {
      this.set(Number(board.dataset.layout), board.mark ?? this.centre(board));
      event.preventDefault();
    } else if (event.key === "Escape" && this.moving !== null) {
      this.moving = null;
      this.draw();
    }
  }

  chosen(select) {
    return data.layouts[Number(select.dataset.layout)].places[Number(select.value)];
  }

  show(select) {
    const board = this.boards[Number(select.dataset.layout)];
    const cross = board.querySelector(".cross");
    cross.hidden = select.value === "";
    if (select.value !== "") this.place(cross, board, this.chosen(select).at);
  }

  fromList(button) {
    const number = Number(button.dataset.layout);
    const select = this.section.querySelector(`select[data-layout="${number}"]`);
    if (select.value === "") return select.focus();
    const pins = this.read().filter((_, i) => i !== this.moving);
    const spot = freeSpot(data.layouts[number], pins, number, this.chosen(select).at);
    this.boards[number].querySelector(".cross").hidden = true;
    return spot ? this.set(number, spot) : this.tell("in_room");
  }

  draw() {
    const pins = this.read();
    this.boards.forEach((board) => board.querySelectorAll(".pin").forEach((pin) => pin.remove()));
    this.list.replaceChildren(...pins.map((pin, index) => this.row(pin, index)));
    pins.forEach((pin, index) => this.boards[pin.layout]?.firstElementChild.append(this.onBoard(pin, index)));
    this.list.hidden = !pins.length;
  }

  name(pin) {
    return word("pin", { kind: this.kindName(pin.kind), place: nearest(data.layouts[pin.layout], pin.at) });
  }

  row(pin, index) {
    const name = this.name(pin);
    const button = (what, picture, act) => {
      const made = make("button", { type: "button", class: `${what} say`, "aria-label": `${word(what)}: ${name}` }, icon(picture), word(what));
      made.addEventListener("click", () => act.call(this, index));
      return made;
    };
    const text = make("span", { class: "what say" }, icon(this.picture(pin.kind)), name);
    return make("li", {}, text, button("move", "turn", this.move), button("remove", "remove", this.remove));
  }

  // On the drawing a pin is for fingers: it can be dragged. Keys and screen readers have the list below.
  onBoard(pin, index) {
    const made = make("span", { class: `pin${this.moving === index ? " moving" : ""}`, "data-kind": pin.kind, "aria-hidden": "true" }, icon("pin"), icon(this.picture(pin.kind)));
    const board = this.boards[pin.layout];
    this.place(made, board, pin.at);
    made.addEventListener("pointerdown", (event) => this.grab(made, board, index, event));
    made.addEventListener("click", () => this.focusPin(index));
    return made;
  }

  grab(made, board, index, event) {
    const start = [event.clientX, event.clientY];
    let at = null;
    event.preventDefault();
    made.setPointerCapture(event.pointerId);
    made.onpointermove = (moved) => {
      if (!at && apart(start, [moved.clientX, moved.clientY]) < 6) return;
      at = this.at(board, moved);
      this.place(made, board, at);
    };
    made.onpointerup = () => {
      made.onpointermove = null;
      if (!at) return;
      this.moving = index;
      this.set(Number(board.dataset.layout), at);
      this.moving = null;
      this.draw();
    };
    made.onpointercancel = () => this.draw();
  }
}

export function startPins(section, read, write) {
  return new Pins(section, read, write);
}
