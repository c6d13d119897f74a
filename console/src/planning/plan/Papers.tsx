// The papers of a version: GeoJSON, XLSX and PDF, for inside and for everybody.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { doors, type Edition, type Form, paperPath } from "../doors";
import { words } from "./words";

const FORMS: readonly Form[] = ["pdf", "xlsx", "geojson"];
const EDITIONS: readonly Edition[] = ["internal", "public"];

export function Papers({ plan, version }: { plan: string; version: number }) {
  const w = useWords(words);
  const lang = language.use();
  const [edition, setEdition] = useState<Edition>("internal");
  const save = useMutation({
    mutationFn: (form: Form) => doors.savePaper(paperPath(plan, version, edition, form)),
  });
  return (
    <section className="plan-block" aria-label={w.papers}>
      <div className="office-bar">
        <label>
          {w.papers} · {w.edition}
          <select value={edition} onChange={(event) => setEdition(event.target.value as Edition)}>
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
            disabled={save.isPending}
            onClick={() => save.mutate(form)}
          >
            {save.isPending && save.variables === form ? w.making : form.toUpperCase()}
          </button>
        ))}
      </div>
      <p className="office-quiet">{w.editionWhat[edition]}</p>
      {save.data && <p role="status">{w.saved(save.data)}</p>}
      {save.isError && (
        <p role="alert" className="wrong">
          {w.paperFailed} {problemText(save.error, lang)}
        </p>
      )}
    </section>
  );
}
