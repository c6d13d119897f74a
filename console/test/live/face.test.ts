import { describe, expect, it } from "vitest";
import { faceOf, type KnownCamera } from "../../src/live/face";
import type { PlayerState } from "../../src/live/player";
import { words } from "../../src/live/words";

const AT = Date.parse("2026-11-21T05:03:20Z");
const KNOWN: KnownCamera = { state: "live", since: null, reason: null };

function player(more: Partial<PlayerState> = {}): PlayerState {
  return {
    phase: "waiting",
    camera: { state: "unknown", since: null, reason: null },
    reason: null,
    by: null,
    since: AT,
    stream: "main",
    lowered: false,
    delayMs: null,
    capturedAt: null,
    aspect: null,
    viewer: null,
    ...more,
  };
}

const face = (
  state: Partial<PlayerState>,
  known = KNOWN,
  end: Parameters<typeof faceOf>[2] = null,
) => faceOf(player(state), known, end, words.ko);

describe("a tile says", () => {
  it("nothing over a live picture", () => {
    expect(face({ phase: "live" })).toMatchObject({ kind: "live", title: "" });
  });

  it("from when its still is while it opens", () => {
    expect(face({ capturedAt: AT })).toMatchObject({
      kind: "loading",
      title: "영상 여는 중",
      detail: "14:03:20 정지영상",
    });
  });

  it("that the owner's line is down, since when, and of when the last picture is", () => {
    const cut = { centre: "강북구", since: "2026-11-21T05:02:00Z" };
    const said = (state: Partial<PlayerState>) => faceOf(player(state), KNOWN, null, words.ko, cut);
    expect(said({ phase: "down", capturedAt: AT })).toMatchObject({
      kind: "down",
      title: "강북구 연결 끊김",
      detail: "14:02부터 · 마지막 화면 14:03:20",
      since: null,
    });
    expect(said({}).detail).toBe("14:02부터");
    expect(said({ phase: "live" }).kind).toBe("live");
    expect(said({ phase: "ended", reason: "expired" }).kind).toBe("ended");
  });

  it("since when and why a camera is dead", () => {
    const camera = { state: "dead", since: "2026-11-21T05:03:20Z", reason: "unreachable" } as const;
    expect(face({ camera })).toMatchObject({
      kind: "dead",
      title: "영상 장애 14:03:20부터",
      detail: "카메라 응답 없음",
      since: AT,
    });
  });

  it("that a fault is reported when the reason is not one of ours", () => {
    const camera = { state: "dead", since: null, reason: "martians" } as const;
    expect(face({ camera }).detail).toBe("장애 접수");
  });

  it("since when a picture stands still, and of when its still is", () => {
    const camera = { state: "frozen", since: "2026-11-21T05:03:20Z", reason: "" } as const;
    expect(face({ camera, capturedAt: AT - 1000 })).toMatchObject({
      kind: "frozen",
      title: "영상 멈춤 14:03:20부터",
      detail: "마지막 정지영상 14:03:19",
    });
  });

  it("what an unsupported camera needs", () => {
    const camera = { state: "unsupported", since: null, reason: "unsupported_codec" } as const;
    expect(face({ camera }).detail).toContain("H.265");
  });

  it("by which rule a picture is refused", () => {
    expect(face({ phase: "refused", reason: "journal" })).toMatchObject({
      kind: "refused",
      detail: "열람 기록을 남길 수 없어 영상을 열지 않음",
    });
  });

  it("when and why it ended, and no account's id", () => {
    expect(face({ phase: "ended", reason: "withdrawn", by: "per_01J" })).toMatchObject({
      kind: "ended",
      detail: "14:03:20 · 관제센터 제공 중단",
    });
  });

  it("the node's own words for an end before ours", () => {
    const end = { at: "2026-11-21T05:03:20Z", reason: "closed", by: "관제팀장", text: "현장종결" };
    expect(face({ phase: "live" }, KNOWN, end)).toMatchObject({
      kind: "ended",
      detail: "14:03:20 · 현장종결 · 관제팀장 조치",
    });
  });

  it("that no picture server runs, and that nobody need do anything", () => {
    const away = face({ phase: "down", reason: "media_away" });
    expect(away).toMatchObject({ kind: "down", detail: expect.stringContaining("자동") });
  });

  it("since when its link is down, unless the feed knows the camera to be dead", () => {
    expect(face({ phase: "down" })).toMatchObject({
      kind: "down",
      detail: "14:03:20부터 다시 연결 중",
    });
    const dead: KnownCamera = { state: "dead", since: "2026-11-21T05:03:20Z", reason: "refused" };
    expect(face({ phase: "down" }, dead).kind).toBe("dead");
  });
});
