// Ties a player to the <video> and <canvas> of one tile, for as long as the tile stands.
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Ticket } from "../api/feed";
import { nodeNow } from "../app/clock";
import { markFirstPicture, markRequest } from "./measure";
import { canPlay, PicturePipe } from "./picturePipe";
import { type MediaSocket, Player, type PlayerPorts, type PlayerState } from "./player";
import type { Stream } from "./protocol";

export interface Screen {
  video: RefObject<HTMLVideoElement | null>;
  still: RefObject<HTMLCanvasElement | null>;
}

function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap | HTMLVideoElement): void {
  if (!canvas) return;
  const isVideo = picture instanceof HTMLVideoElement;
  const width = isVideo ? picture.videoWidth : picture.width;
  const height = isVideo ? picture.videoHeight : picture.height;
  if (width === 0 || height === 0) return;
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
}

function blank(canvas: HTMLCanvasElement | null): void {
  // Setting the size clears the pixels, so that nothing of an ended picture stays in memory.
  if (canvas) canvas.width = canvas.height = 1;
}

function portsOf(screen: Screen, askTicket: () => Promise<Ticket>): PlayerPorts {
  const video = () => screen.video.current;
  let stills = 0;
  return {
    askTicket,
    openSocket: (url) => new WebSocket(url) as unknown as MediaSocket,
    openPipe: (events) => {
      const element = video();
      if (!element) throw new Error("the tile has no video element");
      return new PicturePipe(element, events);
    },
    canPlay,
    showStill: (jpeg) => {
      const mine = ++stills;
      if (!jpeg) {
        blank(screen.still.current);
        return;
      }
      createImageBitmap(new Blob([jpeg], { type: "image/jpeg" }))
        .then((picture) => {
          if (mine === stills) draw(screen.still.current, picture);
          picture.close();
        })
        .catch(() => blank(screen.still.current));
    },
    keepStill: () => {
      stills++;
      const element = video();
      if (element) draw(screen.still.current, element);
    },
    setRate: (rate) => {
      const element = video();
      if (element) element.playbackRate = rate;
    },
    // A browser that forbids play() by script leaves the still; muted video is always allowed in ours.
    play: () =>
      void video()
        ?.play()
        ?.catch(() => {}),
    frames: () => {
      const quality = video()?.getVideoPlaybackQuality();
      return { decoded: quality?.totalVideoFrames ?? 0, dropped: quality?.droppedVideoFrames ?? 0 };
    },
    isHidden: () => document.hidden,
    now: nodeNow,
    random: Math.random,
  };
}

function watchPaint(video: HTMLVideoElement, onPaint: () => void): () => void {
  let handle = 0;
  const painted = () => {
    onPaint();
    handle = video.requestVideoFrameCallback(painted);
  };
  handle = video.requestVideoFrameCallback(painted);
  return () => video.cancelVideoFrameCallback(handle);
}

const IDLE: PlayerState = new Player({ now: () => 0 } as PlayerPorts, "main").get();
const nothing = () => () => {};

/** `run` false keeps the tile still and silent; it becomes true again with a new player. */
export function usePlayer(
  screen: Screen,
  cameraId: string,
  ask: () => Promise<Ticket>,
  stream: Stream,
  run: boolean,
): PlayerState {
  const latest = useRef({ ask, stream });
  const [player, setPlayer] = useState<Player | null>(null);
  useEffect(() => {
    latest.current = { ask, stream };
    player?.choose(stream);
  }, [ask, stream, player]);
  useEffect(() => {
    const element = screen.video.current;
    if (!run || !element) return;
    markRequest(cameraId);
    const made = new Player(
      portsOf(screen, () => latest.current.ask()),
      latest.current.stream,
    );
    setPlayer(made);
    const unwatch = watchPaint(element, () => {
      markFirstPicture(cameraId);
      made.painted();
    });
    const onVisible = () => document.hidden || made.shown();
    document.addEventListener("visibilitychange", onVisible);
    made.start();
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      unwatch();
      made.stop();
      blank(screen.still.current);
    };
  }, [cameraId, run, screen]);
  return useSyncExternalStore(player?.subscribe ?? nothing, player?.get ?? (() => IDLE));
}
