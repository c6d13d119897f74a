// The alert that is being written: a draft, then looked at as it will be read, then sent.
import { useState } from "react";
import { Problem } from "../api/client";
import { nodeNow } from "../app/clock";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useChange } from "../people/useAsk";
import { doors, type OwnAlert } from "./doors";
import {
  alertOf,
  type Draft,
  type DraftField,
  following,
  newDraft,
  refusedField,
  wantingIn,
} from "./draft";
import { words } from "./words";

export interface Drafting {
  draft: Draft | null;
  isChecking: boolean;
  isSending: boolean;
  wanting: DraftField | null;
  problem: string | null;
  begin: () => void;
  follow: (alert: OwnAlert, kind: "Update" | "Cancel") => void;
  set: (change: Partial<Draft>) => void;
  check: () => void;
  back: () => void;
  send: () => void;
  close: () => void;
}

export function useDraft(): Drafting {
  const w = useWords(words).draft;
  const lang = language.use();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isChecking, setChecking] = useState(false);
  const [wanting, setWanting] = useState<DraftField | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sending = useChange(["disaster"], (one: Draft) => doors.send(alertOf(one)));
  const start = (one: Draft | null) => {
    setDraft(one);
    setChecking(false);
    setWanting(null);
    setProblem(null);
  };
  const refused = (why: unknown) => {
    const field = refusedField(why);
    setWanting(field);
    if (field) return setChecking(false);
    const known = why instanceof Problem ? w.problems[why.code] : undefined;
    setProblem(known ?? problemText(why, lang));
  };
  return {
    draft,
    isChecking,
    isSending: sending.isPending,
    wanting,
    problem,
    begin: () => start(newDraft(nodeNow())),
    follow: (alert, kind) => start(following(alert, kind, nodeNow())),
    set: (change) => {
      setDraft((before) => before && { ...before, ...change });
      setWanting(null);
      setProblem(null);
    },
    check: () => {
      const field = draft && wantingIn(draft, nodeNow());
      setWanting(field);
      setChecking(field === null);
    },
    back: () => setChecking(false),
    send: () => {
      if (draft) sending.mutate(draft, { onSuccess: () => start(null), onError: refused });
    },
    close: () => start(null),
  };
}
