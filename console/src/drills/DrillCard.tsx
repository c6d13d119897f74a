// One drill: how it stands, joining it, its incidents with 확인, its end, and its score.
import { useState } from "react";
import { api, Problem } from "../api/client";
import type { Incident } from "../api/feed";
import { useSecond } from "../app/clock";
import { seoulDateTime, seoulTime, timeLeft } from "../app/format";
import { inLanguage, type Language, language, useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { problemText } from "../incident/problem";
import { SeenKey } from "../incident/SeenKey";
import { titleOf, whereOf } from "../incident/title";
import { useChange } from "../people/useAsk";
import { type Drill, incidentsOf, namesOf, standingOf } from "./drill";
import { ScoreSheet } from "./ScoreSheet";
import { words } from "./words";

function drillProblem(problem: unknown, of: Language): string {
  const known = problem instanceof Problem ? words[of].problems[problem.code] : undefined;
  return known ?? problemText(problem, of);
}

function Seen({ incident }: { incident: Incident }) {
  const lang = language.use();
  return (
    <li>
      <time>{seoulTime(incident.received_at)}</time>
      <span>
        {[
          inLanguage(lang, incident.service_name_ko, incident.service_name_en),
          // of a discreet service the title is the service's own name again
          !incident.discreet && titleOf(incident, lang),
          whereOf(incident, lang),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <SeenKey incident={incident} />
    </li>
  );
}

function Incidents({ drill, incidents }: { drill: Drill; incidents: readonly Incident[] }) {
  const w = useWords(words);
  const mine = incidentsOf(drill, incidents);
  if (mine.length === 0) return <p className="office-quiet">{w.noIncidents}</p>;
  return (
    <ul className="drill-incidents" aria-label={w.incidents}>
      {mine.map((one) => (
        <Seen key={one.incident_id} incident={one} />
      ))}
    </ul>
  );
}

function Head({ drill, now }: { drill: Drill; now: number }) {
  const w = useWords(words);
  const standing = standingOf(drill, now);
  return (
    <header>
      <h2>{drill.title}</h2>
      <span className={`tag ${standing === "running" ? "warn" : ""}`}>{w[standing]}</span>
      {drill.joined && standing !== "over" && <span className="tag">{w.joined}</span>}
      <span className="office-quiet">
        {standing === "over"
          ? w.endedAt(seoulDateTime(drill.ended_at ?? drill.ends))
          : w.left(timeLeft(drill.ends, now))}
      </span>
    </header>
  );
}

export function DrillCard(props: {
  drill: Drill;
  incidents: readonly Incident[];
  mayEnd: boolean;
}) {
  const { drill } = props;
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const [failure, setFailure] = useState<unknown>(null);
  const join = useChange(["drills"], () => api.joinDrill(drill.drill_id));
  const end = useChange(["drills"], () => api.endDrill(drill.drill_id));
  const told = { onError: setFailure, onSuccess: () => setFailure(null) };
  const ending = useSecondPress(() => end.mutate(undefined, told));
  const isOver = standingOf(drill, now) === "over";
  const bodies = namesOf(drill.organisations, lang);
  return (
    <article className="drill" data-over={isOver || undefined}>
      <Head drill={drill} now={now} />
      <p className="office-quiet">
        {[drill.reason, namesOf(drill.services, lang), bodies || w.whole].join(" · ")}
      </p>
      {!isOver && drill.joined && <Incidents drill={drill} incidents={props.incidents} />}
      {!isOver && (
        <footer>
          {!drill.joined && (
            <>
              <button
                type="button"
                className="primary"
                disabled={join.isPending}
                onClick={() => join.mutate(undefined, told)}
              >
                {w.join}
              </button>
              <span className="office-quiet">{w.joinWhat}</span>
            </>
          )}
          {props.mayEnd && (
            <button
              type="button"
              className="danger"
              data-armed={ending.armed || undefined}
              disabled={end.isPending}
              onClick={ending.press}
            >
              {ending.armed ? w.endSure : w.end}
            </button>
          )}
        </footer>
      )}
      {failure !== null && (
        <p className="drill-wanting" role="alert">
          {w.refused}. {drillProblem(failure, lang)}
        </p>
      )}
      {isOver && drill.score && <ScoreSheet drill={drill} score={drill.score} />}
      {isOver && !drill.score && <p className="office-quiet">{w.noScore}</p>}
    </article>
  );
}
