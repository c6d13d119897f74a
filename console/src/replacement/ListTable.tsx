// The cameras of a list with the reason of each; some at a time, on a phone each becomes a card.
import { useState } from "react";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { wonText } from "../planning/won";
import { type Drawn, type Row, type Sieve, sifted, WHICH, type Which } from "./lists";
import { words } from "./words";

const SOME = 50;

function Why({ row }: { row: Row }) {
  const w = useWords(words);
  return (
    <span className="replace-why">
      {row.why.map((one) => (
        <span key={one} className={one === "failed" ? "tag warn" : "tag"}>
          {w.why[one] ?? one}
        </span>
      ))}
    </span>
  );
}

function Camera({ row }: { row: Row }) {
  const w = useWords(words);
  const lang = language.use();
  const c = w.columns;
  return (
    <tr>
      <td data-label={c.camera}>
        {row.name || row.camera_id}
        <small>
          {[row.camera_id, w.kinds[row.kind] ?? row.kind].join(" · ")}
          {row.ours && row.oldest && ` · ${w.inBoth}`}
        </small>
      </td>
      <td className="figure" data-label={c.age}>
        {row.age_years === null ? w.unknown : w.years(row.age_years.toFixed(1))}
      </td>
      <td className="figure" data-label={c.pixels}>
        {row.pixels_10k === null ? w.unknown : w.pixels(row.pixels_10k)}
      </td>
      <td className="figure" data-label={c.risk}>
        {(100 * row.risk).toFixed(1)} %
      </td>
      <td className="figure" data-label={c.use}>
        {row.criticality.toFixed(1)}
      </td>
      <td className="figure" data-label={c.won}>
        {wonText(row.won, lang)}
      </td>
      <td data-label={c.why}>
        <Why row={row} />
      </td>
      <td data-label={c.batch}>{row.batch > 0 ? w.batchOf(row.batch) : w.notOurs}</td>
    </tr>
  );
}

function SieveBar(props: { sieve: Sieve; batches: number; onChange: (sieve: Sieve) => void }) {
  const w = useWords(words);
  const { sieve } = props;
  const every = Array.from({ length: props.batches }, (_, at) => at + 1);
  return (
    <div className="office-bar">
      <label>
        {w.which}
        <select
          value={sieve.which}
          onChange={(event) =>
            props.onChange({ ...sieve, which: event.target.value as Which, batch: 0 })
          }
        >
          {WHICH.map((one) => (
            <option key={one} value={one}>
              {w.whichOf[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.batch}
        <select
          value={sieve.batch}
          onChange={(event) => props.onChange({ ...sieve, batch: Number(event.target.value) })}
        >
          <option value={0}>{w.everyBatch}</option>
          {every.map((one) => (
            <option key={one} value={one}>
              {w.batchOf(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.search}
        <input
          type="search"
          value={sieve.text}
          onChange={(event) => props.onChange({ ...sieve, text: event.target.value })}
        />
      </label>
    </div>
  );
}

function Head() {
  const w = useWords(words);
  const figures = new Set(["age", "pixels", "risk", "use", "won"]);
  return (
    <thead>
      <tr>
        {Object.entries(w.columns).map(([name, text]) => (
          <th key={name} scope="col" className={figures.has(name) ? "figure" : undefined}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function ListTable({ drawn }: { drawn: Drawn }) {
  const w = useWords(words);
  const [sieve, setSieve] = useState<Sieve>({ which: "ours", batch: 0, text: "" });
  const [most, setMost] = useState(SOME);
  const rows = sifted(drawn.rows, sieve);
  const some = rows.slice(0, most);
  return (
    <section className="office-panel" aria-label={w.table}>
      <h2>{w.table}</h2>
      <SieveBar
        sieve={sieve}
        batches={drawn.batches}
        onChange={(next) => {
          setSieve(next);
          setMost(SOME);
        }}
      />
      <p className="office-quiet" role="status">
        {w.shown(count(some.length), count(rows.length))}
      </p>
      {rows.length === 0 ? (
        <OfficeSaid title={w.noRows} />
      ) : (
        <div className="office-scroll">
          <table className="office-table cards" aria-label={w.table}>
            <Head />
            <tbody>
              {some.map((row) => (
                <Camera key={row.camera_id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {some.length < rows.length && (
        <button type="button" onClick={() => setMost(most + 4 * SOME)}>
          {w.moreRows}
        </button>
      )}
    </section>
  );
}
