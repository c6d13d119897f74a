// The incident in six lines and three keys.
import type { ReactNode } from "react";
import type { Directing, Incident, Lending, Responder } from "../api/feed";
import { useSecond } from "../app/clock";
import { ago, compassPoint, count, distance, duration, seoulTime } from "../app/format";
import { inLanguage, type Language, language, useWords } from "../app/language";
import { isExercise } from "../incident/exercise";
import { FactList } from "../incident/FactList";
import { Others } from "../incident/Others";
import { isPilot } from "../incident/pilot";
import { isUrgent } from "../incident/title";
import { WindowLine } from "../incident/WindowLine";
import { words as shared } from "../incident/words";
import { codeFigure, ownLending, placeName, untilText } from "./incident";
import { words } from "./words";

type Words = (typeof words)["ko"];

export function IncidentTags({ incident }: { incident: Incident }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const figure = codeFigure(incident);
  const category = inLanguage(lang, incident.category_ko, incident.category_en);
  const isOpen = incident.state === "open";
  return (
    <>
      <span
        className={`tag ${isOpen ? (isUrgent(incident) && !isExercise(incident) ? "alarm" : "warn") : ""}`}
      >
        {[figure === null ? "" : w.code(figure), category].filter(Boolean).join(" · ")}
      </span>
      {isExercise(incident) && <span className="tag warn">{w.exercise}</span>}
      {isPilot(incident) && <span className="tag">{s.pilot}</span>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** An area without a point is drawn, not named. */
function whereSaid(incident: Incident, w: Words): string {
  return placeName(incident) || (incident.area ? w.inArea : w.unknownPlace);
}

function placeText(incident: Incident, w: Words): string {
  const { place } = incident;
  if (!place) return w.unknownPlace;
  const method = (w.methods as Record<string, string>)[place.method] ?? w.methods.other;
  const off = place.accuracy_m > 0 ? w.accuracy(distance(place.accuracy_m)) : "";
  return [method, off, place.dong].filter(Boolean).join(", ");
}

function unitText(
  unit: Responder,
  incident: Incident,
  now: number,
  w: Words,
  of: Language,
): string {
  const told = unit.at ? (now - Date.parse(unit.at)) / 1000 : 0;
  const left = unit.eta_s === null ? null : unit.eta_s - told;
  const eta = left === null ? "" : left > 0 ? w.arrives(duration(left, of)) : w.due;
  const shared = ownLending(incident)?.state === "active" ? w.shared : "";
  return [unit.unit_id, eta, shared].filter(Boolean).join(" · ");
}

type Shared = (typeof shared)["ko"];

/** Whether it goes on is being asked, or has been answered with no. */
function againText(lending: Lending, s: Shared): string {
  const kind = lending.state === "active" ? lending.waiting?.kind : null;
  if (kind === "again") return s.again.asked(untilText(lending));
  return kind === "no_more" ? s.again.no(untilText(lending)) : "";
}

const isMine = (lending: Lending) => lending.mine;

const SENDS_UNITS = ["police", "fire"];

function Facts({ incident }: { incident: Incident }) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const lending = ownLending(incident);
  const isActive = lending?.state === "active";
  const s = useWords(shared);
  const hasOthers = incident.lendings.some((one) => one.owner !== "" && isMine(one));
  return (
    <dl>
      <Fact name={SENDS_UNITS.includes(incident.room_kind) ? w.reported : w.received}>
        {seoulTime(incident.reported_at, now)} · {ago(incident.reported_at, now, lang)}
      </Fact>
      <Fact name={s.windowName}>{incident.window && <WindowLine window={incident.window} />}</Fact>
      <Fact name={w.place}>{(incident.place || !incident.area) && placeText(incident, w)}</Fact>
      <Fact name={w.units}>
        {incident.responders.length === 0
          ? SENDS_UNITS.includes(incident.room_kind) && w.noUnits
          : incident.responders.map((unit) => (
              <span key={unit.unit_id} className="unit">
                {unitText(unit, incident, now, w, lang)}
              </span>
            ))}
      </Fact>
      <Fact name={lending?.state === "waiting" ? w.ifApproved : w.basis}>
        {lending &&
          lending.state !== "refused" &&
          inLanguage(lang, lending.clause_text_ko, lending.clause_text_en)}
      </Fact>
      <Fact name={w.lending}>
        {lending &&
          isActive &&
          `${w.camerasLive(count(lending.cameras))} · ${w.until(untilText(lending))}`}
      </Fact>
      <Fact name={s.again.name}>{lending && againText(lending, s)}</Fact>
      <Fact name={s.others.name}>
        {hasOthers && <Others incident={incident} isConcerned={isMine} />}
      </Fact>
    </dl>
  );
}

function Said({ directing }: { directing: Directing }) {
  const w = useWords(words);
  const lang = language.use();
  const { line, arrow } = directing;
  if (!line && !arrow) return null;
  return (
    <p className="said-line">
      {arrow && <b>{w.flightNow(compassPoint(arrow.bearing_deg, lang))}</b>}
      {line && <span>{w.lineNow(line.text, seoulTime(line.at))}</span>}
    </p>
  );
}

/** Whose desk this is, unless the service's name begins with it anyway. */
function Kind({ incident }: { incident: Incident }) {
  const s = useWords(shared);
  const lang = language.use();
  const kind = s.kinds[incident.room_kind] ?? incident.system;
  const service = inLanguage(lang, incident.service_name_ko, incident.service_name_en);
  return (
    <p className="card-kind">
      {!service.startsWith(kind) && (
        <>
          <b>{kind}</b> ·{" "}
        </>
      )}
      {service}
    </p>
  );
}

export function IncidentCard(props: {
  incident: Incident;
  directing: Directing;
  hasFailed: boolean;
  children: ReactNode;
}) {
  const { incident } = props;
  const w = useWords(words);
  return (
    <section className="card" aria-labelledby="incident-title">
      <Kind incident={incident} />
      <header>
        <IncidentTags incident={incident} />
        <span className="number">{incident.ext_incident_no}</span>
      </header>
      <h1 id="incident-title">{whereSaid(incident, w)}</h1>
      {incident.summary && <p className="summary">{incident.summary}</p>}
      <FactList incident={incident} />
      <Facts incident={incident} />
      <Said directing={props.directing} />
      {props.children}
      <p className="failed" role="status">
        {props.hasFailed && w.failed}
      </p>
    </section>
  );
}
