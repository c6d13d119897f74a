// Tickets that the feed delivered: each is handed out once, and one that nobody has sent yet is asked for.
import type { Ticket } from "../api/feed";

type Waiter = { give: (ticket: Ticket) => void; fail: (why: Error) => void; timer: number };

const ANSWER_WITHIN_MS = 5000;
/** A ticket this close to its end would expire on the way. */
const MARGIN_MS = 1000;

export class TicketUnanswered extends Error {}

/** No picture server runs; the node sends the ticket by itself when one does. */
export class MediaAway extends Error {}

const keyOf = (grantId: string, cameraId: string) => `${grantId} ${cameraId}`;

export class TicketDesk {
  readonly #kept = new Map<string, Ticket>();
  readonly #waiters = new Map<string, Waiter[]>();

  constructor(
    private readonly request: (grantId: string, cameraId: string) => void,
    private readonly now: () => number,
  ) {}

  arrived(ticket: Ticket): void {
    const key = keyOf(ticket.grant_id, ticket.camera_id);
    const waiter = this.#waiters.get(key)?.shift();
    if (!waiter) {
      this.#kept.set(key, ticket);
      return;
    }
    clearTimeout(waiter.timer);
    waiter.give(ticket);
  }

  take(grantId: string, cameraId: string): Promise<Ticket> {
    const key = keyOf(grantId, cameraId);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept && Date.parse(kept.expires_at) - MARGIN_MS > this.now()) return Promise.resolve(kept);
    return new Promise((give, fail) => {
      const waiter: Waiter = { give, fail, timer: 0 };
      waiter.timer = setTimeout(() => {
        this.#forget(key, waiter);
        fail(new TicketUnanswered(cameraId));
      }, ANSWER_WITHIN_MS) as unknown as number;
      this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), waiter]);
      this.request(grantId, cameraId);
    });
  }

  /** The node's word that no picture server runs: whoever waits may say so. */
  away(): void {
    for (const waiter of [...this.#waiters.values()].flat()) {
      clearTimeout(waiter.timer);
      waiter.fail(new MediaAway());
    }
    this.#waiters.clear();
  }

  /** Asks again for what is still awaited, after the link came back. */
  repeat(): void {
    for (const [key, waiters] of this.#waiters) {
      const [grantId = "", cameraId = ""] = key.split(" ");
      for (const _ of waiters) this.request(grantId, cameraId);
    }
  }

  #forget(key: string, waiter: Waiter): void {
    const left = (this.#waiters.get(key) ?? []).filter((one) => one !== waiter);
    if (left.length > 0) this.#waiters.set(key, left);
    else this.#waiters.delete(key);
  }
}
