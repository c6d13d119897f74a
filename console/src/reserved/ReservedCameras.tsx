// 비노출 카메라: the head's list of cameras that one service alone may show; put on with a ground, released with a reason.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../api/client";
import { count, seoulDate } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { ReasonDialog } from "../people/ReasonDialog";
import { useChange } from "../people/useAsk";
import { AddForm } from "./AddForm";
import { doors, type Reserved } from "./doors";
import { nameOf, useOptions } from "./options";
import { words } from "./words";
import "../people/people.css";
import "./reserved.css";

function Release({ chosen, onDone }: { chosen: readonly string[]; onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const release = useChange(["reserved"], (reason: string) => doors.release([...chosen], reason));
  const { error } = release;
  const known = error instanceof Problem ? w.problems[error.code] : undefined;
  return (
    <ReasonDialog
      title={w.releaseTitle}
      what={w.releaseWhat(count(chosen.length))}
      hint={w.releaseHint}
      confirm={w.releaseSend}
      isSending={release.isPending}
      failure={error ? (known ?? problemText(error, lang)) : null}
      onConfirm={(reason) => release.mutate(reason, { onSuccess: onDone })}
      onClose={onDone}
    />
  );
}

function Table(props: {
  rows: readonly Reserved[];
  chosen: ReadonlySet<string>;
  onChoose: (camera: string, isChosen: boolean) => void;
}) {
  const w = useWords(words);
  const { services, bodies } = useOptions();
  const c = w.columns;
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{c.choose}</span>
          </th>
          <th scope="col">{c.camera}</th>
          <th scope="col">{c.for}</th>
          <th scope="col">{c.ground}</th>
          <th scope="col">{c.since}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((one) => (
          <tr key={one.camera_id}>
            <td data-label={c.choose}>
              <input
                type="checkbox"
                aria-label={`${c.choose} ${one.camera_id}`}
                checked={props.chosen.has(one.camera_id)}
                onChange={(event) => props.onChoose(one.camera_id, event.target.checked)}
              />
            </td>
            <td data-label={c.camera}>
              <code>{one.camera_id}</code>
              <small>{one.name || w.gone}</small>
            </td>
            <td data-label={c.for}>
              {nameOf(services, one.service)}
              <small>{nameOf(bodies, one.organisation)}</small>
            </td>
            <td data-label={c.ground}>{one.reason}</td>
            <td data-label={c.since} className="stamp">
              {seoulDate(one.since)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ReservedCameras() {
  const w = useWords(words);
  const lang = language.use();
  const list = useQuery({ queryKey: ["reserved"], queryFn: doors.list });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAdding, setAdding] = useState(false);
  const [isReleasing, setReleasing] = useState(false);
  const choose = (camera: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(camera);
    else next.delete(camera);
    setChosen(next);
  };
  const released = () => {
    setReleasing(false);
    setChosen(new Set());
  };
  return (
    <section className="office-panel reserved" aria-label={w.title}>
      <p className="office-lead">{w.what}</p>
      {list.isPending && <OfficeSaid title={w.loading} />}
      {list.isError && (
        <OfficeSaid title={w.failed} text={problemText(list.error, lang)} isAlert>
          <button type="button" onClick={() => void list.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {list.data && !isAdding && (
        <div className="office-bar">
          <button type="button" className="primary" onClick={() => setAdding(true)}>
            {w.add}
          </button>
          {chosen.size > 0 && (
            <button type="button" onClick={() => setReleasing(true)}>
              {w.release(count(chosen.size))}
            </button>
          )}
          <span className="office-quiet">
            {list.data.length > 0 && w.count(count(list.data.length))}
          </span>
        </div>
      )}
      {isAdding && <AddForm onClose={() => setAdding(false)} />}
      {list.data?.length === 0 && !isAdding && <OfficeSaid title={w.none} text={w.noneWhat} />}
      {list.data && list.data.length > 0 && (
        <Table rows={list.data} chosen={chosen} onChoose={choose} />
      )}
      {isReleasing && <Release chosen={[...chosen]} onDone={released} />}
    </section>
  );
}
