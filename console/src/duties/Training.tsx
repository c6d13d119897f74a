// 관제요원 교육 and 보안서약서: who is due when, whose seat is closed.
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { roleName } from "../app/roles/words";
import { byUrgency, type Duties, doors, type NewTraining, type PersonDuties } from "./duties";
import { Field, RegisterForm, typedText } from "./RegisterForm";
import { words } from "./words";

const TRAINED: ReadonlySet<string> = new Set(["OPERATOR", "SHIFT_LEAD", "RESIDENT_POLICE"]);

function State({ person }: { person: PersonDuties }) {
  const w = useWords(words);
  const { standing } = person;
  const { lacks, notice } = standing;
  if (lacks.length > 0) return <span className="tag alarm">{w.closed}</span>;
  if (!notice) {
    return <span className="office-quiet">{standing.pledged_at ? w.fine : w.pledgeWaits}</span>;
  }
  return <span className={notice === "month" ? "tag" : "tag warn"}>{w.notices[notice]}</span>;
}

function Row({ person }: { person: PersonDuties }) {
  const w = useWords(words);
  const { standing } = person;
  const last = person.trainings[0];
  const isKept = standing.due_on !== null;
  return (
    <tr>
      <td data-label={w.person}>
        {person.name ?? <code>{person.who}</code>}
        <small>{roleName(person.role, language.use())}</small>
      </td>
      <td data-label={w.due} className="stamp">
        {standing.due_on ?? "–"}
        {person.role === "OPERATOR" && standing.seat_until && (
          <small>{w.seatUntil(standing.seat_until)}</small>
        )}
      </td>
      <td data-label={w.last}>
        {last ? last.course : isKept ? w.untrained : w.notKept}
        {last && (
          <small>
            {last.held_on} · {w.hoursOf(last.hours)}
          </small>
        )}
      </td>
      <td data-label={w.pledge} className="stamp">
        {standing.pledged_at ? w.signed : w.unsigned}
        {standing.pledged_at && <small>{seoulTime(standing.pledged_at, 0)}</small>}
      </td>
      <td data-label={w.state}>
        <State person={person} />
      </td>
    </tr>
  );
}

function trainingOf(typed: FormData): NewTraining {
  return {
    who: typedText(typed, "who"),
    course: typedText(typed, "course"),
    held_on: typedText(typed, "held_on"),
    hours: Number(typedText(typed, "hours")),
    valid_until: typedText(typed, "valid_until") || null,
  };
}

function Write({ duties }: { duties: Duties }) {
  const w = useWords(words);
  const people = duties.people.filter((one) => TRAINED.has(one.role));
  return (
    <RegisterForm open={w.add.training} read={trainingOf} send={doors.training}>
      <label>
        {w.person}
        <select name="who" required>
          {people.map((one) => (
            <option key={one.who} value={one.who}>
              {one.name ?? one.who}
            </option>
          ))}
        </select>
      </label>
      <Field label={w.course} name="course" />
      <Field label={w.heldOn} name="held_on" type="date" max={duties.today} />
      <Field label={w.hours} name="hours" type="number" min={0.5} max={1000} step="0.5" />
      <Field label={w.validUntil} name="valid_until" type="date" hint={w.validHint} isOptional />
    </RegisterForm>
  );
}

export function Training({ duties, isHead }: { duties: Duties; isHead: boolean }) {
  const w = useWords(words);
  return (
    <>
      <p className="office-quiet">
        {w.rule(duties.training_every_months, duties.training_grace_days)}{" "}
        {duties.pledge_required && w.pledgeIsRequired}
      </p>
      {isHead && <Write duties={duties} />}
      {duties.people.length === 0 ? (
        <OfficeSaid title={w.none.training} />
      ) : (
        <div className="office-scroll">
          <table className="office-table cards" aria-label={w.tabs.training}>
            <thead>
              <tr>
                {[w.person, w.due, w.last, w.pledge, w.state].map((text) => (
                  <th key={text} scope="col">
                    {text}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {byUrgency(duties.people).map((person) => (
                <Row key={person.who} person={person} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
