// The trail for those who examine it: newest first, by kind and incident, a hundred rows at a time.
import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { NamesPanel } from "../names/NamesPanel";
import { openNames, useNames } from "../names/useNames";
import { AskNames } from "./AskNames";
import { ExportTrail } from "./ExportTrail";
import { ProofStrip } from "./ProofStrip";
import { TrailTable } from "./TrailTable";
import { askTrail, nextBefore, type TrailFilter } from "./trail";
import { words } from "./words";
import "../app/office.css";
import "./trail.css";

const EVERYTHING: TrailFilter = { kind: "", incidentId: "" };

function useTrail(filter: TrailFilter) {
  const trail = useInfiniteQuery({
    queryKey: ["trail", filter],
    queryFn: ({ pageParam }) => askTrail(filter, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: nextBefore,
  });
  return { ...trail, rows: trail.data?.pages.flat() ?? [] };
}

function Filter(props: { filter: TrailFilter; onFilter: (filter: TrailFilter) => void }) {
  const w = useWords(words);
  const { filter, onFilter } = props;
  const [incidentId, setIncidentId] = useState(filter.incidentId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter({ ...filter, incidentId });
  };
  return (
    <form className="office-bar" onSubmit={submit}>
      <label>
        {w.kind}
        <select
          value={filter.kind}
          onChange={(event) => onFilter({ ...filter, kind: event.target.value })}
        >
          <option value="">{w.every}</option>
          {Object.entries(w.kinds).map(([kind, text]) => (
            <option key={kind} value={kind}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.incident}
        <input
          value={incidentId}
          placeholder={w.incidentHint}
          spellCheck={false}
          onChange={(event) => setIncidentId(event.target.value)}
        />
      </label>
      <button type="submit">{w.show}</button>
    </form>
  );
}

function Rest({ trail }: { trail: ReturnType<typeof useTrail> }) {
  const w = useWords(words);
  const lang = language.use();
  if (trail.isError) {
    return (
      <OfficeSaid title={w.failed} text={problemText(trail.error, lang)} isAlert>
        <button type="button" onClick={() => void trail.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  if (trail.isPending) return <OfficeSaid title={w.loading} />;
  if (trail.rows.length === 0) return <OfficeSaid title={w.none} text={w.noneWhat} />;
  if (!trail.hasNextPage) return <p className="office-said">{w.first}</p>;
  return (
    <p className="office-said">
      <button
        type="button"
        disabled={trail.isFetchingNextPage}
        onClick={() => void trail.fetchNextPage()}
      >
        {trail.isFetchingNextPage ? w.loading : w.more}
      </button>
    </p>
  );
}

function flipped<T>(before: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const after = new Set(before);
  if (!after.delete(one)) after.add(one);
  return after;
}

export function TrailPage() {
  const w = useWords(words);
  const [filter, setFilter] = useState(EVERYTHING);
  const trail = useTrail(filter);
  const { openings } = useNames();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sealed, setSealed] = useState<ReadonlySet<number>>(new Set());
  const choose = (person: string) => setChosen((before) => flipped(before, person));
  const chooseSealed = (sequence: number) => setSealed((before) => flipped(before, sequence));
  const chooseNothing = () => {
    setChosen(new Set());
    setSealed(new Set());
  };
  return (
    <section className="office trail" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      <div className="office-bar">
        <Filter key={filter.incidentId} filter={filter} onFilter={setFilter} />
        <span className="office-quiet" role="status">
          {trail.rows.length > 0 && w.shown(count(trail.rows.length))}
        </span>
        <button type="button" onClick={() => void trail.refetch()}>
          {w.fresh}
        </button>
        <ExportTrail filter={filter} />
      </div>
      <ProofStrip />
      <NamesPanel />
      {chosen.size + sealed.size > 0 && (
        <AskNames people={[...chosen]} sealed={[...sealed]} onDone={chooseNothing} />
      )}
      {trail.rows.length > 0 && (
        <TrailTable
          rows={trail.rows}
          choice={{
            chosen,
            names: openNames(openings),
            onChoose: choose,
            sealed,
            onChooseSealed: chooseSealed,
          }}
          onIncident={(incidentId) => setFilter({ ...filter, incidentId })}
        />
      )}
      <Rest trail={trail} />
    </section>
  );
}
