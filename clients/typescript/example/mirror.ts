/**
 * Keep a copy of all documents, brought up to date by each run: npm run mirror -- HUB FOLDER
 *
 * The saved number moves only after what it stands for is written, so a run that was stopped is done again and nothing is lost.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { createHub, everyChange, type Hub, problemOf } from "involvement-hub-client";

import { keep, readKept } from "./kept.js";

async function mirror(hub: Hub, folder: string): Promise<Record<string, number>> {
  const cursor = join(folder, "cursor.json");
  const { since } = await readKept(cursor, { since: 0 });
  // Of several changes of an item only what it is now counts: the hub answers with that.
  const changed = new Set<string>();
  let latest = since;
  for await (const change of everyChange(hub, since)) {
    changed.add(change.id);
    latest = change.sequence;
  }
  const counts = { since: latest, written: 0, forgotten: 0 };
  for (const id of changed) {
    const file = join(folder, `${id}.json`);
    const answer = await hub.GET("/api/v1/content/{content_id}", { params: { path: { content_id: id } } });
    if (answer.data) {
      await keep(file, JSON.stringify(answer.data));
      counts.written += 1;
    } else if (answer.response.status === 410) {
      await rm(file, { force: true });
      counts.forgotten += 1;
    } else {
      throw problemOf(answer);
    }
  }
  await keep(cursor, JSON.stringify({ since: latest }));
  return counts;
}

const [address, folder] = process.argv.slice(2);
if (!address || !folder) throw new Error("Give the hub's address and a folder: npm run mirror -- http://localhost:8000 copy");
console.log(JSON.stringify(await mirror(createHub(address), folder)));
