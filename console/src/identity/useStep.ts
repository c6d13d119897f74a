// One request of a form: whether it is under way, and the sentence for how it failed.
import { useRef, useState } from "react";
import { type Failure, failureOf } from "./failure";

export interface StepState {
  isSending: boolean;
  failure: Failure | null;
  clear: () => void;
  /** Runs one thing at a time; answers nothing when it failed. */
  run: <T>(ask: () => Promise<T>) => Promise<T | undefined>;
}

export function useStep(): StepState {
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isRunning = useRef(false);
  const run = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    if (isRunning.current) return undefined;
    isRunning.current = true;
    setSending(true);
    setFailure(null);
    try {
      return await ask();
    } catch (problem) {
      setFailure(failureOf(problem));
      return undefined;
    } finally {
      isRunning.current = false;
      setSending(false);
    }
  };
  return { isSending, failure, clear: () => setFailure(null), run };
}
