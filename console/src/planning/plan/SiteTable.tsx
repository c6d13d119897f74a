// The chosen sites by what each gains: the map as a table.
import { useState } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import type { Numbered } from "../map/shapes";
import { wonText } from "../won";
import { words as page } from "../words";
import { percent } from "./compare";
import { words } from "./words";

const FIRST = 12;

export function SiteTable(props: {
  sites: readonly Numbered[];
  objective: number;
  chosen: string | null;
  onChoose: (candidate: string) => void;
}) {
  const w = useWords(words);
  const p = useWords(page);
  const lang = language.use();
  const c = w.siteColumns;
  const [isWhole, setWhole] = useState(false);
  const at = props.sites.findIndex(({ site }) => site.candidate_id === props.chosen);
  const shown = isWhole ? props.sites : props.sites.slice(0, Math.max(FIRST, at + 1));
  return (
    <section className="plan-block">
      <table className="office-table plan-list" aria-label={w.sites}>
        <caption>{w.sites}</caption>
        <thead>
          <tr>
            <th scope="col">{c.number}</th>
            <th scope="col">{c.place}</th>
            <th scope="col">{c.cameras}</th>
            <th scope="col" className="figure">
              {c.gain}
            </th>
            <th scope="col" className="figure">
              {c.won}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ site, number, mark }) => {
            const ptz = site.headings.filter((one) => one.kind === "ptz").length;
            const isChosen = props.chosen === site.candidate_id;
            return (
              <tr key={site.candidate_id} data-chosen={isChosen || undefined}>
                <td>
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={`${w.site(number)} ${site.dong_name}`}
                    onClick={() => props.onChoose(site.candidate_id)}
                  >
                    {number}
                  </button>
                </td>
                <td>
                  {site.dong_name}
                  {mark && (
                    <span className="tag">{mark === "forced" ? w.forced : w.forbidden}</span>
                  )}
                  <small>{p.mounts[site.mount]}</small>
                </td>
                <td>{p.cameras(ptz, site.headings.length - ptz)}</td>
                <td className="figure">
                  {percent(props.objective > 0 ? site.gain / props.objective : 0)}
                </td>
                <td className="figure">{wonText(site.won, lang)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.length < props.sites.length && (
        <button type="button" onClick={() => setWhole(true)}>
          {w.allSites(count(props.sites.length))}
        </button>
      )}
    </section>
  );
}
