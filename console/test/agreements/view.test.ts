// The text of an agreement as a page shows it.
import { expect, it } from "vitest";
import { blocksOf, withGrounds } from "../../src/agreements/AgreementTextView";

it("lines become a title, articles, items and paragraphs", () => {
  const text = "업무협약\n\n## 당사자\n- 성북구\n제3조 제공\n본문이다.";
  expect(blocksOf(text, "ko")).toEqual([
    { kind: "title", text: "업무협약" },
    { kind: "article", text: "당사자" },
    { kind: "item", text: "성북구" },
    { kind: "article", text: "제3조 제공" },
    { kind: "paragraph", text: "본문이다." },
  ]);
});

it("a ground is told by the law's article, not by its code", () => {
  expect(withGrounds("근거 PIPA18-2-10·PIPA18-2-3.", "ko")).toBe(
    "근거 법 제18조제2항제10호·법 제18조제2항제3호.",
  );
  expect(withGrounds("on PIPA18-2-7", "en")).toBe("on PIPA art. 18(2)7");
});
