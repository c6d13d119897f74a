// What the public form still wants, what it sends, and how a refusal reads.
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/api/client";
import { EMPTY, refusalOf, wantingOf, wishOf } from "../../src/requests/form/draft";

const WHOLE = { ...EMPTY, at: { lat: 37.605, lon: 127.025 }, reason: "dark" as const };

describe("the draft", () => {
  it("wants a place, then a reason, and a contact only with an answer", () => {
    expect(wantingOf(EMPTY)).toBe("place");
    expect(wantingOf({ ...EMPTY, at: WHOLE.at })).toBe("reason");
    expect(wantingOf(WHOLE)).toBeNull();
    expect(wantingOf({ ...WHOLE, wantsReply: true })).toBe("reach");
    expect(wantingOf({ ...WHOLE, wantsReply: true, reach: "010-0000-0000" })).toBe("agreed");
  });

  it("sends no contact that was typed and then not wished", () => {
    const wish = wishOf({ ...WHOLE, name: "김하나", reach: "010-0000-0000", agreed: true });
    expect(wish?.contact).toBeNull();
    expect(JSON.stringify(wish)).not.toContain("김하나");
  });

  it("sends what is whole, without the spaces around it", () => {
    const wish = wishOf({
      ...WHOLE,
      text: " 어둡습니다 ",
      wantsReply: true,
      reach: " a@b ",
      agreed: true,
    });
    expect(wish).toMatchObject({
      lat: 37.605,
      text: "어둡습니다",
      contact: { reach: "a@b", agreed: true },
    });
  });
});

describe("a refusal", () => {
  const told = [
    {
      ko: "구로구입니다. 구로구청에 신청해 주십시오.",
      en: "This place lies in Guro-gu, not here.",
    },
  ];

  it("reads in the language of the page", () => {
    const elsewhere = new Problem(400, "place_elsewhere", "", "lat", told);
    expect(refusalOf(elsewhere, "ko")).toBe("구로구입니다. 구로구청에 신청해 주십시오.");
    expect(refusalOf(elsewhere, "en")).toBe("This place lies in Guro-gu, not here.");
  });

  it("has words for every way to fail", () => {
    const of = (status: number, code: string) =>
      refusalOf(new Problem(status, code, "", null), "ko");
    expect(of(0, "unreachable")).toContain("그대로");
    expect(of(403, "too_many_requests")).toContain("자주");
    expect(of(413, "")).toContain("깁니다");
    expect(of(500, "fault")).toBe("보내지 못했습니다.");
  });
});
