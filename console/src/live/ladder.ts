// When a tile goes down to the sub-stream and when it tries the main stream again: after one minute, then two, then four.
import { Quality, type Sample } from "./quality";

/** The first pictures come all at once and many are passed over: they say nothing about the link. */
const JUDGED_AFTER_MS = 3_000;
const LOW_FOR_MS = 60_000;
const LOW_FOR_AT_MOST_MS = 600_000;

export class StreamLadder {
  readonly #quality = new Quality();
  #judgedFrom = 0;
  #lowForMs = LOW_FOR_MS;
  #lowUntil: number | null = null;

  /** Pictures began anew, or nobody was looking: what was measured no longer counts. */
  judgeLater(now: number): void {
    this.#quality.reset();
    this.#judgedFrom = now + JUDGED_AFTER_MS;
  }

  note(sample: Sample): "lower" | "raise" | null {
    if (sample.at < this.#judgedFrom) return null;
    if (this.#quality.note(sample)) return "lower";
    return this.#lowUntil !== null && sample.at >= this.#lowUntil ? "raise" : null;
  }

  lowered(now: number): void {
    this.#lowUntil = now + this.#lowForMs;
    this.#lowForMs = Math.min(LOW_FOR_AT_MOST_MS, this.#lowForMs * 2);
  }

  raised(now: number): void {
    this.#lowUntil = null;
    this.judgeLater(now);
  }
}
