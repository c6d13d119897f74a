// 외부 제공 중: everyone outside who is given pictures now, and how to stop it at once.
import { useSecond } from "../app/clock";
import { count, timeLeft, toMs } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { AskedBy } from "../incident/AskedBy";
import { isExercise } from "../incident/exercise";
import { Others } from "../incident/Others";
import { SeenKey } from "../incident/SeenKey";
import { titleOf, whereOf } from "../incident/title";
import { words as shared } from "../incident/words";
import { type Outside, REASONS, viewersOf } from "./cut";
import type { CutDesk } from "./useCuts";
import { words } from "./words";

interface CardProps {
  one: Outside;
  desk: CutDesk;
  /** This card is the one that the key means. */
  hasKey: boolean;
  onAim: () => void;
}

function Viewers({ one }: { one: Outside }) {
  const w = useWords(words);
  const viewers = viewersOf(one.watchers);
  return (
    <p className="watch-viewers" data-none={viewers.length === 0 || undefined}>
      {viewers.length === 0
        ? w.nobodyWatches
        : viewers.map((each) => w.watches(each.viewer, count(each.cameras))).join(" · ")}
    </p>
  );
}

function About({ incident }: Outside) {
  const lang = language.use();
  return (
    <p>
      {titleOf(incident, lang)} · {whereOf(incident, lang)} <AskedBy incident={incident} />
    </p>
  );
}

function LentCard({ one, desk, hasKey, onAim }: CardProps) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const { lending } = one;
  const isArmed = desk.armedId === lending.grant_id;
  return (
    <>
      <p className="watch-faint">
        {[
          w.cameras(count(lending.cameras)),
          inLanguage(lang, lending.clause_text_ko, lending.clause_text_en),
        ].join(" · ")}
      </p>
      {lending.owner !== "" && (
        <p className="watch-faint">
          <Others incident={one.incident} isConcerned={(other) => other === lending} />
        </p>
      )}
      <p>
        <span className="watch-time">{w.left(timeLeft(lending.ends_at, now))}</span>
        <span className="watch-faint"> · {w.renewals(count(lending.renewals_left))}</span>
      </p>
      <Viewers one={one} />
      {lending.may_withdraw && (
        <button
          type="button"
          className="danger"
          data-armed={isArmed || undefined}
          disabled={desk.busy === lending.grant_id}
          onFocus={onAim}
          onClick={() => desk.cut(lending.grant_id)}
        >
          {desk.busy === lending.grant_id ? w.cutting : isArmed ? w.cutSure : w.cut}
          {hasKey && <kbd>X</kbd>}
        </button>
      )}
    </>
  );
}

/** Of a discreet service: that it runs, how many tiles, how long, and the one key that stops it. */
function DiscreetCard({ one, desk, hasKey, onAim }: CardProps) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const now = useSecond();
  const { incident, lending } = one;
  const isArmed = desk.armedId === lending.grant_id;
  const isOneOfMany = incident.lendings.filter((other) => !other.is_own).length > 1;
  return (
    <>
      {isExercise(incident) && (
        <p>
          <span className="tag warn">{s.exercise}</span> <SeenKey incident={incident} />
        </p>
      )}
      <p className="watch-discreet">
        <b>{inLanguage(lang, incident.service_name_ko, incident.service_name_en)}</b> ·{" "}
        {w.cameras(count(isOneOfMany ? lending.cameras : incident.tile_count))} ·{" "}
        {w.timeLeft(timeLeft(lending.ends_at, now))}
      </p>
      {lending.may_withdraw && (
        <button
          type="button"
          className="danger"
          data-armed={isArmed || undefined}
          disabled={desk.busy === lending.grant_id}
          onFocus={onAim}
          onClick={() => desk.cut(lending.grant_id)}
        >
          {desk.busy === lending.grant_id ? w.cutting : isArmed ? w.cutSure : w.cut}
          {hasKey && <kbd>X</kbd>}
        </button>
      )}
    </>
  );
}

function UndoCard({ one, desk, hasKey }: CardProps) {
  const w = useWords(words);
  const now = useSecond();
  const seconds = Math.ceil(((toMs(one.lending.undo_until) ?? now) - now) / 1000);
  return (
    <div role="alert">
      <p className="watch-cut-done">{w.cutDone}</p>
      <p className="watch-faint">{w.undoLeft(count(Math.max(0, seconds)))}</p>
      <button type="button" className="primary" onClick={() => desk.undo(one.lending.grant_id)}>
        {w.undo}
        {hasKey && <kbd>Z</kbd>}
      </button>
    </div>
  );
}

function ReasonCard({ one, desk, hasKey }: CardProps) {
  const w = useWords(words);
  return (
    <fieldset className="watch-reasons">
      <legend>{w.why}</legend>
      {REASONS.map((reason, index) => (
        <button
          key={reason}
          type="button"
          disabled={desk.busy !== null}
          onClick={() => desk.explain(one.lending.grant_id, reason)}
        >
          {w.reasons[reason]}
          {hasKey && <kbd>⇧{index + 1}</kbd>}
        </button>
      ))}
    </fieldset>
  );
}

function Card(props: CardProps) {
  const { one, desk } = props;
  const lang = language.use();
  const { lending } = one;
  const isDiscreet = one.incident.discreet;
  const problem = desk.problem?.about === lending.grant_id ? desk.problem.text : null;
  return (
    <li className="watch-outside" data-phase={one.phase}>
      {isDiscreet ? (
        one.phase !== "lent" && (
          <h3>{inLanguage(lang, one.incident.service_name_ko, one.incident.service_name_en)}</h3>
        )
      ) : (
        <>
          <h3>{inLanguage(lang, lending.organisation_name_ko, lending.organisation_name_en)}</h3>
          <About {...one} />
        </>
      )}
      {one.phase === "lent" && (isDiscreet ? <DiscreetCard {...props} /> : <LentCard {...props} />)}
      {one.phase === "undoable" && <UndoCard {...props} />}
      {one.phase === "wants_reason" && <ReasonCard {...props} />}
      {problem && (
        <p className="watch-problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

export interface Aims {
  cut: string | null;
  undo: string | null;
  reason: string | null;
}

export function OutsideList(props: {
  outside: readonly Outside[];
  desk: CutDesk;
  aims: Aims;
  onAim: (grantId: string) => void;
}) {
  const w = useWords(words);
  const { outside, aims } = props;
  const lent = outside.filter((one) => one.phase === "lent").length;
  const aimed = [aims.cut, aims.undo, aims.reason];
  return (
    <section aria-label={w.outside(count(lent))}>
      <h2>{lent > 0 ? w.outside(count(lent)) : w.noneOutside}</h2>
      <ul>
        {outside.map((one) => (
          <Card
            key={one.lending.grant_id}
            one={one}
            desk={props.desk}
            hasKey={aimed.includes(one.lending.grant_id)}
            onAim={() => props.onAim(one.lending.grant_id)}
          />
        ))}
      </ul>
    </section>
  );
}
