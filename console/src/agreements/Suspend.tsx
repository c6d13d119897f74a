// 제공 정지 and its end: says first how much it will cut, takes a reason, asks for a second press.
import { useId, useState } from "react";
import { useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { useSending } from "../incident/useSending";
import { doors } from "./doors";
import { words } from "./words";

interface SuspendProps {
  agreementId: string;
  running: number;
  isSuspended: boolean;
  onDone: () => void;
}

export function Suspend({ agreementId, running, isSuspended, onDone }: SuspendProps) {
  const w = useWords(words);
  const hint = useId();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { busy, problem, send } = useSending();
  const ask = isSuspended ? doors.resume : doors.suspend;
  const done = () => {
    setOpen(false);
    setReason("");
    onDone();
  };
  const second = useSecondPress(() => send("suspend", () => ask(agreementId, reason.trim()), done));
  const press = () => {
    setMissing(!reason.trim());
    if (reason.trim()) second.press();
  };
  const name = isSuspended ? w.resume : w.suspend;
  if (!isOpen) {
    return (
      <button type="button" className={isSuspended ? "" : "danger"} onClick={() => setOpen(true)}>
        {name}
      </button>
    );
  }
  return (
    <section className="suspend" aria-label={name}>
      <p>{isSuspended ? w.resumeWhat : w.suspendWhat(running)}</p>
      <label>
        <span>{isSuspended ? w.resumeReason : w.suspendReason}</span>
        <input
          value={reason}
          // biome-ignore lint/a11y/noAutofocus: the person asked for exactly this field
          autoFocus
          aria-invalid={isMissing || undefined}
          aria-describedby={hint}
          maxLength={200}
          onChange={(event) => {
            setReason(event.target.value);
            second.disarm();
          }}
        />
        <small id={hint}>{w.reasonPlain}</small>
      </label>
      <div className="actions">
        <button
          type="button"
          className={isSuspended ? "primary" : "danger"}
          data-armed={second.armed || undefined}
          disabled={busy !== null}
          onClick={press}
        >
          {!second.armed
            ? isSuspended
              ? w.resume
              : w.suspendArm
            : isSuspended
              ? w.resumeNow
              : w.suspendNow(running)}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {w.cancel}
        </button>
      </div>
      <p className="form-problem" role="status">
        {isMissing ? w.needsReason : problem?.text}
      </p>
    </section>
  );
}
