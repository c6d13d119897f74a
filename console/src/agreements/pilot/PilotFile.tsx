// The pilot's report as a document, for a reason that stays in the trail.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../../api/client";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonForm } from "../../names/ReasonForm";
import { doors } from "../doors";
import { words } from "./words";

export function PilotFile({ agreementId, version }: { agreementId: string; version: number }) {
  const w = useWords(words);
  const lang = language.use();
  const [isOpen, setOpen] = useState(false);
  const saving = useMutation({
    mutationFn: (reason: string) => saveFile(doors.pilotFile(agreementId, version), { reason }),
    onSuccess: () => setOpen(false),
  });
  if (!isOpen) {
    return (
      <div className="actions">
        <button type="button" onClick={() => setOpen(true)}>
          {w.file}
        </button>
        <span className="hint" role="status">
          {saving.data && w.fileSaved(saving.data)}
        </span>
      </div>
    );
  }
  return (
    <ReasonForm
      said={w.fileWhat}
      send={saving.isPending ? w.saving : w.download}
      isBusy={saving.isPending}
      problem={saving.isError ? problemText(saving.error, lang) : null}
      onSend={(reason) => saving.mutate(reason)}
      onCancel={() => setOpen(false)}
    />
  );
}
