// Whether an answer is wished: a contact only then, with the notice that PIPA art. 15(2) wants before it is given.
import { useWords } from "../../app/language";
import type { RequestForm } from "../doors";
import type { Draft, Wanting } from "./draft";
import { words } from "./words";

export function ReplyPart(props: {
  draft: Draft;
  form: RequestForm;
  wanting: Wanting | null;
  onChange: (changed: Partial<Draft>) => void;
}) {
  const w = useWords(words);
  const { draft, form, wanting } = props;
  const n = w.notices;
  const rows = [
    [n.purpose, n.purposeIs],
    [n.items, n.itemsAre],
    [n.kept, n.keptFor(String(form.contact_days))],
    [n.refuse, n.refuseIs],
    [n.law, n.lawIs],
  ] as const;
  return (
    <fieldset className="wish-part">
      <legend>{w.reply}</legend>
      {[false, true].map((wants) => (
        <label key={String(wants)} className="wish-choice">
          <input
            type="radio"
            name="reply"
            checked={draft.wantsReply === wants}
            onChange={() => props.onChange({ wantsReply: wants })}
          />
          {wants ? w.replyYes : w.replyNo}
        </label>
      ))}
      {draft.wantsReply && (
        <div className="wish-contact">
          <label className="wish-field">
            {w.name}
            <input
              value={draft.name}
              maxLength={40}
              autoComplete="name"
              onChange={(event) => props.onChange({ name: event.target.value })}
            />
          </label>
          <label className="wish-field">
            {w.reach}
            <input
              value={draft.reach}
              maxLength={120}
              autoComplete="off"
              aria-invalid={wanting === "reach" || undefined}
              onChange={(event) => props.onChange({ reach: event.target.value })}
            />
          </label>
          <section className="wish-notice" aria-label={w.notice}>
            <h3>{w.notice}</h3>
            <dl>
              {rows.map(([name, text]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
          <label className="wish-choice">
            <input
              type="checkbox"
              checked={draft.agreed}
              aria-invalid={wanting === "agreed" || undefined}
              onChange={(event) => props.onChange({ agreed: event.target.checked })}
            />
            {w.agree}
          </label>
        </div>
      )}
    </fieldset>
  );
}
