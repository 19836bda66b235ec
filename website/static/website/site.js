// A button that prints, where a page is made for paper; without this the browser's own menu does.
for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Print this page";
  button.addEventListener("click", () => window.print());
  place.replaceWith(button);
}
