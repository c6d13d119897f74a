// 준공: what really hangs there, as it goes into the registry; its codes come from there. Asked twice, for it stays.
import { useState } from "react";
import { PURPOSES } from "../../agreements/lists";
import { Problem } from "../../api/client";
import { inLanguage, language, useWords } from "../../app/language";
import { useSecondPress } from "../../app/useSecondPress";
import { problemText } from "../../incident/problem";
import { useChange } from "../../people/useAsk";
import { doors } from "../doors";
import type { Accepted, PlannedSite } from "../types";
import { words as page } from "../words";
import {
  acceptanceOf,
  type CameraFields,
  camerasOf,
  type Figure,
  FRESH,
  isWrongAddress,
  isWrongCamera,
  isWrongFigure,
} from "./sites";
import { words } from "./words";

const KINDS = ["ptz", "fixed", "multi", "lpr", "thermal"] as const;
const FIGURES: readonly [Figure, string][] = [
  ["bearing", "°"],
  ["hfov", "°"],
  ["range", "m"],
  ["pixels", ""],
];

function CameraRow(props: {
  at: number;
  camera: CameraFields;
  onChange: (camera: CameraFields) => void;
  onRemove: () => void;
}) {
  const w = useWords(words);
  const p = useWords(page);
  const a = w.accept;
  const { camera } = props;
  const number = String(props.at + 1);
  const set = (change: Partial<CameraFields>) => props.onChange({ ...camera, ...change });
  return (
    <fieldset className="accept-camera wide">
      <legend>{a.camera(number)}</legend>
      <label>
        {a.kind}
        <select value={camera.kind} onChange={(event) => set({ kind: event.target.value })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {p.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      {FIGURES.map(([field, unit]) => (
        <label key={field}>
          {a[field]} {unit}
          <input
            inputMode="decimal"
            value={camera[field]}
            aria-invalid={isWrongFigure(field, camera[field])}
            onChange={(event) => set({ [field]: event.target.value })}
          />
          {isWrongFigure(field, camera[field]) && <small className="wrong">{a.wantsFigure}</small>}
        </label>
      ))}
      <label>
        {a.speaker}
        <select
          value={camera.speaker}
          onChange={(event) => set({ speaker: event.target.value as CameraFields["speaker"] })}
        >
          <option value="">{a.unknown}</option>
          <option value="yes">{a.yes}</option>
          <option value="no">{a.no}</option>
        </select>
      </label>
      {(["main", "sub"] as const).map((field) => (
        <label key={field} className="accept-address">
          {a[field]}
          <input
            value={camera[field]}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={isWrongAddress(camera[field])}
            onChange={(event) => set({ [field]: event.target.value })}
          />
          {isWrongAddress(camera[field]) && <small className="wrong">{a.wantsAddress}</small>}
        </label>
      ))}
      <button type="button" className="quiet" onClick={props.onRemove}>
        {a.remove(number)}
      </button>
    </fieldset>
  );
}

export function AcceptForm(props: {
  site: PlannedSite;
  today: string;
  onAccepted: (accepted: Accepted) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const a = w.accept;
  const { site, today } = props;
  const [on, setOn] = useState(today);
  const [purpose, setPurpose] = useState("crime_prevention");
  const [cameras, setCameras] = useState(() => camerasOf(site.drawn));
  const [note, setNote] = useState("");
  const accept = useChange(["planning"], () =>
    doors.accept(site.planned_site_id, acceptanceOf(on, purpose, cameras, note)),
  );
  const send = useSecondPress(() => accept.mutate(undefined, { onSuccess: props.onAccepted }));
  const isWrong = cameras.length === 0 || cameras.some(isWrongCamera) || on > today;
  const change = (at: number, camera: CameraFields) =>
    setCameras(cameras.map((one, i) => (i === at ? camera : one)));
  const { error } = accept;
  const refused =
    error instanceof Problem && error.code === "step_refused"
      ? `${w.form.refused} ${problemText(error, lang)}`
      : error && problemText(error, lang);
  return (
    <form
      className="office-form"
      onSubmit={(event) => event.preventDefault()}
      noValidate
      aria-label={a.title}
    >
      <h3 className="wide">{a.title}</h3>
      <p className="office-quiet wide">{a.what}</p>
      <label>
        {a.on}
        <input type="date" max={today} value={on} onChange={(event) => setOn(event.target.value)} />
      </label>
      <label>
        {a.purpose}
        <select value={purpose} onChange={(event) => setPurpose(event.target.value)}>
          {Object.entries(PURPOSES).map(([code, [ko, en]]) => (
            <option key={code} value={code}>
              {inLanguage(lang, ko, en)}
            </option>
          ))}
        </select>
      </label>
      {cameras.map((camera, at) => (
        <CameraRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a camera has no code before it is registered
          key={at}
          at={at}
          camera={camera}
          onChange={(next) => change(at, next)}
          onRemove={() => setCameras(cameras.filter((_, i) => i !== at))}
        />
      ))}
      <div className="wide">
        <button type="button" onClick={() => setCameras([...cameras, FRESH])}>
          {a.add}
        </button>{" "}
        <small className="office-quiet">{a.address}</small>
      </div>
      <label className="wide">
        {a.note}
        <input maxLength={400} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <footer>
        <button
          type="button"
          className="primary"
          disabled={isWrong || accept.isPending}
          onClick={send.press}
          onBlur={send.disarm}
        >
          {accept.isPending ? a.sending : send.armed ? a.again : a.send}
        </button>
        {cameras.length === 0 && <p className="wrong">{a.wants}</p>}
        {refused && (
          <p className="wrong" role="alert">
            {refused}
          </p>
        )}
      </footer>
    </form>
  );
}
