import { webcrypto } from "node:crypto";
import { expect, it } from "vitest";
import { Problem } from "../../src/api/client";
import { activityGate, EVERY_MS } from "../../src/app/useActivity";
import { asCode, asName, encoded, signed } from "../../src/identity/deviceKeys";
import { failureOf, returnedFailure } from "../../src/identity/failure";
import { nextProof, PROVE_EVERY_MS, RETRY_MS } from "../../src/identity/proof";
import { wayOf, waysBeside } from "../../src/identity/steps";

it.each([
  ["sign_in_refused", "wrong"],
  ["sign_in_locked", "locked"],
  ["pending_over", "over"],
  ["factor_refused", "code"],
  ["proof_refused", "device"],
  ["oidc_unknown", "providerUnknown"],
])("the node's word %s is said as %s", (code, failure) => {
  expect(failureOf(new Problem(401, code, "", null))).toBe(failure);
});

it("a passkey that was turned away is no wrong password", () => {
  expect(failureOf(new DOMException("", "NotAllowedError"))).toBe("cancelled");
});

it("what a provider brought back is said, and nothing when it brought nothing", () => {
  expect(returnedFailure("?failed=oidc_unknown")).toBe("providerUnknown");
  expect(returnedFailure("?failed=made_up")).toBe("providerRefused");
  expect(returnedFailure("")).toBeNull();
});

it("an enrolment code is the same however it is typed", () => {
  expect(asCode(" abcd-2345 ")).toBe("ABCD2345");
  expect(asName(" 순찰 31 ".normalize("NFD"))).toBe("순찰 31");
});

it("a signature is raw, 64 bytes, over one line each", async () => {
  const pair = (await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const made = await signed(pair.privateKey, "session", "challenge", "ses_1");
  expect(made).toMatch(/^[\w-]{86}$/);
  const text = `bongsu device proof 1\nsession\n${location.origin}\nchallenge\nses_1`;
  const raw = Buffer.from(made, "base64url");
  const rule = { name: "ECDSA", hash: "SHA-256" };
  expect(await webcrypto.subtle.verify(rule, pair.publicKey, raw, Buffer.from(text))).toBe(true);
  expect(encoded(new Uint8Array([255, 254]).buffer)).toBe("__4");
});

it("a proven session proves again in a minute, an unreachable node sooner, a refused one never", () => {
  expect(nextProof("proven")).toBe(PROVE_EVERY_MS);
  expect(nextProof("unreachable")).toBe(RETRY_MS);
  expect(nextProof("refused")).toBeNull();
  expect(nextProof("unbound")).toBeNull();
});

it("touches are told at once, then at most once a minute, and only from the tab that is seen", () => {
  let now = 5_000;
  let isSeen = true;
  const isDue = activityGate(
    () => now,
    () => isSeen,
  );
  expect([isDue(), isDue()]).toEqual([true, false]);
  now += EVERY_MS;
  isSeen = false;
  expect(isDue()).toBe(false);
  isSeen = true;
  expect(isDue()).toBe(true);
});

it("a step may be taken in every other way the node names", () => {
  const waiting = { step: "totp", pending: "x", ways: ["totp", "recovery"], ends_at: "" };
  expect(wayOf(waiting)).toBe("totp");
  expect(waysBeside(waiting, "totp")).toEqual(["recovery"]);
  expect(wayOf({ ...waiting, step: "something new" })).toBe("totp");
});
