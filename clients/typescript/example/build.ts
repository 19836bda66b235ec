/**
 * Write a static website of everything in the hub: npm run example -- HUB FOLDER
 *
 * A second run asks with the ETags of the first, so that what has not changed costs no body, and turns the pages of what has
 * moved or was withdrawn into redirects and notices.
 */
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { assertNever, createHub, everyCard, type Card, type Hub, type HubDocument, readPath, unwrap } from "involvement-hub-client";

import { main } from "./documents.js";
import { keep, readKept } from "./kept.js";
import { gone, moved, page, type Shell } from "./page.js";

interface Kept {
  /** What stands around every page: where it changes, all are written again. */
  shell: string;
  /** By path; null for a page with a list, which changes without the page. */
  etags: Record<string, string | null>;
}

const STYLES = fileURLToPath(new URL("../../example/site.css", import.meta.url));

async function build(hub: Hub, folder: string): Promise<Record<string, number>> {
  const counts = { written: 0, unchanged: 0, moved: 0, withdrawn: 0, missing: 0 };
  const shell = await readShell(hub);
  const keptFile = join(folder, "kept.json");
  const before = await readKept<Kept>(keptFile, { shell: "", etags: {} });
  const after: Kept = { shell: JSON.stringify(shell), etags: {} };
  const paths = new Set(Object.keys(before.etags));
  for await (const card of everyCard(hub, { archived: "include", limit: 100 })) paths.add(card.path);
  await mkdir(folder, { recursive: true });
  await copyFile(STYLES, join(folder, "site.css"));
  for (const path of paths) {
    const file = join(folder, path, "index.html");
    const etag = before.shell === after.shell ? before.etags[path] : null;
    const read = await readPath(hub, path, etag ?? undefined);
    switch (read.outcome) {
      case "unchanged":
        after.etags[path] = etag ?? null;
        counts.unchanged += 1;
        break;
      case "document": {
        const listed = await listedBy(hub, read.document);
        await keep(file, page(shell, read.document, main(read.document, listed ?? [])));
        after.etags[path] = listed === null ? read.etag : null;
        counts.written += 1;
        break;
      }
      case "moved":
        await keep(file, moved(shell, read.to));
        counts.moved += 1;
        break;
      case "withdrawn":
        await keep(file, gone(shell, read.tombstone));
        counts.withdrawn += 1;
        break;
      case "missing":
        await rm(file, { force: true });
        counts.missing += 1;
        break;
      default:
        assertNever(read);
    }
  }
  await keep(keptFile, JSON.stringify(after));
  return counts;
}

async function readShell(hub: Hub): Promise<Shell> {
  return {
    site: await unwrap(hub.GET("/api/v1/site")),
    navigation: await unwrap(hub.GET("/api/v1/navigation")),
  };
}

/** Return the cards of a listing page or an organisation; null for all that shows no list. */
async function listedBy(hub: Hub, document: HubDocument): Promise<Card[] | null> {
  switch (document.type) {
    case "index":
      return cardsOf(hub, document.content_query);
    case "organisation":
      return cardsOf(hub, document.items_query);
    default:
      return null;
  }
}

async function cardsOf(hub: Hub, query: string): Promise<Card[]> {
  const cards: Card[] = [];
  for await (const card of everyCard(hub, query)) cards.push(card);
  return cards;
}

const [address, folder] = process.argv.slice(2);
if (!address || !folder) throw new Error("Give the hub's address and a folder: npm run example -- http://localhost:8000 site");
console.log(JSON.stringify(await build(createHub(address), folder)));
