// 목록에 넣기: for which service, at whose word, on what ground; by a unit's list or by an area.
import { type FormEvent, useState } from "react";
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useChange } from "../people/useAsk";
import {
  type By,
  doors,
  NO_WISH,
  refusedField,
  type Wish,
  type WishField,
  type WishFields,
  wantingIn,
  wishOf,
} from "./doors";
import { type Option, useOptions } from "./options";
import { words } from "./words";

export function AddForm({ onClose }: { onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const options = useOptions();
  const [fields, setFields] = useState<WishFields>(NO_WISH);
  const [wanting, setWanting] = useState<WishField | null>(null);
  const put = useChange(["reserved"], (wish: Wish) => doors.reserve(wish));
  const refused = put.isError ? refusedField(put.error) : null;
  const set = (change: Partial<WishFields>) => {
    setFields((before) => ({ ...before, ...change }));
    setWanting(null);
    put.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const field = wantingIn(fields);
    setWanting(field);
    if (!field) put.mutate(wishOf(fields));
  };
  const said = (field: WishField) =>
    (wanting === field || refused === field) && (
      <span className="reserved-wanting" role="alert">
        {w.wanting[field]}
      </span>
    );
  const choice = (field: "service" | "organisation", from: readonly Option[]) => (
    <label>
      {w.fields[field]}
      <select value={fields[field]} onChange={(event) => set({ [field]: event.target.value })}>
        <option value="">{w.choose}</option>
        {from.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </select>
      {said(field)}
    </label>
  );
  const many = fields.by === "ids" ? "ids" : "points";
  return (
    <form className="office-form" onSubmit={submit} noValidate aria-label={w.add}>
      {choice("service", options.services)}
      {choice("organisation", options.bodies)}
      <label className="wide">
        {w.fields.reason}
        <input
          maxLength={200}
          value={fields.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
        {said("reason")}
      </label>
      <fieldset className="wide">
        <legend>{w.fields.by}</legend>
        {(["ids", "area"] as const satisfies readonly By[]).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="by"
              checked={fields.by === one}
              onChange={() => set({ by: one })}
            />
            {w.by[one]}
          </label>
        ))}
      </fieldset>
      <label className="wide">
        {w.fields[many]}
        <textarea
          rows={5}
          value={fields[many]}
          placeholder={many === "ids" ? "SB-0001-1" : "37.608000, 127.020000"}
          onChange={(event) => set({ [many]: event.target.value })}
        />
        {said(many)}
      </label>
      {many === "ids" && (
        <label className="wide">
          {w.file}
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) =>
              void event.target.files?.[0]?.text().then((text) => set({ ids: text }))
            }
          />
        </label>
      )}
      <footer>
        <button type="button" onClick={onClose}>
          {w.cancel}
        </button>
        <button type="submit" className="primary" disabled={put.isPending}>
          {put.isPending ? w.sending : w.send}
        </button>
        {put.isError && !refused && (
          <p className="reserved-wanting" role="alert">
            {problemText(put.error, lang)}
          </p>
        )}
      </footer>
      {put.data && <Outcome done={put.data} />}
    </form>
  );
}

function Outcome({ done }: { done: Awaited<ReturnType<typeof doors.reserve>> }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <div className="wide" role="status">
      <p>{w.done(count(done.added), count(done.already))}</p>
      {done.problems.length > 0 && (
        <details open>
          <summary className="reserved-wanting">{w.rows(count(done.problems.length))}</summary>
          <ul className="reserved-rows">
            {done.problems.map((one) => (
              <li key={one.row}>
                <b>{w.row(count(one.row))}</b> {inLanguage(lang, one.text_ko, one.text_en)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
