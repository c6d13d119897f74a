import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { canPlay, PicturePipe } from "../../src/live/picturePipe";

class FakeBuffer {
  mode = "segments";
  updating = false;
  onupdateend: (() => void) | null = null;
  appends: number[][] = [];
  removed: [number, number][] = [];
  types: string[] = [];
  failWith: Error | null = null;
  appendBuffer(bytes: Uint8Array) {
    if (this.failWith) throw this.failWith;
    this.appends.push([...bytes]);
    this.updating = true;
  }
  remove(from: number, to: number) {
    this.removed.push([from, to]);
    this.updating = true;
  }
  changeType(type: string) {
    this.types.push(type);
  }
  done() {
    this.updating = false;
    this.onupdateend?.();
  }
}

let sources: FakeSource[] = [];
class FakeSource {
  static isTypeSupported = (type: string) => type.includes("avc1");
  readyState = "closed";
  onsourceopen: (() => void) | null = null;
  buffer = new FakeBuffer();
  constructor() {
    sources.push(this);
  }
  addSourceBuffer(type: string) {
    this.buffer.types.push(type);
    return this.buffer;
  }
  open() {
    this.readyState = "open";
    this.onsourceopen?.();
  }
}

class FakeVideo {
  src = "";
  currentTime = 0;
  range: [number, number] | null = null;
  error: MediaError | null = null;
  onerror: (() => void) | null = null;
  loads = 0;
  get buffered() {
    const range = this.range;
    return { length: range ? 1 : 0, start: () => range?.[0] ?? 0, end: () => range?.[1] ?? 0 };
  }
  pause() {}
  load() {
    this.loads++;
  }
  removeAttribute() {
    this.src = "";
  }
}

const bytes = (...values: number[]) => new Uint8Array(values);

function opened() {
  const video = new FakeVideo();
  const events = { appended: vi.fn(), failed: vi.fn() };
  const pipe = new PicturePipe(video as unknown as HTMLVideoElement, events);
  const source = sources.at(-1) as FakeSource;
  return { video, events, pipe, source, buffer: source.buffer };
}

beforeEach(() => {
  sources = [];
  vi.stubGlobal("MediaSource", FakeSource);
  vi.stubGlobal("URL", { createObjectURL: () => "blob:picture", revokeObjectURL: vi.fn() });
});
afterEach(() => vi.unstubAllGlobals());

describe("the pipe", () => {
  it("keeps what comes before the source is open, and appends it in one go", () => {
    const { pipe, source, buffer } = opened();
    pipe.init("avc1.640028", bytes(1));
    pipe.append(bytes(2));
    pipe.append(bytes(3));
    expect(buffer.appends).toEqual([]);
    source.open();
    expect(buffer.appends).toEqual([[1, 2, 3]]);
    expect(buffer.mode).toBe("sequence");
  });

  it("gathers what comes while an append is running", () => {
    const { pipe, source, buffer, events } = opened();
    source.open();
    pipe.init("avc1.640028", bytes(1));
    for (const value of [2, 3, 4]) pipe.append(bytes(value));
    buffer.done();
    expect(buffer.appends).toEqual([[1], [2, 3, 4]]);
    expect(events.appended).toHaveBeenCalledOnce();
  });

  it("changes the type before a new init, and never mixes the two", () => {
    const { pipe, source, buffer } = opened();
    source.open();
    pipe.init("avc1.640028", bytes(1));
    pipe.append(bytes(2));
    pipe.init("avc1.42e01e", bytes(3));
    pipe.append(bytes(4));
    buffer.done();
    expect(buffer.appends).toEqual([[1], [2]]);
    buffer.done();
    expect(buffer.appends).toEqual([[1], [2], [3, 4]]);
    expect(buffer.types).toEqual([
      'video/mp4; codecs="avc1.640028"',
      'video/mp4; codecs="avc1.42e01e"',
    ]);
  });

  it("keeps at most about ten seconds behind the playhead", () => {
    const { pipe, source, buffer, video } = opened();
    source.open();
    pipe.init("avc1.640028", bytes(1));
    video.range = [0, 20];
    video.currentTime = 19.8;
    buffer.done();
    expect(buffer.removed).toEqual([[0, 19.8 - 10]]);
    pipe.append(bytes(2));
    video.range = [9.8, 20];
    buffer.done();
    expect(buffer.removed).toHaveLength(1);
    expect(buffer.appends.at(-1)).toEqual([2]);
  });

  it("goes to live a breath before the end, never before the start", () => {
    const { pipe, video } = opened();
    pipe.toLive();
    expect(video.currentTime).toBe(0);
    video.range = [4, 9];
    pipe.toLive();
    expect(video.currentTime).toBeCloseTo(8.85);
    expect(pipe.behind()).toBeCloseTo(0.15);
    video.range = [4, 4.05];
    pipe.toLive();
    expect(video.currentTime).toBe(4);
  });

  it("clears so that not even the last picture stays on the element", () => {
    const { pipe, source, buffer, video, events } = opened();
    source.open();
    pipe.init("avc1.640028", bytes(1));
    pipe.append(bytes(2));
    pipe.clear();
    buffer.done();
    expect([video.src, video.loads, video.onerror]).toEqual(["", 1, null]);
    expect(buffer.appends).toEqual([[1]]);
    expect(events.appended).not.toHaveBeenCalled();
  });

  it("tells once when the decoder fails, and appends no more", () => {
    const { pipe, source, buffer, video, events } = opened();
    source.open();
    pipe.init("avc1.640028", bytes(1));
    video.onerror?.();
    video.onerror?.();
    buffer.done();
    pipe.append(bytes(2));
    expect(events.failed).toHaveBeenCalledOnce();
    expect(buffer.appends).toHaveLength(1);
  });

  it("tells when an append is refused, but forgives a full buffer", () => {
    const { pipe, source, buffer, events } = opened();
    source.open();
    pipe.init("avc1.640028", bytes(1));
    buffer.done();
    buffer.failWith = new DOMException("full", "QuotaExceededError");
    pipe.append(bytes(2));
    expect(events.failed).not.toHaveBeenCalled();
    buffer.failWith = new DOMException("gone", "InvalidStateError");
    pipe.append(bytes(3));
    expect(events.failed).toHaveBeenCalledOnce();
  });
});

it("what can be played is asked of the browser", () => {
  expect([canPlay("avc1.640028"), canPlay("hvc1.1.6.L93.B0")]).toEqual([true, false]);
  vi.stubGlobal("MediaSource", undefined);
  expect(canPlay("avc1.640028")).toBe(false);
});
