// The form itself: where, why, in one's own words, and whether an answer is wished.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { doors, type RequestForm, type Taken, type Wish } from "../doors";
import { words as lists } from "../words";
import { type Draft, EMPTY, LONGEST_TEXT, REASONS, refusalOf, wantingOf, wishOf } from "./draft";
import { ReplyPart } from "./ReplyPart";
import { WherePart } from "./WherePart";
import { words } from "./words";

interface PartProps {
  draft: Draft;
  onChange: (changed: Partial<Draft>) => void;
}

function WhyPart({ draft, onChange, wanting }: PartProps & { wanting: boolean }) {
  const w = useWords(words);
  const names = useWords(lists).reasons;
  return (
    <fieldset className="wish-part" data-wanting={wanting || undefined}>
      <legend>{w.why}</legend>
      <div className="wish-reasons">
        {REASONS.map((one) => (
          <label key={one} className="wish-choice">
            <input
              type="radio"
              name="reason"
              checked={draft.reason === one}
              onChange={() => onChange({ reason: one })}
            />
            {names[one]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function TextPart({ draft, onChange }: PartProps) {
  const w = useWords(words);
  return (
    <label className="wish-field wish-text">
      {w.text}
      <textarea
        rows={4}
        value={draft.text}
        maxLength={LONGEST_TEXT}
        aria-describedby="wish-text-hint"
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <small id="wish-text-hint">
        {w.textHint} <span>{w.left(count(LONGEST_TEXT - draft.text.length))}</span>
      </small>
    </label>
  );
}

export function WishForm({ form, onTaken }: { form: RequestForm; onTaken: (said: Taken) => void }) {
  const w = useWords(words);
  const lang = language.use();
  const [draft, setDraft] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const sending = useMutation({ mutationFn: (wish: Wish) => doors.send(wish), onSuccess: onTaken });
  const wanting = isTried ? wantingOf(draft) : null;
  const change = (changed: Partial<Draft>) => setDraft((now) => ({ ...now, ...changed }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wish = wishOf(draft);
    if (wish) sending.mutate(wish);
  };
  const refused = sending.isError ? refusalOf(sending.error, lang) : null;
  return (
    <form className="wish" onSubmit={submit} noValidate>
      <WherePart draft={draft} dongs={form.dongs} wanting={wanting === "place"} onChange={change} />
      <WhyPart draft={draft} wanting={wanting === "reason"} onChange={change} />
      <TextPart draft={draft} onChange={change} />
      <ReplyPart draft={draft} form={form} wanting={wanting} onChange={change} />
      <p className="wish-hint">{w.words(w.days(form.said_days), w.oneDay)}</p>
      {(wanting || refused) && (
        <p className="wish-failure" role="alert">
          {wanting ? w.wanting[wanting] : refused}
        </p>
      )}
      <button type="submit" className="primary" disabled={sending.isPending}>
        {sending.isPending ? w.sending : w.send}
      </button>
    </form>
  );
}
