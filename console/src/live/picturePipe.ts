// Feeds fragments into one <video> through Media Source Extensions: one queue, few appends, at most ten seconds kept.
import { HOLD_BEHIND_S } from "./liveEdge";

/** Longer than a camera's key-frame interval: removing within the group being shown would remove its picture. */
const KEEP_BEHIND_S = 10;
const TRIM_EVERY_S = 2;

type Piece = { codec: string; bytes: Uint8Array<ArrayBuffer> } | { bytes: Uint8Array<ArrayBuffer> };

export interface Pipe {
  init(codec: string, bytes: Uint8Array<ArrayBuffer>): void;
  append(bytes: Uint8Array<ArrayBuffer>): void;
  /** Seconds between the playhead and the newest picture; 0 when nothing is buffered. */
  behind(): number;
  toLive(): void;
  clear(): void;
}

export type PipeEvents = {
  /** Something new is in the buffer. */
  appended: () => void;
  /** The decoder or the buffer failed; the pipe is of no more use. */
  failed: (why: string) => void;
};

function join(pieces: Piece[]): Uint8Array<ArrayBuffer> {
  const only = pieces[0];
  if (pieces.length === 1 && only) return only.bytes;
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.bytes.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece.bytes, at);
    at += piece.bytes.length;
  }
  return whole;
}

const mimeOf = (codec: string) => `video/mp4; codecs="${codec}"`;

export function canPlay(codec: string): boolean {
  return typeof MediaSource !== "undefined" && MediaSource.isTypeSupported(mimeOf(codec));
}

export class PicturePipe implements Pipe {
  readonly #source = new MediaSource();
  readonly #address: string;
  #buffer: SourceBuffer | null = null;
  #codec = "";
  #queue: Piece[] = [];
  #dead = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly events: PipeEvents,
  ) {
    this.#address = URL.createObjectURL(this.#source);
    this.#source.onsourceopen = () => this.#pump();
    video.onerror = () => {
      if (!this.#dead) this.#fail(video.error?.message || "decode");
    };
    video.src = this.#address;
  }

  init(codec: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#queue.push({ codec, bytes });
    this.#pump();
  }

  append(bytes: Uint8Array<ArrayBuffer>): void {
    this.#queue.push({ bytes });
    this.#pump();
  }

  behind(): number {
    const ranges = this.video.buffered;
    return ranges.length === 0 ? 0 : ranges.end(ranges.length - 1) - this.video.currentTime;
  }

  toLive(): void {
    const ranges = this.video.buffered;
    if (ranges.length === 0) return;
    const last = ranges.length - 1;
    this.video.currentTime = Math.max(ranges.start(last), ranges.end(last) - HOLD_BEHIND_S);
  }

  clear(): void {
    this.#dead = true;
    this.#queue = [];
    this.video.onerror = null;
    this.video.pause();
    this.video.removeAttribute("src");
    // Without load() the element would go on showing its last picture.
    this.video.load();
    URL.revokeObjectURL(this.#address);
  }

  #pump(): void {
    if (this.#dead || this.#source.readyState !== "open" || this.#buffer?.updating) return;
    try {
      if (!this.#trim()) this.#appendNext();
    } catch (error) {
      if (error instanceof DOMException && error.name === "QuotaExceededError") this.#queue = [];
      else this.#fail(String(error));
    }
  }

  #appendNext(): void {
    const head = this.#queue[0];
    if (!head) return;
    if ("codec" in head) this.#prepare(head.codec);
    const next = this.#queue.findIndex((piece, index) => index > 0 && "codec" in piece);
    const batch = this.#queue.splice(0, next === -1 ? this.#queue.length : next);
    this.#buffer?.appendBuffer(join(batch));
  }

  #prepare(codec: string): void {
    if (!this.#buffer) {
      this.#buffer = this.#source.addSourceBuffer(mimeOf(codec));
      // Each group follows the one before, whatever the camera's clock does: a live tile knows no gaps.
      this.#buffer.mode = "sequence";
      this.#buffer.onupdateend = () => {
        if (this.#dead) return;
        this.events.appended();
        this.#pump();
      };
    } else {
      this.#buffer.changeType(mimeOf(codec));
    }
    this.#codec = codec;
  }

  #trim(): boolean {
    const ranges = this.video.buffered;
    const until = this.video.currentTime - KEEP_BEHIND_S;
    if (!this.#buffer || ranges.length === 0 || ranges.start(0) > until - TRIM_EVERY_S)
      return false;
    this.#buffer.remove(0, until);
    return true;
  }

  #fail(why: string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.events.failed(`${this.#codec}: ${why}`);
  }
}
