// One step of a site: reached on a day, or planned for one; a rejection gives its reason.
import { type FormEvent, useState } from "react";
import { Problem } from "../../api/client";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { useChange } from "../../people/useAsk";
import { doors } from "../doors";
import type { PlannedSite, SiteState } from "../types";
import { nextOf, STATES, type StepFields, stepOf, wantsOf } from "./sites";
import { words } from "./words";

const MOST = 400;

/** The state it is in may be said again to mend its day; later ones may be planned. */
function statesFor(site: PlannedSite): SiteState[] {
  const from = STATES.indexOf(site.state);
  return STATES.filter((state, at) => at >= from || state === "rejected");
}

export function StepForm({ site, today }: { site: PlannedSite; today: string }) {
  const w = useWords(words);
  const lang = language.use();
  const f = w.form;
  const [fields, setFields] = useState<StepFields>({
    state: nextOf(site)?.state ?? site.state,
    on: "",
    planned: "",
    note: "",
    reason: "",
  });
  const [isTried, setTried] = useState(false);
  const step = useChange(["planning"], () => doors.step(site.planned_site_id, stepOf(fields)));
  const set = (change: Partial<StepFields>) => {
    step.reset();
    setFields({ ...fields, ...change });
  };
  const wants = wantsOf(fields, today);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wants === null) step.mutate(undefined, { onSuccess: () => setTried(false) });
  };
  const { error } = step;
  const refused =
    error instanceof Problem && error.code === "step_refused"
      ? `${f.refused} ${problemText(error, lang)}`
      : error && problemText(error, lang);
  return (
    <form className="office-form" onSubmit={submit} noValidate aria-label={f.title}>
      <h3 className="wide">{f.title}</h3>
      <label>
        {f.state}
        <select
          value={fields.state}
          onChange={(event) => {
            const state = event.target.value as SiteState;
            set(state === "accepted" ? { state, on: "" } : { state });
          }}
        >
          {statesFor(site).map((state) => (
            <option key={state} value={state}>
              {w.states[state]}
            </option>
          ))}
        </select>
      </label>
      {fields.state !== "accepted" && (
        <label>
          {f.on}
          <input
            type="date"
            max={today}
            value={fields.on}
            onChange={(event) => set({ on: event.target.value })}
          />
        </label>
      )}
      {fields.state !== "rejected" && (
        <label>
          {f.planned}
          <input
            type="date"
            value={fields.planned}
            onChange={(event) => set({ planned: event.target.value })}
          />
        </label>
      )}
      {fields.state === "rejected" && (
        <label className="wide">
          {f.reason}
          <input
            maxLength={MOST}
            value={fields.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
          <small>{f.reasonHint}</small>
        </label>
      )}
      <label className="wide">
        {f.note}
        <input
          maxLength={MOST}
          value={fields.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </label>
      {fields.state === "accepted" && <p className="office-quiet wide">{f.acceptInstead}</p>}
      <footer>
        <button type="submit" className="primary" disabled={step.isPending}>
          {step.isPending ? f.sending : f.send}
        </button>
        {isTried && wants && (
          <p className="wrong" role="alert">
            {f[wants]}
          </p>
        )}
        {refused && (
          <p className="wrong" role="alert">
            {refused}
          </p>
        )}
        {step.isSuccess && <p role="status">{f.done}</p>}
      </footer>
    </form>
  );
}
