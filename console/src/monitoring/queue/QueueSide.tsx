// What waits beside the stage: thumbnails only for what is put before this operator; the rest are lines and counts.
import type { KeyboardEvent } from "react";
import { useSecond } from "../../app/clock";
import { ago, count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { kindName, percent, whereIs } from "../alarm";
import { doors } from "../doors";
import type { Alarm } from "../types";
import { Shelves } from "./Shelves";
import { useFile } from "./useFile";
import type { Seat } from "./useSeat";
import { words } from "./words";

/** More lines than these help nobody; the number says how many there are. */
const MOST_WAITING = 12;

function move(event: KeyboardEvent<HTMLElement>): void {
  const steps = event.code === "ArrowDown" ? 1 : event.code === "ArrowUp" ? -1 : 0;
  if (steps === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(".mon-row")];
  event.preventDefault();
  rows[rows.indexOf(document.activeElement as HTMLElement) + steps]?.focus();
}

function Thumbnail({ alarm }: { alarm: Alarm }) {
  const file = useFile(["picture", alarm.alarm_id], alarm.has_picture, () =>
    doors.picture(alarm.alarm_id),
  );
  return <span className="mon-thumb">{file.url && <img src={file.url} alt="" />}</span>;
}

function Row(props: { alarm: Alarm; seat: Seat; hasPicture?: boolean }) {
  const { alarm, seat } = props;
  const lang = language.use();
  const now = useSecond();
  return (
    <li>
      <button
        type="button"
        className="mon-row"
        aria-current={alarm.alarm_id === seat.alarm?.alarm_id || undefined}
        data-picture={props.hasPicture || undefined}
        onClick={() => seat.choose(alarm)}
      >
        {props.hasPicture && <Thumbnail alarm={alarm} />}
        <span className="mon-row-what">
          <b>{kindName(alarm.kind, lang)}</b>
          <span>{whereIs(alarm)}</span>
          <span className="mon-faint">
            {[
              ago(alarm.first_at, now, lang),
              percent(alarm.score),
              !alarm.opened_by_me && alarm.opened_by,
            ]
              .filter(Boolean)
              .join(" · ")}
            {/* published places repeat: two poles of one address are told apart by their cameras' codes */}
            {" · "}
            <span className="mon-code">{alarm.camera_id}</span>
          </span>
        </span>
      </button>
    </li>
  );
}

function Rows(props: {
  title: string;
  alarms: readonly Alarm[];
  seat: Seat;
  hasPictures?: boolean;
  most?: number;
}) {
  const w = useWords(words);
  const { alarms, most = alarms.length } = props;
  if (alarms.length === 0) return null;
  return (
    <>
      <h2>{props.title}</h2>
      <ul>
        {alarms.slice(0, most).map((alarm) => (
          <Row
            key={alarm.alarm_id}
            alarm={alarm}
            seat={props.seat}
            hasPicture={props.hasPictures ?? false}
          />
        ))}
      </ul>
      {alarms.length > most && (
        <p className="mon-faint mon-rest">{w.more(count(alarms.length - most))}</p>
      )}
    </>
  );
}

export function QueueSide({ seat }: { seat: Seat }) {
  const w = useWords(words);
  const { shown, waiting, held, elsewhere, silenced } = seat.queue;
  return (
    <nav className="mon-side" aria-label={w.list} onKeyDown={move}>
      <Rows title={w.confirmed(count(seat.followed.length))} alarms={seat.followed} seat={seat} />
      {shown.length === 0 && <h2>{w.shown("0")}</h2>}
      <Rows title={w.shown(count(shown.length))} alarms={shown} seat={seat} hasPictures />
      <Rows title={w.held(count(held.length))} alarms={held} seat={seat} />
      <Rows
        title={w.waiting(count(waiting.length))}
        alarms={waiting}
        seat={seat}
        most={MOST_WAITING}
      />
      <Rows title={w.elsewhere(count(elsewhere.length))} alarms={elsewhere} seat={seat} />
      <Rows title={w.silenced(count(silenced.length))} alarms={silenced} seat={seat} most={3} />
      <Shelves />
    </nav>
  );
}
