// Cameras in rows: how each is watched, how often it is really looked at, and what is wrong with it.
import { useSecond } from "../../app/clock";
import { count, seoulTime } from "../../app/format";
import { useWords } from "../../app/language";
import { go } from "../../app/router";
import type { WatchedCamera } from "../types";
import { useDongs } from "../useDongs";
import { useStraightDown } from "./useStraightDown";
import { words } from "./words";

const WRONG = new Set(["late", "isolated"]);

export interface Choosing {
  chosen: ReadonlySet<string>;
  toggle: (cameraId: string) => void;
}

export function rulesPath(cameraId: string): string {
  return `/monitoring/rules?camera=${encodeURIComponent(cameraId)}`;
}

export function StateTag({ camera }: { camera: WatchedCamera }) {
  const w = useWords(words);
  const tone = WRONG.has(camera.state) ? "warn" : "";
  return (
    <>
      <span className={`tag ${tone}`} data-off={camera.state === "off" || undefined}>
        {w.states[camera.state] ?? camera.state}
      </span>
      {camera.escalated_for && <small>{w.why[camera.escalated_for] ?? camera.escalated_for}</small>}
    </>
  );
}

function seconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function Row(props: { camera: WatchedCamera; choosing: Choosing | null; isUnsure: boolean }) {
  const { camera, choosing } = props;
  const w = useWords(words);
  const { nameOf } = useDongs();
  const now = useSecond();
  const isOff = camera.state === "off";
  return (
    <tr data-off={isOff || undefined}>
      {choosing && (
        <td className="mon-choose">
          <input
            type="checkbox"
            aria-label={w.choose(camera.camera_name)}
            checked={choosing.chosen.has(camera.camera_id)}
            onChange={() => choosing.toggle(camera.camera_id)}
          />
        </td>
      )}
      <td data-label={w.camera}>
        <b>{camera.camera_name}</b>
        <small>{[nameOf(camera.dong), camera.camera_id].filter(Boolean).join(" · ")}</small>
      </td>
      <td data-label={w.state}>
        <StateTag camera={camera} />
      </td>
      <td data-label={w.interval}>
        {!isOff &&
          w.seconds(
            camera.seen_interval_s == null ? "–" : seconds(camera.seen_interval_s),
            seconds(camera.interval_s),
          )}
      </td>
      <td data-label={w.rules}>
        <a
          href={rulesPath(camera.camera_id)}
          onClick={(event) => {
            event.preventDefault();
            go(rulesPath(camera.camera_id));
          }}
        >
          {w.ruleCount(count(camera.rules))}
        </a>
      </td>
      <td data-label={w.problem}>
        {camera.problem && (
          <>
            {w.problems[camera.problem] ?? camera.problem}
            {camera.problems > 1 && <small>{w.times(count(camera.problems))}</small>}
          </>
        )}
        {props.isUnsure && !isOff && (
          <>
            {w.straightDown}
            <small>{w.straightDownWhat}</small>
          </>
        )}
      </td>
      <td data-label={w.since}>
        {camera.since && (
          <>
            {seoulTime(camera.since, now)}
            <small>{camera.reason}</small>
          </>
        )}
      </td>
    </tr>
  );
}

export function CameraTable(props: {
  cameras: readonly WatchedCamera[];
  label: string;
  choosing: Choosing | null;
}) {
  const w = useWords(words);
  const unsure = useStraightDown();
  return (
    <div className="office-scroll">
      <table className="office-table cards mon-cameras" aria-label={props.label}>
        <thead>
          <tr>
            {props.choosing && <td />}
            <th scope="col">{w.camera}</th>
            <th scope="col">{w.state}</th>
            <th scope="col">{w.interval}</th>
            <th scope="col">{w.rules}</th>
            <th scope="col">{w.problem}</th>
            <th scope="col">{w.since}</th>
          </tr>
        </thead>
        <tbody>
          {props.cameras.map((camera) => (
            <Row
              key={camera.camera_id}
              camera={camera}
              choosing={props.choosing}
              isUnsure={unsure.has(camera.camera_id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
