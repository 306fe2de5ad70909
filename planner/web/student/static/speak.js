// Reads a text out with the voice of the browser; where there is none in the language, the buttons stay away.

const TAGS = { da: "da-DK", en: "en-GB" };

function voiceFor(language) {
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(language)) ?? null;
}

function canSpeak(language) {
  if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return false;
  // Some browsers know their voices only later, some never tell: no list at all says nothing.
  return !speechSynthesis.getVoices().length || voiceFor(language) !== null;
}

const seen = (part) => part.getClientRects().length > 0 && part.textContent.trim();

// What is read for a button: the parts marked as said in the question it stands in, in their order. After a
// question come the buttons that lead on, and how the answer stands.
function partsFor(button) {
  const around = button.closest("fieldset, section, main");
  const after = around.closest("form") ? document.querySelectorAll("form .steps .say, #status") : [];
  return [...around.querySelectorAll(".say"), ...after].filter(seen);
}

export function startSpeaking(language) {
  const buttons = () => document.querySelectorAll("button.speak");
  let reading = null;

  function stop() {
    document.querySelectorAll(".spoken").forEach((part) => part.classList.remove("spoken"));
    reading?.removeAttribute("aria-pressed");
    reading = null;
  }

  function say(part, last, mine) {
    const said = new SpeechSynthesisUtterance(part.textContent.trim());
    said.lang = TAGS[language];
    said.voice = voiceFor(language);
    said.rate = 0.9;
    const shown = part.closest("label") ?? part;
    said.onstart = () => shown.classList.add("spoken");
    said.onend = () => {
      shown.classList.remove("spoken");
      if (last && reading === mine) stop();
    };
    speechSynthesis.speak(said);
  }

  function read(button) {
    const again = reading === button;
    speechSynthesis.cancel();
    stop();
    if (again) return;
    reading = button;
    button.setAttribute("aria-pressed", "true");
    const parts = partsFor(button);
    parts.forEach((part, i) => say(part, i === parts.length - 1, button));
  }

  function offer() {
    const able = canSpeak(language);
    buttons().forEach((button) => {
      button.hidden = !able;
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.speak");
    if (button) read(button);
  });
  if ("speechSynthesis" in window) {
    speechSynthesis.addEventListener?.("voiceschanged", offer);
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }
  offer();
}
