// What stands in place of pictures: waiting with its countdown, refused with its clause, ended with its reason.
import type { Centre, Incident, Lending } from "../api/feed";
import { useSecond } from "../app/clock";
import { seoulTime, timeLeft } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { RemarkForm } from "../incident/RemarkForm";
import { WindowLine } from "../incident/WindowLine";
import { endOf, ownLending } from "./incident";
import { words } from "./words";

function Phone({ centre }: { centre: Centre | null }) {
  const w = useWords(words);
  if (!centre?.phone) return null;
  return (
    <p>
      {w.ask} <a href={`tel:${centre.phone.replace(/[^\d+]/g, "")}`}>{w.phone(centre.phone)}</a>
    </p>
  );
}

function Waiting(props: { incident: Incident; lending: Lending; centre: Centre | null }) {
  const { incident, lending, centre } = props;
  const w = useWords(words);
  const now = useSecond();
  const kind = (lending.waiting?.kind ?? "approval") as keyof typeof w.waiting;
  const isStart = kind === "start";
  const deadline = isStart ? incident.window?.starts : lending.waiting?.deadline;
  return (
    <div className="decision is-waiting" role="status">
      <h2>{w.waiting[kind] ?? w.waiting.approval}</h2>
      {deadline && (
        <p className="countdown" title={w.left(timeLeft(deadline, now))}>
          {timeLeft(deadline, now)}
        </p>
      )}
      <p>{w.waitingWhat[kind] ?? w.waitingWhat.approval}</p>
      {incident.window && (
        <p>
          <WindowLine window={incident.window} />
        </p>
      )}
      {!isStart && <Phone centre={centre} />}
    </div>
  );
}

function Refused({ lending, centre }: { lending: Lending; centre: Centre | null }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <div className="decision is-refused" role="status">
      <h2>{w.refused}</h2>
      <p className="reason">{inLanguage(lang, lending.reason_text_ko, lending.reason_text_en)}</p>
      <p>{seoulTime(lending.decided_at)}</p>
      <Phone centre={centre} />
    </div>
  );
}

export function Decision({ incident, centre }: { incident: Incident; centre: Centre | null }) {
  const w = useWords(words);
  const lang = language.use();
  const lending = ownLending(incident);
  if (incident.state === "open" && lending?.state === "waiting") {
    return <Waiting incident={incident} lending={lending} centre={centre} />;
  }
  if (incident.state === "open" && lending?.state === "refused") {
    return <Refused lending={lending} centre={centre} />;
  }
  const end = endOf(incident, lang);
  const title =
    incident.state === "closed" ? w.closed : incident.state === "cancelled" ? w.cancelled : w.ended;
  return (
    <div className="decision">
      <div className="decision-end" role="status">
        <h2>{title}</h2>
        {end?.at && <p>{seoulTime(end.at)}</p>}
        {end?.text && end.text !== title && <p className="reason">{end.text}</p>}
        {incident.state === "open" && <Phone centre={centre} />}
      </div>
      {incident.state !== "open" && <RemarkForm key={incident.incident_id} incident={incident} />}
    </div>
  );
}
