// Two versions side by side: figures, sites that one alone has, conditions that differ.
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import type { DrawnSite, PlanVersion } from "../types";
import { wonText } from "../won";
import { words as page } from "../words";
import { type Compared, changedConditions, figuresOf, gapText, percent } from "./compare";
import { words } from "./words";

function Figures({ left, right }: { left: PlanVersion; right: PlanVersion }) {
  const w = useWords(words);
  const p = useWords(page);
  const lang = language.use();
  const two = [figuresOf(left.plan), figuresOf(right.plan)];
  const rows: [string, (of: (typeof two)[number]) => string][] = [
    [w.figures.sites, (of) => count(of.sites)],
    [w.figures.cameras, (of) => p.cameras(of.ptz, of.fixed)],
    [w.figures.won, (of) => wonText(of.won, lang)],
    [w.figures.covered, (of) => percent(of.after)],
    [w.figures.least, (of) => (of.least === null ? "–" : percent(of.least))],
    [w.figures.objective, (of) => of.objective.toFixed(1)],
    [w.figures.gap, (of) => gapText(of.gap)],
  ];
  return (
    <table className="office-table" aria-label={w.compared.figures}>
      <thead>
        <tr>
          <td />
          {[left, right].map((one) => (
            <th key={one.version} scope="col" className="figure">
              {w.versionName(String(one.version))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, said]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {two.map((of, at) => (
              <td key={at === 0 ? "left" : "right"} className="figure">
                {said(of)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SiteList(props: {
  title: string;
  sites: readonly DrawnSite[];
  changed?: ReadonlySet<string>;
  isOpen: boolean;
  onChoose: (candidate: string) => void;
}) {
  const w = useWords(words);
  const p = useWords(page);
  const lang = language.use();
  return (
    <details className="plan-block" open={props.isOpen}>
      <summary>{props.title}</summary>
      {props.sites.length === 0 && <p className="office-quiet">{w.compared.none}</p>}
      <ul className="plan-chips">
        {props.sites.map((site) => (
          <li key={site.candidate_id}>
            <button type="button" onClick={() => props.onChoose(site.candidate_id)}>
              {site.dong_name} · {p.mounts[site.mount]} · {wonText(site.won, lang)}
              {props.changed?.has(site.candidate_id) && ` · ${w.compared.changed}`}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function BesideView(props: {
  left: PlanVersion;
  right: PlanVersion;
  compared: Compared;
  onChoose: (candidate: string) => void;
}) {
  const w = useWords(words);
  const { left, right, compared } = props;
  const nameOf = (one: PlanVersion) => w.versionName(String(one.version));
  const conditions = changedConditions(left, right).map((one) => w.conditionNames[one] ?? one);
  return (
    <>
      <Figures left={left} right={right} />
      <p className="office-quiet">
        {conditions.length === 0
          ? w.compared.same
          : `${w.compared.conditions}: ${conditions.join(", ")}`}
      </p>
      <SiteList
        title={w.compared.only(nameOf(left), count(compared.left.length))}
        sites={compared.left}
        isOpen
        onChoose={props.onChoose}
      />
      <SiteList
        title={w.compared.only(nameOf(right), count(compared.right.length))}
        sites={compared.right}
        isOpen
        onChoose={props.onChoose}
      />
      <SiteList
        title={w.compared.both(count(compared.both.length))}
        sites={compared.both}
        changed={compared.changed}
        isOpen={false}
        onChoose={props.onChoose}
      />
    </>
  );
}
