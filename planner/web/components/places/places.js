// Places of a plan as a list; the button of a place leads to what is said about it. Text goes in as text only.
// Python is the truth: the chosen place is reported with a number, so that each press is heard once.

const views = new WeakMap();

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawItem(item, chosen, words) {
  const line = element("li", [item.inner ? "inner" : "", item.id === chosen ? "chosen" : ""].join(" ").trim());
  const said = element("div", "said");
  said.append(element("p", "title", item.title));
  item.lines.forEach((text) => said.append(element("p", "line", text)));
  line.append(said);
  if (!words.talk) return line;
  const button = element("button", "", item.said ? `${words.talk} (${item.said})` : words.talk);
  button.type = "button";
  button.dataset.id = item.id;
  button.setAttribute("aria-label", `${button.textContent}: ${item.title}`);
  button.setAttribute("aria-pressed", String(item.id === chosen));
  line.append(button);
  return line;
}

export default function draw({ parentElement, data: bytes, setStateValue }) {
  const text = new TextDecoder().decode(bytes);
  const data = JSON.parse(text);
  const host = parentElement.querySelector(".places");
  let view = views.get(parentElement);
  if (!view || view.host !== host) {
    view = { host, seq: data.seq, drawn: "" };
    views.set(parentElement, view);
    host.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      view.seq += 1;
      view.report("talk", { id: button.dataset.id, seq: view.seq });
    });
  }
  view.report = setStateValue;
  if (view.drawn === text) return;
  const focused = host.querySelector("button:focus")?.dataset.id;
  const list = element("ul");
  list.setAttribute("aria-label", data.words.list);
  list.append(...data.items.map((item) => drawItem(item, data.chosen, data.words)));
  host.lang = data.language;
  host.replaceChildren(list);
  if (focused !== undefined) {
    [...host.querySelectorAll("button")].find((button) => button.dataset.id === focused)?.focus();
  }
  view.drawn = text;
}
