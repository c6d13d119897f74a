// What the trail's page makes of a row's facts.
import { expect, it } from "vitest";
import { factsText, shortHash, shortId } from "../../src/trail/facts/facts";

it("codes are told as people call them, in both languages", () => {
  const body = { category: "ROBBERY", code: "C0", service: "P112_DISPATCH" };
  expect(factsText(body, "ko")).toBe("유형 강도 · 긴급도 코드0 · 서비스 112 긴급출동");
  expect(factsText(body, "en")).toBe(
    "kind of call Robbery · urgency Code 0 · service 112 dispatch",
  );
});

it("a role and the ways of a sign-in are words, a session is short", () => {
  const body = {
    role: "CPO",
    session_id: `ses_${"0".repeat(20)}abcdef`,
    ways: ["password", "totp"],
  };
  expect(factsText(body, "ko")).toBe(
    "역할 개인정보 보호책임자 · 세션 ses·abcdef · 로그인 비밀번호, 인증 앱",
  );
});

it("what is empty is left out, what is not so is told where it matters", () => {
  expect(factsText({ note: "", by: null, cameras: [], exercise: false }, "ko")).toBe("");
  expect(factsText({ approve: false, exercise: true }, "ko")).toBe("승인 아니오 · 훈련 예");
});

it("times are Seoul's", () => {
  expect(factsText({ ends_at: "2026-11-22T16:03:20.712634Z" }, "ko")).toBe(
    "종료 예정 2026-11-23 01:03:20",
  );
});

it("many cameras are one and a number", () => {
  expect(factsText({ cameras: ["c1", "c2"] }, "en")).toBe("cameras c1, c2");
  expect(factsText({ cameras: ["c1", "c2", "c3"] }, "ko")).toBe("카메라 c1 외 2대");
});

it("a journal's row is told without what the columns already say", () => {
  const journal = { event: "watch_ended", camera: "c1", viewer: "순31", hash: "a".repeat(64) };
  expect(factsText({ journal, process: "media-1" }, "ko")).toBe(
    "보는 이 순31 · hash aaaaaaaaaa · 영상 처리기 media-1",
  );
});

it("a key's letters are shown by the first ten", () => {
  const signature = `${"qN9h0lC9Aw".repeat(8)}==`;
  expect(factsText({ signature }, "en")).toBe("signature qN9h0lC9Aw");
  expect(shortHash("0123456789abcdef")).toBe("0123456789");
});

it("an id is told by its end; what is none stays as it is", () => {
  expect(shortId("inc_01m80pje3e5zjt77nhcpd0m32x")).toBe("inc·d0m32x");
  expect(shortId("gr_01m80rdjz43rpg94pmmnrjq6ja")).toBe("gr·rjq6ja");
  expect(shortId("SB-0215-1")).toBe("SB-0215-1");
});

it("a fact without a word is shown as the node wrote it", () => {
  expect(factsText({ brand_new: "some_word" }, "ko")).toBe("brand_new some_word");
});

it("what is sealed is not written out", () => {
  expect(factsText({ service: "ANKLET", sealed: "AbC-_x" }, "ko")).toBe("서비스 법무부 대응 건");
});
