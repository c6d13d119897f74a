// A camera's rules as they stand, the draft beside them, and what became of saving it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../../api/client";
import { language } from "../../app/language";
import { problemText } from "../../incident/problem";
import { doors } from "../doors";
import type { Kind, Point, Rule } from "../types";
import { type Fault, faultOf, isSame, newRule } from "./draft";

const CONFLICT = "changed_meanwhile";
const INVALID = 400;

const letters = () => {
  const made = crypto.getRandomValues(new Uint8Array(6));
  return `rule-${[...made].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
};

const NONE: readonly Rule[] = [];

export function useRules(cameraId: string) {
  const lang = language.use();
  const client = useQueryClient();
  const key = ["monitoring", "rules", cameraId];
  const stands = useQuery({
    queryKey: key,
    queryFn: () => doors.rules(cameraId),
    refetchOnWindowFocus: false,
  });
  const [draft, setDraft] = useState<readonly Rule[] | null>(null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  const base = stands.data?.rules ?? NONE;
  const rules = draft ?? base;
  const chosen = rules.find((one) => one.rule_id === chosenId) ?? null;
  const save = useMutation({
    mutationFn: (version: number) => doors.changeRules(cameraId, version, rules),
    onSuccess: (kept) => {
      client.setQueryData(key, kept);
      setDraft(null);
    },
  });
  const change = (next: readonly Rule[]) => {
    if (save.isSuccess || save.isError) save.reset();
    setDraft(next);
  };
  const { error } = save;
  const isConflict = error instanceof Problem && error.code === CONFLICT;
  const fault: Fault | null =
    error && !isConflict
      ? faultOf(error instanceof Problem ? error.field : null, problemText(error, lang))
      : null;
  const put = (rule: Rule) =>
    change(rules.map((one) => (one.rule_id === rule.rule_id ? rule : one)));
  return {
    stands,
    rules,
    chosen,
    chosenIndex: chosen ? rules.indexOf(chosen) : -1,
    isDrawing,
    isUnsaved: draft !== null && !isSame(draft, base),
    isSaving: save.isPending,
    isSaved: save.isSuccess,
    isConflict,
    isInvalid: error instanceof Problem && error.status === INVALID,
    fault,
    put,
    points: (points: Point[]) => chosen && put({ ...chosen, points }),
    choose: (rule: Rule | null) => {
      setChosen(rule?.rule_id ?? null);
      setDrawing(false);
    },
    draw: setDrawing,
    add: (kind: Kind) => {
      const made = newRule(kind, letters());
      change([...rules, made]);
      setChosen(made.rule_id);
      setDrawing(true);
    },
    remove: (rule: Rule) => {
      change(rules.filter((one) => one.rule_id !== rule.rule_id));
      setDrawing(false);
    },
    save: () => {
      setDrawing(false);
      save.mutate(stands.data?.version ?? 0);
    },
    discard: () => {
      save.reset();
      setDraft(null);
      setDrawing(false);
    },
    /** Theirs in place of mine. */
    takeTheirs: async () => {
      await stands.refetch();
      save.reset();
      setDraft(null);
    },
    /** Mine upon theirs, knowingly. */
    overwrite: async () => {
      const now = await stands.refetch();
      if (now.data) save.mutate(now.data.version);
    },
  };
}

export type RulesDesk = ReturnType<typeof useRules>;
