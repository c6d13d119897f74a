import { describe, expect, it } from "vitest";
import { fullJitter } from "../../src/feed/backoff";
import { steer } from "../../src/live/liveEdge";
import { readFrame, readText } from "../../src/live/protocol";
import { Quality, type Sample } from "../../src/live/quality";

describe("steering", () => {
  it.each([0, 0.2, 0.5])("leaves a picture %f s behind alone", (behind) => {
    expect(steer(behind, 1)).toEqual({ rate: 1 });
  });

  it("hurries more the farther behind, between 1.05 and 1.5", () => {
    const rates = [0.51, 1, 1.5, 2].map((behind) => steer(behind, 1));
    const figures = rates.map((one) => ("rate" in one ? one.rate : 0));
    expect(figures).toEqual([...figures].sort());
    expect(figures[0]).toBeGreaterThanOrEqual(1.05);
    expect(figures[3]).toBe(1.5);
  });

  it("jumps when more than two seconds behind", () => {
    expect(steer(2.1, 1)).toEqual({ jump: true });
  });

  it("keeps hurrying until close, and does not flutter at the edge", () => {
    expect(steer(0.4, 1.2)).not.toEqual({ rate: 1 });
    expect(steer(0.25, 1.2)).toEqual({ rate: 1 });
  });
});

describe("quality", () => {
  const good: Sample = { at: 0, decoded: 0, dropped: 0, lateMs: 100, starved: false };
  const run = (change: (n: number) => Partial<Sample>) => {
    const quality = new Quality();
    return Array.from({ length: 32 }, (_, n) =>
      quality.note({ ...good, at: n * 250, decoded: n * 4, ...change(n) }),
    ).some(Boolean);
  };

  it("is good while pictures come in time", () => {
    expect(run(() => ({}))).toBe(false);
  });

  it("is poor when a third of the pictures is dropped", () => {
    expect(run((n) => ({ dropped: Math.floor(n * 1.5) }))).toBe(true);
  });

  it("is poor when the buffer runs dry again and again, not when it does once", () => {
    expect(run((n) => ({ starved: n % 6 === 0 }))).toBe(true);
    expect(run((n) => ({ starved: n === 9 }))).toBe(false);
  });

  it("is poor when everything comes late", () => {
    expect(run(() => ({ lateMs: 4000 }))).toBe(true);
  });

  it("is not judged by a moment", () => {
    const quality = new Quality();
    expect(quality.note({ ...good, lateMs: 9000 })).toBe(false);
  });
});

describe("the protocol", () => {
  it("reads kind, capture time and payload", () => {
    const data = new ArrayBuffer(11);
    new DataView(data).setUint8(0, 2);
    new DataView(data).setFloat64(1, 1_795_000_000_123.5);
    new Uint8Array(data).set([7, 8], 9);
    expect(readFrame(data)).toEqual({
      kind: 2,
      capturedAt: 1_795_000_000_123.5,
      payload: new Uint8Array([7, 8]),
    });
  });

  it("refuses what is too short or no message", () => {
    expect(readFrame(new ArrayBuffer(8))).toBeNull();
    expect([readText("nonsense"), readText("[]"), readText("3")]).toEqual([null, null, null]);
  });
});

it("jitter is full: from nothing to the cap", () => {
  expect(fullJitter(0, () => 0)).toBe(0);
  expect(fullJitter(3, () => 1)).toBe(1600);
  expect(fullJitter(4000, () => 1)).toBe(2000);
});
