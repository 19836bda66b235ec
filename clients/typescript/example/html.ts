/** HTML in which everything is escaped that is not known to be HTML. */
export class Html {
  constructor(readonly text: string) {}
}

export type Part = string | number | Html | null | false | readonly Part[];

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function written(part: Part): string {
  if (part === null || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(written).join("");
  return String(part).replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
}

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(written)));
}

/** Rich text comes clean from the hub; take nothing else as it is. */
export function richText(clean: string): Html {
  return new Html(clean);
}

/** JSON-LD for the head of a page; no text of an editor may end the script. */
export function jsonLd(value: object): Html {
  const text = JSON.stringify(value).replace(/</g, "\\u003c");
  return new Html(`<script type="application/ld+json">${text}</script>`);
}
