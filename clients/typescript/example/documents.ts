/** The main part of a page, by the type of its document; a new type does not compile until it is drawn here. */
import { assertNever, type Card, type DocumentOf, type HubDocument } from "involvement-hub-client";

import { block } from "./blocks.js";
import { cards, recognitions } from "./cards.js";
import { html, type Html, richText } from "./html.js";
import { day, facts, link, links, list, listed, reach, resource, section, words } from "./parts.js";

/** Draw a document. `listed` are the cards of the query that a listing page or an organisation names. */
export function main(document: HubDocument, found: readonly Card[]): Html {
  switch (document.type) {
    case "home":
      return home(document);
    case "page":
      return html`${document.body.map(block)}`;
    case "index":
      return html`${document.body.map(block)}${cards(found)}`;
    case "event":
      return event(document);
    case "consultation":
      return consultation(document);
    case "practice-example":
      return example(document);
    case "toolkit":
      return toolkit(document);
    case "standard":
      return standard(document);
    case "dimension":
      return dimension(document);
    case "organisation":
      return organisation(document, found);
    case "register-entry":
      return registerEntry(document);
    default:
      return assertNever(document);
  }
}

function home({ hero, panels, featured, help_strip, body }: DocumentOf<"home">): Html {
  const actions = [hero.primary_action, hero.secondary_action].filter((action) => action !== null);
  return html`<p>${hero.lead}</p>${list(actions.map(({ label, target }) => link({ path: target, title: label })))}
${panels.map(({ heading, text, action }) =>
  section(heading, html`<p>${text}</p>`, link({ path: action.target, title: action.label })),
)}
${listed("Being decided now", links(featured.consultations))}${listed("Coming up", links(featured.events))}
${listed("What others have done", links(featured.examples))}${listed("Toolkits", links(featured.toolkits))}
${body.map(block)}${
  help_strip.heading && section(help_strip.heading, html`<p>${help_strip.text} ${help_strip.phone} ${help_strip.email}</p>`)
}`;
}

function event(document: DocumentOf<"event">): Html {
  const { venue, online, booking, provision, occurrences, related_consultation } = document;
  const there = Object.entries(provision).filter(([, answer]) => answer === "yes" || answer === "on_request");
  return html`${document.status !== "scheduled" && html`<p><strong>${document.status.replace("_", " ")}</strong> ${document.status_note}</p>`}
${facts({
  When: document.recurrence?.words || document.when,
  Where: venue && [venue.name, venue.address_line, venue.town, venue.postcode].filter(Boolean).join(", "),
  Online: online && (online.url ? html`<a href="${online.url}">Join online</a> ${online.note}` : online.note),
  Cost: document.cost,
  Booking: booking.required ? (booking.url ? html`<a href="${booking.url}">Book a place</a>` : "Needed") : "Not needed",
  "Book by": booking.deadline && day(booking.deadline),
  "Who looks after safety": document.safety_lead_role,
})}${richText(document.description)}
${listed(
  "Dates",
  occurrences.map(({ when, status, note }) => [when, status !== "scheduled" && ` (${status.replace("_", " ")})`, note && ` ${note}`]),
)}
${listed(
  "There for you",
  there.map(([name, answer]) => name.replaceAll("_", " ") + (answer === "on_request" ? ", if you ask" : "")),
)}
${related_consultation && section("Part of", html`<p>${link(related_consultation)}</p>`)}${reach(document.contact)}`;
}

function consultation(document: DocumentOf<"consultation">): Html {
  const { notices, decision, windows, feedback, ways_to_respond: ways } = document;
  return html`<p><strong>${document.when}</strong></p>${notices.map(({ text }) => html`<p>${text}</p>`)}
${document.body.map(block)}
${
  ways &&
  section(
    "How to answer",
    facts({
      Online: ways.online && html`<a href="${ways.online}">Answer online</a>`,
      Email: ways.email,
      Phone: ways.phone,
      Post: ways.post,
    }),
    list(links(ways.sessions.events)),
  )
}
${section(
  "What will be decided",
  facts({ What: decision.what, Who: decision.maker, When: decision.day && day(decision.day) }),
)}
${listed("Open for answers", windows.map(({ opens_at, closes_at, note }) => `${day(opens_at)} to ${day(closes_at)} ${note}`))}
${document.safety_note && section("If something worries you", html`<p>${document.safety_note}</p>`)}
${
  feedback
    ? [
        section("We asked", html`<p>${feedback.we_asked}</p>`),
        listed("You said", feedback.you_said),
        listed("We did", feedback.we_did.map(({ action, why }) => [action, why && ` ${why}`])),
        listed("Since then", feedback.updates.map(({ on, text }) => `${day(on)}: ${text}`)),
      ]
    : document.promised_feedback_on && html`<p>What came of it is promised for ${day(document.promised_feedback_on)}.</p>`
}`;
}

function example({ sections, key_figures, resources, related_toolkits, contact, cost_note }: DocumentOf<"practice-example">): Html {
  return html`${facts(Object.fromEntries(key_figures.map(({ label, value }) => [label, value])))}
${section("The problem", richText(sections.problem))}${section("What we did", richText(sections.what_we_did))}
${section("What families said", richText(sections.what_families_said))}
${section("What changed", richText(sections.what_changed))}${section("What we learned", richText(sections.what_we_learned))}
${cost_note && section("What it cost", html`<p>${cost_note}</p>`)}
${listed("Files and links", resources.map(resource))}${listed("Toolkits", links(related_toolkits))}${reach(contact)}`;
}

function toolkit({ time_needed, cost, body, resources }: DocumentOf<"toolkit">): Html {
  return html`${facts({ "Time needed": time_needed, Cost: cost })}${body.map(block)}
${listed("Files and links", resources.map(resource))}`;
}

function standard({ version, dimensions, levels, rules }: DocumentOf<"standard">): Html {
  return html`<p>Version ${version}</p>${listed("Dimensions", dimensions.map(link))}
${section("Levels", facts(Object.fromEntries(levels.map(({ level, name, description }) => [`${level} ${name}`, description]))))}
${listed("Rules", rules)}`;
}

function registerEntry({ recognition, version, since, expires_on, lapsed, levels }: DocumentOf<"register-entry">): Html {
  return html`<p>${recognitions[recognition]}, version ${version}</p>
${facts({ Since: since, [lapsed ? "Lapsed after" : "Until"]: expires_on })}
${listed("Levels", levels.map(({ code, title, level }) => `${code} ${title}: ${level}`))}`;
}

function dimension({ why_it_matters, guidance, statements, examples, toolkits }: DocumentOf<"dimension">): Html {
  return html`<p>${why_it_matters}</p>${richText(guidance)}
${statements.map(({ code, title, levels }) =>
  section(`${code} ${title}`, html`<ol start="0">${levels.map((level) => html`<li>${level}</li>`)}</ol>`),
)}
${listed("Examples", links(examples))}${listed("Toolkits", links(toolkits))}`;
}

function organisation({ kind, areas, website, contact }: DocumentOf<"organisation">, found: readonly Card[]): Html {
  return html`${facts({ Kind: kind.name, Where: words(areas), Website: website && html`<a href="${website}">${website}</a>` })}
${reach(contact)}${section("What it is part of", list(found.map(link)))}`;
}
