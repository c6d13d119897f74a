import { expect, test } from "vitest";
import { outsideOf, phaseOf, press, viewersOf } from "../../src/watch/cut";
import { ago, incident, lending, NOW } from "../incident/example";

const CUT = { state: "withdrawn", reason: "withdrawn_by_centre", reason_text_ko: "중단했습니다" };

test("stopping asks once and means it at the second press", () => {
  const first = press(null, "g1", NOW);
  expect(first.isMeant).toBe(false);
  expect(press(first.armed, "g1", NOW + 3900)).toEqual({ armed: null, isMeant: true });
});

test("a second press that comes late only asks again", () => {
  const first = press(null, "g1", NOW);
  expect(press(first.armed, "g1", NOW + 4000).isMeant).toBe(false);
});

test("a press on another lending never stops the first", () => {
  const first = press(null, "g1", NOW);
  expect(press(first.armed, "g2", NOW + 100)).toEqual({
    armed: { grantId: "g2", at: NOW + 100 },
    isMeant: false,
  });
});

test("a cut can be taken back for ten seconds and then wants its reason", () => {
  const cut = lending("g", { ...CUT, undo_until: ago(-10) });
  expect(phaseOf(cut, NOW)).toBe("undoable");
  expect(phaseOf(cut, NOW + 10_000)).toBe("wants_reason");
});

test("a cut whose reason was given is done with", () => {
  const explained = lending("g", { ...CUT, cut_reason: "privacy" });
  expect(phaseOf(explained, NOW)).toBe("over");
});

test("what others ended asks the operator nothing", () => {
  expect(phaseOf(lending("g", { state: "expired", reason: "time_over" }), NOW)).toBe("over");
  expect(phaseOf(lending("g", { state: "refused" }), NOW)).toBe("over");
});

test("the list holds what is lent outside, cuts first, then the chosen incident", () => {
  const list = outsideOf(
    [
      incident("a", { lendings: [lending("own", { is_own: true }), lending("a1")] }),
      incident("b", { lendings: [lending("b1"), lending("b2", { ...CUT, undo_until: ago(-5) })] }),
      incident("c", { lendings: [lending("c1", { state: "closed" })] }),
    ],
    [],
    "b",
    NOW,
  );
  expect(list.map((one) => one.lending.grant_id)).toEqual(["b2", "b1", "a1"]);
});

test("who watches is counted once for each camera", () => {
  const watcher = (viewer: string, camera_id: string) => ({
    grant_id: "g",
    camera_id,
    organisation: "",
    viewer,
    since: ago(1),
    drill_id: null,
  });
  expect(viewersOf([watcher("순31", "c1"), watcher("순31", "c2"), watcher("순31", "c1")])).toEqual([
    { viewer: "순31", cameras: 2 },
  ]);
});

test("of a discreet service each watcher counts, though no camera is named", () => {
  const watcher = { grant_id: "g", camera_id: "", organisation: "", since: ago(1), drill_id: null };
  const two = [
    { ...watcher, viewer: "법무부 01" },
    { ...watcher, viewer: "법무부 01" },
  ];
  expect(viewersOf(two)).toEqual([{ viewer: "법무부 01", cameras: 2 }]);
});
