// The camera before the operator, and the three answers: 없음, 의심, 발견.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../app/language";
import { useSending } from "../incident/useSending";
import { frameOf } from "../live/frame";
import { Tile } from "../live/Tile";
import { missing, type SectorCamera } from "../missing/door";
import { useWatching } from "./useWatching";
import { words } from "./words";

const UNKNOWN = { state: "unknown", since: null, reason: null } as const;

function infoOf(one: SectorCamera) {
  return {
    cameraId: one.camera_id,
    number: null,
    name: one.name,
    place: null,
    kind: one.kind as "ptz",
    distanceM: null,
    directionDeg: null,
    why: null,
    endsAt: null,
    camera: UNKNOWN,
  };
}

export function Watched(props: {
  incidentId: string;
  camera: SectorCamera;
  isDrill: boolean;
  onAnswered: () => void;
  onSaid: (text: string) => void;
}) {
  const { incidentId, camera } = props;
  const w = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  const [isSure, setSure] = useState(false);
  const { ask, grantId } = useWatching(camera.camera_id);
  const { busy, problem, send } = useSending();
  useEffect(() => {
    if (!isSure) return;
    const timer = setTimeout(() => setSure(false), 5000);
    return () => clearTimeout(timer);
  }, [isSure]);
  const looked = (verdict: "none" | "suspect") =>
    send(verdict, () => missing.looked(incidentId, camera.camera_id, verdict), props.onAnswered);
  const report = async () => {
    const jpeg = await frameOf(box.current);
    const grant = jpeg ? grantId() : "";
    await missing.report(incidentId, camera.camera_id, grant, jpeg);
    props.onSaid(jpeg ? w.reported : `${w.reported} · ${w.noFrame}`);
  };
  const found = () => {
    if (isSure) send("found", report, props.onAnswered);
    setSure(!isSure);
  };
  return (
    <div className="search-watched" ref={box}>
      <Tile
        info={infoOf(camera)}
        ask={ask}
        stream="main"
        watermark={null}
        isExercise={props.isDrill}
        isPicked
      />
      <div className="search-answers">
        <button type="button" disabled={busy !== null} onClick={() => looked("none")}>
          {w.nothing} <kbd>1</kbd>
        </button>
        <button type="button" disabled={busy !== null} onClick={() => looked("suspect")}>
          {w.suspect} <kbd>2</kbd>
        </button>
        <button
          type="button"
          className={isSure ? "is-sure" : "primary"}
          disabled={busy !== null}
          onClick={found}
        >
          {isSure ? w.foundSure : w.found} <kbd>3</kbd>
        </button>
        {problem && (
          <span className="missing-problem" role="alert">
            {problem.text}
          </span>
        )}
      </div>
    </div>
  );
}
