/** What a list says of an item, by its type. */
import { assertNever, type Card } from "involvement-hub-client";

import { html, type Html } from "./html.js";
import { link, words } from "./parts.js";

export function cards(items: readonly Card[]): Html {
  return items.length === 0
    ? html`<p>There is nothing here at the moment.</p>`
    : html`<ul class="cards">${items.map(
        (card) => html`<li><h2>${link(card)}</h2><p>${card.summary}</p><p>${detail(card)}</p></li>`,
      )}</ul>`;
}

export const recognitions = { working_to: "Working to the standard", meets: "Meets the standard" };

function detail(card: Card): string {
  switch (card.type) {
    case "event":
      return [card.when, card.venue?.town, card.status === "scheduled" ? "" : card.status.replace("_", " ")]
        .filter(Boolean)
        .join(" · ");
    case "consultation":
      return card.feedback_published ? `${card.when} · What came of it is published` : card.when;
    case "practice-example":
      return [String(card.year), words(card.organisations)].filter(Boolean).join(" · ");
    case "toolkit":
      return card.collection ? "Useful sites" : [card.time_needed, card.cost].filter(Boolean).join(" · ");
    case "standard":
      return `Version ${card.version}`;
    case "dimension":
      return `Part ${card.code} of version ${card.version}`;
    case "organisation":
      return card.kind.name;
    case "register-entry":
      return card.lapsed ? `Lapsed after ${card.expires_on}` : `${recognitions[card.recognition]} until ${card.expires_on}`;
    case "home":
    case "page":
    case "index":
      return "";
    default:
      return assertNever(card);
  }
}
