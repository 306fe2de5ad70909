// Brings in the editor's modules from the server's own address and hands them what Python says.

const opened = new WeakMap();

function moduleAddress(path) {
  const url = new URL(path, location.origin);
  const known = url.origin === location.origin && /^\/assets\/[0-9a-f]+\/editor\/main\.js$/.test(url.pathname);
  if (!known) throw new Error("The editor's script has an unknown address.");
  return url;
}

// The style sheet is fetched once, not sent with every answer; the editor shows once it is there.
function addStyle(root, host, address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("editor.css", address).href;
  host.hidden = true;
  const ready = new Promise((done) => {
    link.onload = done;
    link.onerror = done;
  });
  host.before(link);
  return ready.then(() => { host.hidden = false; });
}

export default function mount({ parentElement, data: bytes, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const host = parentElement.querySelector(".editor");
  const address = moduleAddress(data.assets);
  let view = opened.get(parentElement);
  if (view?.host !== host) {
    view = { host, ready: addStyle(parentElement, host, address) };
    opened.set(parentElement, view);
  }
  view.newest = data;
  view.ready.then(() => import(address.href)).then((editor) => {
    if (view.newest === data) editor.draw(parentElement, host, data, setStateValue);
  });
}
