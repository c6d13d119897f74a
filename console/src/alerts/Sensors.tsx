// 수위계: each gauge with its level between warning and alarm; what asks for the room's key stands first.
import { useSecond } from "../app/clock";
import { ago, seoulMinute } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { go } from "../app/router";
import { problemText } from "../incident/problem";
import { useChange } from "../people/useAsk";
import { doors, type Sensor } from "./doors";
import { centimetres, gaugeOf, inOrder, type Standing, standingOf } from "./sensor";
import { words } from "./words";

const TAGS: Partial<Record<Standing, string>> = { asks: "alarm", alarm: "alarm", warning: "warn" };

function Gauge({ sensor }: { sensor: Sensor }) {
  const w = useWords(words).sensors;
  const gauge = gaugeOf(sensor);
  if (!gauge || sensor.level_cm === null) return null;
  const per = (share: number) => `${(share * 100).toFixed(1)}%`;
  const said = w.gauge(centimetres(sensor.level_cm), centimetres(sensor.alarm_cm));
  return (
    <span className="gauge" role="img" aria-label={said} data-state={sensor.state}>
      <i style={{ width: per(gauge.level) }} />
      <b style={{ left: per(gauge.warn) }} />
      <b style={{ left: per(gauge.alarm) }} data-alarm />
    </span>
  );
}

/** The one key to a level at its alarm: it opens the wall, so nothing else stands beside it. */
export function Asking({ sensor, mayOpen }: { sensor: Sensor; mayOpen: boolean }) {
  const w = useWords(words).sensors;
  const lang = language.use();
  const open = useChange(["disaster"], () => doors.confirm(sensor.sensor_id));
  const since = seoulMinute(sensor.waits_since);
  const level = sensor.level_cm === null ? "" : centimetres(sensor.level_cm);
  return (
    <div className="alert-asks" role="alert">
      <div>
        <b>{w.asks(sensor.name, level)}</b>
        <span>{mayOpen ? w.asksWhat(since) : w.asksRoom(since)}</span>
        {open.isError && <span className="alert-wanting">{problemText(open.error, lang)}</span>}
      </div>
      {mayOpen && (
        <button
          type="button"
          className="primary"
          disabled={open.isPending}
          onClick={() => open.mutate(undefined, { onSuccess: () => go("/room") })}
        >
          {w.open}
        </button>
      )}
    </div>
  );
}

function Row({ sensor }: { sensor: Sensor }) {
  const w = useWords(words).sensors;
  const lang = language.use();
  const now = useSecond();
  const standing = standingOf(sensor);
  const isOld = standing === "silent";
  const level = sensor.level_cm === null ? "–" : centimetres(sensor.level_cm);
  return (
    <tr data-state={standing}>
      <td data-label={w.name}>
        <b>{sensor.name}</b>
        <small>{sensor.sensor_id}</small>
      </td>
      <td data-label={w.level}>
        <span className={`tag ${TAGS[standing] ?? ""}`}>{w.standings[standing]}</span>
        <span className="gauge-said">{isOld ? w.was(level) : level}</span>
        <Gauge sensor={sensor} />
        {sensor.incident_id && <small>{w.runs}</small>}
      </td>
      <td data-label={w.limits} className="stamp">
        {centimetres(sensor.warn_cm)} · {centimetres(sensor.alarm_cm)}
      </td>
      <td data-label={w.last} className="stamp">
        {sensor.at ? ago(sensor.at, now, lang) : "–"}
      </td>
    </tr>
  );
}

export function Sensors({ sensors }: { sensors: readonly Sensor[] }) {
  const w = useWords(words).sensors;
  return (
    <section className="alert-part" aria-label={w.title}>
      <h2>{w.title}</h2>
      {sensors.length === 0 ? (
        <OfficeSaid title={w.none} text={w.noneWhat} />
      ) : (
        <>
          <p className="office-quiet">{w.silence}</p>
          <table className="office-table cards">
            <thead>
              <tr>
                <th scope="col">{w.name}</th>
                <th scope="col">{w.level}</th>
                <th scope="col">{w.limits}</th>
                <th scope="col">{w.last}</th>
              </tr>
            </thead>
            <tbody>
              {inOrder(sensors).map((one) => (
                <Row key={one.sensor_id} sensor={one} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
