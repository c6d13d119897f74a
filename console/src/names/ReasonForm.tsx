// One line for a reason, and the press that needs it: for names, for files.
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useWords } from "../app/language";
import { words } from "./words";
import "./names.css";

export const LONGEST_REASON = 200;

export function ReasonForm(props: {
  said: ReactNode;
  send: string;
  isBusy: boolean;
  problem: string | null;
  onSend: (reason: string) => void;
  onCancel: () => void;
}) {
  const w = useWords(words);
  const id = useId();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSend(reason);
  };
  return (
    <form className="ask-names" onSubmit={submit}>
      <span>{props.said}</span>
      <label htmlFor={id}>{w.reason}</label>
      <input
        id={id}
        value={reason}
        placeholder={w.reasonHint}
        maxLength={LONGEST_REASON}
        aria-describedby={`${id}-plain`}
        onChange={(event) => setReason(event.target.value)}
        required
      />
      <button type="submit" className="primary" disabled={props.isBusy}>
        {props.send}
      </button>
      <button type="button" onClick={props.onCancel}>
        {w.cancel}
      </button>
      <small id={`${id}-plain`}>{w.reasonPlain}</small>
      {props.problem && <span role="alert">{props.problem}</span>}
    </form>
  );
}
