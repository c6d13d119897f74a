// A vehicle's session proves its device: at wake-up and every minute, so that a copied cookie is worth nothing.
import { api, Problem } from "../api/client";
import { keyOfDevice, signed } from "./deviceKeys";

/** `unbound`: this session needs no proof. `refused`: this tablet cannot prove it, sign in anew. */
export type Outcome = "proven" | "unbound" | "refused" | "unreachable";

const UNBOUND = "no_device_session";

export async function proveDevice(): Promise<Outcome> {
  try {
    const asked = await api.deviceChallenge();
    const own = asked.device_id === null ? null : await keyOfDevice(asked.device_id);
    if (!own) return "refused";
    const signature = await signed(own.key, "session", asked.challenge, asked.bound_to);
    await api.deviceProve({ challenge_id: asked.challenge_id, signature });
    return "proven";
  } catch (problem) {
    if (!(problem instanceof Problem)) return "refused";
    if (problem.code === UNBOUND || problem.status === 403) return "unbound";
    return problem.status === 401 ? "refused" : "unreachable";
  }
}

export const PROVE_EVERY_MS = 60_000;
/** Three tries before the node stops believing us. */
export const RETRY_MS = 8_000;

/** When to prove again after this outcome; null: never. */
export function nextProof(outcome: Outcome): number | null {
  if (outcome === "proven") return PROVE_EVERY_MS;
  return outcome === "unreachable" ? RETRY_MS : null;
}
