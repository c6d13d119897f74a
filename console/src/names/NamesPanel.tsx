// Questions for names: mine with what came of them, others' that wait for my agreement.
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { roleName } from "../app/roles/words";
import { useSecondPress } from "../app/useSecondPress";
import { problemText } from "../incident/problem";
import { shortPerson } from "../trail/person";
import { type Opening, useNames } from "./useNames";
import { words } from "./words";
import "./names.css";

function Agree({ opening, onAgree }: { opening: Opening; onAgree: () => void }) {
  const w = useWords(words);
  const { armed, press } = useSecondPress(onAgree);
  return (
    <button type="button" className="primary" data-armed={armed || undefined} onClick={press}>
      {armed ? w.agreeAgain : agreeText(opening, w)}
    </button>
  );
}

function agreeText(opening: Opening, w: typeof words.ko): string {
  const people = opening.person_ids.length;
  const rows = opening.sealed_rows.length;
  const said = [
    people > 0 ? w.agree(String(people)) : "",
    rows > 0 ? w.agreeSealed(String(rows)) : "",
  ];
  return said.filter(Boolean).join(" · ");
}

/** What lay sealed in a row, in the reader's language where it has words. */
function Unsealed({ row }: { row: Opening["unsealed"][number] }) {
  const w = useWords(words);
  const said = row.said ?? null;
  const lang = language.use();
  const text = said && (said[`category_${lang}`] ?? said.category);
  return (
    <li>
      <code title={row.incident_id}>{w.row(String(row.sequence))}</code>
      {text ? <b>{text}</b> : <span>{w.keyGone}</span>}
    </li>
  );
}

function Rows({ opening }: { opening: Opening }) {
  const w = useWords(words);
  if (opening.unsealed.length > 0)
    return (
      <ul className="names-people">
        {opening.unsealed.map((row) => (
          <Unsealed key={row.sequence} row={row} />
        ))}
      </ul>
    );
  if (opening.sealed_rows.length === 0) return null;
  return (
    <p className="names-ids">
      {opening.sealed_rows.map((sequence) => (
        <code key={sequence}>{w.row(String(sequence))}</code>
      ))}
    </p>
  );
}

function Ids({ opening }: { opening: Opening }) {
  const w = useWords(words);
  return (
    <p className="names-ids">
      {opening.person_ids.map((id) => (
        <code key={id} title={id}>
          {shortPerson(id)}
        </code>
      ))}
      {opening.is_mine && opening.state === "open" && <span>{w.elsewhere}</span>}
    </p>
  );
}

function One({ opening, onAgree }: { opening: Opening; onAgree: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const until = opening.state === "open" ? opening.shown_until : opening.waits_until;
  return (
    <li data-state={opening.state}>
      <div>
        <b>{opening.is_mine ? w.mine : w.asks(roleName(opening.asked_role, lang))}</b>
        <span className="names-state">{w.states[opening.state]}</span>
        {(opening.state === "waiting" || opening.state === "open") && (
          <span>{w.until(seoulTime(until))}</span>
        )}
      </div>
      <p>{opening.reason}</p>
      {opening.people.length === 0 && opening.person_ids.length > 0 && <Ids opening={opening} />}
      {opening.people.length > 0 && (
        <ul className="names-people">
          {opening.people.map((person) => (
            <li key={person.person_id}>
              <code title={person.person_id}>{shortPerson(person.person_id)}</code>
              <b>{person.name}</b>
              <span>{roleName(person.role, lang)}</span>
            </li>
          ))}
        </ul>
      )}
      <Rows opening={opening} />
      {opening.may_agree && <Agree opening={opening} onAgree={onAgree} />}
    </li>
  );
}

export function NamesPanel({ empty = false }: { empty?: boolean }) {
  const w = useWords(words);
  const lang = language.use();
  const { list, openings, agreeing } = useNames();
  const shown = openings.filter((one) => one.state === "waiting" || one.state === "open" || empty);
  if (shown.length === 0 && !empty) return null;
  return (
    <section className="names" aria-label={w.title}>
      <h2>{w.title}</h2>
      {agreeing.isError && <p role="alert">{problemText(agreeing.error, lang)}</p>}
      {list.isError && <p role="alert">{problemText(list.error, lang)}</p>}
      {list.isPending && <p>{w.loading}</p>}
      {shown.length === 0 && list.data && <p className="names-none">{w.none}</p>}
      <ul className="names-list">
        {shown.map((opening) => (
          <One
            key={opening.opening_id}
            opening={opening}
            onAgree={() => agreeing.mutate(opening.opening_id)}
          />
        ))}
      </ul>
    </section>
  );
}
