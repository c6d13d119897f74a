import { expect, it } from "vitest";
import type { Answer } from "../../src/api/client";
import { deedsOf } from "../../src/people/Accounts";
import { reasonText } from "../../src/people/History";
import { isCode } from "../../src/people/Organisations";
import { words } from "../../src/people/words";

type Account = Answer<"ListPeople">[number];

const account: Account = {
  name: "lead",
  display_name: "관제팀장",
  role: "SHIFT_LEAD",
  organisation: "SEONGBUK",
  organisation_name: "성북구",
  unit_id: null,
  added_at: "",
  disabled_at: null,
  factors: [],
  is_linked: false,
};

it.each([
  ["without a provider nothing is linked", {}, false, false, false],
  ["an account may be linked", {}, true, true, false],
  ["a linked one may be unlinked", { is_linked: true }, true, false, true],
  ["also when the provider has gone", { is_linked: true }, false, false, true],
  ["a vehicle signs in with its device", { role: "POLICE_CAR" }, true, false, false],
  ["a closed one is only opened", { disabled_at: "2026", is_linked: true }, true, false, false],
] as const)("%s", (_, changed, hasProvider, mayLink, mayUnlink) => {
  const deeds = deedsOf({ ...account, ...changed }, hasProvider);
  expect([deeds.includes("link"), deeds.includes("unlink")]).toEqual([mayLink, mayUnlink]);
});

it.each([
  ["KNPA.SEOUL.SEONGBUK", true],
  ["A", true],
  ["4-SAFE_1", true],
  ["", false],
  [".A", false],
  ["lower", false],
  ["A B", false],
  ["성북", false],
  ["A".repeat(80), true],
  ["A".repeat(81), false],
])("as an organisation's code %s is taken: %s", (typed, isTaken) => {
  expect(isCode(typed)).toBe(isTaken);
});

it("the node's own reasons are words in both languages, a person's stay as written", () => {
  for (const lang of ["ko", "en"] as const) {
    const own = words[lang].history.ownReasons;
    expect(reasonText("added", own)).not.toBe("added");
    expect(reasonText("added before the history of rights began", own)).toBe(
      own["added before the history of rights began"],
    );
    expect(reasonText("7월 정기 인사이동", own)).toBe("7월 정기 인사이동");
  }
});

it("every kind of organisation has a name in both languages", () => {
  expect(Object.keys(words.ko.homes.kinds)).toEqual(Object.keys(words.en.homes.kinds));
});
