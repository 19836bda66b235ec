// Saves an answer where it is chosen, keeps it through a lost connection, and says which of the two it is.
// Without this the form's own button saves. Nothing is kept on the device but what is not saved yet, in this tab.
const form = document.querySelector("form[data-answer]");
document.querySelector("[data-first]")?.focus();

if (form) {
  const told = form.querySelector("[data-save]");
  const key = `unsaved ${location.pathname}`;
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
  let waiting = null;
  let sending = false;
  let isTyped = false;
  // The button or link that was pressed too soon; it is pressed again once all is saved.
  let pressed = null;
  let timer = 0;
  let pause = 1000;

  const tell = (text, isWaiting = false) => {
    told.classList.toggle("save--waiting", isWaiting);
    told.textContent = text;
  };

  function chosen() {
    const data = new FormData(form);
    const level = data.get("level");
    if (level === null && !data.get("note")) return null;
    const reason = level === "none" ? data.get("not_applicable_reason").trim() : "";
    // It is saved once it says why.
    if (level === "none" && !reason) return null;
    return {
      level: level === null || level === "none" ? null : Number(level),
      not_applicable_reason: reason,
      note: data.get("note"),
    };
  }

  // A telephone may end a page that is not looked at, without a word.
  function keep() {
    const words = chosen();
    if (words) sessionStorage.setItem(key, JSON.stringify({ ...words, seen: form.elements.seen.value }));
    return words;
  }

  function queue() {
    isTyped = false;
    waiting = keep();
    if (waiting) void send();
  }

  function again() {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
    pause = Math.min(pause * 2, 30000);
  }

  async function send() {
    if (sending || !waiting) return;
    const body = waiting;
    sending = true;
    try {
      const answer = await fetch(form.dataset.answer, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "If-Match": form.elements.seen.value },
        body: JSON.stringify(body),
        keepalive: true,
      });
      await take(answer, body);
    } catch {
      tell("There is no connection. What you chose is kept here and sent again by itself.", true);
      again();
    } finally {
      sending = false;
    }
    if (waiting && waiting !== body) void send();
    if (!waiting && pressed) {
      const next = pressed;
      pressed = null;
      next.click();
    }
  }

  async function take(answer, body) {
    if (answer.status >= 500 || answer.status === 429) {
      tell("It could not be saved yet. It is kept here and sent again by itself.", true);
      pause = Math.max(pause, 1000 * Number(answer.headers.get("Retry-After") ?? 0));
      again();
      return;
    }
    const values = await answer.json();
    pause = 1000;
    if (answer.status === 412) {
      waiting = null;
      const level = values.current?.level;
      tell(`Somebody has changed this since you opened it${level == null ? "" : `, to level ${level}`}. Yours is not saved: press the button to see both.`, true);
      return;
    }
    if (!answer.ok) {
      waiting = null;
      tell(values.detail, true);
      return;
    }
    form.elements.seen.value = values.answer.etag;
    if (waiting === body) {
      waiting = null;
      sessionStorage.removeItem(key);
      tell(`Saved at ${clock.format(new Date()).replace(" ", "")}. ${values.why}`);
    }
  }

  // What was not saved when this tab was closed or reloaded.
  const kept = sessionStorage.getItem(key);
  if (kept) {
    const values = JSON.parse(kept);
    const level = values.not_applicable_reason ? "none" : values.level;
    const choice = form.querySelector(`input[name="level"][value="${level}"]`);
    if (choice) choice.checked = true;
    form.elements.not_applicable_reason.value = values.not_applicable_reason;
    form.elements.note.value = values.note;
    // What somebody else has saved since is not written over.
    form.elements.seen.value = values.seen;
    queue();
  }
  const fields = ["level", "not_applicable_reason", "note"].flatMap((name) => [...form.querySelectorAll(`[name="${name}"]`)]);
  for (const field of fields) {
    field.addEventListener("change", queue);
    field.addEventListener("input", () => {
      isTyped = true;
      keep();
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isTyped) queue();
  });
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => {
    if (waiting) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !sending) return;
    event.preventDefault();
    pressed = link;
  });
  form.addEventListener("submit", (event) => {
    // The form must not overtake what is on its way: it would meet its own change as somebody else's. And what
    // could not be sent yet would be lost with the page.
    if (sending || waiting) {
      event.preventDefault();
      pressed = event.submitter ?? form.querySelector("button");
      told.scrollIntoView({ block: "nearest" });
      clearTimeout(timer);
      void send();
      return;
    }
    // Not while it is asked whether the form would arrive.
    if (event.submitter && form.dataset.sent !== "now") return;
    isTyped = false;
    sessionStorage.removeItem(key);
  });
}
