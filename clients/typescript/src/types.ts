import type { components, operations } from "./schema.js";

type Schemas = components["schemas"];

/** What lists show of an item; narrows on `type`. */
export type Card = Schemas["CardList"]["items"][number];
/** One item in full; narrows on `type`. */
export type HubDocument = Schemas["DocumentList"]["items"][number];
export type ItemType = HubDocument["type"];
export type CardOf<Type extends ItemType> = Extract<Card, { type: Type }>;
export type DocumentOf<Type extends ItemType> = Extract<HubDocument, { type: Type }>;
/** A part of a `body`; narrows on `type`. */
export type Block = Schemas["PageDocument"]["body"][number];

export type Change = Schemas["Change"];
export type Contact = Schemas["Contact"];
export type Image = Schemas["Image"];
export type Problem = Schemas["ProblemDetails"];
export type Related = Schemas["Related"];
export type Resource = Schemas["Resource"];
export type Tombstone = Schemas["Tombstone"];

export type CardQuery = NonNullable<operations["list_content"]["parameters"]["query"]>;

/**
 * The end of a `switch` over every type. A type that the hub gained since these types were made does not compile once they
 * are made again; until then it is an error that names it.
 */
export function assertNever(value: never): never {
  throw new Error(`These types do not know this value: ${JSON.stringify(value).slice(0, 200)}. Make them again.`);
}
