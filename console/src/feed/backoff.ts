// Full jitter: after a switch is restarted, a hundred screens must not come back in the same instant.

export function fullJitter(
  attempt: number,
  random: () => number = Math.random,
  baseMs = 200,
  capMs = 2000,
): number {
  return random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 10));
}
