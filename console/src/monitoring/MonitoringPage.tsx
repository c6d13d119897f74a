// 선별관제: one alarm at a time, large, with the moment and the live picture; one key each for 정탐, 오탐, 보류.
import { useEffect, useRef, useState } from "react";
import { useSecond } from "../app/clock";
import { ago, count } from "../app/format";
import { language, useWords } from "../app/language";
import { go } from "../app/router";
import { useFeed } from "../feed/FeedProvider";
import { headline } from "./alarm";
import { PartTabs } from "./PartTabs";
import { AlarmStage } from "./queue/AlarmStage";
import { Banners } from "./queue/Banners";
import { toggle } from "./queue/ClipView";
import { DetectorLine } from "./queue/DetectorLine";
import { useFollow } from "./queue/FollowUp";
import { QueueSide } from "./queue/QueueSide";
import { ShelveDialog } from "./queue/Shelves";
import { Toast } from "./queue/Toast";
import { useQueueKeys } from "./queue/useQueueKeys";
import { type Seat, useSeat } from "./queue/useSeat";
import { words } from "./queue/words";
import type { Alarm } from "./types";
import "./monitoring.css";
import "./queue/queue.css";
import "./queue/narrow.css";
import "../people/people.css";

/** Nothing before this operator, and others wait their turn: said as it is, with a key to take the best. */
function Paced({ waiting, onTake }: { waiting: number; onTake: () => void }) {
  const w = useWords(words);
  return (
    <div className="mon-calm" role="status">
      <b>{w.paced}</b>
      <span>{w.pacedWhat(count(waiting))}</span>
      <button type="button" onClick={onTake}>
        {w.take}
        <kbd>N</kbd>
      </button>
    </div>
  );
}

function Calm() {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const { monitoring, summary } = useFeed();
  if (!summary) {
    return (
      <div className="mon-calm" role="status">
        <b>{w.connecting}</b>
      </div>
    );
  }
  const cameras = monitoring?.watched ?? 0;
  return (
    <div className="mon-calm">
      <b role="status">{w.calm}</b>
      {cameras > 0 && <span>{w.calmWatched(count(cameras))}</span>}
      {monitoring?.last_at && <span>{w.lastAlarm(ago(monitoring.last_at, now, lang))}</span>}
      {monitoring && cameras === 0 && (
        <>
          <span>
            {w.calmNobody} {w.calmNobodyWhat}
          </span>
          <button type="button" onClick={() => go("/monitoring/cameras")}>
            {w.toCameras}
          </button>
        </>
      )}
    </div>
  );
}

function Nothing({ seat }: { seat: Seat }) {
  const { waiting } = seat.queue;
  if (waiting.length === 0) return <Calm />;
  return <Paced waiting={waiting.length} onTake={() => seat.next(false)} />;
}

/** One sentence for each alarm that comes up; counts that tick are not read out. */
function Announced({ alarm }: { alarm: Alarm | null }) {
  const w = useWords(words);
  const lang = language.use();
  const [text, setText] = useState("");
  const id = alarm?.alarm_id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an alarm that grows is no new one
  useEffect(() => {
    if (alarm) setText(w.arrived(headline(alarm, lang)));
  }, [id]);
  return (
    <p className="sr-only" role="status">
      {text}
    </p>
  );
}

export function MonitoringPage() {
  const w = useWords(words);
  const { monitoring } = useFeed();
  const seat = useSeat();
  const { alarm } = seat;
  const follow = useFollow(seat.stage === "follow" ? alarm : null, seat.desk.forget);
  const video = useRef<HTMLVideoElement>(null);
  const opener = useRef<() => void>(() => undefined);
  const [shelved, setShelved] = useState<Alarm | null>(null);
  const shelve = () => setShelved(seat.stage === "ask" ? alarm : null);
  useQueueKeys({
    seat,
    follow,
    shelve,
    openLive: () => opener.current(),
    play: () => toggle(video.current),
  });
  return (
    <section className="mon" aria-label={w.page}>
      <h1 className="sr-only">{w.page}</h1>
      <div className="mon-head">
        <PartTabs />
        <DetectorLine />
      </div>
      <div className="mon-banners">
        <Banners counts={monitoring} shown={seat.queue.shown.length} />
      </div>
      <div className="mon-seat">
        <QueueSide seat={seat} />
        {alarm ? (
          <AlarmStage
            key={alarm.alarm_id}
            alarm={alarm}
            seat={seat}
            follow={follow}
            video={video}
            opener={opener}
            onShelve={shelve}
          />
        ) : (
          <Nothing seat={seat} />
        )}
      </div>
      <Announced alarm={alarm} />
      <Toast desk={seat.desk} />
      {shelved && <ShelveDialog alarm={shelved} onClose={() => setShelved(null)} />}
    </section>
  );
}
