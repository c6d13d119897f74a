// How often a wanted car was seen: a number of today, nothing where there was none or nobody is told.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { PlateCount } from "../../src/watch/PlateCount";

let root: Root;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  // a quarter past midnight in Seoul, still yesterday in Greenwich
  vi.useFakeTimers({ now: Date.parse("2026-11-21T15:15:00Z"), toFake: ["Date"] });
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function shown(): Promise<string> {
  const client = new QueryClient();
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <PlateCount />
      </QueryClientProvider>,
    ),
  );
  await act(async () => void (await new Promise((done) => setTimeout(done))));
  return document.body.textContent ?? "";
}

it("says how many of Seoul's day", async () => {
  vi.spyOn(api, "plateHits").mockResolvedValue([
    { day: "2026-11-22", hits: 3 },
    { day: "2026-11-21", hits: 40 },
  ]);
  expect(await shown()).toBe("오늘 수배차량 일치 3건 · 경찰에만 알림");
});

it.each([
  ["no hit today", [{ day: "2026-11-21", hits: 40 }]],
  ["none at all", []],
])("says nothing: %s", async (_, days) => {
  vi.spyOn(api, "plateHits").mockResolvedValue(days);
  expect(await shown()).toBe("");
});

it("says nothing to whom the node tells nothing", async () => {
  vi.spyOn(api, "plateHits").mockRejectedValue(new Problem(403, "not_yours", "", null));
  expect(await shown()).toBe("");
});
