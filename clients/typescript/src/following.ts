import { type Hub, unwrap } from "./hub.js";
import type { Card, CardQuery, Change, HubDocument } from "./types.js";

/** Every card that the filters let through, page after page. Also takes an address such as a document's `content_query`. */
export async function* everyCard(hub: Hub, query: CardQuery | string = {}): AsyncGenerator<Card> {
  const pages = following(query, (asked) => unwrap(hub.GET("/api/v1/content", { ...asked })));
  for await (const page of pages) yield* page.items;
}

/** Every whole document that the filters let through, for builds that copy everything. */
export async function* everyDocument(hub: Hub, query: CardQuery | string = {}): AsyncGenerator<HubDocument> {
  const pages = following(query, (asked) => unwrap(hub.GET("/api/v1/documents", { ...asked })));
  for await (const page of pages) yield* page.items;
}

/** Every change after the number `since`, oldest first. */
export async function* everyChange(hub: Hub, since: number): AsyncGenerator<Change> {
  const pages = following({ since, limit: 1000 }, (asked) => unwrap(hub.GET("/api/v1/changes", { ...asked })));
  for await (const page of pages) {
    if (page.latest < since) throw new HubRestored(since, page.latest);
    yield* page.changes;
  }
}

/** The hub knows fewer changes than the caller has seen: it was restored from a backup. */
export class HubRestored extends Error {
  constructor(since: number, latest: number) {
    super(`The hub is at change ${latest} and you at ${since}: it was restored from a backup. Start again from 0.`);
    this.name = "HubRestored";
  }
}

interface Asked<Query> {
  params: { query?: Query };
  querySerializer?: () => string;
}

async function* following<Query, Page extends { next: string | null }>(
  query: Query | string,
  ask: (asked: Asked<Query>) => Promise<Page>,
): AsyncGenerator<Page> {
  let page = await ask(typeof query === "string" ? asItIs(query) : { params: { query } });
  yield page;
  while (page.next !== null) {
    page = await ask(asItIs(page.next));
    yield page;
  }
}

/** Ask with the query of an address as it stands: a cursor belongs to the filters that it came with. */
function asItIs<Query>(address: string): Asked<Query> {
  const query = address.slice(address.indexOf("?") + 1);
  return { params: {}, querySerializer: () => query };
}
