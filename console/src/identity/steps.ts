// What a sign-in may still ask for, and the doors of a first second factor and of a vehicle's device.
import { api, Problem, type SignInStep } from "../api/client";
import type { FactorPorts } from "./AddFactor";
import { keyOfName, signed } from "./deviceKeys";

const STEPS = ["totp", "recovery", "passkey", "enrol", "device"] as const;
export type Way = (typeof STEPS)[number];

export function isWaiting(said: object): said is SignInStep {
  return "pending" in said;
}

/** The step that the node named; one that this console does not know asks for a code. */
export function wayOf(waiting: SignInStep): Way {
  return STEPS.find((way) => way === waiting.step) ?? "totp";
}

/** The second step that a provider's sign-in left open, from behind the address's #; null when there is none. */
export function returnedStep(hash: string): SignInStep | null {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const [step, pending] = [said.get("step"), said.get("pending")];
  if (!step || !pending) return null;
  const ways = (said.get("ways") ?? "").split(",").filter(Boolean);
  return { step, pending, ways, ends_at: said.get("ends_at") ?? "" };
}

const CHOICES = ["passkey", "totp", "recovery"] as const;

/** The other ways in which this step may be taken. */
export function waysBeside(waiting: SignInStep, now: Way): (typeof CHOICES)[number][] {
  return CHOICES.filter((way) => way !== now && waiting.ways.includes(way));
}

const APP = "TOTP";
const PASSKEY = "Passkey";

export function firstFactor(pending: string): FactorPorts {
  return {
    draftTotp: () => api.firstTotpDraft({ pending }),
    addTotp: async (code, label) =>
      (await api.firstTotp({ pending, code, label: label || APP })).recovery_codes,
    draftPasskey: () => api.firstPasskeyDraft({ pending }),
    addPasskey: async (credential, label) =>
      (await api.firstPasskey({ pending, credential, label: label || PASSKEY })).recovery_codes,
  };
}

export function ownFactor(password: string): FactorPorts {
  return {
    draftTotp: () => api.totpDraft({ password }),
    addTotp: async (code, label) =>
      (await api.addTotp({ code, label: label || APP })).recovery_codes,
    draftPasskey: () => api.passkeyDraft({ password }),
    addPasskey: async (credential, label) =>
      (await api.addPasskey({ credential, label: label || PASSKEY })).recovery_codes,
  };
}

/** Signs with the key that this browser keeps for the account. */
export async function proveSignIn(pending: string, name: string): Promise<void> {
  const own = await keyOfName(name);
  // said as the node would say it: this browser has no key for the account
  if (!own) throw new Problem(401, "proof_refused", "", null);
  const asked = await api.signInDeviceChallenge({ pending });
  const signature = await signed(own.key, "sign-in", asked.challenge, asked.bound_to);
  const { challenge_id } = asked;
  await api.signInDevice({ pending, device_id: own.deviceId, challenge_id, signature });
}
