// The pages without questions: they read out, and forget what this browser kept of a round that is closed.

import { data } from "./page.js";
import { startSpeaking } from "./speak.js";
import { forget, readDraft, sweep } from "./store.js";

sweep(data?.code);
startSpeaking(document.documentElement.lang);
if (data && !data.open) {
  const lost = document.getElementById("lost");
  if (lost) lost.hidden = !readDraft(data.code).wanted;
  forget(data.code);
  navigator.serviceWorker?.controller?.postMessage({ forget: true });
}
