import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Incident, Lending } from "../../src/api/feed";
import { Decision } from "../../src/room/Decision";
import { incident, lending } from "../feed/made";

const NOW = Date.parse("2026-11-21T05:03:20Z");
const CENTRE = { code: "SB", name_ko: "성북구", name_en: "Seongbuk", phone: "02-2241-4562" };

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
  host = document.createElement("div");
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

function show(mine: Partial<Lending>, more: Partial<Incident> = {}): string {
  const one = incident("a", { lendings: [lending(mine)], tiles: [], ...more });
  act(() => root.render(<Decision incident={one} centre={CENTRE} />));
  return host.textContent ?? "";
}

function waiting(kind: string, deadline: string | null): Partial<Lending> {
  const open = { options: [], may_decide: false, may_recommend: false };
  return { state: "waiting", ends_at: null, waiting: { kind, deadline, ...open } };
}

it("a room that waits sees for whom, and how long an answer may take", () => {
  const text = show(waiting("approval", "2026-11-21T05:04:05Z"));
  expect(text).toContain("승인 대기");
  expect(host.querySelector(".countdown")?.textContent).toBe("00:45");
});

it("a vague place and an uncertain jurisdiction are told apart, without a countdown that is none", () => {
  const place = show(waiting("place", null));
  const jurisdiction = show(waiting("jurisdiction", null));
  expect(place).not.toBe(jurisdiction);
  expect(host.querySelector(".countdown")).toBeNull();
});

it("a kind of waiting that this console does not know yet is still waiting", () => {
  expect(show(waiting("something_new", null))).toContain("대기");
});

it("a refusal gives its clause, its time, and whom to call", () => {
  const reason = "협약 제3조제2항의 목록에 없는 유형: 폭행";
  const text = show({ state: "refused", reason_text_ko: reason });
  expect(text).toContain("영상 제공 불가");
  expect(text).toContain(reason);
  expect(text).toContain("14:03:00");
  expect(host.querySelector("a")?.getAttribute("href")).toBe("tel:02-2241-4562".replace(/-/g, ""));
});

it("what the centre cut says so, since when, and whom to call while the scene is open", () => {
  const text = show({
    state: "withdrawn",
    reason: "withdrawn_by_centre",
    reason_text_ko: "관제센터가 제공을 중단했습니다",
    decided_at: "2026-11-21T05:05:00Z",
  });
  expect(text).toContain("관제센터가 제공을 중단했습니다");
  expect(text).toContain("14:05:00");
  expect(host.querySelector("a")).not.toBeNull();
});

it("a closed scene needs no call", () => {
  const ended = {
    at: "2026-11-21T05:20:00Z",
    reason: "closed",
    reason_text_ko: "현장종결",
    reason_text_en: "Scene closed",
  };
  const text = show({ state: "closed" }, { state: "closed", ended });
  expect(text).toContain("현장종결");
  expect(text).toContain("14:20:00");
  expect(host.querySelector("a")).toBeNull();
});

it("what is agreed but has not begun counts down to its start, and nobody is to be called", () => {
  const window = { starts: "2026-11-21T05:10:00Z", ends: "2026-11-21T06:00:00Z" };
  const text = show(waiting("start", null), { window });
  expect(text).toContain("시작 시각 대기");
  expect(host.querySelector(".countdown")?.textContent).toBe("06:40");
  expect(text).toContain("14:10–15:00 · 시작까지 06:40");
  expect(host.querySelector("a")).toBeNull();
});
