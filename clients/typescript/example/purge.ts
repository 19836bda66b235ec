/**
 * Make a cache in front of the website forget what changed: npm run purge -- HUB CACHE FILE
 *
 * CACHE is the address at which the cache takes a POST with the keys in the header `Surrogate-Key`, as Fastly does; FILE keeps
 * the number of the last change that was purged. The website puts the keys of the answers that a page was made from into
 * `Surrogate-Key` of that page's own answer.
 */
import { createHub, everyChange, type Hub } from "involvement-hub-client";

import { keep, readKept } from "./kept.js";

/** Caches take only so many keys at once. */
const AT_ONCE = 256;

async function purge(hub: Hub, cache: string, file: string): Promise<Record<string, number>> {
  const { since } = await readKept(file, { since: 0 });
  const keys = new Set<string>();
  let latest = since;
  for await (const change of everyChange(hub, since)) {
    for (const key of change.surrogate_keys) keys.add(key);
    latest = change.sequence;
  }
  const all = [...keys];
  for (let start = 0; start < all.length; start += AT_ONCE) await forget(cache, all.slice(start, start + AT_ONCE));
  // Only now: keys that the cache did not take are sent again by the next run.
  await keep(file, JSON.stringify({ since: latest }));
  return { since: latest, purged: all.length };
}

async function forget(cache: string, keys: string[]): Promise<void> {
  const answer = await fetch(cache, { method: "POST", headers: { "Surrogate-Key": keys.join(" ") } });
  if (!answer.ok) throw new Error(`${cache} did not purge: ${answer.status} ${await answer.text()}`);
}

const [address, cache, file] = process.argv.slice(2);
if (!address || !cache || !file) {
  throw new Error("Give three things: npm run purge -- http://localhost:8000 https://cdn.example/purge purged.json");
}
console.log(JSON.stringify(await purge(createHub(address), cache, file)));
