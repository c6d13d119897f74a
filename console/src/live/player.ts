// One live picture: opens the socket with a ticket, feeds the pipe, follows the live edge, and clears at once when told.
import type { CameraState, Ticket } from "../api/feed";
import { fullJitter } from "../feed/backoff";
import { MediaAway } from "../feed/tickets";
import { StreamLadder } from "./ladder";
import { steer } from "./liveEdge";
import type { Pipe, PipeEvents } from "./picturePipe";
import { FRAME, type MediaText, readFrame, readText, type Stream } from "./protocol";

export type Phase = "asking" | "connecting" | "waiting" | "live" | "refused" | "ended" | "down";

export interface PlayerState {
  phase: Phase;
  camera: { state: CameraState; since: string | null; reason: string | null };
  /** Why it was refused or ended, in the protocol's words, and by whom. */
  reason: string | null;
  by: string | null;
  /** When the phase began, ms since the epoch by the node's clock. */
  since: number;
  stream: Stream;
  /** The player itself went down to the sub-stream. */
  lowered: boolean;
  delayMs: number | null;
  /** Capture time of the newest picture received, moving or still. */
  capturedAt: number | null;
  /** Width over height of the picture. */
  aspect: number | null;
  viewer: string | null;
}

export interface MediaSocket {
  binaryType: string;
  readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface PlayerPorts {
  askTicket: () => Promise<Ticket>;
  openSocket: (url: string) => MediaSocket;
  openPipe: (events: PipeEvents) => Pipe;
  canPlay: (codec: string) => boolean;
  /** Draws the last still; null blanks it. */
  showStill: (jpeg: Uint8Array<ArrayBuffer> | null) => void;
  /** Keeps the picture now on screen as the still. */
  keepStill: () => void;
  setRate: (rate: number) => void;
  play: () => void;
  frames: () => { decoded: number; dropped: number };
  isHidden: () => boolean;
  now: () => number;
  random: () => number;
}

/** Why a link is down when no picture server runs at all. */
export const MEDIA_AWAY = "media_away";
const OPEN = 1;
const STEER_EVERY_MS = 250;
const STABLE_AFTER_MS = 10_000;
/** No new picture for this long while the buffer is empty: the link starves, whatever the camera says. */
const STARVED_AFTER_MS = 800;
/** A media process says within five seconds that a camera is frozen; one that says nothing is gone, its machine perhaps with it. */
const SILENT_AFTER_MS = 8000;
const NO_PICTURE: readonly CameraState[] = ["frozen", "dead", "unsupported"];

const START: PlayerState = {
  phase: "asking",
  camera: { state: "unknown", since: null, reason: null },
  reason: null,
  by: null,
  since: 0,
  stream: "main",
  lowered: false,
  delayMs: null,
  capturedAt: null,
  aspect: null,
  viewer: null,
};

export class Player {
  #state: PlayerState;
  readonly #listeners = new Set<() => void>();
  readonly #ladder = new StreamLadder();
  #socket: MediaSocket | null = null;
  #pipe: Pipe | null = null;
  #codec = "";
  #attempt = 0;
  #round = 0;
  #running = false;
  #seated = false;
  #rate = 1;
  #arrivedAt = 0;
  #starving = false;
  #steering: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #connectedAt = 0;
  #wanted: Stream;

  constructor(
    private readonly ports: PlayerPorts,
    stream: Stream,
  ) {
    this.#wanted = stream;
    this.#state = { ...START, stream, since: ports.now() };
  }

  readonly get = (): PlayerState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#steering = setInterval(() => this.#steer(), STEER_EVERY_MS);
    void this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#round++;
    clearInterval(this.#steering);
    clearTimeout(this.#retry);
    this.#hangUp();
    this.#dropPipe();
  }

  /** A viewer's own choice of stream; a player that lowered itself stays low for its time. */
  choose(stream: Stream): void {
    this.#wanted = stream;
    if (stream === this.#state.stream || this.#state.lowered) return;
    this.#put({ stream });
    this.#askStream(stream);
  }

  /** After the tab was hidden: forget what was missed. */
  shown(): void {
    this.#ladder.judgeLater(this.ports.now());
    this.#pipe?.toLive();
    this.ports.play();
  }

  /** The page knows before the media process does that the lending ended. */
  end(reason: string, by: string | null): void {
    if (this.#state.phase === "ended") return;
    this.#round++;
    clearTimeout(this.#retry);
    this.#hangUp();
    this.#dropPipe();
    this.ports.showStill(null);
    this.#put({ phase: "ended", reason, by, since: this.ports.now(), delayMs: null });
  }

  /** The first picture was painted. */
  painted(): void {
    if (this.#state.phase !== "waiting" || !this.#pipe) return;
    if (!NO_PICTURE.includes(this.#state.camera.state)) this.#goLive();
  }

  async #connect(): Promise<void> {
    const round = ++this.#round;
    this.#put({ phase: this.#attempt === 0 ? "asking" : this.#state.phase });
    let ticket: Ticket;
    try {
      ticket = await this.ports.askTicket();
    } catch (why) {
      if (round !== this.#round) return;
      this.#put({ reason: why instanceof MediaAway ? MEDIA_AWAY : null });
      this.#again();
      return;
    }
    if (round !== this.#round || !this.#running) return;
    if (this.#attempt === 0) this.#put({ phase: "connecting" });
    const socket = this.ports.openSocket(ticket.url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () =>
      socket.send(JSON.stringify({ ticket: ticket.ticket, stream: this.#state.stream }));
    socket.onmessage = ({ data }) => {
      if (this.#socket === socket) this.#hear(data);
    };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#again();
    };
  }

  #hear(data: unknown): void {
    if (data instanceof ArrayBuffer) this.#hearFrame(data);
    else if (typeof data === "string") {
      const said = readText(data);
      if (said) this.#hearText(said);
    }
  }

  #hearText(said: MediaText): void {
    switch (said.type) {
      case "accepted":
        this.#connectedAt = this.ports.now();
        this.#put({
          phase: "waiting",
          viewer: said.viewer,
          since: this.ports.now(),
          reason: null,
        });
        return;
      case "refused":
        this.#refused(said.reason);
        return;
      case "init":
        this.#codec = said.codec;
        this.#put({
          stream: said.stream ?? this.#state.stream,
          aspect: said.width && said.height ? said.width / said.height : this.#state.aspect,
        });
        return;
      case "state":
        this.#cameraIs(said.state, said.since, said.reason);
        // The media process saw our line fall behind before we could.
        if (said.reason === "slow") this.#lower();
        return;
      case "ended":
        // A media process that stops, or passes the camera on, is a lost link, not the end of a lending.
        if (said.reason === "shutdown" || said.reason === "moved") this.#again();
        else this.end(said.reason, said.by);
    }
  }

  #hearFrame(data: ArrayBuffer): void {
    const frame = readFrame(data);
    if (!frame) return;
    if (frame.kind === FRAME.still) {
      if (this.#state.phase !== "live") this.ports.showStill(frame.payload);
      this.#put({ capturedAt: frame.capturedAt });
    } else if (frame.kind === FRAME.init) {
      this.#openFor(frame.payload);
    } else if (frame.kind === FRAME.fragment && this.#pipe) {
      this.#arrivedAt = this.ports.now();
      this.#state = { ...this.#state, capturedAt: frame.capturedAt };
      this.#pipe.append(frame.payload);
    }
  }

  #openFor(init: Uint8Array<ArrayBuffer>): void {
    if (!this.ports.canPlay(this.#codec)) {
      this.#cameraIs("unsupported", new Date(this.ports.now()).toISOString(), this.#codec);
      return;
    }
    this.#pipe ??= this.ports.openPipe({
      appended: () => this.#appended(),
      failed: () => this.#pipeFailed(),
    });
    this.#seated = false;
    this.#pipe.init(this.#codec, init);
  }

  #appended(): void {
    if (this.#seated || !this.#pipe || this.#pipe.behind() <= 0) return;
    this.#seated = true;
    this.#pipe.toLive();
    this.ports.play();
  }

  #pipeFailed(): void {
    this.ports.keepStill();
    this.#dropPipe();
    this.#hangUp();
    this.#again();
  }

  #goLive(): void {
    this.#ladder.judgeLater(this.ports.now());
    this.#put({
      phase: "live",
      since: this.ports.now(),
      camera: { state: "live", since: null, reason: null },
      reason: null,
      by: null,
      delayMs: this.#delay(),
    });
  }

  #cameraIs(state: CameraState, since: string | null, reason: string | null): void {
    const isPicture = !NO_PICTURE.includes(state);
    if (!isPicture && this.#state.phase === "live") this.ports.keepStill();
    const phase = !isPicture && this.#state.phase === "live" ? "waiting" : this.#state.phase;
    // Pictures that flow again are shown by the next paint; the pipe is still there.
    this.#put({ phase, camera: { state, since, reason } });
    if (state === "live" && phase === "waiting" && this.#seated) this.#goLive();
  }

  #refused(reason: string): void {
    this.#hangUp();
    // A ticket that came too late or was already used is replaced by a new one, without a word on the tile.
    if (reason !== "expired" && reason !== "used") {
      this.#put({ phase: "refused", reason, since: this.ports.now(), delayMs: null });
    }
    if (reason !== "ended") this.#again();
  }

  #again(): void {
    if (!this.#running || this.#state.phase === "ended") return;
    this.#hangUp();
    if (this.#connectedAt && this.ports.now() - this.#connectedAt > STABLE_AFTER_MS) {
      this.#attempt = 0;
    }
    this.#connectedAt = 0;
    if (this.#state.phase === "live") this.ports.keepStill();
    if (this.#state.phase !== "down" && this.#state.phase !== "refused") {
      this.#put({ phase: "down", since: this.ports.now(), delayMs: null });
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(
      () => void this.#connect(),
      fullJitter(this.#attempt++, this.ports.random),
    );
  }

  #steer(): void {
    const pipe = this.#pipe;
    if (!pipe || this.#state.phase !== "live" || this.ports.isHidden()) return;
    if (this.ports.now() - this.#arrivedAt > SILENT_AFTER_MS) {
      this.#again();
      return;
    }
    const behind = pipe.behind();
    const steering = steer(behind, this.#rate);
    if ("jump" in steering) pipe.toLive();
    else if (steering.rate !== this.#rate) {
      this.#rate = steering.rate;
      this.ports.setRate(this.#rate);
    }
    this.#watchQuality(behind);
    this.#put({ delayMs: this.#delay() });
  }

  #watchQuality(behind: number): void {
    const now = this.ports.now();
    const isStarving = behind <= 0.01 && now - this.#arrivedAt > STARVED_AFTER_MS;
    const step = this.#ladder.note({
      at: now,
      ...this.ports.frames(),
      lateMs: now - (this.#state.capturedAt ?? now),
      starved: isStarving && !this.#starving,
    });
    this.#starving = isStarving;
    if (step === "lower") this.#lower();
    if (step === "raise") this.#raise();
  }

  #lower(): void {
    if (this.#state.stream === "sub") return;
    this.#ladder.lowered(this.ports.now());
    this.#put({ stream: "sub", lowered: true });
    this.#askStream("sub");
  }

  #raise(): void {
    this.#ladder.raised(this.ports.now());
    this.#put({ stream: this.#wanted, lowered: false });
    this.#askStream(this.#wanted);
  }

  #delay(): number | null {
    if (this.#state.capturedAt === null) return null;
    const behindMs = (this.#pipe?.behind() ?? 0) * 1000;
    return Math.max(0, this.ports.now() - this.#state.capturedAt + behindMs);
  }

  #askStream(stream: Stream): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify({ stream }));
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #dropPipe(): void {
    this.#pipe?.clear();
    this.#pipe = null;
    this.#seated = false;
    this.#rate = 1;
  }

  #put(change: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
