import { expect, test } from "vitest";
import { askedInTenMinutes, figuresOf, isFlood } from "../../src/watch/load";
import { ago, asking, incident, lending, NOW } from "../incident/example";

const line = (kind: string, seconds: number) => ({
  at: ago(seconds),
  kind,
  text_ko: "",
  text_en: "",
  about: null,
});

test("ten questions in ten minutes are work, eleven are a flood", () => {
  expect(isFlood(10)).toBe(false);
  expect(isFlood(11)).toBe(true);
});

test("questions that were answered meanwhile still count as load", () => {
  const incidents = [
    incident("a", { lendings: [asking("g1")] }),
    incident("b", { timeline: [line("ask", 300), line("approve", 290)] }),
    incident("c", { timeline: [line("ask", 700)] }),
  ];
  expect(askedInTenMinutes(incidents, NOW)).toBe(2);
});

test("a question that the timeline tells of is not counted twice", () => {
  const both = incident("a", { lendings: [asking("g1")], timeline: [line("ask", 20)] });
  expect(askedInTenMinutes([both], NOW)).toBe(1);
});

test("the hour's figures: calls, lendings, refusals and how long answers took", () => {
  const figures = figuresOf(
    [
      incident("a", {
        lendings: [lending("g1"), lending("own", { is_own: true })],
        timeline: [line("ask", 100), line("approve", 90)],
      }),
      incident("b", {
        received_at: ago(400),
        lendings: [lending("g2", { state: "refused" })],
        timeline: [line("ask", 60), line("deny", 40)],
      }),
      incident("old", { received_at: ago(3601), lendings: [lending("g3")] }),
    ],
    NOW,
  );
  expect(figures).toMatchObject({
    calls: 2,
    lent: 1,
    refused: 1,
    asked: 2,
    answered: 2,
    meanAnswerS: 15,
  });
  expect(figures.bars.slice(-2)).toEqual([1, 1]);
});

test("without answers there is no mean", () => {
  expect(figuresOf([], NOW).meanAnswerS).toBeNull();
});
