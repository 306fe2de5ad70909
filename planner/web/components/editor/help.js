// The list of keys, as a dialog: the browser keeps the focus in it and gives it back.

import { button, html } from "./dom.js";
import { word } from "./speech.js";

const KEYS = [
  ["Tab", "key_tab"], ["Space", "key_space"], ["Ctrl + A", "key_all"], ["← ↑ → ↓", "key_arrows"],
  ["Shift + ←↑→↓", "key_fine"], ["R · Shift + R", "key_turn"], ["[ ] · { }", "key_size"],
  ["Ctrl + ←↑→↓", "key_size_too"], ["Ctrl + D", "key_copy"], ["Delete", "key_delete"], ["Enter", "key_enter"],
  ["Esc", "key_escape"], ["Ctrl + Z · Ctrl + Y", "key_undo"], ["+ · - · 0", "key_zoom"], ["Alt", "key_alt"],
  ["Space + ✥", "key_pan"], ["?", "key_help"],
];

export function openHelp(ed) {
  const { help } = ed.refs;
  const rows = KEYS.map(([keys, text]) => html("tr", {}, html("th", { scope: "row", text: keys.replace("Space", word(ed, "space_bar")) }), html("td", { text: word(ed, text) })));
  const close = button(word(ed, "close"), { class: "main" });
  close.addEventListener("click", () => help.close());
  help.setAttribute("aria-label", word(ed, "commands"));
  help.replaceChildren(
    html("div", { class: "head" }, html("h2", { text: word(ed, "commands") }), close),
    html("table", {}, html("tbody", {}, ...rows)),
    html("p", { text: word(ed, "touch_help") }),
  );
  const before = ed.refs.host.getRootNode().activeElement;
  help.addEventListener("close", () => before?.focus?.(), { once: true });
  help.showModal();
  close.focus();
}
