/** What several types show in the same way. */
import type { Contact, Image, Related, Resource } from "involvement-hub-client";

import { html, type Html, type Part } from "./html.js";

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "Europe/London" });

/** Write a day or an instant as people read it. What has a `when` is written already. */
export function day(value: string): string {
  return DAY.format(new Date(value)).replace(",", "");
}

export function section(heading: string, ...content: Part[]): Html {
  return html`<section><h2>${heading}</h2>${content}</section>`;
}

export function list(items: readonly Part[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A heading with its list, or nothing where there is nothing to list. */
export function listed(heading: string, items: readonly Part[]): Html | null {
  return items.length === 0 ? null : section(heading, list(items));
}

/** Names with their values; those that are empty are left out. */
export function facts(values: Record<string, Part>): Html {
  const known = Object.entries(values).filter(([, value]) => value !== "" && value !== null && value !== false);
  return html`<dl>${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function link({ path, title }: { path: string; title: string }): Html {
  return html`<a href="${path}">${title}</a>`;
}

export function links(related: readonly Related[]): Html[] {
  return related.map(link);
}

export function picture(image: Image | null): Html | null {
  const fallback = image?.renditions.findLast((rendition) => rendition.format !== "webp") ?? image?.renditions[0];
  if (!image || !fallback) return null;
  const sizes = (webp: boolean) =>
    image.renditions
      .filter(({ format }) => (format === "webp") === webp)
      .map(({ url, width }) => `${url} ${width}w`)
      .join(", ");
  return html`<figure><picture><source type="image/webp" srcset="${sizes(true)}" sizes="(min-width: 44rem) 42rem, 95vw">
<img src="${fallback.url}" srcset="${sizes(false)}" sizes="(min-width: 44rem) 42rem, 95vw" width="${fallback.width}"
 height="${fallback.height}" alt="${image.alt}" loading="lazy"></picture>${
   (image.caption || image.credit) && html`<figcaption>${[image.caption, image.credit].filter(Boolean).join(" ")}</figcaption>`
 }</figure>`;
}

export function reach(contact: Contact | null): Html | null {
  if (contact === null) return null;
  const { role, email, phone } = contact;
  return section(
    "Contact",
    facts({ Role: role, Email: email && html`<a href="mailto:${email}">${email}</a>`, Phone: phone }),
  );
}

export function resource({ title, url, format, size, pages, accessible_format_note }: Resource): Html {
  const details = [format, size && `${Math.ceil(size / 1000)} kB`, pages && `${pages} pages`].filter(Boolean).join(", ");
  return html`<a href="${url}">${title}</a> (${details}) ${accessible_format_note}`;
}

export function words(terms: readonly { name: string }[]): string {
  return terms.map(({ name }) => name).join(", ");
}
