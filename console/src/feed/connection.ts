// The one feed connection of the page: resumes after the last sequence, comes back with full jitter, says when it is stale.
import type { FeedMessage, FeedRequest, Ticket } from "../api/feed";
import { setNodeTime } from "../app/clock";
import { fullJitter } from "./backoff";
import { FeedStore } from "./store";
import { TicketDesk } from "./tickets";

/** So many promised beats may be missed before the page says that what it shows may be old. */
const BEATS_MISSED = 3;
/** The backoff starts over only after the link has held this long; a brief success must not cause a storm. */
const STABLE_AFTER_MS = 30_000;

export interface SocketLike {
  readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface FeedPorts {
  open: (url: string) => SocketLike;
  now: () => number;
  random: () => number;
  /** Called when the node closed us without a greeting, or says so: the session may be over or locked. */
  onRefused: () => void;
}

const OPEN = 1;
/** The node's word that the session is over (4401) or locked (4423). */
const SESSION_CODES: ReadonlySet<number> = new Set([4401, 4423]);

export class FeedConnection {
  readonly store = new FeedStore();
  readonly #tickets: TicketDesk;
  #socket: SocketLike | null = null;
  #attempt = 0;
  #greeted = false;
  #running = false;
  #repeated: Set<string> | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stale: ReturnType<typeof setTimeout> | undefined;
  #stable: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly ports: FeedPorts,
  ) {
    this.#tickets = new TicketDesk(
      (grant_id, camera_id) => this.send({ want: "ticket", grant_id, camera_id }),
      ports.now,
    );
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#stale);
    clearTimeout(this.#stable);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.store.clear();
  }

  /** False when the link is down: the caller's request was not sent. */
  send(request: FeedRequest): boolean {
    if (this.#socket?.readyState !== OPEN || !this.#greeted) return false;
    this.#socket.send(JSON.stringify(request));
    return true;
  }

  ticket(grantId: string, cameraId: string): Promise<Ticket> {
    return this.#tickets.take(grantId, cameraId);
  }

  #connect(): void {
    const { seq } = this.store.get();
    const socket = this.ports.open(seq > 0 ? `${this.url}?after=${seq}` : this.url);
    this.#socket = socket;
    this.#greeted = false;
    socket.onmessage = (event) => {
      if (this.#socket === socket && typeof event.data === "string") this.#hear(event.data);
    };
    socket.onclose = (event) => {
      if (this.#socket === socket) this.#lost(event.code);
    };
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as FeedMessage;
    this.#restartStaleTimer();
    if (message.kind === "ticket") this.#tickets.arrived(message);
    if (message.kind === "problem" && message.code === "media_away") this.#tickets.away();
    if (message.kind === "hello") this.#greet(message.resumed, message.now);
    this.store.apply(message);
    if (message.kind === "incident") this.#repeated?.add(message.incident.incident_id);
    if (message.kind === "alarm") this.#repeated?.add(message.alarm.alarm_id);
    // The summary ends the greeting: what was not repeated before it is no longer ours to see.
    if (message.kind === "summary" && this.#repeated) {
      this.store.keepOnly(this.#repeated);
      this.#repeated = null;
    }
  }

  #greet(resumed: boolean, now: string): void {
    setNodeTime(now);
    this.#greeted = true;
    clearTimeout(this.#stable);
    this.#stable = setTimeout(() => {
      this.#attempt = 0;
    }, STABLE_AFTER_MS);
    this.#tickets.repeat();
    this.#repeated = resumed ? null : new Set();
  }

  #restartStaleTimer(): void {
    clearTimeout(this.#stale);
    if (this.store.get().link === "stale") this.store.link("live", null);
    const beatS = this.store.get().hello?.beat_s;
    if (!beatS) return;
    this.#stale = setTimeout(
      () => this.store.link("stale", this.ports.now()),
      beatS * BEATS_MISSED * 1000,
    );
  }

  #lost(code: number): void {
    const wasGreeted = this.#greeted && !SESSION_CODES.has(code);
    this.#socket = null;
    this.#greeted = false;
    this.#repeated = null;
    clearTimeout(this.#stale);
    clearTimeout(this.#stable);
    if (!this.#running) return;
    this.store.link("down", this.store.get().lostAt ?? this.ports.now());
    if (!wasGreeted) this.ports.onRefused();
    this.#retry = setTimeout(() => this.#connect(), fullJitter(this.#attempt++, this.ports.random));
  }
}
