/** A thin typed client of the hub: openapi-fetch over the generated types, and what every caller needs beside it. */
export { everyCard, everyChange, everyDocument, HubRestored } from "./following.js";
export { createHub, HubProblem, problemOf, unwrap, type Hub } from "./hub.js";
export { readPath, type Read } from "./reading.js";
export type {
  Block,
  Card,
  CardOf,
  CardQuery,
  Change,
  Contact,
  HubDocument,
  DocumentOf,
  Image,
  ItemType,
  Problem,
  Related,
  Resource,
  Tombstone,
} from "./types.js";
export { assertNever } from "./types.js";
export type { components, operations, paths } from "./schema.js";
