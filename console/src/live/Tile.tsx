// One camera's tile: the picture at its own aspect ratio, whose it is, why it may be seen, and until when.
import { type CSSProperties, type MouseEvent, type ReactNode, useRef, useState } from "react";
import type { CameraKind, Pointer, Ticket } from "../api/feed";
import { nodeNow, useSecond } from "../app/clock";
import { arrow, delay, distance, seoulMinute, timeLeft, toMs } from "../app/format";
import { language, useWords } from "../app/language";
import { type Cut, type Face, type FaceKind, faceOf, type KnownCamera, type TileEnd } from "./face";
import type { PlayerState } from "./player";
import type { Stream } from "./protocol";
import { usePlayer } from "./usePlayer";
import { Watermark } from "./Watermark";
import { words } from "./words";
import "./tile.css";

export interface TileInfo {
  cameraId: string;
  number: number | null;
  name: string;
  /** Another district's name, or a place; null when it goes without saying. */
  place: string | null;
  kind: CameraKind | null;
  distanceM: number | null;
  /** From the scene to the camera, degrees from north. */
  directionDeg: number | null;
  why: string | null;
  endsAt: string | null;
  camera: KnownCamera;
  /** The line to the centre whose camera this is does not stand. */
  cut?: Cut | null;
}

export interface TileProps {
  info: TileInfo;
  ask: () => Promise<Ticket>;
  stream: Stream;
  /** Null for the centre's own people, whose pictures carry no watermark. */
  watermark: string | null;
  /** The watermark's line begins with 훈련. */
  isExercise?: boolean;
  end?: TileEnd | null;
  isPicked?: boolean;
  isChosen?: boolean;
  pointer?: Pointer | null;
  /** Enter, or a press where `onPoint` is not given. */
  onOpen?: () => void;
  /** A press on the picture, as shares of its width and height. */
  onPoint?: (x: number, y: number) => void;
  onFocus?: () => void;
  className?: string;
  children?: ReactNode;
}

const PICTURELESS: ReadonlySet<FaceKind> = new Set(["ended", "refused", "unsupported"]);
const STILL_KEPT_MS = 10_000;
const POINTER_SHOWN_MS = 15_000;

function Caption({ info, player, face }: { info: TileInfo; player: PlayerState; face: Face }) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const kind = info.kind === null ? "" : (w.kinds[info.kind as "ptz"] ?? "");
  return (
    <figcaption className="tile-caption">
      <b title={info.name}>{info.name}</b>
      {info.place && (
        // without a picture the tile itself says it
        <span className="tile-place" data-cut={(info.cut && face.kind === "live") || undefined}>
          {info.cut && face.kind === "live"
            ? w.cut(info.place, seoulMinute(info.cut.since))
            : info.place}
        </span>
      )}
      <span className="tile-way">
        {[distance(info.distanceM), arrow(info.directionDeg)].filter(Boolean).join(" ")}
      </span>
      {kind && <span className="tile-kind">{kind}</span>}
      <span className="tile-facts">
        {face.kind === "live" && player.lowered && (
          <span className="tile-lowered" title={w.loweredWhy}>
            <span className="is-long">{w.lowered}</span>
            <span className="is-short" aria-hidden="true">
              {w.loweredShort}
            </span>
          </span>
        )}
        {face.kind === "live" && player.delayMs !== null && (
          <span className="tile-delay" title={w.delayOf(delay(player.delayMs, lang))}>
            {delay(player.delayMs, lang)}
          </span>
        )}
        {info.endsAt && face.kind !== "ended" && (
          <span className="tile-left" title={w.left(timeLeft(info.endsAt, now))}>
            {timeLeft(info.endsAt, now)}
          </span>
        )}
      </span>
    </figcaption>
  );
}

function Announcement({ face }: { face: Face }) {
  const now = useSecond();
  if (face.kind === "live") return null;
  const isOld = face.since !== null && now - face.since > STILL_KEPT_MS;
  return (
    <div className={`tile-why ${isOld ? "is-old" : ""}`} role="status">
      <b>{face.title}</b> {face.detail && <span>{face.detail}</span>}
    </div>
  );
}

function PointerMark({ pointer }: { pointer: Pointer }) {
  const w = useWords(words);
  useSecond();
  if (nodeNow() - (toMs(pointer.at) ?? 0) > POINTER_SHOWN_MS) return null;
  return (
    <svg
      className="tile-pointer"
      style={{ left: `${pointer.x * 100}%`, top: `${pointer.y * 100}%` }}
      viewBox="-20 -20 40 40"
      role="img"
      aria-label={w.pointer(pointer.by)}
    >
      <circle r="13" className="tile-pointer-edge" />
      <circle r="13" />
      <circle r="2" className="tile-pointer-dot" />
    </svg>
  );
}

/** The box the picture itself fills, so that a pointer means the same place on every screen. */
function pictureBox(aspect: number | null): CSSProperties {
  const ratio = String(aspect ?? 16 / 9);
  return { aspectRatio: ratio, "--aspect": ratio } as CSSProperties;
}

export function Tile(props: TileProps) {
  const { info, watermark, end = null, pointer } = props;
  const w = useWords(words);
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [screen] = useState({ video, still });
  const player = usePlayer(screen, info.cameraId, props.ask, props.stream, end === null);
  const face = faceOf(player, info.camera, end, w, info.cut);
  const press = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.querySelector(".tile-picture")?.getBoundingClientRect();
    if (!props.onPoint || !box) return props.onOpen?.();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) props.onPoint(x, y);
  };
  return (
    <figure
      className={`tile is-${face.kind} ${props.className ?? ""}`}
      data-camera={info.cameraId}
      data-picked={props.isPicked || undefined}
      data-chosen={props.isChosen || undefined}
    >
      <button
        type="button"
        className="tile-screen"
        aria-label={[
          w.tile(info.number ?? 0, info.name),
          [face.title, face.detail].filter(Boolean).join(" "),
          info.why ?? distance(info.distanceM),
        ]
          .filter(Boolean)
          .join(", ")}
        onClick={press}
        onFocus={props.onFocus}
      >
        <span className="tile-picture" style={pictureBox(player.aspect)}>
          <video ref={video} muted playsInline disablePictureInPicture tabIndex={-1} />
          <canvas ref={still} width={1} height={1} />
          {(watermark || props.isExercise) && !PICTURELESS.has(face.kind) && (
            <Watermark
              viewer={watermark ? (player.viewer ?? watermark) : null}
              mark={props.isExercise ? w.exercise : ""}
            />
          )}
          {pointer && <PointerMark pointer={pointer} />}
        </span>
        <Announcement face={face} />
        {info.number !== null && (
          <span className="tile-number" aria-hidden="true" data-text={info.number} />
        )}
        {info.why && <span className="tile-reason" aria-hidden="true" data-text={info.why} />}
      </button>
      {props.children}
      <Caption info={info} player={player} face={face} />
    </figure>
  );
}
