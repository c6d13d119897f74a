// Under the big picture: what call it is, where, what the room directs, and what waits elsewhere.
import type { Incident, Lending } from "../api/feed";
import { arrow, compassPoint, count, seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { AskedBy } from "../incident/AskedBy";
import { isExercise } from "../incident/exercise";
import { FactList } from "../incident/FactList";
import { Others } from "../incident/Others";
import { isPilot } from "../incident/pilot";
import { isUrgent, titleOf, whereOf } from "../incident/title";
import { WindowLine } from "../incident/WindowLine";
import { words as shared } from "../incident/words";
import { words as reporting } from "../reports/words";
import { AlarmKeys } from "./AlarmKeys";
import { AnswerKeys } from "./AnswerKeys";
import { OwnViewAsk } from "./OwnViewAsk";
import type { AlarmDesk } from "./useAlarm";
import type { AnswerDesk } from "./useAnswer";
import type { OwnViewDesk } from "./useOwnView";
import { words } from "./words";

function Directed({ incident }: { incident: Incident }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const { arrow: flight, line } = incident.directing;
  if (!flight && !line) return null;
  return (
    <p className="watch-directed" role="status">
      {flight && (
        <span>
          {s.fleesTo(compassPoint(flight.bearing_deg, lang))} {arrow(flight.bearing_deg)}
        </span>
      )}
      {line && (
        <span>
          {w.lineNow(line.text)} <time className="watch-faint">{seoulTime(line.at)}</time>
        </span>
      )}
    </p>
  );
}

function Refusals({ incident }: { incident: Incident }) {
  const lang = language.use();
  // what other centres answered stands in their own lines
  const refused = incident.lendings.filter(
    (one) => !one.is_own && one.owner === "" && one.state === "refused",
  );
  return refused.map((one) => (
    <p key={one.grant_id} className="watch-faint">
      {inLanguage(lang, one.organisation_name_ko, one.organisation_name_en)}:{" "}
      {inLanguage(lang, one.reason_text_ko, one.reason_text_en)}
    </p>
  ));
}

function Answered({ incident }: { incident: Incident }) {
  const w = useWords(words);
  const lang = language.use();
  const said = incident.answered;
  return said && <b role="status">{w.answered(inLanguage(lang, said.label_ko, said.label_en))}</b>;
}

const isOutside = (lending: Lending) => !lending.is_own;

export function ActionBar(props: {
  incident: Incident;
  isFree: boolean;
  waiting: number;
  hasPictures: boolean;
  isMapBig: boolean;
  isEnlarged: boolean;
  /** The keys of an alarm; null for a call, which its own room closes. */
  alarm: AlarmDesk | null;
  answer: AnswerDesk | null;
  ownView: OwnViewDesk | null;
  /** 119·112 신고 from the big picture; null where there is none, or for who may not. */
  onReport: (() => void) | null;
  onReturn: () => void;
  onWaiting: () => void;
  onMap: () => void;
  onEnlarge: () => void;
}) {
  const { incident } = props;
  const w = useWords(words);
  const s = useWords(shared);
  const r = useWords(reporting);
  const lang = language.use();
  const problem = props.alarm?.problem ?? props.answer?.problem;
  const ended = inLanguage(lang, incident.ended?.reason_text_ko, incident.ended?.reason_text_en);
  return (
    <section className="watch-ask" aria-label={titleOf(incident, lang)}>
      {props.ownView && <OwnViewAsk desk={props.ownView} />}
      <div className="watch-question">
        <p className="watch-what">
          <span className={`tag ${isUrgent(incident) && incident.state === "open" ? "alarm" : ""}`}>
            {titleOf(incident, lang)}
          </span>
          {isExercise(incident) && <span className="tag">{s.exercise}</span>}
          {isPilot(incident) && <span className="tag">{s.pilot}</span>}
          <AskedBy incident={incident} />
          <b>{whereOf(incident, lang)}</b>
          <span className="watch-faint">
            {w.reported(seoulTime(incident.received_at))}
            {incident.ended && ` · ${ended} ${seoulTime(incident.ended.at)}`}
          </span>
          <Answered incident={incident} />
        </p>
        <FactList incident={incident} />
        {incident.window && (
          <p>
            <WindowLine window={incident.window} />
          </p>
        )}
        {incident.state === "open" && <Directed incident={incident} />}
        {problem && (
          <p className="watch-problem" role="alert">
            {problem}
          </p>
        )}
        <Refusals incident={incident} />
        <p className="watch-faint">
          <Others incident={incident} isConcerned={isOutside} />
        </p>
      </div>
      <div className="watch-answers">
        {props.answer && <AnswerKeys desk={props.answer} />}
        {props.alarm && <AlarmKeys alarm={props.alarm} mayClose={incident.may_close} />}
        {props.onReport && (
          <button type="button" onClick={props.onReport}>
            {r.open}
            <kbd>R</kbd>
          </button>
        )}
        {props.waiting > 0 && (
          <button type="button" className="watch-call" onClick={props.onWaiting}>
            {w.toWaiting} {count(props.waiting)}
            <kbd>Q</kbd>
          </button>
        )}
        {props.isFree && (
          <button type="button" onClick={props.onReturn}>
            {w.backToDirected}
            <kbd>F</kbd>
          </button>
        )}
        {props.hasPictures && (
          <button type="button" aria-pressed={props.isMapBig} onClick={props.onMap}>
            {props.isMapBig ? w.smallMap : w.bigMap}
            <kbd>M</kbd>
          </button>
        )}
        <button type="button" aria-pressed={props.isEnlarged} onClick={props.onEnlarge}>
          {w.enlarge}
          <kbd>↵</kbd>
        </button>
      </div>
    </section>
  );
}
