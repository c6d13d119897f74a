// The map as a list: every cell by its score, found by its number or its dong.
import { useState } from "react";
import { count } from "../../app/format";
import { useWords } from "../../app/language";
import type { Weights } from "../types";
import { bandOf, type RankedCell } from "./weigh";
import { words } from "./words";

const FIRST = 15;
const MORE = 50;

export function CellList(props: {
  ranked: readonly RankedCell[];
  weights: Weights;
  dongOf: (code: string) => string;
  chosen: string | null;
  onChoose: (code: string) => void;
}) {
  const w = useWords(words);
  const [typed, setTyped] = useState("");
  const [most, setMost] = useState(FIRST);
  const wanted = typed.normalize("NFC").trim();
  const placed = props.ranked.map((ranked, at) => ({ ...ranked, rank: at + 1 }));
  const found = wanted
    ? placed.filter(({ cell }) =>
        [cell.code, props.dongOf(cell.dong_code)].some((text) => text.includes(wanted)),
      )
    : placed;
  const left = found.length - most;
  return (
    <section className="plan-block" aria-label={w.cells}>
      <header>
        <h2>{w.cells}</h2>
        <input
          type="search"
          aria-label={w.find}
          placeholder={w.find}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </header>
      {found.length === 0 ? (
        <p className="office-quiet" role="status">
          {w.noFound}
        </p>
      ) : (
        <table className="office-table plan-list" aria-label={w.cells}>
          <thead>
            <tr>
              <th scope="col" className="figure">
                {w.columns.rank}
              </th>
              <th scope="col">{w.columns.cell}</th>
              <th scope="col">{w.columns.dong}</th>
              <th scope="col" className="figure">
                {w.columns.score}
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map(({ cell, score, rank }) => {
              const band = bandOf(score, props.weights);
              return (
                <tr key={cell.code} data-chosen={props.chosen === cell.code || undefined}>
                  <td className="figure">{count(rank)}</td>
                  <td>
                    <button
                      type="button"
                      aria-pressed={props.chosen === cell.code}
                      onClick={() => props.onChoose(cell.code)}
                    >
                      {cell.code}
                    </button>
                  </td>
                  <td>{props.dongOf(cell.dong_code)}</td>
                  <td className="figure">
                    {band && <small>{w.band[band]}</small>} {score.toFixed(1)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {left > 0 && (
        <button type="button" onClick={() => setMost(most + MORE)}>
          {w.more(count(Math.min(MORE, left)))}
        </button>
      )}
    </section>
  );
}
