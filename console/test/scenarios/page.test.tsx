// The demo's scenario panel: scenes under their service, one service picked, what was answered; and no demo, no panel.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem, type ScenarioPanel } from "../../src/api/client";
import { ScenariosPage } from "../../src/scenarios/ScenariosPage";

const scene = (service: string, name: string, expects = "granted") => ({
  service,
  service_ko: `${service} 서비스`,
  service_en: `${service} service`,
  scene: name,
  title_ko: `${name} 장면`,
  title_en: `${name} scene`,
  expects,
  lasts_s: 60,
});
const PANEL: ScenarioPanel = {
  scenes: [
    scene("BELL", "happy", "own"),
    scene("BELL", "silent", "silent"),
    scene("OUT_REPORT", "refused", "key"),
    scene("WANTED_CAR", "happy", "told"),
  ],
  places: ["성북구청", "정릉시장"],
  answers: [
    {
      at: "2026-11-22T05:00:00+00:00",
      service: "BELL",
      scene: "happy",
      place: "성북구청",
      status: 403,
      answer: '{"code":"service_not_yours"}',
    },
  ],
};

describe("the scenario panel", () => {
  let root: Root;
  beforeEach(() => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    vi.stubGlobal("CSS", { escape: (text: string) => text });
    document.body.innerHTML = "<div></div>";
    root = createRoot(document.body.firstElementChild as Element);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
  const said = () => document.body.textContent ?? "";
  const buttons = () => [...document.querySelectorAll("button")];
  const settle = () => act(async () => void (await new Promise((done) => setTimeout(done))));

  async function open() {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <ScenariosPage />
        </QueryClientProvider>,
      ),
    );
    await settle();
  }

  async function pick(which: number, value: string) {
    const select = document.querySelectorAll("select")[which] as HTMLSelectElement;
    await act(async () => {
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  it("lists each service once, its scenes under it, and what each expects", async () => {
    vi.spyOn(api, "scenarios").mockResolvedValue(PANEL);
    await open();
    const heads = [...document.querySelectorAll("th[scope=rowgroup]")];
    expect(heads.map((one) => one.textContent)).toEqual([
      "BELL 서비스",
      "OUT_REPORT 서비스",
      "WANTED_CAR 서비스",
    ]);
    for (const words of ["자체 관제", "관제요원이 신고하면", "기관에 알림, 영상 없음"])
      expect(said()).toContain(words);
  });

  it("plays a scene of the picked service at the picked place", async () => {
    vi.spyOn(api, "scenarios").mockResolvedValue(PANEL);
    const play = vi.spyOn(api, "playScenario").mockResolvedValue(PANEL);
    await open();
    await pick(0, "정릉시장");
    await pick(1, "OUT_REPORT");
    expect(buttons()).toHaveLength(1);
    await act(async () => buttons()[0]?.click());
    await settle();
    expect(play.mock.calls[0]?.[0]).toEqual({
      service: "OUT_REPORT",
      scene: "refused",
      place: "정릉시장",
    });
  });

  it("tells answers by Seoul's clock, and marks what was not taken", async () => {
    vi.spyOn(api, "scenarios").mockResolvedValue(PANEL);
    await open();
    expect(said()).toContain("14:00:00");
    expect(document.querySelector("td.bad")?.textContent).toBe("403");
  });

  it("is no page of a server that no demo has started", async () => {
    vi.spyOn(api, "scenarios").mockRejectedValue(new Problem(404, "not_found", "", null));
    await open();
    expect(said()).toContain("시연이 아닌 서버입니다");
    expect(document.querySelector("table")).toBeNull();
  });

  it("says when a scene could not be played", async () => {
    vi.spyOn(api, "scenarios").mockResolvedValue(PANEL);
    vi.spyOn(api, "playScenario").mockRejectedValue(new Problem(503, "demo_silent", "", null));
    await open();
    await act(async () => buttons()[0]?.click());
    await settle();
    expect(document.querySelector('[role="alert"]')?.textContent).toContain("시작하지 못했습니다");
  });
});
