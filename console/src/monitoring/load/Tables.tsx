// The load in rows: by operator (numbers, no names), by camera and rule, and why alarms were false.
import { useState } from "react";
import { count, duration } from "../../app/format";
import { language, useWords } from "../../app/language";
import { mayOpen, PAGES } from "../../app/pages";
import { go } from "../../app/router";
import { kindName } from "../alarm";
import { rulesPath } from "../cameras/CameraTable";
import { useRole } from "../PartTabs";
import { FALSE_REASONS, type Load, type RuleLoad } from "../types";
import { words as shared } from "../words";
import { confirmedOf } from "./chart";
import { words } from "./words";

const FEW = 12;

function useSeconds(): (seconds: number | null | undefined) => string {
  const lang = language.use();
  return (seconds) => (seconds == null ? "–" : duration(seconds, lang));
}

export function Operators({ load }: { load: Load }) {
  const w = useWords(words);
  const seconds = useSeconds();
  return (
    <section className="office-panel" aria-label={w.operators}>
      <h2>{w.operators}</h2>
      <div className="office-scroll">
        <table className="office-table cards" aria-label={w.operators}>
          <thead>
            <tr>
              <th scope="col">{w.operators}</th>
              <th scope="col">{w.shown}</th>
              <th scope="col">{w.answered}</th>
              <th scope="col">{w.confirmed}</th>
              <th scope="col">{w.median}</th>
              <th scope="col">{w.p95}</th>
              <th scope="col">{w.lapsed}</th>
              <th scope="col">{w.fullest}</th>
            </tr>
          </thead>
          <tbody>
            {load.operators.map(({ operator, is_me, figures, most_in_10min: most }) => (
              <tr key={operator}>
                <td data-label={w.operators}>
                  <b>
                    {w.operator(String(operator))}
                    {is_me && ` (${w.me})`}
                  </b>
                </td>
                <td data-label={w.shown}>{count(figures.shown)}</td>
                <td data-label={w.answered}>{count(figures.answered)}</td>
                <td data-label={w.confirmed}>{confirmedOf(figures)}</td>
                <td data-label={w.median}>{seconds(figures.opened_median_s)}</td>
                <td data-label={w.p95}>{seconds(figures.opened_p95_s)}</td>
                <td data-label={w.lapsed}>{count(figures.lapsed)}</td>
                <td data-label={w.fullest}>
                  <span>{count(most)}</span>
                  {most > load.flood && <span className="tag warn">{w.flood}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Who examines is told of the rule and has no page to change it. */
function CameraName({ one }: { one: RuleLoad }) {
  const role = useRole();
  const to = rulesPath(one.camera_id);
  const isOpen = PAGES.some((page) => page.path === to.split("?")[0] && mayOpen(page, role));
  if (!isOpen) return one.camera_name;
  return (
    <a
      href={to}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {one.camera_name}
    </a>
  );
}

function RuleRow({ one }: { one: RuleLoad }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  return (
    <tr>
      <td data-label={w.rule}>
        <CameraName one={one} />
        <small>{one.rule_name || s.unnamed}</small>
      </td>
      <td data-label={w.kind}>{kindName(one.kind, lang)}</td>
      <td data-label={w.alarms}>{count(one.alarms)}</td>
      <td data-label={w.arrivals}>{count(one.arrivals)}</td>
      <td data-label={w.real}>{count(one.real)}</td>
      <td data-label={w.false}>{count(one.false)}</td>
      <td data-label={w.lapsed}>{count(one.lapsed)}</td>
      <td data-label={w.silenced}>{count(one.silenced)}</td>
    </tr>
  );
}

export function Rules({ rules }: { rules: readonly RuleLoad[] }) {
  const w = useWords(words);
  const [areAll, setAll] = useState(false);
  if (rules.length === 0) return null;
  const shown = areAll ? rules : rules.slice(0, FEW);
  return (
    <section className="office-panel" aria-label={w.rules}>
      <h2>{w.rules}</h2>
      <div className="office-scroll">
        <table className="office-table cards" aria-label={w.rules}>
          <thead>
            <tr>
              <th scope="col">{w.rule}</th>
              <th scope="col">{w.kind}</th>
              <th scope="col">{w.alarms}</th>
              <th scope="col">{w.arrivals}</th>
              <th scope="col">{w.real}</th>
              <th scope="col">{w.false}</th>
              <th scope="col">{w.lapsed}</th>
              <th scope="col">{w.silenced}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <RuleRow key={`${one.camera_id} ${one.rule_id}`} one={one} />
            ))}
          </tbody>
        </table>
      </div>
      {rules.length > shown.length && (
        <button type="button" onClick={() => setAll(true)}>
          {w.more(count(rules.length - shown.length))}
        </button>
      )}
    </section>
  );
}

export function Reasons({ reasons }: { reasons: Load["reasons"] }) {
  const w = useWords(words);
  const s = useWords(shared);
  const figures = FALSE_REASONS.map((one) => [one, reasons[one] ?? 0] as const);
  const most = Math.max(...figures.map(([, figure]) => figure));
  return (
    <section className="office-panel" aria-label={w.reasons}>
      <h2>{w.reasons}</h2>
      {most === 0 ? (
        <p className="office-quiet">{w.noFalse}</p>
      ) : (
        <ul className="load-reasons">
          {figures.map(([reason, figure]) => (
            <li key={reason}>
              <span>{s.reasons[reason]}</span>
              <i style={{ width: `${(figure / most) * 100}%` }} />
              <span>{count(figure)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
