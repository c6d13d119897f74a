import { expect, it } from "vitest";
import { Problem } from "../../src/api/client";
import { type Account, matching } from "../../src/people/Accounts";
import { spoken } from "../../src/people/Devices";
import { changeText } from "../../src/people/History";
import { services, withRight } from "../../src/people/Partners";
import { partsOf } from "../../src/people/PeoplePage";
import { peopleProblem } from "../../src/people/problem";

function account(name: string, more: Partial<Account> = {}): Account {
  return {
    name,
    display_name: `${name} 님`,
    role: "OPERATOR",
    organisation: "SEONGBUK",
    organisation_name: "성북구 통합관제센터",
    unit_id: null,
    added_at: "2026-11-21T05:00:00+00:00",
    disabled_at: null,
    factors: [],
    is_linked: false,
    ...more,
  };
}

it("an account is found by its words in any order; closed ones only when asked for", () => {
  const all = [account("김봉수"), account("이등대", { disabled_at: "2026-11-21T06:00:00+00:00" })];
  const names = (typed: string, closed = false) => matching(all, typed, closed).map((a) => a.name);
  expect(names("통합 김봉".normalize("NFD"))).toEqual(["김봉수"]);
  expect(names("")).toEqual(["김봉수"]);
  expect(names("등대")).toEqual([]);
  expect(names("등대", true)).toEqual(["이등대"]);
});

it("a change of a right is one line: what was, what is", () => {
  const word = (key: string, value: string) => (key === "role" ? `<${value}>` : value);
  const was = { role: "OPERATOR", organisation: "SB" };
  expect(changeText(was, { role: "CPO", organisation: "SB" }, word)).toBe(
    "<OPERATOR> → <CPO> · SB",
  );
  expect(changeText({}, { role: "CPO" }, word)).toBe("<CPO>");
  expect(changeText({}, {}, word)).toBe("");
});

it("each role sees its own part", () => {
  expect(partsOf("CENTRE_HEAD")).toHaveLength(5);
  expect(partsOf("SHIFT_LEAD")).toEqual(["devices"]);
  expect(partsOf("AUDITOR")).toEqual(["history"]);
  expect(partsOf("POLICE_ROOM")).toEqual([]);
});

it("services are typed with commas or blanks, each once", () => {
  expect(services("P112_VIDEO, P112_DISPATCH  P112_VIDEO,")).toEqual([
    "P112_VIDEO",
    "P112_DISPATCH",
  ]);
});

it("pictures come with the feed, and go with it", () => {
  expect(withRight(["catalogue"], "tickets", true)).toEqual(["catalogue", "feed", "tickets"]);
  expect(withRight(["feed", "tickets"], "feed", false)).toEqual([]);
  expect(withRight(["feed"], "incidents", true)).toEqual(["incidents", "feed"]);
});

it("a code is read out in two groups", () => {
  expect(spoken("ABCD2345")).toBe("ABCD 2345");
});

it("a refused change is said plainly", () => {
  const own = new Problem(403, "own_rights", "nobody changes their own rights", "name");
  expect(peopleProblem(own, "ko")).toBe("자신의 권한은 바꿀 수 없습니다.");
  expect(peopleProblem(new Problem(400, "invalid", "x", "role"), "en")).toContain("role");
  expect(peopleProblem(new TypeError("x"), "en")).toBe("This could not be done.");
});
