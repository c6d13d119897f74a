// 미탐: what happened without an alarm, entered by a person. Without it nobody would know what the machine does not see.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { seoulDateTime } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { kindName } from "../alarm";
import { useCamera } from "../cameras/useCamera";
import { doors } from "../doors";
import { KINDS, type Kind, type Missed } from "../types";
import { words as shared } from "../words";
import { words } from "./words";

const MOST_FOUND = 20;

function CameraPick(props: { chosen: string; onChoose: (cameraId: string) => void }) {
  const w = useWords(words);
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["monitoring", "cameras", "find", search],
    queryFn: () => doors.cameras({ search, state: "", after: "" }),
    enabled: search.length > 1,
  });
  const cameras = found.data?.cameras.slice(0, MOST_FOUND) ?? [];
  return (
    <>
      <label>
        {w.camera}
        <input
          type="search"
          value={text}
          maxLength={40}
          placeholder={w.cameraFind}
          onChange={({ target }) => {
            setText(target.value);
            props.onChoose("");
          }}
        />
        {found.data && cameras.length === 0 && <small>{w.cameraNone}</small>}
      </label>
      {cameras.length > 0 && (
        <label>
          {w.camera}
          <select value={props.chosen} onChange={({ target }) => props.onChoose(target.value)}>
            <option value="">–</option>
            {cameras.map((one) => (
              <option key={one.camera_id} value={one.camera_id}>
                {one.camera_name} ({one.camera_id})
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

export function MissedForm() {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const client = useQueryClient();
  const [camera, setCamera] = useState("");
  const [at, setAt] = useState("");
  const [kind, setKind] = useState<Kind>("intrusion");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const enter = useMutation({
    mutationFn: doors.missed,
    onSuccess: () => {
      setNote("");
      setTried(false);
      return client.invalidateQueries({ queryKey: ["monitoring", "load"] });
    },
  });
  const lacks = !camera ? w.needsCamera : !at ? w.needsTime : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacks) return;
    // the field has no zone: it is the room's
    enter.mutate({ camera_id: camera, at: `${at}:00+09:00`, kind, note: note.trim() });
  };
  const failure = enter.isError ? problemText(enter.error, lang) : isTried ? lacks : null;
  return (
    <details>
      <summary>{w.missedForm}</summary>
      <p className="office-quiet">{w.missedFormWhat}</p>
      <form className="office-form" onSubmit={submit} noValidate>
        <CameraPick chosen={camera} onChoose={setCamera} />
        <label>
          {w.when}
          <input
            type="datetime-local"
            value={at}
            onChange={({ target }) => setAt(target.value.slice(0, 16))}
          />
        </label>
        <label>
          {w.kind}
          <select value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {kindName(one, lang)}
              </option>
            ))}
          </select>
        </label>
        <label className="wide">
          {w.note}
          <input value={note} maxLength={200} onChange={({ target }) => setNote(target.value)} />
        </label>
        <footer>
          <button type="submit" className="primary" disabled={enter.isPending}>
            {enter.isPending ? s.sending : w.save}
          </button>
          {failure && (
            <span className="rule-fault" role="alert">
              {failure}
            </span>
          )}
          {enter.isSuccess && <span role="status">{w.saved}</span>}
        </footer>
      </form>
    </details>
  );
}

function Line({ one }: { one: Missed }) {
  const lang = language.use();
  const name = useCamera(one.camera_id)?.camera_name ?? one.camera_id;
  return (
    <li>
      <b>{kindName(one.kind, lang)}</b> {name} · {seoulDateTime(one.at)}
      {one.note && <small>{one.note}</small>}
    </li>
  );
}

export function MissedPart({ missed, mayEnter }: { missed: readonly Missed[]; mayEnter: boolean }) {
  const w = useWords(words);
  return (
    <section className="office-panel" aria-label={w.missed}>
      <h2>{w.missed}</h2>
      {missed.length === 0 && <p className="office-quiet">{w.missedNone}</p>}
      <ul className="load-missed">
        {missed.map((one) => (
          <Line key={one.missed_id} one={one} />
        ))}
      </ul>
      {mayEnter && <MissedForm />}
    </section>
  );
}
