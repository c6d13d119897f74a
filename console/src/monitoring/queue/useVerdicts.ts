// One key, one verdict: the page moves on at once, ten seconds to take it back, and a verdict that did not arrive says so.
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "../../api/client";
import { doors } from "../doors";
import type { Alarm, FalseReason, Verdict } from "../types";
import { UNDO_MS } from "./queue";

export type Outcome = "done" | "undone" | "failed" | "lost" | "gone";

/** The last thing that became of a press. */
export interface Said {
  outcome: Outcome;
  alarm: Alarm;
  verdict: Verdict;
  reason: FalseReason | null;
  problem: unknown;
}

export interface VerdictDesk {
  said: Said | null;
  /** Answered here; the feed's word may come later. */
  answered: ReadonlySet<string>;
  answer: (alarm: Alarm, verdict: Verdict, reason: FalseReason | null) => void;
  /** Null when there is nothing that can still be taken back. */
  undo: (() => void) | null;
  tell: (outcome: Outcome, alarm: Alarm) => void;
  forget: () => void;
}

const TAKEN = ["answered_by_another", "opened_by_another"];
const OVER = ["alarm_over", "unknown_alarm"];

function outcomeOf(problem: unknown): Outcome {
  if (!(problem instanceof Problem)) return "failed";
  if (TAKEN.includes(problem.code)) return "lost";
  return OVER.includes(problem.code) ? "gone" : "failed";
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((one) => one !== id));
}

export function useVerdicts(onBack: (alarm: Alarm) => void): VerdictDesk {
  const [said, setSaid] = useState<Said | null>(null);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef<Promise<boolean>>(Promise.resolve(true));
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = useCallback((next: Said) => {
    clearTimeout(timer.current);
    setSaid(next);
    // what failed stays until it is read
    if (next.outcome !== "failed") timer.current = setTimeout(() => setSaid(null), UNDO_MS);
  }, []);
  const back = (alarm: Alarm) => setAnswered((ids) => without(ids, alarm.alarm_id));
  const answer: VerdictDesk["answer"] = (alarm, verdict, reason) => {
    const made = { alarm, verdict, reason, problem: null };
    setAnswered((ids) => new Set(ids).add(alarm.alarm_id));
    show({ ...made, outcome: "done" });
    sent.current = doors.verdict(alarm.alarm_id, verdict, reason).then(
      () => true,
      (problem: unknown) => {
        const outcome = outcomeOf(problem);
        if (outcome === "failed") {
          back(alarm);
          onBack(alarm);
        }
        show({ ...made, problem, outcome });
        return false;
      },
    );
  };
  const undo = () => {
    if (said?.outcome !== "done") return;
    const { alarm } = said;
    clearTimeout(timer.current);
    // a quick hand must not overtake its own verdict; one that did not arrive has said so
    const taken = sent.current.then(
      (isThere) => isThere && doors.undoVerdict(alarm.alarm_id).then(() => true),
    );
    taken.then(
      (isTaken) => {
        if (!isTaken) return;
        back(alarm);
        onBack(alarm);
        show({ ...said, outcome: "undone" });
      },
      (problem: unknown) => show({ ...said, problem, outcome: "failed" }),
    );
  };
  const tell = useCallback(
    (outcome: Outcome, alarm: Alarm) =>
      show({ outcome, alarm, verdict: "hold", reason: null, problem: null }),
    [show],
  );
  const forget = useCallback(() => setSaid(null), []);
  return { said, answered, answer, undo: said?.outcome === "done" ? undo : null, tell, forget };
}
