// The operator's page (관제석): what waits, the wall of the chosen incident, who outside is given pictures.
import { useState } from "react";
import { count } from "../app/format";
import { useWords } from "../app/language";
import { ExerciseBanner } from "../incident/ExerciseBanner";
import { ReportDialog } from "../reports/ReportDialog";
import { ReportList } from "../reports/ReportList";
import { useReporting } from "../reports/useReporting";
import { ActionBar } from "./ActionBar";
import { focusAnswers } from "./AnswerKeys";
import { outsideOf, REASONS } from "./cut";
import { DecisionPanel } from "./DecisionPanel";
import { HandOver } from "./HandOver";
import { type Aims, OutsideList } from "./OutsideList";
import { PlateCount } from "./PlateCount";
import { QueueList } from "./QueueList";
import type { Entry } from "./queue";
import { SeatFigures } from "./SeatFigures";
import { SeatMap } from "./SeatMap";
import { useAlarm } from "./useAlarm";
import { useAnswer } from "./useAnswer";
import { useCuts } from "./useCuts";
import { useDecision } from "./useDecision";
import { useOwnView } from "./useOwnView";
import { useSeat, useShown } from "./useSeat";
import { useSeatKeys } from "./useSeatKeys";
import { Wall } from "./Wall";
import { words } from "./words";
import "./watch.css";
import "./question.css";
import "./side.css";

function useOutside(seat: ReturnType<typeof useSeat>) {
  const { feed, now, entry } = seat;
  const desk = useCuts();
  const [aimed, setAimed] = useState<string | null>(null);
  const chosenId = entry?.incident.incident_id ?? null;
  const outside = outsideOf(feed.incidents, feed.watching, chosenId, now);
  const first = (phase: string) =>
    outside.find((one) => one.phase === phase)?.lending.grant_id ?? null;
  const cuttable = outside.filter((one) => one.phase === "lent" && one.lending.may_withdraw);
  const isAimed = cuttable.some((one) => one.lending.grant_id === aimed);
  const aims: Aims = {
    cut: isAimed ? aimed : (cuttable[0]?.lending.grant_id ?? null),
    undo: first("undoable"),
    reason: first("wants_reason"),
  };
  const keys = {
    cut: () => aims.cut && desk.cut(aims.cut),
    undo: () => aims.undo && desk.undo(aims.undo),
    reason: (index: number) => {
      const reason = REASONS[index];
      if (aims.reason && reason) desk.explain(aims.reason, reason);
    },
  };
  return { desk, outside, aims, aim: setAimed, keys };
}

function Empty({ title, what }: { title: string; what: string }) {
  return (
    <div className="watch-empty" role="status">
      <b>{title}</b>
      {what && <span>{what}</span>}
    </div>
  );
}

/** Pictures that ended are no pictures that nobody could find. */
function NoTiles({ entry, isOver }: { entry: Entry; isOver: boolean }) {
  const w = useWords(words);
  if (isOver) return <Empty title={w.ownOver} what={w.ownOverWhat} />;
  return <Empty title={w.noOwnView} what={entry.kind === "ended" ? "" : w.noOwnViewWhat} />;
}

function districtOf(centreName: string, districts: readonly string[]): string | null {
  return districts.find((district) => district && centreName.includes(district)) ?? null;
}

/** Everything the page holds, and what each key does. */
function useWatch() {
  const seat = useSeat();
  const { queue, entry, waiting } = seat;
  const question = entry?.kind === "waiting" ? entry : null;
  const decision = useDecision(question);
  const shown = useShown(entry);
  const lending = useOutside(seat);
  const alarm = useAlarm(entry, seat.feed.hello?.person.role ?? "");
  const answer = useAnswer(entry);
  const ownView = useOwnView(entry);
  const report = useReporting(entry, shown.tile, seat.feed.hello?.person.role ?? "");
  const [wantsMap, setWantsMap] = useState(false);
  const [isEnlarged, setEnlarged] = useState(false);
  const act = {
    map: () => setWantsMap(!wantsMap),
    enlarge: () => setEnlarged(!isEnlarged),
    follow: () => shown.take(null),
    toWaiting: () => waiting[0] && seat.choose(waiting[0]),
  };
  useSeatKeys({
    ...act,
    tile: (number) => {
      if (question?.waiting.kind === "jurisdiction" && decision.office === "decides") {
        const option = question.waiting.options[number - 1];
        return option && decision.station(option.organisation);
      }
      const picked = entry?.incident.tiles.find((one) => one.rank === number);
      if (picked) shown.take(picked.camera_id);
    },
    step: (steps) => {
      const rows = [...queue.alarms, ...waiting, ...queue.running, ...queue.failures];
      const next = rows[rows.findIndex((row) => row.key === entry?.key) + steps];
      if (next) seat.choose(next);
    },
    yes: () => decision.answer(true),
    no: () => decision.answer(false),
    escape: () => {
      setEnlarged(false);
      lending.desk.disarm();
      alarm?.closing.disarm();
    },
    handOver: () => alarm?.openHandOver(),
    report: () => report.open?.(),
    answers: focusAnswers,
    goOn: () => ownView?.goOn(),
    end: () => entry?.incident.may_close && alarm?.closing.press(),
    ...lending.keys,
  });
  const asksPlace = question?.waiting.kind === "place";
  const hasPictures = entry !== null && entry.incident.tiles.length > 0;
  const isMapBig = wantsMap || asksPlace || !hasPictures;
  return {
    ...seat,
    question,
    decision,
    alarm,
    answer,
    ownView,
    report,
    shown,
    lending,
    asksPlace,
    isMapBig,
    isEnlarged,
    act,
  };
}

type Watch = ReturnType<typeof useWatch>;

function WatchMap({ watch }: { watch: Watch }) {
  const { decision } = watch;
  return (
    <SeatMap
      entry={watch.entry}
      shownId={watch.shown.tile?.camera_id ?? null}
      draft={decision.draft.at}
      isAsking={watch.asksPlace && decision.office === "decides"}
      onPick={watch.shown.take}
      onPlace={decision.place}
    />
  );
}

function Stage({ watch }: { watch: Watch }) {
  const { entry, question, isMapBig, act, shown } = watch;
  const { hello, summary } = watch.feed;
  const w = useWords(words);
  const isReady = summary !== null;
  const districts = entry?.incident.tiles.map((one) => one.district) ?? [];
  return (
    <div className="watch-stage">
      <div className="watch-view">
        {isMapBig && <WatchMap watch={watch} />}
        {!entry && <Empty title={isReady ? w.none : w.offline} what={isReady ? w.noneWhat : ""} />}
        {entry && !question && entry.incident.tiles.length === 0 && (
          <NoTiles entry={entry} isOver={watch.ownView?.stand.phase === "over"} />
        )}
        {entry && !isMapBig && (
          <Wall
            key={entry.incident.incident_id}
            incident={entry.incident}
            shown={shown.tile}
            ownDistrict={districtOf(hello?.centre.name_ko ?? "", districts)}
            onPick={shown.take}
            onEnlarge={act.enlarge}
          />
        )}
      </div>
      {question && <DecisionPanel entry={question} desk={watch.decision} />}
      {entry && !question && (
        <ActionBar
          incident={entry.incident}
          alarm={watch.alarm}
          answer={watch.answer}
          ownView={watch.ownView}
          isFree={shown.isFree}
          waiting={watch.queue.waiting.length}
          hasPictures={entry.incident.tiles.length > 0}
          isMapBig={isMapBig}
          isEnlarged={watch.isEnlarged}
          onReport={watch.report.open}
          onReturn={act.follow}
          onWaiting={act.toWaiting}
          onMap={act.map}
          onEnlarge={act.enlarge}
        />
      )}
    </div>
  );
}

function Side({ watch }: { watch: Watch }) {
  const w = useWords(words);
  const { outside, desk, aims, aim } = watch.lending;
  const { incidents, summary, hello } = watch.feed;
  const shown = new Set(incidents.flatMap((one) => one.tiles.map((tile) => tile.camera_id)));
  return (
    <aside className="watch-side" aria-label={w.outside(count(outside.length))}>
      <ReportList isReporter={watch.report.isReporter} />
      <OutsideList outside={outside} desk={desk} aims={aims} onAim={aim} />
      <SeatFigures figures={watch.figures} summary={summary} shown={shown.size} />
      <PlateCount />
      {hello?.person.role === "CENTRE_HEAD" && (
        <a className="watch-trail" href="/trail">
          {w.trail}
        </a>
      )}
      {!watch.isMapBig && (
        <div className="watch-map">
          <WatchMap watch={watch} />
        </div>
      )}
    </aside>
  );
}

export function WatchPage() {
  const w = useWords(words);
  const watch = useWatch();
  return (
    <div className="watch-page">
      <ExerciseBanner incident={watch.entry?.incident ?? null} />
      <section className="watch" data-enlarged={watch.isEnlarged || undefined} aria-label={w.page}>
        <h1 className="sr-only">{w.page}</h1>
        <QueueList
          queue={watch.queue}
          waiting={watch.waiting}
          asked={watch.asked}
          chosenKey={watch.entry?.key ?? null}
          onChoose={watch.choose}
        />
        <Stage watch={watch} />
        <Side watch={watch} />
      </section>
      {watch.alarm?.isHandingOver && watch.entry && (
        <HandOver
          incident={watch.entry.incident}
          ownCode={watch.feed.hello?.centre.code ?? ""}
          onClose={watch.alarm.closeHandOver}
        />
      )}
      {watch.report.shown && <ReportDialog {...watch.report.shown} onClose={watch.report.close} />}
    </div>
  );
}
