import { expect, test } from "vitest";
import { Problem } from "../../src/api/client";
import { problemText } from "../../src/incident/problem";
import { isUrgent, titleOf, whereOf } from "../../src/incident/title";
import { incident } from "./example";

test("a call is named by its code and its category", () => {
  expect(titleOf(incident("a"), "ko")).toBe("코드0 강도");
  expect(titleOf(incident("a"), "en")).toBe("Code 0 Robbery");
});

test("a service without codes is named by its category alone", () => {
  expect(titleOf(incident("a", { code: "", category_ko: "화재" }), "ko")).toBe("화재");
});

test("the city goes without saying, the district does not", () => {
  expect(whereOf(incident("a"), "ko")).toBe("성북구 길음로 20");
  expect(whereOf(incident("a", { place: null, address: "" }), "ko")).toBe("위치 확인 중");
});

test("a call for help that has ended has forgotten kind and place, and says neither", () => {
  const over = incident("a", {
    category: "",
    category_ko: "",
    category_en: "",
    code: "",
    service_name_ko: "안심이 SOS",
    place: null,
    address: "",
    state: "closed",
  });
  expect([titleOf(over, "ko"), whereOf(over, "ko")]).toEqual(["안심이 SOS", ""]);
});

test("codes 0 and 1 are urgent, and calls of a service without codes", () => {
  expect(["C0", "C1", "C2", ""].map((code) => isUrgent(incident("a", { code })))).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test("a refused press says in plain words why", () => {
  expect(problemText(new Problem(409, "too_late", "", null), "ko")).toContain("이미 결정");
  const told = [{ ko: "그런 판이 없습니다.", en: "No such version" }];
  expect(problemText(new Problem(404, "unknown_plan", "", null, told), "ko")).toBe(
    "그런 판이 없습니다.",
  );
  expect(problemText(new Problem(0, "unreachable", "", null), "ko")).toContain("연결되지 않아");
  expect(problemText(new Problem(400, "invalid", "A place is asked for", "lat"), "en")).toContain(
    "A place is asked for",
  );
  expect(problemText(new Error("x"), "ko")).toBe("처리하지 못했습니다.");
});
