// The welfare officer's register: a list without descriptions, one record read at a time, and the form.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { seoulDate } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { words as described } from "./descriptionWords";
import { missing, type RecordLine, type RecordView } from "./door";
import { RecordForm } from "./RecordForm";
import { RecordPanel } from "./RecordPanel";
import { words } from "./words";

type Shown =
  | { what: "list" }
  | { what: "new" }
  | { what: "read"; of: string }
  | { what: "edit"; view: RecordView };
const LIST: Shown = { what: "list" };

function Row({ one, onRead }: { one: RecordLine; onRead: () => void }) {
  const w = useWords(words);
  const d = useWords(described);
  const consent = one.consent_until ? w.until(seoulDate(one.consent_until)) : w.noConsent;
  return (
    <tr>
      <td data-label={w.columns.number}>
        <code>{one.person_id}</code>
      </td>
      <td data-label={w.columns.kind}>{d.classes[one.kind as "DEMENTIA"]}</td>
      <td data-label={w.columns.status}>
        <span className={one.status === "search_open" ? "tag warn" : undefined}>
          {w.status[one.status]}
        </span>
      </td>
      <td data-label={w.columns.guardian}>{one.has_guardian ? consent : w.noGuardian}</td>
      <td data-label={w.columns.check}>
        {seoulDate(one.check_due)}
        {one.is_check_due && (
          <small className="missing-problem">{w.isDue(seoulDate(one.destroyed_on))}</small>
        )}
      </td>
      <td>
        <button type="button" onClick={onRead}>
          {w.read}
        </button>
      </td>
    </tr>
  );
}

function Table(props: { records: readonly RecordLine[]; onRead: (of: string) => void }) {
  const w = useWords(words);
  return (
    <table className="office-table cards" aria-label={w.page}>
      <thead>
        <tr>
          {Object.values(w.columns).map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">{w.read}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.records.map((one) => (
          <Row key={one.person_id} one={one} onRead={() => props.onRead(one.person_id)} />
        ))}
      </tbody>
    </table>
  );
}

export function Register() {
  const w = useWords(words);
  const lang = language.use();
  const queries = useQueryClient();
  const [shown, setShown] = useState<Shown>(LIST);
  const list = useQuery({ queryKey: ["register"], queryFn: missing.records });
  const done = () => {
    setShown(LIST);
    void queries.invalidateQueries({ queryKey: ["register"] });
  };
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
        {list.data && (
          <p className="office-lead">
            {inLanguage(lang, list.data.authoritative_ko, list.data.authoritative_en)}
          </p>
        )}
      </header>
      {shown.what === "list" && (
        <div className="office-bar">
          <button type="button" className="primary" onClick={() => setShown({ what: "new" })}>
            {w.add}
          </button>
        </div>
      )}
      {shown.what === "new" && <RecordForm view={null} onDone={done} onCancel={done} />}
      {shown.what === "edit" && <RecordForm view={shown.view} onDone={done} onCancel={done} />}
      {shown.what === "read" && (
        <RecordPanel
          key={shown.of}
          of={shown.of}
          onEdit={(view) => setShown({ what: "edit", view })}
          onClose={done}
        />
      )}
      {list.isPending && <OfficeSaid title={w.loading} />}
      {list.isError && (
        <OfficeSaid title={w.failed} text={problemText(list.error, lang)} isAlert>
          <button type="button" onClick={() => void list.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {list.data?.records.length === 0 && shown.what === "list" && (
        <OfficeSaid title={w.none} text={w.noneWhat} />
      )}
      {list.data && list.data.records.length > 0 && (
        <Table records={list.data.records} onRead={(of) => setShown({ what: "read", of })} />
      )}
    </section>
  );
}
