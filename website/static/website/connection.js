// Sends a form once the hub answers: without a connection, the browser puts a page of its own in the form's
// place, and what was typed is gone with it. Without this the form is sent at once.
{
  const LOST = "There is no connection. What you typed is still here: press again when there is one.";
  const PATIENCE = 15000;

  // It is small, is never refused, and says that the hub itself is there.
  async function isThere() {
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), PATIENCE);
    try {
      const answer = await fetch("/robots.txt", { method: "HEAD", cache: "no-store", signal: ended.signal });
      return answer.status < 500;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  function tell(form, text) {
    let told = form.querySelector("[data-save], [data-lost]");
    if (!told) {
      told = document.createElement("p");
      told.className = "save";
      told.dataset.lost = "";
      told.setAttribute("role", "status");
      form.append(told);
    }
    told.classList.add("save--waiting");
    told.textContent = text;
    told.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post" || !submitter) return;
    if (form.dataset.sent === "now") {
      form.dataset.sent = "once";
      return;
    }
    event.preventDefault();
    // One press sends once.
    if (form.dataset.sent) return;
    form.dataset.sent = "asking";
    if (await isThere()) {
      form.dataset.sent = "now";
      submitter.click();
    } else {
      delete form.dataset.sent;
      tell(form, LOST);
    }
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
}
