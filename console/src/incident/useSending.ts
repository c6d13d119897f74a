// One press at a time to the node, and the words for one that it refused.
import { useCallback, useEffect, useRef, useState } from "react";
import { language } from "../app/language";
import { problemText } from "./problem";

export interface Sending {
  /** Which press is on its way. */
  busy: string | null;
  problem: { about: string; text: string } | null;
  send: (about: string, act: () => Promise<unknown>, done?: () => void) => void;
  forget: () => void;
}

export function useSending(): Sending {
  const lang = language.use();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Sending["problem"]>(null);
  const isHere = useRef(true);
  const isBusy = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const send = useCallback<Sending["send"]>(
    (about, act, done) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setBusy(about);
      setProblem(null);
      act()
        .then(() => isHere.current && done?.())
        .catch((why: unknown) => {
          if (isHere.current) setProblem({ about, text: problemText(why, lang) });
        })
        .finally(() => {
          isBusy.current = false;
          if (isHere.current) setBusy(null);
        });
    },
    [lang],
  );
  const forget = useCallback(() => setProblem(null), []);
  return { busy, problem, send, forget };
}
