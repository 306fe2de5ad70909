// Names become codes here, in the browser, and stay here: what is typed is neither sent nor kept. The key
// file is made on this machine, and only after it was downloaded the codes alone go to Python.

const views = new WeakMap();
const AGAIN_MS = 3000;
const FORMULA = /^[=+\-@\t\r]/;

function escaped(words) {
  return words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
}

// The same as in Python: words with all their endings, abbreviations in capitals, numbers as they are written.
function patterns(rules) {
  return {
    word: new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped(rules.words)})\\p{L}*`, "iu"),
    short: new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped(rules.abbreviations)})(?!\\p{L})`, "u"),
    civil: new RegExp(`(?<!\\d)${rules.civil}(?!\\d)`),
  };
}

function privateIn(line, rules) {
  if (rules.civil.test(line)) return "civil";
  const allCapitals = line === line.toUpperCase() && line.trim().includes(" ");
  if (rules.word.test(line) || (!allCapitals && rules.short.test(line))) return "diagnosis";
  return "";
}

function namesIn(text) {
  return text
    .split(/[\n;\t]+/)
    .map((name) => name.replace(/^\s*\d{1,3}[.)]\s+/, "").replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

function below(n) {
  const limit = Math.floor(0x100000000 / n) * n;
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn); while (drawn[0] >= limit);
  return drawn[0] % n;
}

// A name keeps its code while others are typed. Codes are drawn: their order tells nothing about the list.
function assign(view, names, pool) {
  const counts = new Map();
  const keys = names.map((name) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return `${name}\n${counts.get(name)}`;
  });
  const given = new Map(keys.filter((key) => view.given.has(key)).map((key) => [key, view.given.get(key)]));
  const used = new Set(given.values());
  const free = pool.slice(0, names.length).filter((code) => !used.has(code));
  for (const key of keys) {
    if (!given.has(key)) given.set(key, free.splice(below(free.length), 1)[0]);
  }
  view.given = given;
  return keys.map((key, index) => [names[index], given.get(key)]);
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

function refusal(view, data) {
  const text = view.area.value;
  const lines = text.split("\n");
  const found = lines.map((line) => privateIn(line, view.rules));
  const first = found.findIndex(Boolean);
  if (first >= 0) return fill(data.words[found[first]], { line: first + 1 });
  const names = namesIn(text);
  if (names.length > data.codes.length) return fill(data.words.many, { most: data.codes.length });
  const long = lines.findIndex((line) => namesIn(line).some((name) => name.length > 100));
  return long >= 0 ? fill(data.words.long, { line: long + 1 }) : "";
}

// Two students may have one name, so nothing is refused: whoever pasted a list decides.
function twice(names, words) {
  const counts = new Map();
  for (const name of names) {
    const key = name.toLowerCase();
    counts.set(key, [name, (counts.get(key)?.[1] ?? 0) + 1]);
  }
  const again = [...counts.values()].filter(([, n]) => n > 1);
  const said = again.map(([name, n]) => fill(n === 2 ? words.twice : words.times, { name, n }));
  return said.length ? [...said, words.again].join(" ") : "";
}

function row([name, code]) {
  const made = document.createElement("tr");
  for (const text of [name, code]) {
    const cell = document.createElement("td");
    cell.textContent = text;
    made.append(cell);
  }
  return made;
}

function enable(button, on, next) {
  button.setAttribute("aria-disabled", String(!on));
  button.classList.toggle("next", on && next);
}

function show(view) {
  const { data, area } = view;
  const why = refusal(view, data);
  view.pairs = why ? [] : assign(view, namesIn(area.value), data.codes);
  const list = JSON.stringify(view.pairs);
  if (list !== view.shown) {
    view.shown = list;
    view.body.replaceChildren(...view.pairs.map(row));
  }
  view.frame.hidden = view.pairs.length === 0;
  view.caption.textContent = fill(data.words.preview, { n: view.pairs.length });
  if (view.refused.textContent !== why) view.refused.textContent = why;
  const again = twice(view.pairs.map(([name]) => name), data.words);
  if (view.twice.textContent !== again) view.twice.textContent = again;
  view.add.textContent = fill(data.words.add, { n: view.pairs.length });
  const kept = view.pairs.length > 0 && view.downloaded === list;
  enable(view.key, view.pairs.length > 0 && !view.waiting, !kept);
  enable(view.add, kept && !view.waiting, true);
}

function cell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function download(view) {
  const { words } = view.data;
  const rows = [[words.name, words.code], ...view.pairs];
  const csv = `\uFEFF${rows.map((pair) => pair.map(cell).join(";")).join("\r\n")}\r\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  link.download = words.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  view.downloaded = JSON.stringify(view.pairs);
  view.said.textContent = words.downloaded;
  show(view);
}

// Sorted, so that not even the order of the list goes out; said again until Python has answered.
function add(view) {
  const codes = view.pairs.map(([, code]) => code).sort();
  view.waiting = { document: view.data.document, id: randomId(), codes };
  const send = () => view.report("codes", view.waiting);
  clearInterval(view.again);
  view.again = setInterval(send, AGAIN_MS);
  send();
  show(view);
}

function answered(view, answer) {
  if (!view.waiting || answer?.id !== view.waiting.id) return;
  clearInterval(view.again);
  const { words } = view.data;
  view.said.textContent = answer.added ? fill(words.added, { n: view.waiting.codes.length }) : words.failed;
  view.waiting = null;
  view.given = new Map();
  view.downloaded = "";
  if (answer.added) view.area.value = "";
}

function open(root) {
  const host = root.querySelector(".names");
  const find = (selector) => host.querySelector(selector);
  const view = {
    host,
    area: find("textarea"),
    label: find(".label"),
    help: find(".help"),
    refused: find(".refused"),
    twice: find(".twice"),
    frame: find(".frame"),
    caption: find("caption"),
    heads: host.querySelectorAll("th"),
    body: find("tbody"),
    key: find(".key"),
    add: find(".add"),
    said: find(".said"),
    given: new Map(),
    pairs: [],
    shown: "",
    downloaded: "",
    waiting: null,
    again: undefined,
  };
  view.area.addEventListener("input", () => {
    view.said.textContent = "";
    show(view);
  });
  const usable = (button) => button.getAttribute("aria-disabled") !== "true";
  view.key.addEventListener("click", () => usable(view.key) && download(view));
  view.add.addEventListener("click", () => usable(view.add) && add(view));
  return view;
}

// Unlike randomUUID, there without https too.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

export default function draw({ parentElement, data: bytes, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let view = views.get(parentElement);
  if (!view || !view.host.isConnected) {
    clearInterval(view?.again);
    view = open(parentElement);
    views.set(parentElement, view);
  }
  view.data = data;
  view.rules = patterns(data.refused);
  view.report = setTriggerValue;
  view.host.lang = data.language;
  view.label.textContent = data.words.label;
  view.help.textContent = data.words.help;
  view.frame.setAttribute("aria-label", data.words.table);
  view.heads[0].textContent = data.words.name;
  view.heads[1].textContent = data.words.code;
  view.key.textContent = data.words.key;
  answered(view, data.answer);
  show(view);
  return () => {
    if (!view.host.isConnected) clearInterval(view.again);
  };
}
