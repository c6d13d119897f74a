import { expect, it } from "vitest";
import { weaknessOf } from "../../src/identity/ChoosePassword";
import { returnedFailure } from "../../src/identity/failure";
import { returnedStep, waysBeside } from "../../src/identity/steps";

const OLD = "beacon-on-the-hill";

it.each([
  ["lantern-by", "", null],
  ["lantern-b", "", "short"],
  [OLD, "", "same"],
  ["aaaaaaaaaaaa", "", "simple"],
  ["abcabcabcabc", "", "simple"],
  ["lantern-LEAD-sea", "lead", "name"],
  ["lantern-ｌｅａｄ-sea", "lead", "name"],
  ["나는김봉수입니다정말로", "김봉수", "name"],
  ["비밀번호는 길수록 좋다", "김봉수", null],
])("of %s as %s is said: %s", (chosen, name, weakness) => {
  expect(weaknessOf(OLD, chosen, name)).toBe(weakness);
});

it.each([
  ["oidc_unreachable", "providerDown"],
  ["oidc_refused", "providerRefused"],
  ["oidc_unknown", "providerUnknown"],
  ["no_key_file", "key"],
  ["something-new", "providerRefused"],
  ["", "providerRefused"],
])("a sign-in that came back as failed=%s is said as %s", (code, failure) => {
  expect(returnedFailure(`?failed=${code}`)).toBe(failure);
});

it("an address that says nothing of a failure shows none", () => {
  expect(returnedFailure("")).toBeNull();
  expect(returnedFailure("?failure=oidc_refused")).toBeNull();
});

it("a second step comes back behind the # with its ways", () => {
  const waiting = returnedStep("#step=totp&pending=tok&ways=totp,recovery&ends_at=2026");
  expect(waiting).toEqual({
    step: "totp",
    pending: "tok",
    ways: ["totp", "recovery"],
    ends_at: "2026",
  });
  if (waiting) expect(waysBeside(waiting, "totp")).toEqual(["recovery"]);
});

it.each(["", "#", "#step=totp", "#pending=tok", "#step=&pending=", "#/watch"])(
  "behind %s no second step waits",
  (hash) => {
    expect(returnedStep(hash)).toBeNull();
  },
);
