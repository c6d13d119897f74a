// The sites as a table; on a phone each is a card.
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { percent } from "../plan/compare";
import type { PlannedSite } from "../types";
import { wonText } from "../won";
import { words as page } from "../words";
import { ProgressBar } from "./SitesPage";
import { nextOf, type Placed } from "./sites";
import { words } from "./words";

export function Slip({ site }: { site: PlannedSite }) {
  const w = useWords(words);
  if (site.state === "rejected") return <>–</>;
  const { late_days: late, over_days: over } = site;
  return (
    <>
      {late > 0 && <span className="site-late">{w.days(count(late))}</span>}
      {late <= 0 && <span>{late < 0 ? w.ahead(count(-late)) : w.onTime}</span>}
      {over !== null && over > 0 && " "}
      {over !== null && over > 0 && (
        <small className="site-late">{w.overDeadline(count(over))}</small>
      )}
    </>
  );
}

function Next({ site }: { site: PlannedSite }) {
  const w = useWords(words);
  const next = nextOf(site);
  if (!next) return <>–</>;
  return <>{next.on ? w.nextOn(w.states[next.state], next.on) : w.states[next.state]}</>;
}

export function SiteRows(props: {
  rows: readonly Placed[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const w = useWords(words);
  const p = useWords(page);
  const lang = language.use();
  const c = w.columns;
  return (
    <table className="office-table cards plan-list" aria-label={w.page}>
      <thead>
        <tr>
          {[c.site, c.state, c.next, c.progress, c.slip].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col" className="figure">
            {c.won}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ site, number }) => {
          const isChosen = props.chosen === site.planned_site_id;
          const ptz = site.drawn.headings.filter((one) => one.kind === "ptz").length;
          return (
            <tr key={site.planned_site_id} data-chosen={isChosen || undefined}>
              <td data-label={c.site}>
                <button
                  type="button"
                  aria-pressed={isChosen}
                  onClick={() => props.onChoose(site.planned_site_id)}
                >
                  {number} {site.drawn.dong_name}
                </button>
                <small>
                  {site.site_id ?? p.mounts[site.drawn.mount]} ·{" "}
                  {p.cameras(ptz, site.drawn.headings.length - ptz)}
                </small>
              </td>
              <td data-label={c.state}>
                <span>{w.states[site.state]}</span>
              </td>
              <td data-label={c.next}>
                <span>
                  <Next site={site} />
                </span>
              </td>
              <td data-label={c.progress}>
                <span className="site-share">
                  <ProgressBar done={site.progress} planned={site.planned_progress} />
                  {percent(site.progress, 0)}
                </span>
              </td>
              <td data-label={c.slip}>
                <span>
                  <Slip site={site} />
                </span>
              </td>
              <td data-label={c.won} className="figure">
                <span>{wonText(site.drawn.won, lang)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
