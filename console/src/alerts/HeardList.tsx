// 받은 특보: each with what became of it; below them those that were refused, by the element that is wrong.

import { nodeNow } from "../app/clock";
import { count, seoulDateTime, seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { go } from "../app/router";
import type { Heard, Refused } from "./doors";
import { words } from "./words";

const TAGS: Partial<Record<Heard["weight"], string>> = { wall: "alarm", exercise: "warn" };

function Details({ alert }: { alert: Heard }) {
  const w = useWords(words).heard;
  const facts: [string, string][] = [
    [w.from, [alert.sender_name, alert.sender].filter(Boolean).join(" · ")],
    [w.number, alert.identifier],
    [w.sent, seoulDateTime(alert.sent)],
    [w.expires, alert.expires ? seoulDateTime(alert.expires) : "–"],
    [w.area, alert.areas.join(", ")],
    [w.unknown, alert.unknown_references.join(" ")],
    [w.remarks, alert.remarks.join("; ")],
  ];
  return (
    <details className="alert-more">
      <summary>{w.show}</summary>
      <dl className="office-facts">
        {facts
          .filter(([, said]) => said)
          .map(([name, said]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}

function One({ alert, isRoom }: { alert: Heard; isRoom: boolean }) {
  const w = useWords(words).heard;
  const lang = language.use();
  const event = inLanguage(lang, alert.event_ko, alert.event_en);
  const text = inLanguage(lang, alert.text_ko, alert.text_en);
  const isWall = alert.weight === "wall";
  return (
    <li data-weight={alert.weight}>
      <header>
        {/* a wall that has closed again is no alarm any more */}
        <span className={`tag ${isWall && !alert.runs ? "" : (TAGS[alert.weight] ?? "")}`}>
          {w.weights[alert.weight]}
        </span>
        <b>{event || w.noText}</b>
        <span className="office-quiet">{w.kinds[alert.msg_type] ?? alert.msg_type}</span>
        <time dateTime={alert.heard_at}>{seoulTime(alert.heard_at, nodeNow())}</time>
      </header>
      {text && text !== event && <p>{text}</p>}
      <p className="office-quiet">
        {inLanguage(lang, alert.reason_ko, alert.reason_en)}
        {alert.incident_id && isWall && ` · ${alert.runs ? w.running : w.over}`}
      </p>
      {alert.runs && isRoom && (
        <a
          href="/room"
          onClick={(event) => {
            event.preventDefault();
            go("/room");
          }}
        >
          {w.room}
        </a>
      )}
      <Details alert={alert} />
    </li>
  );
}

export function HeardList(props: { alerts: readonly Heard[]; isRoom: boolean }) {
  const w = useWords(words).heard;
  return (
    <section className="alert-part" aria-label={w.title}>
      <h2>{w.title}</h2>
      {props.alerts.length === 0 ? (
        <OfficeSaid title={w.none} text={w.noneWhat} />
      ) : (
        <ul className="alert-list">
          {props.alerts.map((one) => (
            <One key={one.alert_id} alert={one} isRoom={props.isRoom} />
          ))}
        </ul>
      )}
    </section>
  );
}

export function RefusedList({ refused }: { refused: readonly Refused[] }) {
  const w = useWords(words).refused;
  return (
    <section className="alert-part" aria-label={w.title}>
      <h2>{w.title}</h2>
      {refused.length === 0 ? (
        <p className="office-quiet">{w.none}</p>
      ) : (
        <>
          <p className="office-quiet">{w.what}</p>
          <table className="office-table cards">
            <thead>
              <tr>
                <th scope="col">{w.when}</th>
                <th scope="col">{w.who}</th>
                <th scope="col">{w.element}</th>
                <th scope="col">{w.why}</th>
              </tr>
            </thead>
            <tbody>
              {refused.map((one) => (
                <tr key={`${one.partner} ${one.digest}`}>
                  <td data-label={w.when} className="stamp">
                    {seoulTime(one.heard_at, nodeNow())}
                  </td>
                  <td data-label={w.who}>{one.partner}</td>
                  <td data-label={w.element}>
                    <code>{one.field}</code>
                  </td>
                  <td data-label={w.why}>
                    <b>{w.codes[one.code] ?? one.code}</b>
                    <small lang="en">{one.detail}</small>
                    {one.times > 1 && <small>{w.times(count(one.times))}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
