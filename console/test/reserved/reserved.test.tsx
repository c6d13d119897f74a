// The head's list of reserved cameras: each state, what is put on and with what ground, what is released and why.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { doors as agreements } from "../../src/agreements/doors";
import { api, Problem } from "../../src/api/client";
import {
  doors,
  NO_WISH,
  type Reserved,
  refusedField,
  wantingIn,
  wishOf,
} from "../../src/reserved/doors";
import { ReservedCameras } from "../../src/reserved/ReservedCameras";
import { ServicesPage } from "../../src/services/ServicesPage";

const WHOLE = {
  ...NO_WISH,
  service: "MILITARY",
  organisation: "MND.CAPITAL",
  reason: "비노출 목록 2026-11",
  ids: "camera_id\nSB-0001-1\nSB-0002-1\n",
};

function camera(id: string, more: Partial<Reserved> = {}): Reserved {
  return {
    camera_id: id,
    name: "길음로 1",
    lat: 37.6,
    lon: 127.02,
    service: "MILITARY",
    organisation: "MND.CAPITAL",
    reason: "비노출 목록 2026-11",
    since: "2026-11-20T16:00:00Z",
    ...more,
  };
}

describe("a wish", () => {
  it("lacks nothing when everything is said", () => expect(wantingIn(WHOLE)).toBeNull());

  it.each([
    ["service", { service: "" }],
    ["organisation", { organisation: " " }],
    ["reason", { reason: "" }],
    ["ids", { ids: " \n" }],
    ["points", { by: "area", points: "37.6, 127.0\n37.6, 127.1" }],
  ] as const)("wants %s", (field, change) =>
    expect(wantingIn({ ...WHOLE, ...change })).toBe(field),
  );

  it("by ids goes as the unit's list, so that bad rows are named by their numbers", () => {
    const wish = wishOf({ ...WHOLE, reason: "  근거 " });
    expect(wish).toEqual({
      service: "MILITARY",
      organisation: "MND.CAPITAL",
      reason: "근거",
      csv: WHOLE.ids,
    });
  });

  it("by area goes as a closed ring, longitude first, and names no camera", () => {
    const points = "37.6, 127.0\n37.6, 127.1\n37.7, 127.1";
    const wish = wishOf({ ...WHOLE, by: "area", points });
    expect(wish.area?.coordinates[0]).toEqual([
      [127.0, 37.6],
      [127.1, 37.6],
      [127.1, 37.7],
      [127.0, 37.6],
    ]);
    expect(wish.csv).toBeUndefined();
  });

  it.each([
    ["service", "service"],
    ["camera_ids", "ids"],
    ["csv", "ids"],
    ["area.coordinates", "points"],
    ["else", null],
  ])("a refusal of %s stands at %s", (field, at) =>
    expect(refusedField(new Problem(400, "invalid", "", field))).toBe(at),
  );
});

let root: Root;
let client: QueryClient;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  // the dialog asks for it, and jsdom has none
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  vi.spyOn(api, "services").mockResolvedValue({
    services: [{ codes: [{ code: "MILITARY", name_ko: "군 작전", name_en: "Army" }] }],
    left_out: [],
  } as never);
  vi.spyOn(agreements, "list").mockResolvedValue([
    { parties: [{ organisation: "MND.CAPITAL", name_ko: "수방사", name_en: "Capital" }] },
  ] as never);
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function settled(said: string): Promise<string> {
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).toContain(said);
  });
  return document.body.textContent ?? "";
}

async function show(page = <ReservedCameras />): Promise<void> {
  await act(async () =>
    root.render(<QueryClientProvider client={client}>{page}</QueryClientProvider>),
  );
}

const buttons = () => [...document.querySelectorAll("button")];
function press(name: string): Promise<void> {
  const button = buttons().find((one) => one.textContent === name);
  expect(button, name).toBeTruthy();
  return act(async () => button?.click());
}

async function fill(selector: string, value: string, at = 0): Promise<void> {
  const field = document.querySelectorAll(selector)[at] as HTMLInputElement;
  const kind = Object.getPrototypeOf(field) as object;
  const set = Object.getOwnPropertyDescriptor(kind, "value")?.set;
  await act(async () => {
    set?.call(field, value);
    field.dispatchEvent(
      new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }),
    );
  });
}

describe("the list", () => {
  it("loading is said", async () => {
    vi.spyOn(doors, "list").mockReturnValue(new Promise(() => undefined));
    await show();
    expect(document.body.textContent).toContain("불러오는 중");
  });

  it("none is said, with the way to the first", async () => {
    vi.spyOn(doors, "list").mockResolvedValue([]);
    await show();
    await settled("비노출 카메라 없음");
    expect(buttons().map((one) => one.textContent)).toEqual(["목록에 넣기"]);
  });

  it("a failure is an alert with a way on", async () => {
    vi.spyOn(doors, "list").mockRejectedValue(new Problem(0, "unreachable", "", null));
    await show();
    await settled("다시 시도");
    expect(document.querySelector("[role=alert]")).not.toBeNull();
  });

  it("says of each its ground, at whose word, and since which day in Seoul", async () => {
    vi.spyOn(doors, "list").mockResolvedValue([camera("SB-0001-1"), camera("SB-9", { name: "" })]);
    await show();
    await settled("군 작전");
    const text = await settled("수방사");
    for (const said of ["2대", "SB-0001-1", "비노출 목록 2026-11", "2026-11-21", "현재 없는"])
      expect(text).toContain(said);
  });

  it("what is chosen is released with a reason, and not without one", async () => {
    vi.spyOn(doors, "list").mockResolvedValue([camera("SB-0001-1"), camera("SB-0002-1")]);
    const release = vi.spyOn(doors, "release").mockResolvedValue({ released: 1 });
    await show();
    await settled("SB-0002-1");
    await act(async () => document.querySelectorAll<HTMLElement>("td input")[1]?.click());
    await press("고른 1대 풀기");
    await press("풀기");
    expect(release).not.toHaveBeenCalled();
    await fill("[role=dialog] input", "명단에서 빠짐");
    await press("풀기");
    expect(release).toHaveBeenCalledWith(["SB-0002-1"], "명단에서 빠짐");
    await vi.waitFor(() => expect(document.querySelector("[role=dialog]")).toBeNull());
  });

  it("what somebody else released meanwhile is said in words", async () => {
    vi.spyOn(doors, "list").mockResolvedValue([camera("SB-0001-1")]);
    vi.spyOn(doors, "release").mockRejectedValue(new Problem(404, "nothing_reserved", "", null));
    await show();
    await settled("SB-0001-1");
    await act(async () => document.querySelector<HTMLElement>("td input")?.click());
    await press("고른 1대 풀기");
    await fill("[role=dialog] input", "끝");
    await press("풀기");
    await settled("이미 목록에 없습니다");
  });
});

describe("putting on", () => {
  async function open(): Promise<void> {
    vi.spyOn(doors, "list").mockResolvedValue([]);
    await show();
    await settled("목록에 넣기");
    await press("목록에 넣기");
    await settled("군 작전");
    await settled("수방사");
  }

  it("without a ground nothing is sent", async () => {
    await open();
    const put = vi.spyOn(doors, "reserve");
    await fill("select", "MILITARY");
    await fill("select", "MND.CAPITAL", 1);
    await press("가리기");
    expect(document.querySelector("[role=alert]")?.textContent).toContain("근거를");
    expect(put).not.toHaveBeenCalled();
  });

  it("says how many are hidden now and names each row that was not taken", async () => {
    await open();
    const problems = [{ row: 3, text_ko: "모르는 카메라", text_en: "No such camera" }];
    const put = vi.spyOn(doors, "reserve").mockResolvedValue({ added: 2, already: 1, problems });
    await fill("select", "MILITARY");
    await fill("select", "MND.CAPITAL", 1);
    await fill(".office-form input:not([type])", "목록 3호");
    await fill("textarea", "SB-0001-1\nSB-0002-1\nXX");
    await press("가리기");
    const text = await settled("2대를 가렸습니다");
    for (const said of ["이미 있던 것 1대", "받지 못한 행 1개", "3행", "모르는 카메라"])
      expect(text).toContain(said);
    expect(put.mock.calls[0]?.[0]).toMatchObject({ service: "MILITARY", reason: "목록 3호" });
  });

  it("an area in which nothing stands is refused at its field", async () => {
    await open();
    vi.spyOn(doors, "reserve").mockRejectedValue(new Problem(400, "invalid", "", "area"));
    await fill("select", "MILITARY");
    await fill("select", "MND.CAPITAL", 1);
    await fill(".office-form input:not([type])", "목록 3호");
    await act(async () => document.querySelectorAll<HTMLElement>("[type=radio]")[1]?.click());
    await fill("textarea", "37.6, 127.0\n37.6, 127.1\n37.7, 127.1");
    await press("가리기");
    await settled("그 안에 카메라가 있어야");
  });
});

describe("on the page of the services", () => {
  it("it is the head's alone: nobody else reads that there is one", async () => {
    const list = vi.spyOn(doors, "list").mockResolvedValue([]);
    vi.spyOn(api, "services").mockResolvedValue({ services: [], left_out: [] });
    for (const role of ["OPERATOR", "SHIFT_LEAD", "CPO", "AUDITOR"]) {
      client.setQueryData(["me"], { role });
      await show(<ServicesPage key={role} />);
      await act(async () => undefined);
      expect(document.body.textContent).not.toContain("비노출");
    }
    expect(list).not.toHaveBeenCalled();
    client.setQueryData(["me"], { role: "CENTRE_HEAD" });
    await show(<ServicesPage key="head" />);
    expect(document.body.textContent).toContain("비노출 카메라");
  });
});
