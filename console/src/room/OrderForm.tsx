// 작전·훈련 명령: number, kind, from when until when, and the area, drawn on the map or written as coordinates.
import type { FormEvent, ReactNode } from "react";
import { count } from "../app/format";
import { useWords } from "../app/language";
import { ORDER_KINDS, type OrderField, pointsIn, withoutLast } from "./order";
import type { OrderDraft } from "./useOrderDraft";
import { words } from "./words";

function Labelled(props: { name: string; wanting: string | null; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its control is the child
    <label>
      {props.name}
      {props.children}
      {props.wanting && (
        <span className="order-wanting" role="alert">
          {props.wanting}
        </span>
      )}
    </label>
  );
}

export function OrderForm({ draft }: { draft: OrderDraft }) {
  const w = useWords(words).order;
  const { fields, standing } = draft;
  const points = pointsIn(fields.points).length;
  const wantingOf = (field: OrderField) =>
    standing.kind === "wanting" && standing.field === field
      ? w.wanting[field]
      : standing.kind === "refused" && standing.field === field
        ? w.refusedField[field]
        : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    draft.send();
  };
  const text = (field: OrderField, type: string) => (
    <Labelled name={w.fields[field]} wanting={wantingOf(field)}>
      <input
        type={type}
        value={fields[field]}
        maxLength={40}
        onChange={(event) => draft.set(field, event.target.value)}
      />
    </Labelled>
  );
  return (
    <form className="order" onSubmit={submit} noValidate aria-label={w.open}>
      {text("number", "text")}
      <Labelled name={w.fields.kind} wanting={wantingOf("kind")}>
        <select value={fields.kind} onChange={(event) => draft.set("kind", event.target.value)}>
          {ORDER_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {w.kinds[kind]}
            </option>
          ))}
        </select>
      </Labelled>
      <div className="order-times">
        {text("starts", "datetime-local")}
        {text("ends", "datetime-local")}
      </div>
      <Labelled name={w.fields.points} wanting={wantingOf("points")}>
        <textarea
          rows={4}
          value={fields.points}
          placeholder="37.592100, 127.016400"
          onChange={(event) => draft.set("points", event.target.value)}
        />
      </Labelled>
      <p className="order-hint">
        {w.draw} <b>{w.points(count(points))}</b>
      </p>
      {fields.kind.endsWith("_EXERCISE") && <p className="order-hint">{w.needsLead}</p>}
      {standing.kind === "refused" && !standing.field && (
        <p className="order-wanting" role="alert">
          {standing.text}
        </p>
      )}
      <footer>
        <button
          type="button"
          disabled={points === 0}
          onClick={() => draft.set("points", withoutLast(fields.points))}
        >
          {w.undo}
        </button>
        <span className="grow" />
        <button type="button" onClick={draft.close}>
          {w.cancel}
        </button>
        <button type="submit" className="primary" disabled={standing.kind === "sending"}>
          {standing.kind === "sending" ? w.sending : w.send}
        </button>
      </footer>
    </form>
  );
}
