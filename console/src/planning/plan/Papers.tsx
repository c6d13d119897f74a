// The papers of a version: GeoJSON, XLSX and PDF, for inside and for everybody, each for a reason that stays in the trail.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../../api/client";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonForm } from "../../names/ReasonForm";
import { type Edition, type Form, paperPath } from "../doors";
import { words } from "./words";

const FORMS: readonly Form[] = ["pdf", "xlsx", "geojson"];
const EDITIONS: readonly Edition[] = ["internal", "public"];

export function Papers({ plan, version }: { plan: string; version: number }) {
  const w = useWords(words);
  const lang = language.use();
  const [edition, setEdition] = useState<Edition>("internal");
  const [wanted, setWanted] = useState<Form | null>(null);
  const save = useMutation({
    mutationFn: (said: { form: Form; reason: string }) =>
      saveFile(paperPath(plan, version), { edition, ...said }),
    onSuccess: () => setWanted(null),
  });
  const choose = (form: Form) => {
    save.reset();
    setWanted(form);
  };
  return (
    <section className="plan-block" aria-label={w.papers}>
      <div className="office-bar">
        <label>
          {w.papers} · {w.edition}
          <select
            value={edition}
            disabled={save.isPending}
            onChange={(event) => setEdition(event.target.value as Edition)}
          >
            {EDITIONS.map((one) => (
              <option key={one} value={one}>
                {w.editions[one]}
              </option>
            ))}
          </select>
        </label>
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
      </div>
      <p className="office-quiet">{w.editionWhat[edition]}</p>
      {wanted && (
        <ReasonForm
          said={w.paperWhy(w.editions[edition], wanted.toUpperCase())}
          send={save.isPending ? w.making : w.paperSave}
          isBusy={save.isPending}
          problem={save.isError ? `${w.paperFailed} ${problemText(save.error, lang)}` : null}
          onSend={(reason) => save.mutate({ form: wanted, reason })}
          onCancel={() => setWanted(null)}
        />
      )}
      {save.data && <p role="status">{w.saved(save.data)}</p>}
    </section>
  );
}
