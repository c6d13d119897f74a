import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FeedMessage } from "../../src/api/feed";
import { FeedConnection, type SocketLike } from "../../src/feed/connection";
import { MediaAway, TicketUnanswered } from "../../src/feed/tickets";
import { hello, incident, summary } from "./made";

class FakeSocket implements SocketLike {
  readyState = 1;
  onopen = null;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  sent: unknown[] = [];
  constructor(readonly url: string) {}
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.readyState = 3;
  }
  hear(message: FeedMessage) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

function connected(random = () => 1) {
  const sockets: FakeSocket[] = [];
  const onRefused = vi.fn();
  const feed = new FeedConnection("ws://node/api/feed", {
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    now: () => Date.now(),
    random,
    onRefused,
  });
  feed.start();
  const last = () => sockets.at(-1) as FakeSocket;
  return { feed, sockets, last, onRefused };
}

const ticket = (camera: string, seconds = 30) =>
  ({
    kind: "ticket",
    seq: 4,
    grant_id: "gr_1",
    camera_id: camera,
    ticket: "secret",
    url: "ws://media/live",
    expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
  }) as const;

beforeEach(() => vi.useFakeTimers({ now: Date.parse("2026-11-21T05:03:00Z") }));
afterEach(() => vi.useRealTimers());

describe("a lost feed", () => {
  it("comes back after the last sequence it heard", () => {
    const { last, sockets } = connected();
    expect(last().url).toBe("ws://node/api/feed");
    last().hear(hello(100));
    last().hear(summary(117));
    last().drop();
    vi.advanceTimersByTime(2000);
    expect(sockets).toHaveLength(2);
    expect(last().url).toBe("ws://node/api/feed?after=117");
  });

  it("says so, since when, and takes it back once greeted", () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    expect(feed.store.get().link).toBe("live");
    const lostAt = Date.now();
    last().drop();
    vi.advanceTimersByTime(300);
    last().drop();
    expect(feed.store.get()).toMatchObject({ link: "down", lostAt });
    vi.advanceTimersByTime(2000);
    last().hear(hello(2, { resumed: true }));
    expect(feed.store.get()).toMatchObject({ link: "live", lostAt: null });
  });

  it("keeps what is on the screen while it is away", () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    last().hear({ kind: "incident", seq: 2, incident: incident("a") });
    last().drop();
    expect(feed.store.get().incidents).toHaveLength(1);
  });

  it("waits with full jitter, never above two seconds", () => {
    const { sockets, last } = connected(() => 0.999);
    for (let time = 0; time < 12; time++) {
      last().drop();
      vi.advanceTimersByTime(2000);
      expect(sockets).toHaveLength(time + 2);
    }
  });

  it("does not start over its waiting after a brief success", () => {
    const { sockets, last } = connected(() => 1);
    for (let time = 0; time < 5; time++) {
      last().drop();
      vi.advanceTimersByTime(2000);
    }
    last().hear(hello(1));
    const before = sockets.length;
    last().drop();
    vi.advanceTimersByTime(1000);
    expect(sockets).toHaveLength(before);
  });

  it("asks whether the session still stands when it was never greeted", () => {
    const { last, onRefused } = connected();
    last().drop(4401);
    expect(onRefused).toHaveBeenCalledOnce();
  });

  it("stays away once stopped", () => {
    const { feed, sockets, last } = connected();
    last().hear(hello(1));
    feed.stop();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(feed.store.get().hello).toBeNull();
  });
});

describe("a greeting", () => {
  it("without resume drops what it did not repeat, when its summary came", () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    last().hear({ kind: "incident", seq: 2, incident: incident("gone") });
    last().hear(summary(3));
    last().drop();
    vi.advanceTimersByTime(2000);
    last().hear(hello(50));
    last().hear({ kind: "incident", seq: 51, incident: incident("here") });
    expect(feed.store.get().incidents).toHaveLength(2);
    last().hear(summary(52));
    expect(feed.store.get().incidents.map((one) => one.incident_id)).toEqual(["here"]);
  });

  it("with resume keeps everything", () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    last().hear({ kind: "incident", seq: 2, incident: incident("a") });
    last().drop();
    vi.advanceTimersByTime(2000);
    last().hear(hello(2, { resumed: true }));
    last().hear(summary(3));
    expect(feed.store.get().incidents).toHaveLength(1);
  });
});

describe("silence", () => {
  it("is stale after three missed beats, where the node promised beats", () => {
    const { feed, last } = connected();
    last().hear(hello(1, { beat_s: 5 }));
    last().hear(summary(2));
    vi.advanceTimersByTime(15_001);
    expect(feed.store.get().link).toBe("stale");
    last().hear(summary(3));
    expect(feed.store.get().link).toBe("live");
  });

  it("means nothing where it did not", () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    vi.advanceTimersByTime(3_600_000);
    expect(feed.store.get().link).toBe("live");
  });
});

describe("a ticket", () => {
  it("that came by itself is handed out once", async () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    last().hear(ticket("SB-1"));
    expect((await feed.ticket("gr_1", "SB-1")).ticket).toBe("secret");
    void feed.ticket("gr_1", "SB-1").catch(() => {});
    expect(last().sent).toEqual([{ want: "ticket", grant_id: "gr_1", camera_id: "SB-1" }]);
  });

  it("about to expire is replaced by a new one", async () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    last().hear(ticket("SB-1"));
    vi.advanceTimersByTime(29_500);
    const asked = feed.ticket("gr_1", "SB-1");
    expect(last().sent).toHaveLength(1);
    last().hear(ticket("SB-1"));
    await expect(asked).resolves.toMatchObject({ camera_id: "SB-1" });
  });

  it("asked for while the link was down is asked for again when it is back", async () => {
    const { feed, last } = connected();
    const asked = feed.ticket("gr_1", "SB-1");
    expect(last().sent).toEqual([]);
    last().hear(hello(1));
    expect(last().sent).toHaveLength(1);
    last().hear(ticket("SB-1"));
    await expect(asked).resolves.toBeDefined();
  });

  it("that no picture server could honour fails at once; the next one that comes is kept", async () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    const asked = expect(feed.ticket("gr_1", "SB-1")).rejects.toBeInstanceOf(MediaAway);
    last().hear({ kind: "problem", seq: 1, code: "not_lent", detail: "" });
    last().hear({ kind: "problem", seq: 1, code: "media_away", detail: "" });
    await asked;
    last().hear(ticket("SB-1"));
    await expect(feed.ticket("gr_1", "SB-1")).resolves.toBeDefined();
    expect(last().sent).toHaveLength(1);
  });

  it("that nobody answers fails, so that the tile can try anew", async () => {
    const { feed, last } = connected();
    last().hear(hello(1));
    const asked = expect(feed.ticket("gr_1", "SB-1")).rejects.toBeInstanceOf(TicketUnanswered);
    await vi.advanceTimersByTimeAsync(5000);
    await asked;
  });
});

it("a vehicle's position is sent only over a greeted link", () => {
  const { feed, last } = connected();
  const position = { want: "position", lat: 37.6, lon: 127, heading_deg: 0, speed_kmh: 4 } as const;
  expect(feed.send(position)).toBe(false);
  last().hear(hello(1));
  expect(feed.send(position)).toBe(true);
  expect(last().sent).toEqual([position]);
});
