// Which sentence a refused step of signing in gets. By the node's code where it has one, else by what kind of answer it was.
import { Problem } from "../api/client";
import type { words } from "./words";

export type Failure = keyof (typeof words)["ko"]["failures"];

const BY_CODE: Record<string, Failure> = {
  sign_in_refused: "wrong",
  sign_in_locked: "locked",
  pending_over: "over",
  factor_refused: "code",
  passkey_needs_name: "address",
  proof_refused: "device",
  oidc_unreachable: "providerDown",
  oidc_refused: "providerRefused",
  oidc_unknown: "providerUnknown",
  already_there: "taken",
  last_factor: "last",
  no_key_file: "key",
};
const BY_STATUS: Record<number, Failure> = {
  0: "unreachable",
  400: "input",
  403: "forbidden",
  423: "locked",
  429: "locked",
  502: "unreachable",
  503: "unreachable",
};

export function failureOf(problem: unknown): Failure {
  if (isCancelled(problem)) return "cancelled";
  if (!(problem instanceof Problem)) return "server";
  const known = BY_CODE[problem.code] ?? BY_STATUS[problem.status];
  return known ?? (problem.status >= 500 ? "server" : "wrong");
}

/** The person turned the browser's question away, or answered it too late. */
function isCancelled(problem: unknown): boolean {
  return (
    problem instanceof DOMException &&
    (problem.name === "NotAllowedError" || problem.name === "AbortError")
  );
}

/** What a provider's sign-in brought back in the address, when it failed. */
export function returnedFailure(search: string): Failure | null {
  const code = new URLSearchParams(search).get("failed");
  return code === null ? null : (BY_CODE[code] ?? "providerRefused");
}
