// 관제 부하: how much the machine asks of people, how fast they can answer, how often it is right, and what it missed.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nodeNow } from "../../app/clock";
import { count, duration } from "../../app/format";
import { language, useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { doors } from "../doors";
import { PartTabs, useRole } from "../PartTabs";
import { Standing } from "../Standing";
import { Tunings } from "../tunings/Tunings";
import type { Load } from "../types";
import { confirmedOf, overOf } from "./chart";
import { LoadChart } from "./LoadChart";
import { MissedPart } from "./Missed";
import { Register } from "./Register";
import { Operators, Reasons, Rules } from "./Tables";
import { words } from "./words";
import "../../app/office.css";
import "../monitoring.css";
import "../cameras/cameras.css";
import "../../people/people.css";
import "./load.css";

const HOUR_MS = 3_600_000;
const AGAIN_MS = 30_000;
const SPANS = ["12", "24", "168", "720"] as const;
type Span = (typeof SPANS)[number];
const QUEUE = ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"];
const KEEPS_REGISTER = ["SHIFT_LEAD", "CENTRE_HEAD", "CPO", "AUDITOR"];

function useLoad(span: Span) {
  return useQuery({
    queryKey: ["monitoring", "load", span],
    queryFn: () => {
      const now = nodeNow();
      const from = new Date(now - Number(span) * HOUR_MS).toISOString();
      return doors.load(from, new Date(now).toISOString());
    },
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
}

function Figure(props: { name: string; value: string; what: string }) {
  return (
    <div className="load-figure">
      <dt>{props.name}</dt>
      <dd>
        <b>{props.value}</b>
        <span className="mon-faint">{props.what}</span>
      </dd>
    </div>
  );
}

function Figures({ load }: { load: Load }) {
  const w = useWords(words);
  const lang = language.use();
  const { figures } = load;
  const seconds = (value: number | null | undefined) =>
    value == null ? "–" : duration(value, lang);
  const judged = figures.real + figures.false;
  return (
    <dl className="load-figures" aria-label={w.figures}>
      <Figure
        name={w.shown}
        value={count(figures.shown)}
        what={
          load.mine_only
            ? ""
            : `${w.arrivals} ${count(load.arrivals)} · ${w.silenced} ${count(load.silenced)}`
        }
      />
      <Figure
        name={w.confirmed}
        value={confirmedOf(figures)}
        what={w.confirmedOf(count(figures.real), count(judged))}
      />
      <Figure
        name={w.opened}
        value={seconds(figures.opened_median_s)}
        what={w.openedWhat(seconds(figures.opened_p95_s))}
      />
      <Figure name={w.lapsed} value={count(figures.lapsed)} what={w.lapsedWhat} />
      {!load.mine_only && (
        <Figure name={w.missed} value={count(load.missed.length)} what={w.missedWhat} />
      )}
    </dl>
  );
}

function Dropped({ dropped }: { dropped: Load["dropped"] }) {
  const w = useWords(words);
  const all = Object.values(dropped).reduce((sum, one) => sum + one, 0);
  if (all === 0) return null;
  return (
    <p className="office-quiet">
      {w.dropped} {count(all)} · {w.droppedWhat}
    </p>
  );
}

function Shown({ load }: { load: Load }) {
  const w = useWords(words);
  const over = overOf(load.slots, load.manageable);
  if (load.figures.shown === 0 && load.arrivals === 0) {
    return <OfficeSaid title={w.none} text={w.noneWhat} />;
  }
  return (
    <>
      <Figures load={load} />
      <LoadChart load={load} />
      <p className={over > 0 ? "load-over" : "office-quiet"}>
        {over > 0 ? w.over(count(over)) : w.within}
      </p>
      <Operators load={load} />
      {!load.mine_only && <Reasons reasons={load.reasons} />}
      <Rules rules={load.rules} />
      <Dropped dropped={load.dropped} />
    </>
  );
}

export function LoadPage() {
  const w = useWords(words);
  const role = useRole();
  const [span, setSpan] = useState<Span>("12");
  const asked = useLoad(span);
  const load = asked.data;
  return (
    <section className="office mon-office" aria-label={w.page}>
      <header className="office-head">
        <PartTabs />
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
        {load?.mine_only && <p className="office-lead">{w.mine}</p>}
      </header>
      <div className="office-bar">
        <label>
          {w.span}
          <select value={span} onChange={({ target }) => setSpan(target.value as Span)}>
            {SPANS.map((one) => (
              <option key={one} value={one}>
                {w.spans[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Standing of={asked} />
      {load && <Shown load={load} />}
      {load && <MissedPart missed={load.missed} mayEnter={QUEUE.includes(role)} />}
      {QUEUE.includes(role) && <Tunings cameraId={null} />}
      {KEEPS_REGISTER.includes(role) && <Register />}
    </section>
  );
}
