// One planned site: why here, on what, which cameras, for how much and out of which purse; must it be in, or out.
import { useEffect, useRef } from "react";
import { compassPoint, distance } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import type { Numbered } from "../map/shapes";
import { rounded } from "../score/CellPanel";
import { bare } from "../score/weigh";
import type { Asked, DrawnSite } from "../types";
import { wonText } from "../won";
import { words as page } from "../words";
import { percent } from "./compare";
import { words } from "./words";

function Why({ site }: { site: DrawnSite }) {
  const w = useWords(words);
  const lang = language.use();
  if (site.why.length === 0) return null;
  const shown = rounded(
    site.why.map((one) => one.points),
    site.why.reduce((sum, one) => sum + one.points, 0),
  );
  return (
    <table className="office-table plan-why" aria-label={w.why}>
      <tbody>
        {site.why.map((one, at) => {
          const told = bare(one.told);
          return (
            <tr key={`${one.part} ${told.ko}`} data-unknown={one.points === 0 || undefined}>
              <td>{inLanguage(lang, told.ko, told.en)}</td>
              <td className="figure">{(shown[at] ?? 0).toFixed(1)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{w.why}</th>
          <td className="figure">
            <b>{site.score.toFixed(1)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Facts({ site, requests }: { site: DrawnSite; requests: readonly Asked[] }) {
  const w = useWords(words);
  const p = useWords(page);
  const lang = language.use();
  const numberOf = (id: string) => requests.find((one) => one.request_id === id)?.number ?? id;
  const said = (one: DrawnSite["headings"][number]) => {
    const way = `${compassPoint(one.bearing_deg, lang)} ${Math.round(one.bearing_deg)}°`;
    const kind = p.kinds[one.kind] ?? one.kind;
    return w.camera(kind, one.kind === "ptz" ? w.home(way) : way, distance(one.range_m));
  };
  return (
    <dl className="office-facts">
      <dt>{w.mount}</dt>
      <dd>{p.mounts[site.mount]}</dd>
      <dt>{w.cameras}</dt>
      <dd>
        {site.headings.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cameras of a site have no name before they hang
          <span key={at} className="plan-line">
            {said(one)}
          </span>
        ))}
      </dd>
      <dt>{w.cost}</dt>
      <dd>{wonText(site.won, lang)}</dd>
      <dt>{w.paid}</dt>
      <dd>
        {Object.entries(site.paid).map(([fund, won]) => (
          <span key={fund} className="plan-line">
            {w.paidBy(fund, wonText(won, lang))}
          </span>
        ))}
      </dd>
      <dt>{w.from}</dt>
      <dd>{site.origins.map((one) => p.origins[one]).join(", ")}</dd>
      {site.requests.length > 0 && (
        <>
          <dt>{w.requests}</dt>
          <dd>{site.requests.map(numberOf).join(", ")}</dd>
        </>
      )}
    </dl>
  );
}

export function SitePanel(props: {
  numbered: Numbered;
  objective: number;
  requests: readonly Asked[];
  canEdit: boolean;
  canSeeCell: boolean;
  onTurn: (list: "forced" | "forbidden") => void;
  onCell: (code: string) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const { site, number, mark } = props.numbered;
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another site is a new text to read
  useEffect(() => {
    head.current?.scrollIntoView?.({ block: "nearest" });
  }, [site.candidate_id]);
  return (
    <section className="plan-chosen" aria-label={w.site(number)}>
      <header>
        <h2 ref={head}>{w.site(number)}</h2>
        <span className="office-quiet">{site.dong_name}</span>
        <span className="grow" />
        <button type="button" onClick={props.onClose}>
          {w.close}
        </button>
      </header>
      <p>{w.gainWhat(percent(props.objective > 0 ? site.gain / props.objective : 0))}</p>
      {props.canEdit && (
        <div className="office-bar">
          <button
            type="button"
            aria-pressed={mark === "forced"}
            onClick={() => props.onTurn("forced")}
          >
            {w.force}
          </button>
          <button
            type="button"
            aria-pressed={mark === "forbidden"}
            onClick={() => props.onTurn("forbidden")}
          >
            {w.forbid}
          </button>
        </div>
      )}
      <Facts site={site} requests={props.requests} />
      <Why site={site} />
      {props.canSeeCell && (
        <button type="button" onClick={() => props.onCell(site.cell)}>
          {w.toCell} ({site.cell})
        </button>
      )}
    </section>
  );
}
