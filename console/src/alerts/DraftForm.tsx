// 특보 보내기: what is said in both languages, where, until when; then the whole as it will be read, then sent.
import { type FormEvent, useMemo } from "react";
import { count, seoulDateTime } from "../app/format";
import { useWords } from "../app/language";
import { MapView } from "../map/MapView";
import type { MapScene } from "../map/scene";
import { pointsIn, seoulInstant, withoutLast, withPoint } from "../room/order";
import { CATEGORIES, type Draft, type DraftField, EVENTS, SEVERITIES } from "./draft";
import type { Drafting } from "./useDraft";
import { words } from "./words";

const NO_SCENE: MapScene = {
  id: "own alert",
  at: null,
  label: "",
  radiusM: 0,
  accuracyM: 0,
  cameras: [],
  units: [],
  arrowDeg: null,
};

function AreaMap({ drafting, draft }: { drafting: Drafting; draft: Draft }) {
  const area = useMemo(() => pointsIn(draft.points), [draft.points]);
  // a hand that draws keeps its place; what is looked at or followed is shown whole
  const isDraft = !drafting.isChecking && draft.follows === null;
  // without a point the map shows the whole district
  const scene = useMemo(
    () => (area.length === 0 ? null : { ...NO_SCENE, area, isDraft }),
    [area, isDraft],
  );
  const isPlacing = !drafting.isChecking;
  return (
    <MapView
      className="alert-map"
      scene={scene}
      mode={isPlacing ? "place" : "look"}
      onPlace={(at) => drafting.set({ points: withPoint(draft.points, at) })}
    />
  );
}

function useField(drafting: Drafting, draft: Draft) {
  const w = useWords(words).draft;
  const said = (field: DraftField) =>
    drafting.wanting === field && (
      <span className="alert-wanting" role="alert">
        {w.wanting[field]}
      </span>
    );
  const text = (field: DraftField, type = "text", isLong = false) => (
    <label className={isLong ? "wide" : ""}>
      {w.fields[field]}
      <input
        type={type}
        maxLength={400}
        value={draft[field]}
        aria-invalid={drafting.wanting === field || undefined}
        onChange={(event) => drafting.set({ [field]: event.target.value })}
      />
      {said(field)}
    </label>
  );
  const choice = (
    field: "category" | "severity",
    options: readonly string[],
    names: Record<string, string>,
  ) => (
    <label>
      {w.fields[field]}
      <select
        value={draft[field]}
        onChange={(event) => drafting.set({ [field]: event.target.value })}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
      {said(field)}
    </label>
  );
  return { said, text, choice };
}

function Fields({ drafting, draft }: { drafting: Drafting; draft: Draft }) {
  const w = useWords(words).draft;
  const { said, text, choice } = useField(drafting, draft);
  const points = pointsIn(draft.points).length;
  const known = EVENTS.findIndex((one) => one.ko === draft.event_ko);
  return (
    <>
      <label>
        {w.event}
        <select
          value={known}
          onChange={(event) => {
            const one = EVENTS[Number(event.target.value)];
            if (one) drafting.set({ event_ko: one.ko, event_en: one.en, category: one.category });
          }}
        >
          <option value={-1}>{w.eventOwn}</option>
          {EVENTS.map((one, at) => (
            <option key={one.en} value={at}>
              {one.ko} · {one.en}
            </option>
          ))}
        </select>
      </label>
      {choice("category", CATEGORIES, w.categories)}
      {choice("severity", SEVERITIES, w.severities)}
      {text("expires", "datetime-local")}
      {text("event_ko")}
      {text("event_en")}
      {text("text_ko", "text", true)}
      {text("text_en", "text", true)}
      {text("area_name")}
      <label className="alert-points">
        {w.fields.points}
        <textarea
          rows={4}
          value={draft.points}
          placeholder="37.608000, 127.020000"
          aria-invalid={drafting.wanting === "points" || undefined}
          onChange={(event) => drafting.set({ points: event.target.value })}
        />
        {said("points")}
      </label>
      <p className="wide office-quiet alert-draw">
        {w.draw} <b>{w.points(count(points))}</b>
        <button
          type="button"
          disabled={points === 0}
          onClick={() => drafting.set({ points: withoutLast(draft.points) })}
        >
          {w.undo}
        </button>
      </p>
      <fieldset className="wide">
        <label>
          <input
            type="checkbox"
            checked={draft.exercise}
            disabled={draft.follows !== null}
            onChange={(event) => drafting.set({ exercise: event.target.checked })}
          />
          {w.exercise}
        </label>
        {draft.exercise && <span>{w.exerciseWhat}</span>}
      </fieldset>
    </>
  );
}

function AsRead({ draft }: { draft: Draft }) {
  const w = useWords(words).draft;
  const o = useWords(words).own;
  const sides = [
    { lang: "ko", event: draft.event_ko, text: draft.text_ko },
    { lang: "en", event: draft.event_en, text: draft.text_en },
  ];
  return (
    <div className="wide alert-read">
      <h3>{w.step}</h3>
      <p className="office-quiet">{w.stepWhat}</p>
      {sides.map((side) => (
        <blockquote key={side.lang} lang={side.lang}>
          {draft.exercise && <span className="tag warn">{o.exercise}</span>}
          <b>{side.event}</b>
          <span>{side.text}</span>
        </blockquote>
      ))}
      <p className="office-quiet">
        {[
          w.categories[draft.category],
          w.severities[draft.severity],
          draft.area_name,
          o.until(seoulDateTime(seoulInstant(draft.expires))),
        ].join(" · ")}
      </p>
    </div>
  );
}

export function DraftForm({ drafting, draft }: { drafting: Drafting; draft: Draft }) {
  const w = useWords(words).draft;
  const title = w.titles[draft.kind];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (drafting.isChecking) drafting.send();
    else drafting.check();
  };
  return (
    <section className="alert-draft" aria-label={title}>
      <h2>{title}</h2>
      <form className="office-form" onSubmit={submit} noValidate>
        {drafting.isChecking ? (
          <AsRead draft={draft} />
        ) : (
          <Fields drafting={drafting} draft={draft} />
        )}
        <footer>
          {drafting.isChecking ? (
            <button type="button" onClick={drafting.back}>
              {w.back}
            </button>
          ) : (
            <button type="button" onClick={drafting.close}>
              {w.close}
            </button>
          )}
          <button type="submit" className="primary" disabled={drafting.isSending}>
            {drafting.isSending ? w.sending : drafting.isChecking ? w.send : w.check}
          </button>
          {drafting.problem && (
            <p className="alert-wanting" role="alert">
              {drafting.problem}
            </p>
          )}
        </footer>
      </form>
      <AreaMap drafting={drafting} draft={draft} />
    </section>
  );
}
