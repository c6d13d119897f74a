// The left side: what waits with its countdown, what runs, failed cameras, what ended today. Walked with J and K or the arrows.
import type { KeyboardEvent, ReactNode } from "react";
import type { Incident, Lending } from "../api/feed";
import { useSecond } from "../app/clock";
import { count, seoulTime, timeLeft } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { AskedBy } from "../incident/AskedBy";
import { isExercise } from "../incident/exercise";
import { Others } from "../incident/Others";
import { isPilot } from "../incident/pilot";
import { titleOf, whereOf } from "../incident/title";
import { words as shared } from "../incident/words";
import { countdownOf } from "./decide";
import { isFlood } from "./load";
import { ownStandOf } from "./ownView";
import type {
  AlarmEntry,
  EndedEntry,
  Entry,
  FailureEntry,
  Queue,
  RunningEntry,
  WaitingEntry,
} from "./queue";
import { words } from "./words";

interface Row {
  entry: Entry;
  isChosen: boolean;
  onChoose: (entry: Entry) => void;
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const steps = event.code === "ArrowDown" ? 1 : event.code === "ArrowUp" ? -1 : 0;
  if (steps === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(".watch-entry")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  event.stopPropagation();
  rows[at + steps]?.focus();
}

function EntryButton({ row, mark, children }: { row: Row; mark: string; children: ReactNode }) {
  return (
    <li>
      <button
        type="button"
        className="watch-entry"
        data-mark={mark}
        aria-current={row.isChosen || undefined}
        onClick={() => row.onChoose(row.entry)}
      >
        {children}
      </button>
    </li>
  );
}

function WaitingRow({ row, entry }: { row: Row; entry: WaitingEntry }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const now = useSecond();
  const left = countdownOf(entry, now);
  const kind = entry.waiting.kind as "approval";
  return (
    <EntryButton row={row} mark={left?.isHurry ? "alarm" : "warn"}>
      <span className="watch-entry-head">
        <b>
          {w.questions[kind] ?? w.questions.approval}
          {isExercise(entry.incident) && <span className="tag">{s.exercise}</span>}
        </b>
        <span className="watch-left" data-hurry={left?.isHurry || undefined}>
          {left
            ? timeLeft(entry.deadlineMs, entry.deadlineMs ? entry.deadlineMs - left.leftMs : 0)
            : w.noLimit}
        </span>
      </span>
      <span>
        {titleOf(entry.incident, lang)} · {whereOf(entry.incident, lang)}
      </span>
      <span className="watch-faint">
        {w.waitsFor[kind] ?? w.waitsFor.approval} ·{" "}
        {entry.asked
          .map((one) => inLanguage(lang, one.organisation_name_ko, one.organisation_name_en))
          .join(", ")}
      </span>
      {entry.merged > 0 && <span className="tag warn">{w.merged(count(entry.merged))}</span>}
    </EntryButton>
  );
}

function AlarmRow({ row, entry }: { row: Row; entry: AlarmEntry }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const { incident, isHanded } = entry;
  const urgent = incident.facts.find((one) => one.urgent);
  return (
    <EntryButton row={row} mark={isHanded ? "" : "alarm"}>
      <span className="watch-entry-head">
        <b>
          {inLanguage(lang, incident.service_name_ko, incident.service_name_en)}
          {isExercise(incident) && <span className="tag">{s.exercise}</span>}
        </b>
        <span className="watch-faint">{seoulTime(incident.received_at)}</span>
      </span>
      <span>
        {titleOf(incident, lang)} · {whereOf(incident, lang)}
      </span>
      {urgent && (
        <b className="watch-urgent">
          {inLanguage(lang, urgent.label_ko, urgent.label_en)}{" "}
          {inLanguage(lang, urgent.value_ko, urgent.value_en)}
        </b>
      )}
      {isHanded && <span className="watch-faint">{w.handed}</span>}
      <OwnMark incident={incident} />
    </EntryButton>
  );
}

/** Also of an incident that stands on no screen now. */
function OwnMark({ incident }: { incident: Incident }) {
  const w = useWords(words);
  const now = useSecond();
  const stand = ownStandOf(incident, now);
  if (!stand) return null;
  if (stand.phase === "over") return <span className="watch-faint">{w.ownOver}</span>;
  return <span className="watch-left">{w.ownAsksShort(timeLeft(stand.endsAt, now))}</span>;
}

const isOutside = (lending: Lending) => !lending.is_own;

function RunningRow({ row, entry }: { row: Row; entry: RunningEntry }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const { incident } = entry;
  const outside = incident.lendings.filter((one) => !one.is_own && one.owner === "");
  const lentByOthers = incident.lendings.some((one) => one.owner !== "");
  const lent = outside.filter((one) => one.state === "active").length;
  const unlent = outside.find((one) => one.state !== "active" && one.state !== "waiting");
  return (
    <EntryButton row={row} mark="">
      <span className="watch-entry-head">
        <b>
          {titleOf(incident, lang)}
          {isExercise(incident) && <span className="tag">{s.exercise}</span>}
          {isPilot(incident) && <span className="tag">{s.pilot}</span>}
          <AskedBy incident={incident} />
        </b>
        <span className="watch-faint">{seoulTime(incident.received_at)}</span>
      </span>
      <span>{whereOf(incident, lang)}</span>
      <OwnMark incident={incident} />
      <span className="watch-faint">
        {lent > 0 && w.lentTo(count(lent))}
        {lent === 0 &&
          !lentByOthers &&
          (inLanguage(lang, unlent?.reason_text_ko, unlent?.reason_text_en) || w.notLent)}
      </span>
      <span className="watch-faint">
        <Others incident={incident} isConcerned={isOutside} />
      </span>
    </EntryButton>
  );
}

function FailureRow({ row, entry }: { row: Row; entry: FailureEntry }) {
  const w = useWords(words);
  const { tile } = entry;
  return (
    <EntryButton row={row} mark="">
      <span className="watch-entry-head">
        <b>{tile.name}</b>
        <span className="watch-faint">{tile.rank}</span>
      </span>
      <span className="watch-faint">
        {w.faults[tile.state as "dead"] ?? w.faults.dead}
        {tile.state_since && ` · ${w.sinceTime(seoulTime(tile.state_since))}`}
      </span>
    </EntryButton>
  );
}

function EndedRow({ row, entry }: { row: Row; entry: EndedEntry }) {
  const w = useWords(words);
  const lang = language.use();
  const { incident } = entry;
  const why = inLanguage(lang, incident.ended?.reason_text_ko, incident.ended?.reason_text_en);
  const said = incident.answered;
  return (
    <EntryButton row={row} mark="">
      <span className="watch-entry-head">
        <span>{titleOf(incident, lang)}</span>
        <span className="watch-faint">{seoulTime(incident.ended?.at)}</span>
      </span>
      <span className="watch-faint">
        {[
          said && w.answered(inLanguage(lang, said.label_ko, said.label_en)),
          whereOf(incident, lang),
          why,
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </EntryButton>
  );
}

function RowOf({ row }: { row: Row }) {
  const { entry } = row;
  if (entry.kind === "alarm") return <AlarmRow row={row} entry={entry} />;
  if (entry.kind === "waiting") return <WaitingRow row={row} entry={entry} />;
  if (entry.kind === "running") return <RunningRow row={row} entry={entry} />;
  if (entry.kind === "failure") return <FailureRow row={row} entry={entry} />;
  return <EndedRow row={row} entry={entry} />;
}

export function QueueList(props: {
  queue: Queue;
  waiting: readonly WaitingEntry[];
  asked: number;
  chosenKey: string | null;
  onChoose: (entry: Entry) => void;
}) {
  const { queue, waiting, asked, chosenKey } = props;
  const w = useWords(words);
  const rowsOf = (entries: readonly Entry[]) =>
    entries.map((entry) => (
      <RowOf
        key={entry.key}
        row={{ entry, isChosen: entry.key === chosenKey, onChoose: props.onChoose }}
      />
    ));
  return (
    <nav className="watch-queue" aria-label={w.queue} onKeyDown={move}>
      {queue.alarms.length > 0 && (
        <>
          <h2>{w.alarms(count(queue.alarms.length))}</h2>
          <ul>{rowsOf(queue.alarms)}</ul>
        </>
      )}
      <h2>
        {w.waiting(count(queue.waiting.length))}
        <span>{w.tenMinutes(count(asked))}</span>
      </h2>
      {isFlood(asked) && (
        <div className="watch-flood" role="alert">
          <b>{w.flood(count(asked))}</b>
          <span>{w.floodWhat}</span>
        </div>
      )}
      {queue.waiting.length === 0 && (
        <div className="watch-calm">
          <b>{w.noneWaiting}</b>
          <span>{w.noneWaitingWhat}</span>
        </div>
      )}
      <ul>{rowsOf(waiting)}</ul>
      <h2>{w.running(count(queue.running.length))}</h2>
      <ul>{rowsOf(queue.running)}</ul>
      {queue.failures.length > 0 && (
        <>
          <h2>{w.failures(count(queue.failures.length))}</h2>
          <ul>{rowsOf(queue.failures)}</ul>
        </>
      )}
      {queue.ended.length > 0 && (
        <details>
          <summary>{w.ended(count(queue.ended.length))}</summary>
          <ul>{rowsOf(queue.ended)}</ul>
        </details>
      )}
    </nav>
  );
}
