// 정탐 · 오탐 · 보류 as three large keys; 오탐 asks why with seven more. Made for one hand and for tired eyes.
import { useEffect, useRef } from "react";
import { useWords } from "../../app/language";
import { FALSE_REASONS } from "../types";
import { words as shared } from "../words";
import type { Seat } from "./useSeat";
import { words } from "./words";

function Reasons({ seat }: { seat: Seat }) {
  const w = useWords(words);
  const s = useWords(shared);
  const first = useRef<HTMLButtonElement>(null);
  // the key that opened them is gone: the keyboard stays where the question is
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  return (
    <fieldset className="mon-reasons">
      <legend>
        <b>{w.reasonAsk}</b> <span className="mon-faint">{w.reasonAskWhat}</span>
      </legend>
      {FALSE_REASONS.map((reason, index) => (
        <button
          key={reason}
          ref={index === 0 ? first : null}
          type="button"
          onClick={() => seat.because(reason)}
        >
          {s.reasons[reason]}
          <kbd>{index + 1}</kbd>
        </button>
      ))}
      <button type="button" className="quiet" onClick={seat.back}>
        {w.back}
        <kbd>Esc</kbd>
      </button>
    </fieldset>
  );
}

export function VerdictBar({ seat, onShelve }: { seat: Seat; onShelve: () => void }) {
  const w = useWords(words);
  const s = useWords(shared);
  if (seat.stage === "why") return <Reasons seat={seat} />;
  return (
    <fieldset className="mon-verdicts">
      <legend className="sr-only">{w.answer}</legend>
      <button type="button" className="is-real" onClick={seat.real}>
        {s.verdicts.real}
        <kbd>1</kbd>
      </button>
      <button type="button" onClick={seat.wrong}>
        {s.verdicts.false}
        <kbd>2</kbd>
      </button>
      <button type="button" onClick={seat.hold}>
        {s.verdicts.hold}
        <kbd>3</kbd>
      </button>
      <button type="button" className="quiet is-small" onClick={onShelve}>
        {w.shelve}
        <kbd>S</kbd>
      </button>
    </fieldset>
  );
}
