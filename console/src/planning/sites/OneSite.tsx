// One site on its way: its steps with planned and actual days, the form for the next, acceptance into the registry.
import { useState } from "react";
import { inLanguage, language, useWords } from "../../app/language";
import type { Accepted, PlannedSite } from "../types";
import { AcceptedView } from "./AcceptedView";
import { AcceptForm } from "./AcceptForm";
import { Slip } from "./SiteRows";
import { StepForm } from "./StepForm";
import { STATES } from "./sites";
import { words } from "./words";

function Steps({ site }: { site: PlannedSite }) {
  const w = useWords(words);
  const c = w.stepColumns;
  const steps = [...site.steps].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  return (
    <table className="office-table" aria-label={w.steps}>
      <thead>
        <tr>
          {[c.state, c.planned, c.done, c.note].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((one) => {
          const isLate = one.planned_on && one.done_on && one.done_on > one.planned_on;
          return (
            <tr key={one.state} data-chosen={one.state === site.state || undefined}>
              <td>
                {w.states[one.state]}{" "}
                {one.state === site.state && <span className="tag">{w.now}</span>}
              </td>
              <td className="stamp">{one.planned_on ?? "–"}</td>
              <td className={`stamp ${isLate ? "site-late" : ""}`}>{one.done_on ?? "–"}</td>
              <td>{[one.reason, one.note].filter(Boolean).join(" · ")}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function OneSite(props: {
  site: PlannedSite;
  number: number;
  today: string;
  canStep: boolean;
  onClose: () => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const { site } = props;
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const isOver = site.may_become.length === 0;
  const canAccept = site.may_become.includes("accepted");
  return (
    <section className="plan-chosen one-site" aria-label={w.site(String(props.number))}>
      <header>
        <h2>{w.site(String(props.number))}</h2>
        <span className="office-quiet">{site.drawn.dong_name}</span>
        <span className="grow" />
        <button type="button" onClick={props.onClose}>
          {w.close}
        </button>
      </header>
      <p>
        <Slip site={site} />
      </p>
      {site.told.map((one) => (
        <p key={one.ko} className="plan-careful">
          {inLanguage(lang, one.ko, one.en)}
        </p>
      ))}
      {site.site_id && (
        <p>
          <code>{w.registry(site.site_id, site.camera_ids.join(", "))}</code>
        </p>
      )}
      <Steps site={site} />
      {site.budgeted_from && site.state === "hearing" && (
        <p className="office-quiet">{w.budgetedFrom(site.budgeted_from)}</p>
      )}
      {props.canStep && !isOver && <StepForm key={site.state} site={site} today={props.today} />}
      {props.canStep && canAccept && (
        <AcceptForm site={site} today={props.today} onAccepted={setAccepted} />
      )}
      {accepted && <AcceptedView accepted={accepted} />}
    </section>
  );
}
