import { describe, expect, it, vi } from "vitest";
import { apply, EMPTY, FeedStore } from "../../src/feed/store";
import { hello, incident, summary, tile } from "./made";

describe("the feed's state", () => {
  it("is the same when a message comes twice", () => {
    const message = { kind: "incident", seq: 7, incident: incident("a") } as const;
    const once = apply(EMPTY, message);
    expect(apply(once, message)).toEqual(once);
  });

  it("replaces an incident whole and keeps the newest first", () => {
    let state = apply(EMPTY, { kind: "incident", seq: 1, incident: incident("old") });
    const newer = incident("new", { received_at: "2026-11-21T06:00:00Z" });
    state = apply(state, { kind: "incident", seq: 2, incident: newer });
    state = apply(state, { kind: "incident", seq: 3, incident: incident("old", { tiles: [] }) });
    expect(state.incidents.map((one) => one.incident_id)).toEqual(["new", "old"]);
    expect(state.incidents[1]?.tiles).toEqual([]);
  });

  it("forgets what is no longer visible", () => {
    const state = apply(EMPTY, { kind: "incident", seq: 1, incident: incident("a") });
    expect(apply(state, { kind: "incident_gone", seq: 2, incident_id: "a" }).incidents).toEqual([]);
  });

  it("changes a camera's state only where that camera is shown", () => {
    let state = apply(EMPTY, { kind: "incident", seq: 1, incident: incident("a") });
    const other = incident("b", { tiles: [tile(9)] });
    state = apply(state, { kind: "incident", seq: 2, incident: other });
    const since = "2026-11-21T05:04:00Z";
    const next = apply(state, {
      kind: "camera_state",
      seq: 3,
      camera_id: "SB-2",
      state: "dead",
      since,
      reason: "unreachable",
    });
    const shown = next.incidents.find((one) => one.incident_id === "a");
    expect(shown?.tiles.map((one) => one.state)).toEqual(["live", "dead"]);
    expect(shown?.tiles[1]?.state_since).toBe(since);
    expect(next.incidents).toContain(other);
  });

  it("never counts backwards, except when the node began anew", () => {
    let state = apply(EMPTY, summary(40));
    state = apply(state, summary(12));
    expect(state.seq).toBe(40);
    expect(apply(state, hello(41, { resumed: true })).seq).toBe(41);
    expect(apply(state, hello(3)).seq).toBe(3);
  });

  it("passes over a kind it does not know", () => {
    const odd = { kind: "weather", seq: 5 } as never;
    expect(apply(EMPTY, odd)).toEqual({ ...EMPTY, seq: 5 });
  });
});

describe("the store", () => {
  it("tells its listeners, and keeps one snapshot between changes", () => {
    const store = new FeedStore();
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.apply(summary(1));
    expect(listener).toHaveBeenCalledOnce();
    expect(store.get()).toBe(store.get());
    leave();
    store.apply(summary(2));
    expect(listener).toHaveBeenCalledOnce();
  });

  it("does not speak when the link is as it was", () => {
    const store = new FeedStore();
    store.link("down", 5);
    const listener = vi.fn();
    store.subscribe(listener);
    store.link("down", 5);
    expect(listener).not.toHaveBeenCalled();
  });

  it("keeps only what a fresh greeting repeated", () => {
    const store = new FeedStore();
    store.apply({ kind: "incident", seq: 1, incident: incident("a") });
    store.apply({ kind: "incident", seq: 2, incident: incident("b") });
    store.keepOnly(new Set(["b"]));
    expect(store.get().incidents.map((one) => one.incident_id)).toEqual(["b"]);
  });
});

it("the lines to other centres are replaced whole", () => {
  const line = { code: "GANGBUK", name_ko: "강북", name_en: "G", state: "down", since: null };
  const first = apply(EMPTY, { kind: "links", seq: 7, links: [line] });
  expect(first.links).toEqual([line]);
  expect(apply(first, { kind: "links", seq: 8, links: [] })).toMatchObject({ links: [], seq: 8 });
});
