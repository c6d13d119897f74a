// An operator's answer to an alarm: the service says which there are and where they go; one press sends one.
import { useEffect, useRef } from "react";
import type { AnswerKey } from "../api/client";
import { api } from "../api/client";
import { nodeNow } from "../app/clock";
import { useSending } from "../incident/useSending";
import { mayPress } from "./decide";
import type { Entry } from "./queue";

export interface AnswerDesk {
  asks: { ko: string; en: string };
  keys: readonly AnswerKey[];
  /** The Korean label of the one on its way. */
  busy: string | null;
  problem: string | null;
  press: (key: AnswerKey) => void;
}

/** Null where nothing is to be answered by this viewer. */
export function useAnswer(entry: Entry | null): AnswerDesk | null {
  const { busy, problem, send, forget } = useSending();
  const shownSince = useRef(0);
  const answers = entry?.incident.answers ?? null;
  const id = entry?.incident.incident_id ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: a press meant for one alarm must not answer the next
  useEffect(() => {
    forget();
    shownSince.current = nodeNow();
  }, [id, forget]);
  if (!answers) return null;
  return {
    asks: { ko: answers.asks_ko, en: answers.asks_en },
    keys: answers.keys,
    busy,
    problem: problem?.text ?? null,
    press: (key) => {
      if (mayPress(shownSince.current, nodeNow())) send(key.label_ko, () => api.answer(key));
    },
  };
}
