// The rows of the question as a file, for a reason.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../api/client";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import type { TrailFilter } from "./trail";
import { words } from "./words";

type Form = "csv" | "jsonl";

export function exportWanted(filter: TrailFilter, form: Form, reason: string) {
  const incident = filter.incidentId.trim();
  return {
    reason,
    form,
    filter: { kind: filter.kind || null, incident_id: incident || null },
  };
}

export function ExportTrail({ filter }: { filter: TrailFilter }) {
  const w = useWords(words).file;
  const lang = language.use();
  const [isOpen, setOpen] = useState(false);
  const [form, setForm] = useState<Form>("csv");
  const saving = useMutation({
    mutationFn: (reason: string) =>
      saveFile("/api/audit/export", exportWanted(filter, form, reason)),
    onSuccess: () => setOpen(false),
  });
  if (!isOpen) {
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          {w.open}
        </button>
        <span className="office-quiet" role="status">
          {saving.data && w.saved(saving.data)}
        </span>
      </>
    );
  }
  return (
    <ReasonForm
      said={
        <>
          {w.what}{" "}
          <select
            aria-label={w.form}
            value={form}
            onChange={(event) => setForm(event.target.value as Form)}
          >
            <option value="csv">{w.csv}</option>
            <option value="jsonl">{w.jsonl}</option>
          </select>
        </>
      }
      send={saving.isPending ? w.saving : w.send}
      isBusy={saving.isPending}
      problem={saving.isError ? problemText(saving.error, lang) : null}
      onSend={(reason) => saving.mutate(reason)}
      onCancel={() => setOpen(false)}
    />
  );
}
