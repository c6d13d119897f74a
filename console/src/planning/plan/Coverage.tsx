// Covered before and after: of everything, by dong, by purpose. The dong that has least stands first.
import { PURPOSES } from "../../agreements/lists";
import { inLanguage, language, useWords } from "../../app/language";
import type { Covered, DrawnPlan } from "../types";
import { percent } from "./compare";
import { words } from "./words";

function Bar({ one }: { one: Covered }) {
  const most = Math.max(one.before, one.after);
  return (
    <span className="plan-bar" aria-hidden="true">
      <i className="after" style={{ width: `${most * 100}%` }} />
      <i className="before" style={{ width: `${Math.min(one.before, most) * 100}%` }} />
    </span>
  );
}

function Table(props: {
  name: string;
  rows: readonly Covered[];
  nameOf?: (one: Covered) => string;
}) {
  const w = useWords(words);
  const c = w.coverageColumns;
  return (
    <table className="office-table plan-coverage" aria-label={props.name}>
      <thead>
        <tr>
          <th scope="col">{c.name}</th>
          <th scope="col" className="figure">
            {c.before}
          </th>
          <th scope="col" className="figure">
            {c.after}
          </th>
          <th scope="col" className="figure">
            {c.more}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((one) => (
          <tr key={`${one.code} ${one.name}`}>
            <td>
              {props.nameOf?.(one) ?? one.name}
              <Bar one={one} />
            </td>
            <td className="figure">{percent(one.before)}</td>
            <td className="figure">{percent(one.after)}</td>
            <td className="figure">{w.points(percent(Math.max(0, one.after - one.before)))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fairness({ dongs }: { dongs: readonly Covered[] }) {
  const w = useWords(words);
  const [least, most] = [dongs[0], dongs[dongs.length - 1]];
  if (!least || !most || least === most) return null;
  return (
    <p className="office-quiet">
      {w.fairness(percent(least.after), least.name, percent(most.after), most.name)}
    </p>
  );
}

export function Coverage({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const lang = language.use();
  const dongs = plan.by_dong
    .filter((one) => one.points > 0)
    .sort((a, b) => a.after - b.after || a.name.localeCompare(b.name, "ko"));
  const purposeName = ({ code, name }: Covered) => {
    const known = (PURPOSES as Record<string, readonly [string, string]>)[code];
    return known ? inLanguage(lang, known[0], known[1]) : name;
  };
  const whole = (one: Covered) => w.coverageNames[one.code] ?? one.name;
  return (
    <section className="plan-block" aria-label={w.coverage}>
      <h2>{w.coverage}</h2>
      <p className="office-quiet">{w.coverageWhat}</p>
      <Table name={w.coverage} rows={plan.coverage} nameOf={whole} />
      {dongs.length > 0 && (
        <details>
          <summary>{w.byDong}</summary>
          <Fairness dongs={dongs} />
          <Table name={w.byDong} rows={dongs} />
        </details>
      )}
      {plan.by_purpose.length > 0 && (
        <details>
          <summary>{w.byPurpose}</summary>
          <Table name={w.byPurpose} rows={plan.by_purpose} nameOf={purposeName} />
        </details>
      )}
    </section>
  );
}
