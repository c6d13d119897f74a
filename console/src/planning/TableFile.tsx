// A table as a file (XLSX or CSV), for a reason that stays in the trail.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../api/client";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import { words } from "./fileWords";

const FORMS = ["xlsx", "csv"] as const;
type Form = (typeof FORMS)[number];

export function TableFile({ path }: { path: string }) {
  const w = useWords(words);
  const lang = language.use();
  const [wanted, setWanted] = useState<Form | null>(null);
  const save = useMutation({
    mutationFn: (said: { form: Form; reason: string }) => saveFile(path, said),
    onSuccess: () => setWanted(null),
  });
  const choose = (form: Form) => {
    save.reset();
    setWanted(form);
  };
  return (
    <section aria-label={w.file}>
      <div className="office-bar">
        <span className="office-quiet">{w.file}</span>
        {FORMS.map((form) => (
          <button
            key={form}
            type="button"
            aria-pressed={wanted === form}
            disabled={save.isPending}
            onClick={() => choose(form)}
          >
            {form.toUpperCase()}
          </button>
        ))}
        {save.data && <span role="status">{w.saved(save.data)}</span>}
      </div>
      {wanted && (
        <ReasonForm
          said={w.why(wanted.toUpperCase())}
          send={save.isPending ? w.making : w.save}
          isBusy={save.isPending}
          problem={save.isError ? problemText(save.error, lang) : null}
          onSend={(reason) => save.mutate({ form: wanted, reason })}
          onCancel={() => setWanted(null)}
        />
      )}
    </section>
  );
}
