// The districts beside the map: sorted by any column, a press goes there.
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { markOf, sourceText } from "../links/line";
import { words as linkWords } from "../links/words";
import type { District, Sort, SortKey } from "./list";
import { words } from "./words";

const KEYS: readonly SortKey[] = ["name", "stage", "cameras", "dead", "line", "source"];
const FIGURES: ReadonlySet<SortKey> = new Set(["cameras", "dead"]);

function Heads({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const w = useWords(words);
  return (
    <tr>
      {KEYS.map((key) => {
        const isSorted = sort.key === key;
        const turn = isSorted ? (sort.isDown ? "descending" : "ascending") : undefined;
        return (
          <th
            key={key}
            scope="col"
            data-column={key}
            className={FIGURES.has(key) ? "figure" : ""}
            aria-sort={turn}
          >
            <button
              type="button"
              onClick={() => onSort({ key, isDown: isSorted ? !sort.isDown : false })}
            >
              {w.columns[key]}
              <span aria-hidden="true">{isSorted ? (sort.isDown ? " ▲" : " ▼") : ""}</span>
            </button>
          </th>
        );
      })}
    </tr>
  );
}

function Row(props: { one: District; isChosen: boolean; onChoose: () => void }) {
  const { one } = props;
  const w = useWords(words);
  const l = useWords(linkWords);
  const lang = language.use();
  const name = inLanguage(lang, one.name_ko, one.name_en);
  const why = inLanguage(lang, one.reason_ko, one.reason_en);
  const mark = markOf(one.state);
  // a centre tells of its cameras only whom an agreement names
  const isKnown = one.cameras > 0 || one.state === "own";
  return (
    <tr data-chosen={props.isChosen || undefined} data-unlinked={one.stage === null || undefined}>
      <td data-column="name">
        <button
          type="button"
          aria-pressed={props.isChosen}
          aria-label={w.goTo(name)}
          onClick={props.onChoose}
        >
          {name}
        </button>
      </td>
      <td data-column="stage">
        {one.stage ? (
          <>
            {l.stages[one.stage] ?? one.stage} {one.stage_on && <small>{one.stage_on}</small>}
          </>
        ) : (
          "–"
        )}
      </td>
      <td data-column="cameras" className="figure">
        {isKnown ? count(one.cameras) : "–"}
      </td>
      <td data-column="dead" className="figure">
        {one.cameras_dead > 0 ? count(one.cameras_dead) : "–"}
      </td>
      <td data-column="line" title={why}>
        <span className="link-state" data-mark={mark}>
          <i className={`dot ${mark === "ok" ? "" : mark || "off"}`} />
          {l.states[one.state] ?? one.state}
        </span>
      </td>
      <td data-column="source" title={one.source}>
        {isKnown ? sourceText(one.source, lang) : "–"}
      </td>
    </tr>
  );
}

export function DistrictTable(props: {
  districts: readonly District[];
  sort: Sort;
  chosen: string | null;
  onSort: (sort: Sort) => void;
  onChoose: (district: string) => void;
}) {
  const w = useWords(words);
  return (
    <table className="office-table city-table" aria-label={w.list}>
      <thead>
        <Heads sort={props.sort} onSort={props.onSort} />
      </thead>
      <tbody>
        {props.districts.map((one) => (
          <Row
            key={one.district}
            one={one}
            isChosen={props.chosen === one.district}
            onChoose={() => props.onChoose(one.district)}
          />
        ))}
      </tbody>
    </table>
  );
}
