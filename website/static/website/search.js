// Suggestions while somebody types into a search field, and a count of what is opened from the results. Both are extras:
// without this file the form and the links do the same.
const API = "/api/v1/search";
const FEWEST_LETTERS = 2;
const PAUSE = 150;
const KINDS = { event: "Event", consultation: "Consultation", "practice-example": "Example", toolkit: "Toolkit",
  organisation: "Service", area: "Area", place: "Place", theme: "Topic", query: "Search" };

function combobox(input) {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let chosen = -1, waiting = 0, asked = "";
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  said.className = "unseen";
  said.setAttribute("role", "status");
  const box = document.createElement("div");
  box.className = "combobox";
  input.before(box);
  box.append(input, list, said);
  // A field of this kind may not be a combobox as well.
  input.type = "text";
  input.inputMode = "search";
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const options = list.children;
    chosen = (place + options.length) % options.length;
    for (const [number, option] of [...options].entries()) option.setAttribute("aria-selected", String(number === chosen));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((one, number) => {
      const option = document.createElement("li");
      const kind = document.createElement("span");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.path = one.path;
      kind.className = "suggestions__kind";
      kind.textContent = KINDS[one.type] ?? "";
      option.append(one.text, " ", kind);
      return option;
    }));
    close();
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = list.hidden ? "" : `${suggestions.length} suggestions. Use the arrow keys.`;
  };
  const ask = async () => {
    const text = input.value.trim().slice(0, 200);
    asked = text;
    if (text.length < FEWEST_LETTERS) return show([]);
    try {
      const answer = await fetch(`${API}/suggest?${new URLSearchParams({ q: text })}`, { credentials: "omit" });
      // Somebody may have typed on, or left the field, while this was under way.
      if (answer.ok && asked === text && document.activeElement === input) show((await answer.json()).suggestions);
    } catch {
      show([]); // Without a connection the field is what it was before.
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.path);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // A press would take the focus, and with it the list, before it becomes a click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.path);
  });
}

function count(event) {
  const link = event.target.closest("[data-hit] a");
  const results = link?.closest("[data-searched]");
  if (!results || (event.type === "auxclick" && event.button !== 1)) return;
  const hit = link.closest("[data-hit]");
  const body = JSON.stringify({ q: results.dataset.searched, id: hit.dataset.hit, position: Number(hit.dataset.position) });
  fetch(`${API}/clicks`, { method: "POST", body, keepalive: true, credentials: "omit",
    headers: { "Content-Type": "application/json" } }).catch(() => {});
}

document.querySelectorAll("input[type=search][name=q]").forEach(combobox);
document.addEventListener("click", count);
document.addEventListener("auxclick", count);
