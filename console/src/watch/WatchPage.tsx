// The operator's page (관제석): what waits, the wall of the chosen incident, who outside is given pictures.
import { useState } from "react";
import { count } from "../app/format";
import { useWords } from "../app/language";
import { ActionBar } from "./ActionBar";
import { outsideOf, REASONS } from "./cut";
import { DecisionPanel } from "./DecisionPanel";
import { type Aims, OutsideList } from "./OutsideList";
import { QueueList } from "./QueueList";
import { SeatFigures } from "./SeatFigures";
import { SeatMap } from "./SeatMap";
import { useCuts } from "./useCuts";
import { useDecision } from "./useDecision";
import { useSeat, useShown } from "./useSeat";
import { useSeatKeys } from "./useSeatKeys";
import { Wall } from "./Wall";
import { words } from "./words";
import "./watch.css";

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
  return { desk, outside, aims, aim: setAimed };
}

function Empty({ isReady }: { isReady: boolean }) {
  const w = useWords(words);
  return (
    <div className="watch-empty" role="status">
      <b>{isReady ? w.none : w.offline}</b>
      {isReady && <span>{w.noneWhat}</span>}
    </div>
  );
}

function districtOf(centreName: string, districts: readonly string[]): string | null {
  return districts.find((district) => district && centreName.includes(district)) ?? null;
}

export function WatchPage() {
  const w = useWords(words);
  const seat = useSeat();
  const { feed, queue, entry, waiting } = seat;
  const question = entry?.kind === "waiting" ? entry : null;
  const decision = useDecision(question);
  const shown = useShown(entry);
  const { desk, outside, aims, aim } = useOutside(seat);
  const [wantsMap, setWantsMap] = useState(false);
  const [isEnlarged, setEnlarged] = useState(false);
  const asksPlace = question?.waiting.kind === "place";
  const isMapBig = wantsMap || asksPlace || entry === null;
  const toggleEnlarged = () => setEnlarged(!isEnlarged);
  const rows = [...waiting, ...queue.running, ...queue.failures];
  const tile = (number: number) => {
    const option = question?.waiting.options[number - 1];
    if (question?.waiting.kind === "jurisdiction" && decision.office === "decides") {
      if (option) decision.station(option.organisation);
      return;
    }
    const picked = entry?.incident.tiles.find((one) => one.rank === number);
    if (picked) shown.take(picked.camera_id);
  };
  const step = (steps: 1 | -1) => {
    const at = rows.findIndex((row) => row.key === entry?.key);
    const next = rows[at + steps];
    if (next) seat.choose(next);
  };
  const toWaiting = () => waiting[0] && seat.choose(waiting[0]);
  useSeatKeys({
    tile,
    step,
    toWaiting,
    yes: () => decision.answer(true),
    no: () => decision.answer(false),
    follow: () => shown.take(null),
    map: () => setWantsMap(!wantsMap),
    enlarge: toggleEnlarged,
    escape: () => {
      setEnlarged(false);
      desk.disarm();
    },
    cut: () => aims.cut && desk.cut(aims.cut),
    undo: () => aims.undo && desk.undo(aims.undo),
    reason: (index) => {
      const reason = REASONS[index];
      if (aims.reason && reason) desk.explain(aims.reason, reason);
    },
  });
  const districts = entry?.incident.tiles.map((one) => one.district) ?? [];
  const map = (
    <SeatMap
      entry={entry}
      shownId={shown.tile?.camera_id ?? null}
      draft={decision.draft.at}
      isAsking={asksPlace && decision.office === "decides"}
      onPick={shown.take}
      onPlace={decision.place}
    />
  );
  const shownCameras = new Set(
    feed.incidents.flatMap((one) => one.tiles.map((camera) => camera.camera_id)),
  );
  return (
    <section className="watch" data-enlarged={isEnlarged || undefined} aria-label={w.page}>
      <QueueList
        queue={queue}
        waiting={waiting}
        asked={seat.asked}
        chosenKey={entry?.key ?? null}
        onChoose={seat.choose}
      />
      <div className="watch-stage">
        <div className="watch-view">
          {isMapBig && map}
          {isMapBig && entry === null && <Empty isReady={feed.summary !== null} />}
          {entry && !isMapBig && (
            <Wall
              key={entry.incident.incident_id}
              incident={entry.incident}
              shown={shown.tile}
              ownDistrict={districtOf(feed.hello?.centre.name_ko ?? "", districts)}
              onPick={shown.take}
              onEnlarge={toggleEnlarged}
            />
          )}
        </div>
        {question && <DecisionPanel entry={question} desk={decision} />}
        {entry && !question && (
          <ActionBar
            incident={entry.incident}
            isFree={shown.isFree}
            waiting={queue.waiting.length}
            isMapBig={isMapBig}
            isEnlarged={isEnlarged}
            onReturn={() => shown.take(null)}
            onWaiting={toWaiting}
            onMap={() => setWantsMap(!wantsMap)}
            onEnlarge={toggleEnlarged}
          />
        )}
      </div>
      <aside className="watch-side" aria-label={w.outside(count(outside.length))}>
        <OutsideList outside={outside} desk={desk} aims={aims} onAim={aim} />
        <SeatFigures figures={seat.figures} summary={feed.summary} shown={shownCameras.size} />
        {feed.hello?.person.role === "CENTRE_HEAD" && (
          <a className="watch-trail" href="/trail">
            {w.trail}
          </a>
        )}
        {!isMapBig && <div className="watch-map">{map}</div>}
      </aside>
    </section>
  );
}
