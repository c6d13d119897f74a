// Decides when a tile gives up the main stream: many dropped pictures, or a link that keeps starving the buffer.

export interface Sample {
  at: number;
  decoded: number;
  dropped: number;
  /** Age of the newest fragment when it arrived. */
  lateMs: number;
  /** The buffer ran dry since the last sample. */
  starved: boolean;
}

const WINDOW_MS = 8_000;
const MIN_PICTURES = 40;
const DROPPED_SHARE = 0.3;
const STARVED_TIMES = 3;
const LATE_MS = 3_000;
const LATE_SHARE = 0.8;

export class Quality {
  #samples: Sample[] = [];

  /** True once when the sub-stream should be asked for. */
  note(sample: Sample): boolean {
    this.#samples = [...this.#samples.filter((one) => sample.at - one.at < WINDOW_MS), sample];
    if (!this.#isPoor()) return false;
    this.reset();
    return true;
  }

  reset(): void {
    this.#samples = [];
  }

  #isPoor(): boolean {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < WINDOW_MS / 2) return false;
    const shown = last.decoded - first.decoded;
    const dropped = last.dropped - first.dropped;
    if (shown >= MIN_PICTURES && dropped / shown > DROPPED_SHARE) return true;
    if (this.#samples.filter((one) => one.starved).length >= STARVED_TIMES) return true;
    return (
      this.#samples.filter((one) => one.lateMs > LATE_MS).length / this.#samples.length > LATE_SHARE
    );
  }
}
