// 보낸 특보: what of ours holds, with its update and its cancel for whoever may speak.
import { nodeNow } from "../app/clock";
import { seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import type { OwnAlert } from "./doors";
import { words } from "./words";

function One(props: {
  alert: OwnAlert;
  mayFollow: boolean;
  onFollow: (alert: OwnAlert, kind: "Update" | "Cancel") => void;
}) {
  const { alert } = props;
  const w = useWords(words).own;
  const h = useWords(words).heard;
  const lang = language.use();
  const holds = alert.standing === "holds" && alert.msg_type !== "Cancel";
  return (
    <li data-standing={alert.standing}>
      <header>
        <span className={`tag ${holds && !alert.exercise ? "warn" : ""}`}>
          {w.standings[alert.standing] ?? alert.standing}
        </span>
        {alert.exercise && <span className="tag warn">{w.exercise}</span>}
        <b>{inLanguage(lang, alert.event_ko, alert.event_en)}</b>
        <span className="office-quiet">{h.kinds[alert.msg_type] ?? alert.msg_type}</span>
        <time dateTime={alert.sent}>{seoulTime(alert.sent, nodeNow())}</time>
      </header>
      <p>{inLanguage(lang, alert.text_ko, alert.text_en)}</p>
      <p className="office-quiet">
        {alert.area_name} · {w.until(seoulTime(alert.expires, nodeNow()))}
      </p>
      {holds && props.mayFollow && (
        <footer>
          <button type="button" onClick={() => props.onFollow(alert, "Update")}>
            {w.update}
          </button>
          <button type="button" onClick={() => props.onFollow(alert, "Cancel")}>
            {w.cancel}
          </button>
        </footer>
      )}
    </li>
  );
}

export function OwnList(props: {
  alerts: readonly OwnAlert[];
  mayFollow: boolean;
  onFollow: (alert: OwnAlert, kind: "Update" | "Cancel") => void;
}) {
  const w = useWords(words).own;
  return (
    <section className="alert-part" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="office-quiet">{w.who}</p>
      {props.alerts.length === 0 ? (
        <OfficeSaid title={w.none} text={w.noneWhat} />
      ) : (
        <ul className="alert-list">
          {props.alerts.map((one) => (
            <One key={one.alert_id} {...props} alert={one} />
          ))}
        </ul>
      )}
    </section>
  );
}
