// 운영책임자, 운영위원회, and the register of AI use.
import type { ReactNode } from "react";
import { count } from "../app/format";
import { useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import {
  type Duties,
  doors,
  type NewAiUse,
  type NewMinutes,
  type NewOfficer,
  sha256Of,
} from "./duties";
import { EndOn, Field, RegisterForm, typedText } from "./RegisterForm";
import { words } from "./words";

interface RegisterProps {
  duties: Duties;
  isHead: boolean;
}

function Table({ label, head, children }: { label: string; head: string[]; children: ReactNode }) {
  return (
    <div className="office-scroll">
      <table className="office-table cards" aria-label={label}>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function officerOf(typed: FormData): NewOfficer {
  return {
    name: typedText(typed, "name"),
    office: typedText(typed, "office"),
    phone: typedText(typed, "phone"),
    starts: typedText(typed, "starts"),
  };
}

export function Officers({ duties, isHead }: RegisterProps) {
  const w = useWords(words);
  return (
    <>
      {isHead && (
        <RegisterForm open={w.add.officers} read={officerOf} send={doors.officer}>
          <Field label={w.name} name="name" />
          <Field label={w.office} name="office" />
          <Field label={w.phone} name="phone" type="tel" />
          <Field label={w.starts} name="starts" type="date" />
        </RegisterForm>
      )}
      {duties.officers.length === 0 ? (
        <OfficeSaid title={w.none.officers} />
      ) : (
        <Table label={w.tabs.officers} head={[w.office, w.phone, w.starts, w.ends]}>
          {duties.officers.map((one) => (
            <tr key={one.officer_id}>
              <td data-label={w.office}>
                {one.office}
                {one.name && <small>{one.name}</small>}
              </td>
              <td data-label={w.phone} className="stamp">
                {one.phone}
              </td>
              <td data-label={w.starts} className="stamp">
                {one.starts}
              </td>
              <td data-label={w.ends}>
                {one.ends ?? (one.in_office ? w.inOffice : "–")}
                {isHead && !one.ends && (
                  <EndOn send={(on) => doors.endOfficer(one.officer_id, on)} />
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

const SUBJECTS = ["policy", "audit", "budget", "staff"] as const;

async function minutesOf(typed: FormData): Promise<NewMinutes> {
  const file = typed.get("document");
  const hasFile = file instanceof File && file.size > 0;
  return {
    held_on: typedText(typed, "held_on"),
    subjects: SUBJECTS.filter((subject) => typed.has(subject)),
    decisions: typedText(typed, "decisions"),
    attendance: Number(typedText(typed, "attendance")),
    document_sha256: hasFile ? await sha256Of(file) : null,
  };
}

function WriteMinutes({ today }: { today: string }) {
  const w = useWords(words);
  return (
    <RegisterForm open={w.add.minutes} read={minutesOf} send={doors.minutes}>
      <Field label={w.heldOn} name="held_on" type="date" max={today} />
      <Field label={w.attendance} name="attendance" type="number" min={1} max={200} />
      <fieldset className="wide">
        <legend>{w.subjects}</legend>
        {SUBJECTS.map((subject) => (
          <label key={subject}>
            <input type="checkbox" name={subject} />
            {w.subject[subject]}
          </label>
        ))}
      </fieldset>
      <label className="wide">
        {w.decisions}
        <textarea name="decisions" required maxLength={4000} />
      </label>
      <label className="wide">
        {w.document} ({w.documentWhat})
        <input name="document" type="file" />
      </label>
    </RegisterForm>
  );
}

export function Minutes({ duties, isHead }: RegisterProps) {
  const w = useWords(words);
  return (
    <>
      {isHead && <WriteMinutes today={duties.today} />}
      {duties.minutes.length === 0 ? (
        <OfficeSaid title={w.none.minutes} />
      ) : (
        <Table label={w.tabs.minutes} head={[w.heldOn, w.subjects, w.decisions, w.hash]}>
          {duties.minutes.map((one) => (
            <tr key={one.minutes_id}>
              <td data-label={w.heldOn} className="stamp">
                {one.held_on}
                <small>{w.attended(one.attendance)}</small>
              </td>
              <td data-label={w.subjects}>
                {one.subjects.map((subject) => w.subject[subject]).join(", ")}
              </td>
              <td data-label={w.decisions}>{one.decisions}</td>
              <td data-label={w.hash} className="duty-hash">
                {one.document_sha256 ? (
                  <code title={one.document_sha256}>{one.document_sha256.slice(0, 12)}</code>
                ) : (
                  "–"
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

function aiOf(typed: FormData): NewAiUse {
  return {
    name: typedText(typed, "name"),
    version: typedText(typed, "version"),
    kind: typedText(typed, "kind") === "rule" ? "rule" : "model",
    place: typedText(typed, "place"),
    purpose: typedText(typed, "purpose"),
    since: typedText(typed, "since"),
    decided_by: typedText(typed, "decided_by"),
  };
}

function WriteAi() {
  const w = useWords(words);
  return (
    <RegisterForm open={w.add.ai} read={aiOf} send={doors.ai}>
      <Field label={w.aiName} name="name" />
      <Field label={w.version} name="version" />
      <label>
        {w.kind}
        <select name="kind">
          <option value="rule">{w.kinds.rule}</option>
          <option value="model">{w.kinds.model}</option>
        </select>
      </label>
      <Field label={w.since} name="since" type="date" />
      <Field label={w.place} name="place" />
      <Field label={w.decidedBy} name="decided_by" />
      <Field label={w.purpose} name="purpose" isWide />
    </RegisterForm>
  );
}

export function AiUses({ duties, isHead }: RegisterProps) {
  const w = useWords(words);
  return (
    <>
      {isHead && <WriteAi />}
      {duties.ai_uses.length === 0 ? (
        <OfficeSaid title={w.none.ai} />
      ) : (
        <Table
          label={w.tabs.ai}
          head={[w.aiName, w.place, w.purpose, w.since, w.decidedBy, w.verdicts]}
        >
          {duties.ai_uses.map((one) => (
            <tr key={one.ai_id}>
              <td data-label={w.aiName}>
                {one.name} {one.version}
                <small>{w.kinds[one.kind]}</small>
              </td>
              <td data-label={w.place}>{one.place}</td>
              <td data-label={w.purpose}>{one.purpose}</td>
              <td data-label={w.since} className="stamp">
                {one.since}
                <small>{one.ended_on ?? w.inUse}</small>
                {isHead && !one.ended_on && <EndOn send={(on) => doors.endAi(one.ai_id, on)} />}
              </td>
              <td data-label={w.decidedBy}>{one.decided_by}</td>
              <td data-label={w.verdicts} className="stamp">
                {[one.confirmed, one.false_alarms, one.missed].map(count).join(" / ")}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
