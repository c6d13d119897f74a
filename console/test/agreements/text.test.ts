import { expect, it } from "vitest";
import { LEGAL_BASES, nameIn, PURPOSES, SERVICES, wordsOf } from "../../src/agreements/lists";
import {
  asFull,
  asKind,
  asPilot,
  extended,
  fromSeoulField,
  isSame,
  newClause,
  newExample,
  nextNumber,
  problemsAt,
  ruleOf,
  seoulField,
  toFullOperation,
  toggled,
  withOne,
  without,
  withRule,
} from "../../src/agreements/text";
import { clause, text } from "./made";

const NOW = Date.parse("2026-11-21T05:00:00Z");

it("a set is sorted and holds each word once, so that the same text stays the same", () => {
  expect(toggled(["C0", "C2"], "C1")).toEqual(["C0", "C1", "C2"]);
  expect(toggled(["C0", "C2"], "C2")).toEqual(["C0"]);
  expect(toggled(toggled(["a", "b"], "c"), "c")).toEqual(["a", "b"]);
});

it("one entry of a list changes, the others stay", () => {
  expect(withOne(["a", "b", "c"], 1, "x")).toEqual(["a", "x", "c"]);
  expect(without(["a", "b", "c"], 1)).toEqual(["a", "c"]);
});

it("a new clause is numbered behind the last and agrees to nothing by itself", () => {
  expect(nextNumber([clause({ number: "4.2" })])).toBe("4.3");
  expect(nextNumber([])).toBe("3.1");
  const made = newClause([clause()]);
  expect(made.number).toBe("3.3");
  expect([...made.recipients, ...made.categories, ...made.by_itself, ...made.purposes]).toEqual([]);
});

it("a code stands in one list only", () => {
  const one = clause();
  expect([ruleOf(one, "C0"), ruleOf(one, "C2"), ruleOf(one, "C3")]).toEqual([
    "itself",
    "approval",
    "none",
  ]);
  const asked = withRule(one, "C0", "approval");
  expect(asked.by_itself).toEqual(["C1"]);
  expect(asked.with_approval).toEqual(["C0", "C2"]);
  const gone = withRule(asked, "C0", "none");
  expect([...gone.by_itself, ...gone.with_approval]).not.toContain("C0");
  expect(withRule(gone, "C0", "itself").by_itself).toEqual(["C0", "C1"]);
});

it("a clause that becomes a ban drops what a ban does not say, and gets it back as live pictures", () => {
  const ban = asKind(clause(), "forbid");
  expect([ban.radius_m, ban.max_cameras, ban.ttl_s, ban.renewals]).toEqual([0, 0, 0, 0]);
  expect([ban.to_vehicles, ban.legal_bases]).toEqual([false, []]);
  const live = asKind(ban, "live");
  expect(live.radius_m).toBeGreaterThan(0);
  expect(live.lookback_s).toBe(0);
});

it("looking back is measured in seconds, and only there", () => {
  const back = asKind(clause(), "lookback");
  expect(back.lookback_s).toBeGreaterThan(0);
  expect(back.radius_m).toBe(300);
  expect(asKind(back, "live").lookback_s).toBe(0);
});

it("times are typed in Seoul's, whatever the browser's own", () => {
  expect(seoulField("2023-08-01T00:00:00Z")).toBe("2023-08-01T09:00");
  expect(fromSeoulField("2023-08-01T09:00")).toBe("2023-08-01T09:00:00+09:00");
  expect(Date.parse(fromSeoulField(seoulField("2024-02-29T20:30:00Z")))).toBe(
    Date.parse("2024-02-29T20:30:00Z"),
  );
  expect([seoulField("nonsense"), fromSeoulField("")]).toEqual(["", ""]);
});

it("a pilot has limits, full operation has none", () => {
  const pilot = asPilot(text());
  expect(pilot.stage).toBe("pilot");
  expect(pilot.pilot?.report_due).toBe("2028-07-31");
  expect(asFull(pilot)).toEqual(text());
  expect(asPilot(pilot).pilot).toEqual(pilot.pilot);
});

it("after its report a pilot goes over into full operation from tomorrow on", () => {
  const full = toFullOperation(asPilot(text()), NOW);
  expect([full.stage, full.pilot]).toEqual(["full", null]);
  expect(full.starts).toBe("2026-11-22T00:00:00+09:00");
  expect(Date.parse(full.ends)).toBeGreaterThan(Date.parse(full.starts));
  expect(full.review_due && full.review_due > "2026-11-22").toBe(true);
});

it("or goes on under the same limits, with a report due before its new end", () => {
  const pilot = asPilot(text({ ends: "2026-11-25T00:00:00+09:00" }));
  const longer = extended(pilot, NOW);
  expect(longer.ends).toBe("2026-12-25T00:00:00+09:00");
  expect(longer.pilot?.report_due).toBe("2026-12-24");
  expect(longer.pilot?.dongs).toEqual(pilot.pilot?.dongs);
  const late = extended(pilot, Date.parse("2027-03-01T00:00:00Z"));
  expect(late.ends).toBe("2027-03-31T00:00:00+09:00");
});

it("an example starts from what the text says", () => {
  const made = newExample(text());
  expect([made.service, made.category, made.code, made.clause]).toEqual([
    "P112_DISPATCH",
    "ROBBERY",
    "C0",
    "3.2",
  ]);
  expect(newExample(text({ clauses: [] })).expect).toBe("allow");
});

it("a text that was typed and typed back has not changed", () => {
  const changed = text({ title_ko: "다른 이름" });
  expect(isSame(text(), changed)).toBe(false);
  expect(isSame(text(), { ...changed, title_ko: text().title_ko })).toBe(true);
});

it("a field shows its own problems and those of its entries, not its neighbour's", () => {
  const said = ["clauses[1].hours[0]", "clauses[1].hours", "clauses[10].hours", "clauses"].map(
    (field) => ({ field }),
  );
  expect(problemsAt(said, "clauses[1].hours").map((one) => one.field)).toEqual([
    "clauses[1].hours[0]",
    "clauses[1].hours",
  ]);
});

it("a word that this console does not know is shown as it is, and stays ticked", () => {
  expect(wordsOf(LEGAL_BASES, ["NEW-LAW"])).toContain("NEW-LAW");
  expect(nameIn(LEGAL_BASES["NEW-LAW"], "ko", "NEW-LAW")).toBe("NEW-LAW");
});

it("every word of the lists has a name in both languages", () => {
  const lists = [
    LEGAL_BASES,
    PURPOSES,
    ...Object.values(SERVICES).flatMap((one) => [one.categories, one.codes]),
  ];
  for (const names of lists.flatMap((list) => Object.values(list))) {
    expect(names[0]).toMatch(/[가-힣]/);
    expect(names[1]).toMatch(/[A-Za-z]/);
  }
});
