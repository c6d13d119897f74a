// 인공지능 사용 대장: which rule looks where since when, with which verdicts; as a file for a stated reason.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, seoulDate } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonDialog } from "../../people/ReasonDialog";
import { kindName, percent } from "../alarm";
import { doors } from "../doors";
import { Standing } from "../Standing";
import type { RegisterRow } from "../types";
import { words as shared } from "../words";
import { words } from "./words";

const MOST = 200;

function Table({ rows }: { rows: readonly RegisterRow[] }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  return (
    <div className="office-scroll">
      <table className="office-table cards" aria-label={w.register}>
        <thead>
          <tr>
            <th scope="col">{w.rule}</th>
            <th scope="col">{w.kind}</th>
            <th scope="col">{w.needs}</th>
            <th scope="col">{w.since}</th>
            <th scope="col">{w.alarms}</th>
            <th scope="col">{w.real}</th>
            <th scope="col">{w.false}</th>
            <th scope="col">{w.lapsed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map((one) => (
            <tr key={`${one.camera_id} ${one.rule_id}`}>
              <td data-label={w.rule}>
                {[one.dong, one.camera_name].filter(Boolean).join(" ")}
                <small>{one.rule_name || s.unnamed}</small>
              </td>
              <td data-label={w.kind}>{kindName(one.kind, lang)}</td>
              <td data-label={w.needs}>{percent(one.score)}</td>
              <td data-label={w.since}>{seoulDate(one.since)}</td>
              <td data-label={w.alarms}>{count(one.alarms)}</td>
              <td data-label={w.real}>{count(one.real)}</td>
              <td data-label={w.false}>{count(one.false)}</td>
              <td data-label={w.lapsed}>{count(one.lapsed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Register() {
  const w = useWords(words);
  const lang = language.use();
  const asked = useQuery({ queryKey: ["monitoring", "register"], queryFn: doors.useRegister });
  const [isAsking, setAsking] = useState(false);
  const file = useMutation({
    mutationFn: doors.registerFile,
    onSuccess: () => setAsking(false),
  });
  return (
    <section className="office-panel" aria-label={w.register}>
      <h2>{w.register}</h2>
      <p className="office-quiet">{w.registerWhat}</p>
      <Standing of={asked} />
      {asked.data && (
        <div className="office-bar">
          <b>{w.registerCount(count(asked.data.length))}</b>
          <button type="button" onClick={() => setAsking(true)}>
            {w.download}
          </button>
          {file.data && <span role="status">{w.downloaded(file.data)}</span>}
        </div>
      )}
      {asked.data && asked.data.length > 0 && (
        <details>
          <summary>{w.registerShow}</summary>
          <Table rows={asked.data} />
        </details>
      )}
      {isAsking && (
        <ReasonDialog
          title={w.downloadTitle}
          what={w.downloadWhat}
          confirm={w.download}
          hint={w.downloadHint}
          isSending={file.isPending}
          failure={file.isError ? problemText(file.error, lang) : null}
          onConfirm={file.mutate}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
