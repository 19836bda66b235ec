/** One function for each part of a body; a new one does not compile until it is drawn here. */
import { assertNever, type Block } from "involvement-hub-client";

import { html, type Html, richText } from "./html.js";
import { picture } from "./parts.js";

export function block(part: Block): Html {
  switch (part.type) {
    case "rich_text":
      return richText(part.value.html);
    case "heading":
      return heading(part.value.level, part.value.text);
    case "callout":
      return html`<aside class="${part.value.kind}" aria-label="${part.value.title}">
<p><strong>${part.value.title}</strong></p>${richText(part.value.html)}</aside>`;
    case "image":
      return picture(part.value.image) ?? html``;
    case "document": {
      const { title, url, format, size } = part.value.file;
      return html`<p><a href="${url}">${title}</a> (${format}, ${Math.ceil(size / 1000)} kB) ${part.value.description}</p>`;
    }
    case "video":
      return html`<p><a href="${part.value.url}">${part.value.title} (video)</a>${
        part.value.transcript_url && html` <a href="${part.value.transcript_url}">Read “${part.value.title}” as text</a>`
      }</p>`;
    case "quotation":
      return html`<blockquote><p>${part.value.text}</p><footer>${part.value.role}</footer></blockquote>`;
    case "accordion":
      return html`${part.value.items.map(
        (item) => html`<details><summary>${item.title}</summary>${richText(item.html)}</details>`,
      )}`;
    case "table": {
      const { caption, headings, rows } = part.value;
      // It can be wider than a phone, and whoever has only a keyboard must be able to move it.
      return html`<div class="wide" role="region" aria-label="${caption || "Table"}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${headings.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
    }
    case "link_list":
      return html`<ul>${part.value.links.map(
        ({ title, url, description }) => html`<li><a href="${url}">${title}</a> ${description}</li>`,
      )}</ul>`;
    case "steps":
      return html`<ol>${part.value.steps.map(
        (step) => html`<li><strong>${step.title}</strong>${richText(step.html)}</li>`,
      )}</ol>`;
    default:
      return assertNever(part);
  }
}

function heading(level: 2 | 3 | 4, text: string): Html {
  switch (level) {
    case 2:
      return html`<h2>${text}</h2>`;
    case 3:
      return html`<h3>${text}</h3>`;
    case 4:
      return html`<h4>${text}</h4>`;
    default:
      return assertNever(level);
  }
}
