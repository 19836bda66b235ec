import { type Hub, problemOf } from "./hub.js";
import type { HubDocument, Tombstone } from "./types.js";

/** What stands at a path; narrows on `outcome`. */
export type Read =
  | { outcome: "document"; document: HubDocument; etag: string; surrogateKeys: string[] }
  | { outcome: "unchanged" }
  | { outcome: "moved"; to: string; permanent: boolean }
  | { outcome: "withdrawn"; tombstone: Tombstone }
  | { outcome: "missing" };

/**
 * Read the item at a path of the website. With the `etag` of what you have, the answer can be "unchanged", which costs
 * no body. Throws a HubProblem for every other answer, such as a 422.
 */
export async function readPath(hub: Hub, path: string, etag?: string): Promise<Read> {
  const answer = await hub.GET("/api/v1/content/by-path", {
    params: { query: { path } },
    headers: etag === undefined ? {} : { "If-None-Match": etag },
  });
  const { data, error, response } = answer;
  if (data !== undefined) {
    if (data.type === "redirect") return { outcome: "moved", to: data.to, permanent: data.permanent };
    return {
      outcome: "document",
      document: data,
      etag: response.headers.get("ETag") ?? "",
      surrogateKeys: (response.headers.get("Surrogate-Key") ?? "").split(" ").filter(Boolean),
    };
  }
  if (response.status === 304) return { outcome: "unchanged" };
  if (typeof error === "object" && "tombstone" in error) return { outcome: "withdrawn", tombstone: error.tombstone };
  // A proxy's own 404 says nothing about the hub's content.
  const problem = problemOf(answer);
  if (problem.status === 404 && problem.problem !== null) return { outcome: "missing" };
  throw problem;
}
