// 수요: weights, the chosen cell, the cells as a list, fairness by dong, and where the figures come from.
import { count, seoulDateTime } from "../../app/format";
import { useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { placeIn } from "../config/draft";
import { percent } from "../plan/compare";
import { Sources, Warnings } from "../Told";
import type { Asked, DongNeed, DrawnSite, LastScore, Weights } from "../types";
import { CellList } from "./CellList";
import { CellPanel } from "./CellPanel";
import { Sliders } from "./Sliders";
import { bandOf, type RankedCell } from "./weigh";
import { words } from "./words";

function DongNeeds({ dongs }: { dongs: readonly DongNeed[] }) {
  const w = useWords(words);
  const c = w.dongColumns;
  const need = (one: DongNeed) => one.mean_score * (1 - one.covered);
  const rows = [...dongs].sort((a, b) => need(b) - need(a) || a.name.localeCompare(b.name, "ko"));
  return (
    <details className="plan-block">
      <summary>{w.dongs}</summary>
      <p className="office-quiet">{w.dongsWhat}</p>
      <table className="office-table" aria-label={w.dongs}>
        <thead>
          <tr>
            <th scope="col">{c.name}</th>
            {[c.mean, c.covered, c.cameras, c.people].map((name) => (
              <th key={name} scope="col" className="figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.code}>
              <td>{one.name}</td>
              <td className="figure">{one.mean_score.toFixed(1)}</td>
              <td className="figure">{percent(one.covered, 0)}</td>
              <td className="figure">{count(one.cameras)}</td>
              <td className="figure">
                {one.population && one.cameras
                  ? count(Math.round(one.population / one.cameras))
                  : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export interface ScoreShown {
  score: LastScore;
  weights: Weights;
  defaults: Weights | undefined;
  ranked: readonly RankedCell[];
  requests: readonly Asked[];
  sites: readonly { site: DrawnSite; number: string }[];
  chosen: string | null;
  forced: readonly string[];
  canCompute: boolean;
  isComputing: boolean;
  onWeights: (weights: Weights) => void;
  onChoose: (code: string | null) => void;
  onSite: (candidate: string) => void;
  onCompute: () => void;
  onForce: (place: string) => void;
}

function Summary(props: ScoreShown) {
  const w = useWords(words);
  const { ranked, weights } = props;
  const bands = ranked.map((one) => bandOf(one.score, weights));
  const number = (band: string) => count(bands.filter((one) => one === band).length);
  return (
    <div className="office-bar">
      <p className="office-quiet" role="status">
        {w.summary(count(ranked.length), number("first"), number("second"))}
        {" · "}
        {w.madeAt(seoulDateTime(props.score.made_at).slice(0, 16))}
      </p>
      <span className="grow" />
      {props.canCompute && (
        <button type="button" disabled={props.isComputing} onClick={props.onCompute}>
          {w.again}
        </button>
      )}
    </div>
  );
}

export function ScorePanel(props: ScoreShown) {
  const w = useWords(words);
  const { scored } = props.score;
  const names = new Map(scored.dongs.map((one) => [one.code, one.name]));
  const dongOf = (code: string) => names.get(code) ?? code;
  const cell = scored.cells.find((one) => one.code === props.chosen);
  const place = cell ? placeIn(cell.code) : null;
  if (scored.cells.length === 0) return <OfficeSaid title={w.empty} text={w.emptyWhat} />;
  return (
    <>
      <Summary {...props} />
      <Warnings told={scored.warnings} />
      {cell && (
        <CellPanel
          cell={cell}
          dong={dongOf(cell.dong_code)}
          ranked={props.ranked}
          kept={props.score.config.weights}
          weights={props.weights}
          requests={props.requests}
          sites={props.sites.filter(({ site }) => site.cell === cell.code)}
          onForce={props.canCompute && place ? () => props.onForce(place) : null}
          isForced={place !== null && props.forced.includes(place)}
          onSite={props.onSite}
          onClose={() => props.onChoose(null)}
        />
      )}
      <Sliders
        weights={props.weights}
        kept={props.score.config.weights}
        defaults={props.defaults}
        canSave={props.canCompute}
        onChange={props.onWeights}
      />
      <CellList
        ranked={props.ranked}
        weights={props.weights}
        dongOf={dongOf}
        chosen={props.chosen}
        onChoose={props.onChoose}
      />
      <DongNeeds dongs={scored.dongs} />
      <Sources sources={scored.sources} />
    </>
  );
}
