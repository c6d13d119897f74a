// 재난 경보: water levels, alerts that came in and what became of each, and the district's own.
import { useQuery } from "@tanstack/react-query";
import { Problem } from "../api/client";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { DraftForm } from "./DraftForm";
import { doors } from "./doors";
import { HeardList, RefusedList } from "./HeardList";
import { OwnList } from "./OwnList";
import { Asking, Sensors } from "./Sensors";
import { standingOf } from "./sensor";
import { useDraft } from "./useDraft";
import { words } from "./words";
import "../app/office.css";
import "./alerts.css";

const AGAIN_MS = 5_000;
const SPEAKS = ["DISASTER_ROOM", "SHIFT_LEAD"];
const NOT_FOR_YOU = [403, 404];

async function readAll() {
  const [sensors, heard, own] = await Promise.all([doors.sensors(), doors.heard(), doors.own()]);
  return { sensors, heard, own };
}

function isNotYours(problem: unknown): boolean {
  return problem instanceof Problem && NOT_FOR_YOU.includes(problem.status);
}

function Failed({ problem, onAgain }: { problem: unknown; onAgain: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  if (isNotYours(problem)) return <OfficeSaid title={w.notYours} text={w.notYoursWhat} isAlert />;
  const isOffline = problem instanceof Problem && problem.status === 0;
  return (
    <OfficeSaid
      title={isOffline ? w.offline : w.failed}
      text={isOffline ? "" : problemText(problem, lang)}
      isAlert
    >
      <button type="button" onClick={onAgain}>
        {w.again}
      </button>
    </OfficeSaid>
  );
}

export function AlertsPage() {
  const w = useWords(words);
  const { hello } = useFeed();
  const role = hello?.person.role ?? "";
  const drafting = useDraft();
  const page = useQuery({ queryKey: ["disaster"], queryFn: readAll, refetchInterval: AGAIN_MS });
  const maySpeak = SPEAKS.includes(role);
  const { data } = page;
  const isRoom = role === "DISASTER_ROOM";
  return (
    <section className="office alerts" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      {page.isPending && <OfficeSaid title={w.loading} />}
      {page.isError && !data && <Failed problem={page.error} onAgain={() => void page.refetch()} />}
      {page.isError && data && (
        <p className="alert-stale" role="status">
          {w.staleSince(seoulTime(page.dataUpdatedAt))}
        </p>
      )}
      {data?.sensors
        .filter((one) => standingOf(one) === "asks")
        .map((one) => (
          <Asking key={one.sensor_id} sensor={one} mayOpen={isRoom} />
        ))}
      {data && maySpeak && !drafting.draft && (
        <div className="office-bar">
          <button type="button" onClick={drafting.begin}>
            {w.own.begin}
          </button>
        </div>
      )}
      {drafting.draft && <DraftForm drafting={drafting} draft={drafting.draft} />}
      {data && (
        <div className="alert-parts">
          <div>
            <HeardList alerts={data.heard.alerts} isRoom={isRoom} />
            <RefusedList refused={data.heard.refused} />
          </div>
          <div>
            <Sensors sensors={data.sensors} />
            <OwnList alerts={data.own} mayFollow={maySpeak} onFollow={drafting.follow} />
          </div>
        </div>
      )}
    </section>
  );
}
