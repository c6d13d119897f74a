import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Stage } from "./fakes";

const settle = () => vi.advanceTimersByTimeAsync(0);

async function started(): Promise<Stage> {
  const stage = new Stage();
  stage.player.start();
  await settle();
  return stage;
}

async function live(): Promise<Stage> {
  const stage = await started();
  stage.accept();
  stage.picture();
  return stage;
}

beforeEach(() => vi.useFakeTimers({ now: Date.parse("2026-11-21T05:03:00Z") }));
afterEach(() => vi.useRealTimers());

describe("opening", () => {
  it("shows the ticket in the first message and nowhere else", async () => {
    const stage = await started();
    stage.accept();
    expect(stage.socket.sent).toEqual([{ ticket: "secret", stream: "main" }]);
    expect(stage.player.get()).toMatchObject({ phase: "waiting", viewer: "상황실-02" });
  });

  it("starts at the live edge as soon as the first group is in", async () => {
    const stage = await started();
    stage.accept();
    stage.picture();
    expect([stage.pipe.jumps, stage.plays]).toEqual([1, 1]);
    expect(stage.player.get()).toMatchObject({ phase: "live", aspect: 1280 / 720 });
  });

  it("is not live before a picture was painted", async () => {
    const stage = await started();
    stage.accept();
    stage.player.painted();
    expect(stage.player.get().phase).toBe("waiting");
  });

  it("shows the last still, with its own time, until then", async () => {
    const stage = await started();
    stage.accept();
    stage.socket.frame(3, 1000);
    expect(stage.still).toBe("jpeg");
    expect(stage.player.get().capturedAt).toBe(1000);
  });

  it("says that a picture cannot be played here instead of showing black", async () => {
    const stage = await started();
    stage.playable = false;
    stage.accept();
    stage.socket.say({ type: "init", codec: "hvc1.1", width: 1, height: 1, stream: "main" });
    stage.socket.frame(1, Date.now());
    expect(stage.player.get().camera).toMatchObject({ state: "unsupported", reason: "hvc1.1" });
    expect(stage.pipes).toHaveLength(0);
  });

  it("passes over broken messages", async () => {
    const stage = await started();
    stage.socket.onmessage?.({ data: "{" });
    stage.socket.onmessage?.({ data: "null" });
    stage.socket.onmessage?.({ data: new ArrayBuffer(3) });
    expect(stage.player.get().phase).toBe("connecting");
  });
});

describe("the end", () => {
  it("clears at once and says why and by whom", async () => {
    const stage = await live();
    stage.socket.say({ type: "ended", reason: "withdrawn", by: "관제팀장" });
    expect(stage.pipe.isCleared).toBe(true);
    expect(stage.still).toBe("none");
    expect(stage.player.get()).toMatchObject({
      phase: "ended",
      reason: "withdrawn",
      by: "관제팀장",
    });
  });

  it("is final: nothing reconnects, nothing late is shown", async () => {
    const stage = await live();
    const { socket } = stage;
    socket.say({ type: "ended", reason: "closed", by: null });
    socket.frame(2, Date.now());
    socket.drop(4410);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(stage.sockets).toHaveLength(1);
    expect(stage.pipe.appended).toBe(1);
  });

  it("of the media process is a lost link, not the end of a lending", async () => {
    const stage = await live();
    stage.socket.say({ type: "ended", reason: "shutdown", by: null });
    expect(stage.player.get().phase).toBe("down");
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.sockets).toHaveLength(2);
  });

  it("of one process's turn is a lost link too: the camera is shown by another", async () => {
    const stage = await live();
    stage.socket.say({ type: "ended", reason: "moved", by: "" });
    expect(stage.player.get().phase).toBe("down");
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.sockets).toHaveLength(2);
  });

  it("of a machine that fell without a word is noticed by its silence", async () => {
    const stage = await live();
    await vi.advanceTimersByTimeAsync(7000);
    expect(stage.sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4000);
    expect(stage.sockets.length).toBeGreaterThan(1);
    expect(stage.socket).not.toBe(stage.sockets[0]);
  });

  it("of the tile hangs up and clears", async () => {
    const stage = await live();
    stage.player.stop();
    await vi.advanceTimersByTimeAsync(30_000);
    expect([stage.socket.isClosed, stage.pipe.isCleared, stage.sockets.length]).toEqual([
      true,
      true,
      1,
    ]);
  });
});

describe("a lost link", () => {
  it("keeps the last picture as a still and comes back with a new ticket", async () => {
    const stage = await live();
    stage.socket.drop();
    expect(stage.still).toBe("captured");
    expect(stage.player.get().phase).toBe("down");
    await vi.advanceTimersByTimeAsync(200);
    expect([stage.tickets, stage.sockets.length]).toEqual([2, 2]);
    stage.accept();
    stage.picture();
    expect(stage.player.get().phase).toBe("live");
  });

  it("waits at most two seconds between tries", async () => {
    const stage = await started();
    for (let time = 0; time < 10; time++) {
      stage.socket.drop();
      await vi.advanceTimersByTimeAsync(2000);
      expect(stage.sockets).toHaveLength(time + 2);
    }
  });

  it("is the same when no ticket comes", async () => {
    const stage = new Stage();
    stage.refuseTickets = true;
    stage.player.start();
    await settle();
    expect(stage.player.get().phase).toBe("down");
    stage.refuseTickets = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.sockets).toHaveLength(1);
  });

  it("keeps the moment it was lost through all tries", async () => {
    const stage = await live();
    stage.socket.drop();
    const { since } = stage.player.get();
    await vi.advanceTimersByTimeAsync(300);
    stage.socket.drop();
    await vi.advanceTimersByTimeAsync(300);
    expect(stage.player.get().since).toBe(since);
  });
});

describe("a refusal", () => {
  it.each(["expired", "used"])(
    "of a ticket that was %s asks for a new one, without a word",
    async (reason) => {
      const stage = await started();
      stage.socket.say({ type: "refused", reason });
      expect(stage.player.get().phase).toBe("down");
      await vi.advanceTimersByTimeAsync(2000);
      expect(stage.tickets).toBe(2);
    },
  );

  it("because the viewing cannot be recorded is said, and tried again", async () => {
    const stage = await started();
    stage.socket.say({ type: "refused", reason: "journal" });
    expect(stage.player.get()).toMatchObject({ phase: "refused", reason: "journal" });
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.tickets).toBe(2);
  });

  it("because the lending has ended is final", async () => {
    const stage = await started();
    stage.socket.say({ type: "refused", reason: "ended" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(stage.tickets).toBe(1);
  });
});

describe("the camera", () => {
  it.each(["frozen", "dead"] as const)("that is %s leaves its last still", async (state) => {
    const stage = await live();
    stage.socket.say({
      type: "state",
      state,
      since: "2026-11-21T05:03:00Z",
      reason: "unreachable",
    });
    expect(stage.still).toBe("captured");
    stage.player.painted();
    expect(stage.player.get()).toMatchObject({ phase: "waiting", camera: { state } });
  });

  it("that lives again is shown again", async () => {
    const stage = await live();
    stage.socket.say({ type: "state", state: "frozen", since: "", reason: "" });
    stage.socket.say({ type: "state", state: "live", since: "", reason: "" });
    expect(stage.player.get().phase).toBe("live");
  });

  it("that changes its picture gets a new init in the same pipe", async () => {
    const stage = await live();
    stage.picture("avc1.42e01e");
    expect(stage.pipes).toHaveLength(1);
    expect(stage.pipe.codecs).toEqual(["avc1.640028", "avc1.42e01e"]);
    expect(stage.pipe.jumps).toBe(2);
  });

  it("whose bytes break the decoder is opened anew", async () => {
    const stage = await live();
    stage.pipe.events.failed("decode");
    expect([stage.pipe.isCleared, stage.still]).toEqual([true, "captured"]);
    await vi.advanceTimersByTimeAsync(2000);
    stage.accept();
    stage.picture();
    expect([stage.pipes.length, stage.player.get().phase]).toEqual([2, "live"]);
  });
});

describe("the live edge", () => {
  it("is caught up with by speed, and left at normal speed once there", async () => {
    const stage = await live();
    stage.pipe.behindS = 1.2;
    await vi.advanceTimersByTimeAsync(250);
    expect(stage.rates.at(-1)).toBeGreaterThan(1);
    stage.pipe.behindS = 0.2;
    await vi.advanceTimersByTimeAsync(250);
    expect(stage.rates.at(-1)).toBe(1);
  });

  it("is jumped to when far behind, and when the tab is seen again", async () => {
    const stage = await live();
    stage.pipe.behindS = 6;
    await vi.advanceTimersByTimeAsync(250);
    expect(stage.pipe.jumps).toBe(2);
    stage.player.shown();
    expect(stage.pipe.jumps).toBe(3);
  });

  it("is left alone while the tab is hidden", async () => {
    const stage = await live();
    stage.isHidden = true;
    stage.pipe.behindS = 6;
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.pipe.jumps).toBe(1);
  });

  it("has a delay of the network and of the buffer together", async () => {
    const stage = await live();
    stage.socket.frame(2, Date.now() - 150);
    stage.pipe.behindS = 0.2;
    await vi.advanceTimersByTimeAsync(250);
    expect(stage.player.get().delayMs).toBeCloseTo(600, 0);
  });
});

describe("a poor link", () => {
  it("goes down to the sub-stream and says so", async () => {
    const stage = await live();
    for (let quarter = 0; quarter < 40; quarter++) {
      stage.socket.frame(2, Date.now() - 5000);
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(stage.player.get()).toMatchObject({ stream: "sub", lowered: true });
    expect(stage.socket.sent.at(-1)).toEqual({ stream: "sub" });
  });

  it("seen by the media process is believed", async () => {
    const stage = await live();
    stage.socket.say({ type: "state", state: "live", since: "", reason: "slow" });
    expect(stage.player.get().lowered).toBe(true);
  });

  it("is not judged by the burst that every opening begins with", async () => {
    const stage = await live();
    for (let quarter = 0; quarter < 10; quarter++) {
      stage.pictures = { decoded: quarter * 30, dropped: quarter * 25 };
      stage.socket.frame(2, Date.now());
      await vi.advanceTimersByTimeAsync(250);
    }
    for (let quarter = 0; quarter < 40; quarter++) {
      stage.socket.frame(2, Date.now());
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(stage.player.get().lowered).toBe(false);
  });

  it("is tried again after a minute, then after two", async () => {
    const stage = await live();
    const slow = () =>
      stage.socket.say({ type: "state", state: "live", since: "", reason: "slow" });
    const minutes = async (count: number) => {
      for (let quarter = 0; quarter < count * 240 + 4; quarter++) {
        stage.socket.frame(2, Date.now());
        await vi.advanceTimersByTimeAsync(250);
      }
    };
    slow();
    await minutes(1);
    expect(stage.player.get()).toMatchObject({ stream: "main", lowered: false });
    slow();
    await minutes(1);
    expect(stage.player.get().lowered).toBe(true);
    await minutes(1);
    expect(stage.player.get().lowered).toBe(false);
  });

  it("stays low for its time, whatever the page would like", async () => {
    const stage = await live();
    stage.socket.say({ type: "state", state: "live", since: "", reason: "slow" });
    stage.player.choose("main");
    expect(stage.player.get().stream).toBe("sub");
  });

  it("is not the page's own wish for a small picture", async () => {
    const stage = await live();
    stage.player.choose("sub");
    expect(stage.player.get()).toMatchObject({ stream: "sub", lowered: false });
    expect(stage.socket.sent.at(-1)).toEqual({ stream: "sub" });
  });
});
