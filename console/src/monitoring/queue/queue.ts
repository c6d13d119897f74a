// Which alarm stands before the operator and which wait beside it. Pure: the page's alarms in, an order out.
import type { Alarm } from "../types";

/** A key meant for the alarm before must not answer the one that has just come up. */
export const SETTLE_MS = 700;
export const UNDO_MS = 10_000;

const OPEN = new Set(["waiting", "shown", "held"]);

export interface Queue {
  /** Put before this operator, best first. */
  shown: readonly Alarm[];
  /** Another operator has opened them. */
  elsewhere: readonly Alarm[];
  waiting: readonly Alarm[];
  held: readonly Alarm[];
  /** At a place that verdicts have silenced, or put aside: counted, and before nobody. */
  silenced: readonly Alarm[];
}

export const isOpen = (alarm: Alarm): boolean => OPEN.has(alarm.state);
/** A colleague has it open; what lies before a colleague unopened is not theirs alone. */
export const isElsewhere = (alarm: Alarm): boolean => alarm.opened_by !== "" && !alarm.opened_by_me;

/** What this operator has opened stays first: it must not slide away under a finger. */
function bestFirst(a: Alarm, b: Alarm): number {
  return (
    Number(b.opened_by_me) - Number(a.opened_by_me) ||
    Number(b.shown_to_me) - Number(a.shown_to_me) ||
    b.rank - a.rank ||
    a.first_at.localeCompare(b.first_at) ||
    a.alarm_id.localeCompare(b.alarm_id)
  );
}

export function queueOf(alarms: readonly Alarm[], answered: ReadonlySet<string>): Queue {
  const open = alarms.filter((one) => isOpen(one) && !answered.has(one.alarm_id)).sort(bestFirst);
  const of = (state: string) => open.filter((one) => one.state === state && !one.silenced);
  const shown = of("shown");
  const mine = (one: Alarm) => one.shown_to_me && !isElsewhere(one);
  return {
    shown: shown.filter(mine),
    elsewhere: shown.filter((one) => !mine(one)),
    waiting: of("waiting"),
    held: of("held"),
    silenced: open.filter((one) => one.silenced),
  };
}

/** The one taken by hand while it is open, else the one that stands there already, else the best. */
export function pick(queue: Queue, chosenId: string | null): Alarm | null {
  const all = [...queue.shown, ...queue.held, ...queue.waiting, ...queue.elsewhere];
  return all.find((one) => one.alarm_id === chosenId) ?? queue.shown[0] ?? null;
}

export function isSettled(sinceMs: number, now: number): boolean {
  return now - sinceMs >= SETTLE_MS;
}

/** Next in the list from where one stands; null at its ends. */
export function step(queue: Queue, fromId: string | null, steps: 1 | -1): Alarm | null {
  const rows = [...queue.shown, ...queue.held, ...queue.waiting];
  const at = rows.findIndex((one) => one.alarm_id === fromId);
  return rows[at + steps] ?? null;
}
