// The agreements of the centre: state, dates, who has signed, what runs under them, what is due.
import { seoulDate } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { isReviewLate, type Summary } from "./node";
import { words } from "./words";

/** Colour only for what stops pictures or waits for somebody. */
export function StateTag({ state }: { state: string }) {
  const w = useWords(words);
  const tone = { suspended: "alarm", key_withdrawn: "alarm", signing: "warn" }[state] ?? "";
  return <span className={`tag ${tone}`}>{w.states[state as "draft"] ?? state}</span>;
}

export function StageTag({ stage }: { stage: string }) {
  const w = useWords(words);
  return stage === "pilot" ? <span className="tag pilot">{w.stage.pilot}</span> : null;
}

function Facts({ one, today }: { one: Summary; today: string }) {
  const w = useWords(words);
  const signed = one.parties.filter((party) => party.signed_at).length;
  return (
    <span className="facts">
      <span>{w.period(seoulDate(one.starts), seoulDate(one.ends))}</span>
      <span>{w.signedCount(signed, one.parties.length)}</span>
      {one.newest_version !== one.version && <span>{w.newer(one.newest_version)}</span>}
      {one.running_grants > 0 && <b>{w.running(one.running_grants)}</b>}
      {one.review_due &&
        (isReviewLate(one, today) ? (
          <b className="late">{w.reviewLate(one.review_due)}</b>
        ) : (
          <span>{w.reviewDue(one.review_due)}</span>
        ))}
      {one.conflicts > 0 && <b className="late">{w.conflicts(one.conflicts)}</b>}
    </span>
  );
}

export function AgreementList(props: {
  agreements: readonly Summary[];
  chosenId: string | null;
  today: string;
  onChoose: (agreementId: string) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <nav className="agreement-list" aria-label={w.page}>
      <ul>
        {props.agreements.map((one) => (
          <li key={one.agreement_id}>
            <button
              type="button"
              aria-current={one.agreement_id === props.chosenId}
              onClick={() => props.onChoose(one.agreement_id)}
            >
              <span className="tags">
                <StateTag state={one.state} />
                <StageTag stage={one.stage} />
                <span className="number">{`${one.agreement_id} · ${w.version(one.version)}`}</span>
              </span>
              <b>{inLanguage(lang, one.title_ko, one.title_en)}</b>
              <Facts one={one} today={props.today} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
