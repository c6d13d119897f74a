// A signer's key is withdrawn: says first what that cuts, takes a reason, asks for a second press.
import { useState } from "react";
import { useWords } from "../../app/language";
import { useSecondPress } from "../../app/useSecondPress";
import { useSending } from "../../incident/useSending";
import { doors } from "../doors";
import type { PartyKey } from "../node";
import { words } from "./words";

interface WithdrawProps {
  of: PartyKey;
  onDone: () => void;
  onLeave: () => void;
}

export function WithdrawKey({ of, onDone, onLeave }: WithdrawProps) {
  const w = useWords(words);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { busy, problem, send } = useSending();
  const second = useSecondPress(() =>
    send("withdraw", () => doors.withdrawKey(of.key_id, reason.trim()), onDone),
  );
  const press = () => {
    setMissing(!reason.trim());
    if (reason.trim()) second.press();
  };
  return (
    <section className="suspend" aria-label={`${w.arm} ${of.key_id}`}>
      <p>{of.holds_up.length > 0 ? w.cuts(of.running_grants) : w.cutsNothing}</p>
      <label>
        <span>{w.withdrawReason}</span>
        <input
          value={reason}
          // biome-ignore lint/a11y/noAutofocus: the person asked for exactly this field
          autoFocus
          aria-invalid={isMissing || undefined}
          maxLength={200}
          onChange={(event) => {
            setReason(event.target.value);
            second.disarm();
          }}
        />
      </label>
      <div className="actions">
        <button
          type="button"
          className="danger"
          data-armed={second.armed || undefined}
          disabled={busy !== null}
          onClick={press}
        >
          {second.armed ? w.again(of.running_grants) : w.arm}
        </button>
        <button type="button" onClick={onLeave}>
          {w.cancel}
        </button>
      </div>
      <p className="form-problem" role="status">
        {isMissing ? w.needsReason : problem?.text}
      </p>
    </section>
  );
}
