// The rows, newest first; a narrow screen shows each as a short list.
import { useBodies } from "../agreements/useBodies";
import { seoulDateTime } from "../app/format";
import { language, useWords } from "../app/language";
import type { NamedPerson } from "../names/useNames";
import { factsText, shortHash, shortId } from "./facts/facts";
import { ProofButton } from "./ProofButton";
import { isPerson, shortPerson } from "./person";
import { breaksOf, isSealed, type TrailRow } from "./trail";
import { words } from "./words";

function About({ row, onIncident }: { row: TrailRow; onIncident: (id: string) => void }) {
  const w = useWords(words);
  const { incident_id, camera_id, grant_id } = row;
  return (
    <div>
      {incident_id && (
        <button
          type="button"
          className="quiet"
          title={`${w.onlyIncident} · ${incident_id}`}
          onClick={() => onIncident(incident_id)}
        >
          {shortId(incident_id)}
        </button>
      )}
      {[grant_id, camera_id].map(
        (id) =>
          id && (
            <span key={id} title={id}>
              {shortId(id)}
            </span>
          ),
      )}
    </div>
  );
}

export interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, NamedPerson>;
  readonly onChoose: (person: string) => void;
  readonly sealed: ReadonlySet<number>;
  readonly onChooseSealed: (sequence: number) => void;
}

/** A person is an id that can be chosen to ask for its name; an open name stands above it. */
function Who({ actor, choice }: { actor: string; choice: Choice | undefined }) {
  const w = useWords(words);
  if (!isPerson(actor) || !choice) return <span title={actor}>{shortPerson(actor)}</span>;
  const name = choice.names.get(actor)?.name;
  const isChosen = choice.chosen.has(actor);
  return (
    <div className="trail-who">
      {name && <b>{name}</b>}
      <button
        type="button"
        className="quiet"
        title={actor}
        aria-pressed={isChosen}
        aria-label={w.choosePerson(shortPerson(actor))}
        onClick={() => choice.onChoose(actor)}
      >
        {shortPerson(actor)}
      </button>
    </div>
  );
}

/** A part that two roles open together; here it can be chosen to ask for it. */
function Sealed({ sequence, choice }: { sequence: number; choice: Choice | undefined }) {
  const w = useWords(words);
  if (!choice) return <span>{w.sealed}</span>;
  return (
    <button
      type="button"
      className="quiet trail-sealed"
      aria-pressed={choice.sealed.has(sequence)}
      aria-label={w.chooseSealed(String(sequence))}
      onClick={() => choice.onChooseSealed(sequence)}
    >
      {w.sealed}
    </button>
  );
}

function Row(props: {
  row: TrailRow;
  isBroken: boolean;
  choice: Choice | undefined;
  bodyName: (code: string) => string;
  onIncident: (id: string) => void;
}) {
  const { row, isBroken } = props;
  const w = useWords(words);
  const lang = language.use();
  const c = w.columns;
  return (
    <tr data-broken={isBroken || undefined}>
      <td className="figure" data-label={c.sequence}>
        {row.sequence}
      </td>
      <td className="stamp" data-label={c.at}>
        <time dateTime={row.at}>{seoulDateTime(row.at)}</time>
      </td>
      <td className="stamp" data-label={c.kind}>
        {w.kinds[row.kind as "lend"] ?? row.kind}
      </td>
      <td data-label={c.actor}>
        <Who actor={row.actor} choice={props.choice} />
      </td>
      <td data-label={c.organisation}>{row.organisation && props.bodyName(row.organisation)}</td>
      <td data-label={c.about} className="trail-about">
        <About row={row} onIncident={props.onIncident} />
      </td>
      <td data-label={c.body} className="trail-body">
        {factsText(row.body, lang)}
        {isSealed(row) && <Sealed sequence={row.sequence} choice={props.choice} />}
      </td>
      <td data-label={c.hash}>
        <div className="trail-hash">
          <code title={row.hash}>{shortHash(row.hash)}</code>
          {isBroken && <b className="trail-broken">{w.broken}</b>}
          <ProofButton sequence={row.sequence} />
        </div>
      </td>
    </tr>
  );
}

export function TrailTable(props: {
  rows: readonly TrailRow[];
  choice?: Choice;
  onIncident: (incidentId: string) => void;
}) {
  const { rows } = props;
  const w = useWords(words);
  const broken = breaksOf(rows);
  const bodyName = useBodies();
  return (
    <table className="office-table cards trail-table">
      <caption className="sr-only">{w.page}</caption>
      <thead>
        <tr>
          {Object.entries(w.columns).map(([name, text]) => (
            <th key={name} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.sequence}
            row={row}
            isBroken={broken.has(row.sequence)}
            choice={props.choice}
            bodyName={bodyName}
            onIncident={props.onIncident}
          />
        ))}
      </tbody>
    </table>
  );
}
