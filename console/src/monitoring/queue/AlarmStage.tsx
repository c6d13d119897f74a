// The alarm before the operator: live picture and the moment side by side, what it is in words, and its keys.
import { type RefObject, useEffect } from "react";
import { useSecond } from "../../app/clock";
import { ago, count, seoulTime } from "../../app/format";
import { language, useWords } from "../../app/language";
import { kindName, percent, whereIs } from "../alarm";
import type { Alarm } from "../types";
import { words as shared } from "../words";
import { ClipView } from "./ClipView";
import { type FollowDesk, FollowUp } from "./FollowUp";
import { LiveView, useLive } from "./LiveView";
import { isElsewhere } from "./queue";
import { useWhenPresent } from "./usePresence";
import type { Seat } from "./useSeat";
import { VerdictBar } from "./VerdictBar";
import { whyOf } from "./why";
import { words } from "./words";

function Facts({ alarm }: { alarm: Alarm }) {
  const w = useWords(words);
  const lang = language.use();
  const why = whyOf(alarm, lang);
  const facts = [
    alarm.rule_name && `${w.rule} ${alarm.rule_name}`,
    seoulTime(alarm.first_at),
    alarm.camera_id,
    alarm.count > 1 && w.merged(count(alarm.count)),
    alarm.escalated && w.closely,
  ].filter(Boolean);
  return (
    <p className="mon-facts">
      <span>{facts.join(" · ")}</span>
      {why.length > 0 && (
        <span>
          {w.why}: {why.join(", ")}
        </span>
      )}
    </p>
  );
}

function Title({ alarm }: { alarm: Alarm }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const now = useSecond();
  return (
    <header className="mon-title">
      <h2>
        <b>{kindName(alarm.kind, lang)}</b> · {whereIs(alarm)} · {ago(alarm.first_at, now, lang)} ·{" "}
        {s.score(percent(alarm.score))}
      </h2>
      {alarm.is_candidate && <p className="mon-candidate">{w.candidate}</p>}
      <Facts alarm={alarm} />
    </header>
  );
}

export interface StageProps {
  alarm: Alarm;
  seat: Seat;
  follow: FollowDesk;
  video: RefObject<HTMLVideoElement | null>;
  /** Where the page's key for opening finds this alarm's own. */
  opener: RefObject<() => void>;
  onShelve: () => void;
}

export function AlarmStage(props: StageProps) {
  const { alarm, seat, opener } = props;
  const live = useLive(alarm);
  useEffect(() => {
    opener.current = live.open;
  }, [opener, live.open]);
  useWhenPresent(alarm.alarm_id, !isElsewhere(alarm), live.open);
  return (
    <article className="mon-stage" aria-label={`${whereIs(alarm)}`}>
      <div className="mon-views">
        <LiveView alarm={alarm} live={live} />
        <ClipView alarm={alarm} video={props.video} />
      </div>
      <div className="mon-answer">
        <Title alarm={alarm} />
        {seat.stage === "follow" ? (
          <FollowUp alarm={alarm} seat={seat} follow={props.follow} />
        ) : (
          <VerdictBar seat={seat} onShelve={props.onShelve} />
        )}
      </div>
    </article>
  );
}
