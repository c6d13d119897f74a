// The top of the cab's screen: what call, where, until when, and who watches.
import type { Incident, Lending } from "../api/feed";
import { useSecond } from "../app/clock";
import { count, timeLeft } from "../app/format";
import { language, useWords } from "../app/language";
import { isExercise } from "../incident/exercise";
import { Others } from "../incident/Others";
import { isPilot } from "../incident/pilot";
import { isUrgent, titleOf, whereOf } from "../incident/title";
import { words as shared } from "../incident/words";
import type { Gate } from "./gate";
import { byDay } from "./useDaylight";
import { canSpeak, voice } from "./useVoice";
import { words } from "./words";

function Options() {
  const w = useWords(words);
  const isOn = voice.use() === "on";
  const isByDay = byDay.use() === "on";
  return (
    <details className="cab-options">
      <summary aria-label={w.options}>⋯</summary>
      <div>
        <button
          type="button"
          aria-pressed={isOn && canSpeak()}
          disabled={!canSpeak()}
          onClick={() => voice.set(isOn ? "off" : "on")}
        >
          {!canSpeak() ? w.noVoice : isOn ? w.voiceOn : w.voiceOff}
        </button>
        <button
          type="button"
          aria-pressed={isByDay}
          onClick={() => byDay.set(isByDay ? "off" : "on")}
        >
          {w.byDay}
        </button>
      </div>
    </details>
  );
}

const isMine = (lending: Lending) => lending.mine;

export function Head(props: {
  incident: Incident;
  endsAt: string | null;
  gate: Gate;
  others: number;
  onOther: () => void;
  onMode: () => void;
}) {
  const { incident, gate } = props;
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const now = useSecond();
  const isPassenger = gate === "passenger";
  return (
    <header className="cab-head">
      <span className={`tag ${isUrgent(incident) ? "alarm" : "warn"}`}>
        {titleOf(incident, lang)}
      </span>
      {isExercise(incident) && <span className="tag">{s.exercise}</span>}
      {isPilot(incident) && <span className="tag">{s.pilot}</span>}
      <h1>{whereOf(incident, lang)}</h1>
      {props.endsAt && (
        <span className="cab-left" title={w.left(timeLeft(props.endsAt, now))}>
          {timeLeft(props.endsAt, now)}
        </span>
      )}
      {props.others > 0 && (
        <button type="button" className="cab-others" onClick={props.onOther}>
          {w.otherIncidents(count(props.others))}
        </button>
      )}
      <button
        type="button"
        className="cab-mode"
        aria-pressed={isPassenger}
        title={isPassenger ? w.toDriver : w.passengerWatches}
        onClick={props.onMode}
      >
        {isPassenger ? w.passenger : w.driver}
      </button>
      <Options />
      <p className="cab-cut">
        <Others incident={incident} isConcerned={isMine} onlyCut />
      </p>
    </header>
  );
}
