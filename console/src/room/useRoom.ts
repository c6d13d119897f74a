// What the room is doing with the incident in front of it: picked tile, aim, directing, and the keys for all of it.
import { useEffect, useRef, useState } from "react";
import type { Incident, IncidentTile } from "../api/feed";
import { nodeNow } from "../app/clock";
import { type KeyBinding, useKeys } from "../app/keys";
import { useWords } from "../app/language";
import { type SecondPress, useSecondPress } from "../app/useSecondPress";
import { renewable } from "./Actions";
import { useCompassKeys } from "./compass";
import { chosenTile, shownTiles } from "./incident";
import { type Director, useDirecting } from "./useDirecting";
import { TOUR_PAGE, type Tour, useTour } from "./useTour";
import { words } from "./words";

export interface Room {
  director: Director;
  tiles: readonly IncidentTile[];
  big: IncidentTile | null;
  pickedId: string | null;
  isNine: boolean;
  /** More than nine pictures go by in pages while nine are shown at once. */
  tour: Tour;
  isAiming: boolean;
  /** The direction under the pointer, not yet meant. */
  aim: number | null;
  closing: SecondPress;
  pick: (cameraId: string) => void;
  focused: (cameraId: string) => void;
  toggleNine: () => void;
  /** A picture was made the large one: the tour gives way to it. */
  enlarged: () => void;
  toggleAim: () => void;
  stopAiming: () => void;
  aimAt: (bearingDeg: number, isMeant: boolean) => void;
  flee: (bearingDeg: number | null) => void;
}

const NO_TILES: readonly IncidentTile[] = [];

function focusTile(cameraId: string): void {
  const tile = document.querySelector(`[data-camera="${CSS.escape(cameraId)}"] .tile-screen`);
  if (tile instanceof HTMLElement) tile.focus();
}

/** When a lending ends the node sends no tiles any more; the last ones stay to say why. */
function useLastTiles(incident: Incident | null): readonly IncidentTile[] {
  const [last, setLast] = useState({ id: "", tiles: NO_TILES });
  const id = incident?.incident_id ?? "";
  const tiles = incident?.tiles ?? NO_TILES;
  if (tiles !== last.tiles && tiles.length > 0) setLast({ id, tiles });
  if (tiles.length > 0) return tiles;
  return last.id === id ? last.tiles : NO_TILES;
}

function useAim(incident: Incident | null, director: Director, onTouch: () => void) {
  const [isAiming, setAiming] = useState(false);
  const [aim, setAim] = useState<number | null>(null);
  const stopAiming = () => {
    setAiming(false);
    setAim(null);
  };
  const flee = (bearingDeg: number | null) => {
    onTouch();
    director.flight(bearingDeg);
    stopAiming();
  };
  useCompassKeys(isAiming, flee);
  return {
    isAiming,
    aim,
    stopAiming,
    flee,
    toggleAim: () => (isAiming ? stopAiming() : setAiming(incident?.may_direct ?? false)),
    aimAt: (bearing: number, isMeant: boolean) => (isMeant ? flee(bearing) : setAim(bearing)),
  };
}

export function useRoom(incident: Incident | null, onTouch: () => void): Room {
  const id = incident?.incident_id;
  const director = useDirecting(incident);
  const aiming = useAim(incident, director, onTouch);
  const [wantsNine, setNine] = useState<boolean | null>(null);
  const [pickedId, setPickedId] = useState<string | null>(null);
  const closing = useSecondPress(director.close);
  const chosen = director.directing.chosen_camera_id;
  const all = useLastTiles(incident);
  const isMany = all.length > TOUR_PAGE;
  // what spreads over an area is gone through whole, unless the room wants one picture large
  const isNine = wantsNine ?? (isMany && Boolean(incident?.area));
  const tour = useTour(id ?? "", all, isNine && isMany);
  const tiles = tour.pages > 1 ? tour.tiles : shownTiles(all, isNine ? 9 : 5, chosen);
  const reset = useRef({ ...aiming, disarm: closing.disarm });
  useEffect(() => {
    reset.current = { ...aiming, disarm: closing.disarm };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a half-made gesture must not reach another incident
  useEffect(() => {
    reset.current.stopAiming();
    reset.current.disarm();
    setPickedId(null);
    setNine(null);
  }, [id]);
  return {
    director,
    tiles,
    big: tour.pages > 1 ? null : chosenTile(tiles, chosen),
    pickedId,
    isNine,
    tour,
    ...aiming,
    closing,
    pick: (cameraId) => {
      onTouch();
      setPickedId(cameraId);
      tour.pause();
      focusTile(cameraId);
    },
    focused: (cameraId) => {
      setPickedId(cameraId);
      tour.pause();
    },
    toggleNine: () => setNine(!isNine),
    enlarged: () => isMany && setNine(false),
  };
}

function tourKeys(tour: Tour, w: (typeof words)["ko"]["tour"]): KeyBinding[] {
  if (tour.pages < 2) return [];
  return [
    { code: "KeyP", label: `${w.pause} · ${w.go}`, run: tour.toggle },
    { code: "PageDown", cap: "PgDn", label: w.next, run: () => tour.step(1) },
    { code: "PageUp", cap: "PgUp", label: w.before, run: () => tour.step(-1) },
  ];
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function useRoomKeys(
  incident: Incident | null,
  room: Room,
  onNext: () => void,
  onLine: () => void,
): void {
  const w = useWords(words);
  const { director, closing } = room;
  const pickNumber = (digit: number) => {
    const isTour = room.tour.pages > 1;
    const ranked = isTour ? undefined : room.tiles.find((one) => one.rank === digit);
    const tile = ranked ?? room.tiles[digit - 1];
    if (tile) room.pick(tile.camera_id);
  };
  const renew = () => {
    const grantId = incident && renewable(incident, nodeNow());
    if (grantId) director.renew(grantId);
  };
  const enlarge = () => {
    if (!room.pickedId) return;
    director.choose(room.pickedId);
    room.enlarged();
  };
  const leave = () => {
    room.stopAiming();
    closing.disarm();
  };
  const keys: KeyBinding[] = [
    ...DIGITS.map((digit) => ({
      code: `Digit${digit}`,
      ...(digit === 1 ? { label: w.pick, cap: "1–9" } : {}),
      run: () => pickNumber(digit),
    })),
    { code: "Enter", cap: "Enter", label: w.enlarge, run: enlarge },
    { code: "KeyM", label: w.flight, run: room.toggleAim },
    { code: "KeyW", label: `${w.five} / ${w.nine}`, run: room.toggleNine },
    ...tourKeys(room.tour, w.tour),
    { code: "KeyL", label: w.focusLine, run: onLine },
    { code: "KeyR", label: w.renew, run: renew },
    { code: "KeyN", label: w.next, run: onNext },
    { code: "KeyE", label: w.close, run: () => incident?.may_close && closing.press() },
    { code: "Escape", cap: "Esc", label: w.cancel, run: leave },
  ];
  useKeys(keys);
}
