import { expect, test } from "vitest";
import {
  type Chosen,
  mergedByPlace,
  pick,
  type Queue,
  queueOf,
  waitingOf,
} from "../../src/watch/queue";
import { ago, asking, incident, lending, NOW, tile } from "../incident/example";

const THEFT = incident("theft", { lendings: [asking("g1", { deadline: ago(-40) })] });
const SOONER = incident("sooner", { lendings: [asking("g2", { deadline: ago(-9) })] });
const PLACE = incident("place", { lendings: [asking("g3", { kind: "place", deadline: null })] });
const RUNNING = incident("running", { lendings: [lending("g4")] });

const keys = (entries: readonly { key: string }[]) => entries.map((entry) => entry.key);

test("what ends first stands first; what has no limit stands last", () => {
  const queue = queueOf([PLACE, THEFT, SOONER], [], NOW);
  expect(queue.waiting.map((entry) => entry.incident.incident_id)).toEqual([
    "sooner",
    "theft",
    "place",
  ]);
});

test("an uncertain jurisdiction is one question though both stations wait", () => {
  const [entry, ...rest] = waitingOf(
    incident("split", {
      lendings: [
        asking("g1", { kind: "jurisdiction", deadline: ago(-30) }),
        asking("g2", { kind: "jurisdiction", deadline: ago(-20) }),
      ],
    }),
  );
  expect(rest).toEqual([]);
  expect(entry?.asked.map((one) => one.grant_id)).toEqual(["g1", "g2"]);
  expect(entry?.deadlineMs).toBe(NOW + 20_000);
});

test("another term is a question of what runs, for who decides and who recommends", () => {
  const again = (may_decide: boolean) =>
    lending("g1", {
      ends_at: ago(-3600),
      waiting: {
        kind: "again",
        deadline: ago(-3600),
        options: [],
        may_decide,
        may_recommend: !may_decide,
      },
    });
  const lead = incident("flood", { lendings: [again(true)], tiles: [tile(1)] });
  const seat = incident("flood", { lendings: [again(false)], tiles: [tile(1)] });
  const call = incident("call", { lendings: [lending("g2")], tiles: [tile(2)] });
  const asked = queueOf([lead, call], [], NOW);
  expect(keys(asked.waiting)).toEqual(["waiting flood again"]);
  expect(keys(asked.running)).toContain("running flood");
  const watching = { key: "running call", incidentId: "call", byHand: false };
  // one press away for the approver; an operator's pictures of a running call stay
  expect(pick(asked, watching)?.key).toBe("waiting flood again");
  expect(pick(queueOf([seat, call], [], NOW), watching)?.key).toBe("running call");
  const answered = incident("flood", {
    lendings: [lending("g1", { waiting: { ...again(false).waiting, kind: "no_more" } as never })],
  });
  expect(waitingOf(answered)).toEqual([]);
});

test("an incident that only waits is not shown as running, one that is also lent is", () => {
  const own = lending("own", { is_own: true });
  const waiting = incident("w", { lendings: [own, asking("g1")] });
  const both = incident("b", { lendings: [asking("g2"), lending("g3")] });
  expect(keys(queueOf([waiting, both], [], NOW).running)).toEqual(["running b"]);
});

test("cameras that give no picture are listed once", () => {
  const down = tile(2, { state: "dead" });
  const queue = queueOf(
    [incident("a", { tiles: [tile(1), down] }), incident("b", { tiles: [down] })],
    [],
    NOW,
  );
  expect(keys(queue.failures)).toEqual(["failure SB-2"]);
});

test("what ended today is kept, newest first; what ended yesterday in Seoul is not", () => {
  const ended = (id: string, at: string) =>
    incident(id, {
      state: "closed",
      ended: { at, reason: "incident_closed", reason_text_ko: "", reason_text_en: "" },
    });
  const past = [
    ended("old", "2026-11-20T14:59:00Z"),
    ended("early", "2026-11-20T15:01:00Z"),
    ended("late", ago(60)),
  ];
  expect(queueOf([], past, NOW).ended.map((one) => one.incident.incident_id)).toEqual([
    "late",
    "early",
  ]);
});

test("what the feed says wins over what the node remembered", () => {
  const queue = queueOf([RUNNING], [incident("running", { state: "closed" })], NOW);
  expect(queue.ended).toEqual([]);
  expect(keys(queue.running)).toEqual(["running running"]);
});

test("in a flood the same place is one entry, and says how many more", () => {
  const far = { ...THEFT.place, lat: 37.61 } as typeof THEFT.place;
  const waiting = queueOf(
    [SOONER, THEFT, incident("far", { place: far, lendings: [asking("g9")] })],
    [],
    NOW,
  ).waiting;
  const merged = mergedByPlace(waiting);
  expect(merged.map((entry) => [entry.incident.incident_id, entry.merged])).toEqual([
    ["sooner", 1],
    ["far", 0],
  ]);
});

const chosen = (key: string, byHand: boolean): Chosen => ({
  key,
  incidentId: key.split(" ")[1] ?? "",
  byHand,
});

function queue(...incidents: Parameters<typeof queueOf>[0][number][]): Queue {
  return queueOf(incidents, [], NOW);
}

test("what waits comes before what runs", () => {
  expect(pick(queue(RUNNING, THEFT), null)?.kind).toBe("waiting");
  expect(pick(queue(RUNNING, THEFT), chosen("running running", false))?.kind).toBe("waiting");
});

test("what a person chose is not taken away by what comes later", () => {
  expect(pick(queue(RUNNING, THEFT), chosen("running running", true))?.key).toBe("running running");
});

test("a question on the screen is not replaced by a more urgent one", () => {
  const before = chosen("waiting theft approval", false);
  expect(pick(queue(SOONER, THEFT), before)?.key).toBe("waiting theft approval");
});

test("an answered question stays on its incident when nothing else waits", () => {
  const answered = incident("theft", { lendings: [lending("g1")] });
  const before = chosen("waiting theft approval", true);
  expect(pick(queue(RUNNING, answered), before)?.key).toBe("running theft");
});

test("the page itself chooses what has pictures before what has none", () => {
  const seen = incident("seen", { lendings: [lending("g5")], tiles: [tile(1)] });
  expect(pick(queue(RUNNING, seen), null)?.key).toBe("running seen");
  expect(pick(queue(RUNNING, seen), chosen("running running", false))?.key).toBe("running seen");
  expect(pick(queue(RUNNING, seen), chosen("running running", true))?.key).toBe("running running");
});

test("with nothing at all there is nothing to show", () => {
  expect(pick(queue(), chosen("running gone", true))).toBeNull();
});

test("what another centre decides about its own cameras is no question to the operator", () => {
  const asked = incident("asked", { lendings: [asking("g1", { kind: "peer", deadline: null })] });
  expect(waitingOf(asked)).toEqual([]);
});
