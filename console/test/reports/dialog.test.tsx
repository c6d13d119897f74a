// The dialog of a report: nothing is sent by one press, without words or a still; and what became of it is said.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import * as frame from "../../src/live/frame";
import { ReportDialog } from "../../src/reports/ReportDialog";
import { ReportList } from "../../src/reports/ReportList";
import type { ReportLine } from "../../src/reports/report";
import { ago, incident, NOW, tile } from "../incident/example";

const FIRE = incident("inc_1", { category: "FIRE", tiles: [tile(1)] });
const RECEIVED: ReportLine = {
  report_id: "rep_1",
  to: "119",
  kind: "FIRE",
  state: "received",
  reported_at: ago(1),
  receipt_no: "119-0007",
  refused: null,
  incident_id: "inc_1",
  camera_id: "SB-1",
};

describe("the dialog", () => {
  let root: Root;
  const close = vi.fn();
  beforeEach(() => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    vi.stubGlobal("CSS", { escape: (text: string) => text });
    vi.spyOn(Date, "now").mockReturnValue(NOW);
    URL.createObjectURL = () => "blob:still";
    URL.revokeObjectURL = () => {};
    vi.spyOn(api, "reports").mockResolvedValue([]);
    document.body.innerHTML = "<div></div>";
    root = createRoot(document.body.firstElementChild as Element);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    close.mockReset();
  });

  const said = () => document.body.textContent ?? "";
  const button = (text: string) =>
    [...document.querySelectorAll("button")].find((one) => one.textContent?.includes(text));
  const settle = () => act(async () => void (await new Promise((done) => setTimeout(done))));

  async function open(still: Blob | null = new Blob(["jpeg"]), more = tile(1), list = false) {
    vi.spyOn(frame, "frameOf").mockResolvedValue(still);
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          {list ? (
            <ReportList isReporter />
          ) : (
            <ReportDialog incident={FIRE} tile={more} element={null} onClose={close} />
          )}
        </QueryClientProvider>,
      ),
    );
    await settle();
  }

  function write(text: string) {
    const field = document.querySelector("textarea") as HTMLTextAreaElement;
    act(() => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
      set?.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  const until = (claim: () => void) => vi.waitFor(() => act(async () => claim()));

  async function press(text: string) {
    await act(async () => button(text)?.click());
    await settle();
  }

  it("shows the still, says what goes and who may, and sends by the second press", async () => {
    const report = vi.spyOn(api, "report").mockResolvedValue({ report_id: "rep_1" });
    await open();
    expect(document.querySelector("img")?.alt).toContain("1번 카메라");
    expect(said()).toContain("기계는 신고하지 않습니다");
    write("연기가 보임");
    await press("119 소방에 신고");
    expect(report).not.toHaveBeenCalled();
    vi.mocked(api.reports).mockResolvedValue([RECEIVED]);
    await press("한 번 더");
    await until(() => expect(said()).toContain("접수 119-0007"));
    expect(report).toHaveBeenCalledWith(
      expect.objectContaining({ to: "119", kind: "FIRE", camera_id: "SB-1", incident_id: "inc_1" }),
    );
    await press("닫기");
    expect(close).toHaveBeenCalled();
  });

  it("says what is missing instead of sending it", async () => {
    const report = vi.spyOn(api, "report");
    await open();
    await press("119 소방에 신고");
    expect(said()).toContain("내용을 적어야");
    expect(button("한 번 더")).toBeUndefined();
    expect(report).not.toHaveBeenCalled();
  });

  it.each([
    ["no picture", null, tile(1), "보낼 영상이 없습니다"],
    ["another district's camera", new Blob(["x"]), tile(1, { owner: "GANGBUK" }), "다른 구의"],
  ])("%s cannot be sent", async (_, still, of, why) => {
    await open(still, of);
    write("연기");
    expect(said()).toContain(why);
    expect(button("119 소방에 신고")?.disabled).toBe(true);
  });

  it("a refusal by the agreement is said, and a telephone named", async () => {
    vi.spyOn(api, "report").mockRejectedValue(new Problem(403, "report_not_agreed", "", "to"));
    await open();
    write("연기");
    await press("119 소방에 신고");
    await press("한 번 더");
    const alert = () => document.querySelector('[role="alert"]')?.textContent ?? "";
    await until(() => expect(alert()).toContain("전화로 신고"));
  });

  it("the other receiver offers its own kinds", async () => {
    await open();
    const radios = [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    await act(async () => radios[1]?.click());
    expect([...document.querySelectorAll("option")].map((one) => one.textContent)).toEqual([
      "범죄",
      "위험",
    ]);
    expect(button("112 경찰에 신고")).toBeDefined();
  });

  it.each([
    ["received", "접수 119-0007"],
    ["silent", "급하면 전화로"],
    ["refused", "접수 거절"],
    ["failed", "보내지 못함"],
  ])("the list says %s", async (state, words) => {
    vi.mocked(api.reports).mockResolvedValue([{ ...RECEIVED, state }]);
    await open(null, tile(1), true);
    expect(said()).toContain(words);
  });

  it("the list is nothing while nobody has reported", async () => {
    await open(null, tile(1), true);
    expect(said()).toBe("");
  });
});
