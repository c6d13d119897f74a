// What a room's card says of another term: that it is asked for, that it was refused, and nothing while nobody asks.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IncidentCard } from "../../src/room/IncidentCard";
import { ago, incident, lending, NOW } from "../incident/example";

let root: Root;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
});

function cardOf(kind: string | null): string {
  const waiting = kind && {
    kind,
    deadline: ago(-3000),
    options: [],
    may_decide: false,
    may_recommend: false,
  };
  const mine = lending("g", { mine: true, ends_at: ago(-3000), waiting: waiting || null });
  const one = incident("flood", { room_kind: "disaster", lendings: [mine] });
  act(() =>
    root.render(
      <IncidentCard incident={one} directing={one.directing} hasFailed={false}>
        {null}
      </IncidentCard>,
    ),
  );
  return document.body.textContent ?? "";
}

test("asked for, with what silence means", () => {
  const text = cardOf("again");
  expect(text).toContain("다음 기간");
  expect(text).toContain("승인이 없으면");
});

test("refused: until when it runs", () => {
  expect(cardOf("no_more")).toContain("승인되지 않음");
});

test("nobody asks yet", () => {
  expect(cardOf(null)).not.toContain("다음 기간");
});
