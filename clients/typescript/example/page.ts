/** What stands around the main part of every page. */
import type { HubDocument, Tombstone, components } from "involvement-hub-client";

import { html, type Html, jsonLd, type Part } from "./html.js";
import { day, link, picture } from "./parts.js";

type Schemas = components["schemas"];

export interface Shell {
  site: Schemas["Site"];
  navigation: Schemas["NavigationDocument"];
}

export function page(shell: Shell, document: HubDocument, main: Html): string {
  const { title, breadcrumbs, seo, structured_data, summary, image, reviewed_on } = document;
  const head = html`<meta name="description" content="${seo.description}"><link rel="canonical" href="${document.url}">${jsonLd(structured_data)}`;
  const way = breadcrumbs.length > 0 && html`<nav aria-label="You are here"><ol class="way">${breadcrumbs.map((crumb) => html`<li>${link(crumb)}</li>`)}</ol></nav>`;
  return whole(shell, seo.title || title, head, [
    way,
    html`<main id="main"><h1>${document.type === "home" ? document.hero.heading : title}</h1>${
      document.type !== "home" && html`<p class="lead">${summary}</p>`
    }${picture(image)}${main}${reviewed_on && html`<p>Last checked on ${day(reviewed_on)}.</p>`}</main>`,
  ]);
}

/** A page for an address whose content was withdrawn; serve it with status 410. */
export function gone(shell: Shell, { withdrawn_at, note }: Tombstone): string {
  return whole(shell, "No longer here", html`<meta name="robots" content="noindex">`, [
    html`<main id="main"><h1>No longer here</h1><p>This page was taken down on ${day(withdrawn_at)}. ${note}</p></main>`,
  ]);
}

/** A page for an address that has moved, for hosts that can not redirect themselves. */
export function moved(shell: Shell, to: string): string {
  const head = html`<meta http-equiv="refresh" content="0; url=${to}"><link rel="canonical" href="${to}">`;
  return whole(shell, "Moved", head, [
    html`<main id="main"><h1>This page has moved</h1><p><a href="${to}">Go to where it is now</a></p></main>`,
  ]);
}

function whole({ site, navigation }: Shell, title: string, head: Html, content: Part): string {
  return html`<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/site.css">${head}</head>
<body><a class="skip" href="#main">Skip to the content</a>
<header><a href="/">${site.name}</a><nav aria-label="Main"><ul>${navigation.main.map((item) => html`<li>${link(item)}</li>`)}</ul></nav></header>
${content}
<footer><nav aria-label="About this site"><ul>${navigation.footer.map((item) => html`<li>${link(item)}</li>`)}</ul></nav></footer>
</body></html>
`.text;
}
