// Asks the node about the text as it is typed: once typing pauses, the newest text only.
import { useEffect, useRef, useState } from "react";
import { doors } from "./doors";
import type { Checked } from "./node";
import type { AgreementText } from "./text";

export const PAUSE_MS = 350;

export interface Checking {
  state: "checking" | "checked" | "unreachable";
  /** The newest answer; it stays on the screen while the next is awaited. */
  checked: Checked | null;
  /** The newest answer that could be read as a text. */
  readable: Checked | null;
}

const NOTHING: Checking = { state: "checking", checked: null, readable: null };

export function useCheck(text: AgreementText | null): Checking {
  const [checking, setChecking] = useState<Checking>(NOTHING);
  const asked = useRef(0);
  useEffect(() => {
    if (!text) return;
    const number = ++asked.current;
    setChecking((before) => ({ ...before, state: "checking" }));
    const isNewest = () => number === asked.current;
    const timer = setTimeout(() => {
      doors.check(text).then(
        (checked) =>
          isNewest() &&
          setChecking(({ readable }) => ({
            state: "checked",
            checked,
            readable: checked.preview_ko ? checked : readable,
          })),
        () => isNewest() && setChecking((before) => ({ ...before, state: "unreachable" })),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      // an answer on its way is to an older text
      if (isNewest()) asked.current++;
    };
  }, [text]);
  return checking;
}
