import createClient, { type Client, type ClientOptions } from "openapi-fetch";

import type { paths } from "./schema.js";
import type { Problem } from "./types.js";

export type Hub = Client<paths>;

/** Return a client of the hub at an address such as `https://hub.example.gov.uk`. */
export function createHub(address: string, options: Omit<ClientOptions, "baseUrl"> = {}): Hub {
  return createClient<paths>({ ...options, baseUrl: address.replace(/\/+$/, "") });
}

/** An answer that is no success: what was wrong, parameter by parameter, and the request id to report it by. */
export class HubProblem extends Error {
  override readonly name = "HubProblem";

  constructor(
    readonly url: string,
    readonly status: number,
    /** Null where something else than the hub answered, such as a proxy on the way. */
    readonly problem: Problem | null,
  ) {
    super([`${url} answered ${status}`, ...described(problem)].join(" | "));
  }
}

function described(problem: Problem | null): string[] {
  if (problem === null) return ["not a problem of the hub"];
  const faults = problem.errors.map(
    ({ parameter, message, did_you_mean }) =>
      `${parameter}: ${message}${did_you_mean === null ? "" : ` Did you mean ${did_you_mean}?`}`,
  );
  return [problem.title, problem.detail, ...faults, `request ${problem.request_id}`].filter(Boolean);
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Return the data of an answer; throws a HubProblem where it is an error. */
export async function unwrap<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const answer = await asked;
  if (answer.data === undefined) throw problemOf(answer);
  return answer.data;
}

/** Return the error that an answer is, for callers that look at its status first. */
export function problemOf({ error, response }: Answer<unknown>): HubProblem {
  const isProblem = typeof error === "object" && error !== null && "errors" in error && "request_id" in error;
  return new HubProblem(response.url, response.status, isProblem ? (error as Problem) : null);
}
