// The moment of an alarm, over and over, with frames around what it is about; its still picture until the clip is there.
import { type CSSProperties, type ReactNode, type RefObject, useRef, useState } from "react";
import { Problem } from "../../api/client";
import { seoulTime } from "../../app/format";
import { useWords } from "../../app/language";
import { useMedia } from "../../app/useMedia";
import { boxesOf } from "../alarm";
import { doors } from "../doors";
import type { Alarm } from "../types";
import { words as shared } from "../words";
import { Boxes } from "./Boxes";
import { type KeptFile, useFile } from "./useFile";
import { momentOf, useIsMoment } from "./useIsMoment";
import { words } from "./words";

const GONE = 404;
const LESS_MOTION = "(prefers-reduced-motion: reduce)";

function Fitted({ aspect, children }: { aspect: number; children: ReactNode }) {
  return (
    <span
      className="mon-fitted"
      style={{ aspectRatio: String(aspect), "--aspect": String(aspect) } as CSSProperties}
    >
      {children}
    </span>
  );
}

function What({ alarm, clip, picture }: { alarm: Alarm; clip: KeptFile; picture: KeptFile }) {
  const w = useWords(words);
  const s = useWords(shared);
  const problem = clip.problem ?? picture.problem;
  if (problem) {
    const isGone = problem instanceof Problem && problem.status === GONE;
    return (
      <p className="mon-view-said" role="status">
        <b>{isGone ? w.clipGone : w.clipFailed}</b>
        {!isGone && (
          <button type="button" onClick={clip.problem ? clip.again : picture.again}>
            {s.again}
          </button>
        )}
      </p>
    );
  }
  if (clip.isPending || picture.isPending) return <p className="mon-view-said">{w.clipLoading}</p>;
  if (!alarm.has_clip && !alarm.has_picture) {
    return <p className="mon-view-said">{w.clipNone}</p>;
  }
  return null;
}

function Moving(props: { url: string; alarm: Alarm; video: RefObject<HTMLVideoElement | null> }) {
  const w = useWords(words);
  const isStill = useMedia(LESS_MOTION);
  const [aspect, setAspect] = useState(16 / 9);
  const isMoment = useIsMoment(props.video, props.alarm.clip_after_s);
  return (
    <Fitted aspect={aspect}>
      <video
        ref={props.video}
        src={props.url}
        aria-label={w.clip}
        muted
        loop
        autoPlay={!isStill}
        controls={isStill}
        playsInline
        disablePictureInPicture
        onLoadedMetadata={({ currentTarget }) => {
          const { videoWidth, videoHeight } = currentTarget;
          if (videoHeight > 0) setAspect(videoWidth / videoHeight);
          // what does not move by itself stands at what it is about
          if (isStill)
            currentTarget.currentTime = momentOf(currentTarget, props.alarm.clip_after_s);
        }}
      />
      {isMoment && <Boxes boxes={boxesOf(props.alarm.moment_boxes)} />}
    </Fitted>
  );
}

function Still({ url, alarm }: { url: string; alarm: Alarm }) {
  const w = useWords(words);
  const [aspect, setAspect] = useState(16 / 9);
  return (
    <Fitted aspect={aspect}>
      <img
        src={url}
        alt={w.picture}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          naturalHeight > 0 && setAspect(naturalWidth / naturalHeight)
        }
      />
      <Boxes boxes={boxesOf(alarm.moment_boxes)} />
    </Fitted>
  );
}

export function toggle(video: HTMLVideoElement | null): void {
  if (!video) return;
  if (video.paused) void video.play()?.catch(() => undefined);
  else video.pause();
}

export function ClipView({
  alarm,
  video,
}: {
  alarm: Alarm;
  video: RefObject<HTMLVideoElement | null>;
}) {
  const w = useWords(words);
  const own = useRef(alarm.alarm_id).current;
  const clip = useFile(["clip", own], alarm.has_clip, () => doors.clip(own));
  const picture = useFile(["picture", own], alarm.has_picture && !clip.url, () =>
    doors.picture(own),
  );
  const isMaking = !alarm.has_clip && alarm.has_picture;
  return (
    <figure className="mon-view" aria-label={w.clip}>
      <div className="mon-screen">
        {clip.url && <Moving url={clip.url} alarm={alarm} video={video} />}
        {!clip.url && picture.url && <Still url={picture.url} alarm={alarm} />}
        <What alarm={alarm} clip={clip} picture={picture} />
      </div>
      <figcaption>
        <b>{w.clip}</b>
        <span>{seoulTime(alarm.first_at)}</span>
        <span className="mon-faint">{isMaking ? w.clipSoon : w.boxNote}</span>
      </figcaption>
    </figure>
  );
}
