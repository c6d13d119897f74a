// The page of alerts and water levels in each of its states, as each of its readers sees it.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AlertsPage } from "../../src/alerts/AlertsPage";
import { doors, type Heard, type Refused } from "../../src/alerts/doors";
import { Problem } from "../../src/api/client";
import type { Hello } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { own, sensor } from "./made";

let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({ useFeed: () => feed, useLinks: () => [] }));
vi.mock("../../src/map/MapView", () => ({ MapView: () => <div data-map /> }));

const NOW = "2026-11-21T05:10:00Z";

function heard(id: string, more: Partial<Heard> = {}): Heard {
  return {
    alert_id: id,
    identifier: `KR.KMA.${id}`,
    partner: "kma-cap",
    sender: "kma@korea.example",
    sender_name: "기상청",
    msg_type: "Alert",
    status: "Actual",
    event_ko: "침수경보",
    event_en: "Flood warning",
    text_ko: "정릉천 범람",
    text_en: "Streams rise",
    severity: "Severe",
    languages: ["ko-KR", "en-US"],
    areas: ["정릉천"],
    sent: NOW,
    heard_at: NOW,
    expires: null,
    outcome: "opened",
    reason_ko: "상황을 열었습니다.",
    reason_en: "An incident was opened.",
    weight: "wall",
    incident_id: "inc_1",
    runs: true,
    unknown_references: [],
    remarks: [],
    ...more,
  };
}

const REFUSED: Refused = {
  partner: "kma-cap",
  digest: "d1",
  heard_at: NOW,
  code: "invalid",
  field: "alert/info[1]/severity",
  detail: "'심각' is none of Extreme",
  times: 3,
};

let root: Root;
let client: QueryClient;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  asRole("DISASTER_ROOM");
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  act(() => language.set("ko"));
  vi.restoreAllMocks();
});

function asRole(role: string): void {
  feed = { ...EMPTY, hello: { person: { role } } as unknown as Hello };
}

interface Given {
  sensors?: unknown;
  alerts?: readonly Heard[];
  refused?: readonly Refused[];
  own?: unknown;
}

function given({ sensors = [], alerts = [], refused = [], own = [] }: Given): void {
  vi.spyOn(doors, "sensors").mockResolvedValue(sensors as never);
  vi.spyOn(doors, "heard").mockResolvedValue({ alerts: [...alerts], refused: [...refused] });
  vi.spyOn(doors, "own").mockResolvedValue(own as never);
}

async function shown(): Promise<string> {
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <AlertsPage />
      </QueryClientProvider>,
    ),
  );
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).not.toContain("불러오는 중");
  });
  return document.body.textContent ?? "";
}

const part = (name: string) => document.querySelector(`section[aria-label="${name}"]`);
function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll("button")].find((one) => one.textContent === name);
  expect(button, name).toBeTruthy();
  return act(async () => button?.click());
}

describe("its states", () => {
  it("loading is said", async () => {
    given({});
    vi.spyOn(doors, "heard").mockReturnValue(new Promise(() => undefined));
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <AlertsPage />
        </QueryClientProvider>,
      ),
    );
    expect(document.body.textContent).toContain("불러오는 중");
  });

  it("nothing yet is said of each part", async () => {
    given({});
    const text = await shown();
    for (const said of ["수위계 없음", "받은 특보 없음", "보낸 특보 없음", "거부한 특보 없음"])
      expect(text).toContain(said);
  });

  it.each([403, 404])("%s is another's page", async (status) => {
    given({});
    vi.spyOn(doors, "own").mockRejectedValue(new Problem(status, "not_this_room", "", null));
    const text = await shown();
    expect(text).toContain("열 수 없는 화면");
    expect(text).not.toContain("다시 시도");
  });

  it.each([
    [0, "연결되지 않습니다"],
    [500, "불러오지 못했습니다"],
  ])("failure %s says so and has a way on", async (status, said) => {
    given({});
    vi.spyOn(doors, "sensors").mockRejectedValue(new Problem(status, "", "", null));
    expect(await shown()).toContain(said);
    given({ alerts: [heard("1")] });
    await press("다시 시도");
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(document.body.textContent).toContain("정릉천 범람");
    });
  });

  it("cut off, the last it knew stays, with its time", async () => {
    given({ alerts: [heard("1")] });
    await shown();
    vi.spyOn(doors, "heard").mockRejectedValue(new Problem(0, "unreachable", "", null));
    await act(async () => client.refetchQueries({ queryKey: ["disaster"] }));
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(document.body.textContent).toContain("연결이 끊겨");
    });
    expect(document.body.textContent).toContain("정릉천 범람");
  });
});

describe("received alerts", () => {
  it.each([
    ["wall", "벽면 열림"],
    ["ground", "요청 근거만"],
    ["exercise", "훈련"],
    ["ended", "종료"],
    ["nothing", "기록만"],
  ] as const)("%s is said as %s", async (weight, said) => {
    given({ alerts: [heard("1", { weight })] });
    await shown();
    expect(part("받은 특보")?.textContent).toContain(said);
  });

  it("a wall that has closed again is no alarm any more", async () => {
    given({ alerts: [heard("1"), heard("2", { runs: false })] });
    await shown();
    const tags = [...(part("받은 특보")?.querySelectorAll(".tag") ?? [])];
    expect(tags.map((one) => one.className.includes("alarm"))).toEqual([true, false]);
  });

  it("only the room is led to the room", async () => {
    given({ alerts: [heard("1")] });
    await shown();
    expect(part("받은 특보")?.querySelector("a")?.textContent).toBe("상황실로");
    asRole("CENTRE_HEAD");
    await shown();
    expect(part("받은 특보")?.querySelector("a")).toBeNull();
  });

  it("is read in English where that is chosen", async () => {
    act(() => language.set("en"));
    given({ alerts: [heard("1")] });
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <AlertsPage />
        </QueryClientProvider>,
      ),
    );
    await vi.waitFor(() => expect(document.body.textContent).toContain("Streams rise"));
    expect(document.body.textContent).toContain("An incident was opened.");
  });

  it("what was refused is named by its element and counted", async () => {
    given({ refused: [REFUSED, { ...REFUSED, digest: "d2", code: "unsafe_xml", times: 1 }] });
    await shown();
    const text = part("거부한 특보")?.textContent ?? "";
    for (const said of [
      "alert/info[1]/severity",
      "CAP 규격과 다름",
      "같은 것 3번",
      "안전하지 않은",
    ])
      expect(text).toContain(said);
  });
});

describe("water levels", () => {
  const asking = sensor("JN-01", { level_cm: 260, state: "alarm", waits_since: NOW });

  it("the room has the one key, and it opens the wall", async () => {
    given({ sensors: [asking] });
    const confirm = vi.spyOn(doors, "confirm").mockResolvedValue({ incident_id: "inc_1" });
    await shown();
    expect(document.querySelector(".alert-asks")?.textContent).toContain("정릉천 JN-01 260 cm");
    await press("벽면 열기");
    expect(confirm).toHaveBeenCalledWith("JN-01");
    expect(location.pathname).toBe("/room");
  });

  it.each(["SHIFT_LEAD", "CENTRE_HEAD"])("%s is told and has no key", async (role) => {
    asRole(role);
    given({ sensors: [asking] });
    expect(await shown()).toContain("재난안전상황실의 확인을 기다립니다");
    expect(document.querySelector(".alert-asks button")).toBeNull();
  });

  it("one that never spoke and one that fell silent are told apart", async () => {
    const never = sensor("a", { at: null, level_cm: null, state: "silent" });
    given({ sensors: [never, sensor("b", { state: "silent" })] });
    await shown();
    const rows = [...(part("수위계")?.querySelectorAll("tbody tr") ?? [])];
    expect(rows[0]?.textContent).toContain("무응답마지막 60 cm");
    expect(rows[1]?.textContent).toContain("받은 값 없음");
    expect(part("수위계")?.textContent).toContain("안전하다는 뜻이 아닙니다");
  });
});

describe("our own alerts", () => {
  it("the head reads and does not speak", async () => {
    asRole("CENTRE_HEAD");
    given({ own: [own("a1")] });
    const text = await shown();
    expect(text).toContain("정릉천을 벗어나세요");
    for (const button of document.querySelectorAll("button"))
      expect(["특보 보내기", "변경", "해제"]).not.toContain(button.textContent);
  });

  it.each(["updated", "cancelled", "over"] as const)(
    "what is %s is followed by nothing",
    async (standing) => {
      given({ own: [own("a1", { standing })] });
      await shown();
      expect(part("보낸 특보")?.querySelector("button")).toBeNull();
    },
  );

  it("is read over as it will be read before it goes", async () => {
    given({ own: [own("a1")] });
    const send = vi.spyOn(doors, "send").mockResolvedValue({ alert_id: "a2" });
    await shown();
    await press("변경");
    await press("확인");
    expect(send).not.toHaveBeenCalled();
    const read = document.querySelector(".alert-read")?.textContent ?? "";
    for (const said of ["침수경보", "Flood warning", "Leave the stream", "심각", "정릉천"])
      expect(read).toContain(said);
    await press("보내기");
    expect(send).toHaveBeenCalledTimes(1);
    expect(send.mock.calls[0]?.[0]).toMatchObject({ kind: "Update", follows: "a1" });
    expect(document.querySelector(".alert-draft")).toBeNull();
  });

  it("what is wanting is said at its field, and nothing is sent", async () => {
    given({});
    const send = vi.spyOn(doors, "send");
    await shown();
    await press("특보 보내기");
    await press("확인");
    expect(document.querySelector("[role=alert]")?.textContent).toContain("한국어로");
    expect(send).not.toHaveBeenCalled();
  });

  it("a refusal leads back to its field", async () => {
    given({ own: [own("a1")] });
    vi.spyOn(doors, "send").mockRejectedValue(new Problem(400, "invalid", "", "expires"));
    await shown();
    await press("해제");
    await press("확인");
    await press("보내기");
    expect(document.querySelector(".alert-read")).toBeNull();
    expect(document.querySelector("[role=alert]")?.textContent).toContain("늦은 시각");
  });

  it("what was cancelled meanwhile is said in words", async () => {
    given({ own: [own("a1")] });
    vi.spyOn(doors, "send").mockRejectedValue(new Problem(409, "alert_cancelled", "", null));
    await shown();
    await press("변경");
    await press("확인");
    await press("보내기");
    expect(document.querySelector("[role=alert]")?.textContent).toContain("이미 해제된");
  });
});
