// What a room without an incident says, and the army's order.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { Empty } from "../../src/room/Empty";
import {
  orderOf,
  pointsIn,
  refusedField,
  seoulInstant,
  wantingIn,
  withoutLast,
  withPoint,
} from "../../src/room/order";
import { type OrderDraft, useOrderDraft } from "../../src/room/useOrderDraft";

const FIELDS = {
  number: " 2026-031 ",
  kind: "DEFENCE_EXERCISE",
  starts: "2026-11-22T09:00",
  ends: "2026-11-22T11:30",
  points: "37.59, 127.01\n37.60, 127.01\n37.60, 127.02",
};

describe("an order", () => {
  it("is a closed ring in longitude and latitude, in Seoul's time", () => {
    expect(orderOf(FIELDS)).toEqual({
      order_no: "2026-031",
      kind: "DEFENCE_EXERCISE",
      starts: "2026-11-22T09:00:00+09:00",
      ends: "2026-11-22T11:30:00+09:00",
      area: {
        type: "Polygon",
        coordinates: [
          [
            [127.01, 37.59],
            [127.01, 37.6],
            [127.02, 37.6],
            [127.01, 37.59],
          ],
        ],
      },
    });
    expect(seoulInstant("2026-11-22T09:00:30")).toBe("2026-11-22T09:00:30+09:00");
  });

  it("takes points by hand and from the map, and leaves out what is none", () => {
    expect(pointsIn("37.5 127.0\n성북동\n95, 10\n1,2,3\n")).toEqual([[127, 37.5]]);
    expect(withPoint("", [127.0164, 37.5921])).toBe("37.592100, 127.016400");
    expect(withoutLast(withPoint(FIELDS.points, [127, 37]))).toBe(FIELDS.points);
  });

  it.each([
    ["number", { number: " " }],
    ["starts", { starts: "" }],
    ["ends", { ends: "2026-11-22T08:00" }],
    ["points", { points: "37.59, 127.01" }],
  ])("without a good %s it is not sent", (field, change) => {
    expect(wantingIn({ ...FIELDS, ...change })).toBe(field);
    expect(wantingIn(FIELDS)).toBeNull();
  });

  it.each([
    ["order_no", "number"],
    ["area.coordinates", "points"],
    ["area", "points"],
    ["something", null],
  ])("a refusal of %s stands at its field", (field, shown) => {
    expect(refusedField(new Problem(400, "invalid", "", field))).toBe(shown);
    expect(refusedField(new Error("no"))).toBeNull();
  });
});

describe("a room without an incident", () => {
  let root: Root;
  let host: HTMLElement;
  let draft: OrderDraft;
  beforeEach(() => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.createElement("div");
    // a form that is not in the page is not sent
    document.body.append(host);
    root = createRoot(host);
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
    vi.restoreAllMocks();
  });

  function Page({ role, isReady = true }: { role: string; isReady?: boolean }) {
    draft = useOrderDraft();
    return <Empty isReady={isReady} role={role} order={draft} />;
  }
  const draw = (role: string, isReady = true) => {
    act(() => root.render(<Page role={role} isReady={isReady} />));
    return host.textContent ?? "";
  };
  const fill = () =>
    act(() => {
      draft.open();
      for (const [field, value] of Object.entries(FIELDS)) draft.set(field as "number", value);
    });
  const submit = () =>
    act(async () => (host.querySelector("button[type=submit]") as HTMLElement).click());

  it.each([
    ["POLICE_ROOM", "112·119"],
    ["FIRE_ROOM", "119 신고"],
    ["DISASTER_ROOM", "재난 특보"],
    ["MOJ_CENTRE", "위반 경보"],
    ["MIL_ROOM", "평시에는 아무것도"],
  ])("%s is told when something opens", (role, words) => {
    expect(draw(role)).toContain(words);
    expect(host.querySelector("button") !== null).toBe(role === "MIL_ROOM");
  });

  it("says nothing of it before the centre has answered", () => {
    expect(draw("MIL_ROOM", false)).toBe("관제센터에 연결하는 중입니다");
  });

  it("says what is wanting before it sends", async () => {
    const enter = vi.spyOn(api, "enterOrder");
    draw("MIL_ROOM");
    act(() => draft.open());
    await submit();
    expect(host.querySelector("[role=alert]")?.textContent).toContain("명령 번호");
    expect(enter).not.toHaveBeenCalled();
  });

  it("draws each press on the map into the area", () => {
    draw("MIL_ROOM");
    act(() => draft.open());
    act(() => draft.addPoint([127, 37]));
    act(() => draft.addPoint([127.1, 37]));
    expect(draft.scene.area).toEqual([
      [127, 37],
      [127.1, 37],
    ]);
    expect(host.textContent).toContain("2점");
  });

  it("sends, closes the form, and tells of an exercise who must approve", async () => {
    const enter = vi.spyOn(api, "enterOrder").mockResolvedValue(undefined as never);
    draw("MIL_ROOM");
    fill();
    expect(host.textContent).toContain("관제팀장이 승인해야");
    await submit();
    expect(enter).toHaveBeenCalledWith(orderOf(FIELDS));
    expect(draft.isOpen).toBe(false);
  });

  it.each([
    ["ends", "끝 시각이"],
    [null, "처리하지"],
  ])("a refusal of %s keeps what was written", async (field, words) => {
    vi.spyOn(api, "enterOrder").mockRejectedValue(new Problem(400, "invalid", "", field));
    draw("MIL_ROOM");
    fill();
    await submit();
    expect(host.querySelector("[role=alert]")?.textContent).toContain(words);
    expect(draft.fields).toEqual(FIELDS);
  });
});
