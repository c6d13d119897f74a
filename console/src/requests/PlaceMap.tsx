// A map of dong outlines on which one taps a place: plain SVG, so that a phone loads nothing for it and no session is needed.
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../app/language";
import type { Dong } from "./doors";
import {
  around,
  type Box,
  boxOf,
  middleOf,
  moved,
  type Place,
  pathOf,
  placeOf,
  type Spot,
  scaleOf,
  spotOf,
  zoomed,
} from "./place";
import { words as lists } from "./words";
import "./map.css";

export interface Pin extends Place {
  id: string;
  label: string;
  isPolice: boolean;
}
export interface PlaceMapProps {
  dongs: readonly Dong[];
  /** The place that is being chosen or shown. */
  at: Place | null;
  /** A dong's code to look at; empty: the whole district. */
  dong?: string;
  pins?: readonly Pin[];
  onPlace?: (place: Place) => void;
  onPick?: (id: string) => void;
}

const NO_PINS: readonly Pin[] = [];
const TAP_PX = 6;
const STEP_M = 10;
const CLOSE_M = 400;
const KEYS: Record<string, readonly [number, number]> = {
  ArrowUp: [0, STEP_M],
  ArrowDown: [0, -STEP_M],
  ArrowLeft: [-STEP_M, 0],
  ArrowRight: [STEP_M, 0],
};

function useBox(props: PlaceMapProps) {
  const { dongs, dong, at } = props;
  const whole = useMemo(() => boxOf(dongs), [dongs]);
  const [box, setBox] = useState<Box>(whole);
  useEffect(() => {
    const chosen = dongs.filter((one) => one.code === dong);
    setBox(chosen.length > 0 ? boxOf(chosen) : whole);
  }, [dongs, dong, whole]);
  // a place that was set from elsewhere (my location, a row of the list) is brought into view
  useEffect(() => {
    if (!at) return;
    setBox((now) => {
      const spot = spotOf(at);
      const isSeen =
        spot.x > now.x &&
        spot.x < now.x + now.width &&
        spot.y > now.y &&
        spot.y < now.y + now.height;
      return isSeen ? now : around(at, CLOSE_M);
    });
  }, [at]);
  return { whole, box, setBox };
}

interface Drag {
  from: Spot;
  box: Box;
  isMoved: boolean;
}

function useHand(
  svg: { current: SVGSVGElement | null },
  view: ReturnType<typeof useBox>,
  onTap: (place: Place) => void,
) {
  const drag = useRef<Drag | null>(null);
  const spotAt = (event: { clientX: number; clientY: number }): Spot | null => {
    const matrix = svg.current?.getScreenCTM?.();
    if (!matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return { x: point.x, y: point.y };
  };
  return {
    spotAt,
    down: (event: PointerEvent) => {
      drag.current = {
        from: { x: event.clientX, y: event.clientY },
        box: view.box,
        isMoved: false,
      };
    },
    move: (event: PointerEvent) => {
      const held = drag.current;
      const scale = svg.current?.getScreenCTM?.()?.a;
      if (event.buttons === 0) drag.current = null;
      if (!held || !scale || event.buttons === 0) return;
      const [dx, dy] = [event.clientX - held.from.x, event.clientY - held.from.y];
      if (!held.isMoved && Math.hypot(dx, dy) < TAP_PX) return;
      if (!held.isMoved) svg.current?.setPointerCapture?.(event.pointerId);
      held.isMoved = true;
      view.setBox({ ...held.box, x: held.box.x - dx / scale, y: held.box.y - dy / scale });
    },
    up: (event: PointerEvent) => {
      const held = drag.current;
      drag.current = null;
      const spot = spotAt(event);
      if (held && !held.isMoved && spot) onTap(placeOf(spot));
    },
    cancel: () => {
      drag.current = null;
    },
  };
}

function Marks(props: PlaceMapProps & { size: number; pinName: string }) {
  const { at, pins = [], size } = props;
  const spot = at && spotOf(at);
  const r = size * 0.016;
  return (
    <>
      {pins.map((pin) => {
        const here = spotOf(pin);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map has the same rows as keys
          <g
            key={pin.id}
            className="place-pin"
            data-police={pin.isPolice || undefined}
            onPointerUp={(event) => event.stopPropagation()}
            onClick={() => props.onPick?.(pin.id)}
          >
            <title>{pin.label}</title>
            <circle cx={here.x} cy={here.y} r={r * 0.7} />
          </g>
        );
      })}
      {spot && (
        <g className="place-chosen">
          <title>{props.pinName}</title>
          <circle className="place-halo" cx={spot.x} cy={spot.y} r={r * 2.2} />
          <path
            d={`M${spot.x} ${spot.y}l${-r} ${-r * 2}a${r * 1.12} ${r * 1.12} 0 1 1 ${r * 2} 0Z`}
          />
        </g>
      )}
    </>
  );
}

interface NamesProps {
  dongs: readonly Dong[];
  pins: readonly Pin[];
  size: number;
}

/** A name stands where its dong has room for it, above a pin it would hide; the others are in the choice above the map. */
function Names({ dongs, pins, size }: NamesProps) {
  const middles = useMemo(
    () => dongs.map((one) => ({ ...one, ...middleOf(one), width: boxOf([one], 0).width })),
    [dongs],
  );
  const fontSize = size * 0.028;
  const spots = useMemo(() => pins.map(spotOf), [pins]);
  const lifted = ({ x, y, name }: Spot & { name: string }) => {
    const beneath = spots.filter(
      (spot) =>
        Math.abs(spot.x - x) < (name.length * fontSize) / 2 && Math.abs(spot.y - y) < fontSize,
    );
    return Math.min(y, ...beneath.map((spot) => spot.y - fontSize * 0.7));
  };
  return (
    <>
      {middles
        .filter((one) => one.width > one.name.length * fontSize)
        .map((one) => (
          <text key={one.code} x={one.x} y={lifted(one)} fontSize={fontSize}>
            {one.name}
          </text>
        ))}
    </>
  );
}

export function PlaceMap(props: PlaceMapProps) {
  const w = useWords(lists).map;
  const svg = useRef<SVGSVGElement>(null);
  const view = useBox(props);
  const { box, setBox, whole } = view;
  const hand = useHand(svg, view, (place) => props.onPlace?.(place));
  const paths = useMemo(
    () => props.dongs.map((dong) => ({ code: dong.code, d: pathOf(dong) })),
    [props.dongs],
  );
  const size = Math.max(box.width, box.height);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const about = props.at ? spotOf(props.at) : middle;
  const zoom = (by: number) => setBox(zoomed(box, by, about, whole));
  const key = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (step && props.onPlace) {
      event.preventDefault();
      props.onPlace(moved(props.at ?? placeOf(middle), step[0], step[1]));
    } else if (event.key === "+" || event.key === "=") zoom(0.5);
    else if (event.key === "-") zoom(2);
  };
  const scale = scaleOf(box.width);
  return (
    <div className="place-map">
      <svg
        ref={svg}
        viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
        role="application"
        aria-label={w.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the pin
        tabIndex={0}
        onKeyDown={key}
        onPointerDown={hand.down}
        onPointerMove={hand.move}
        onPointerUp={hand.up}
        onPointerCancel={hand.cancel}
        onPointerLeave={hand.cancel}
      >
        {paths.map((one) => (
          <path
            key={one.code}
            className="place-dong"
            data-chosen={one.code === props.dong || undefined}
            d={one.d}
          />
        ))}
        <Names dongs={props.dongs} pins={props.pins ?? NO_PINS} size={size} />
        <Marks {...props} size={size} pinName={w.pin} />
        <g className="place-scale">
          <path
            d={`M${box.x + size * 0.04} ${box.y + box.height - size * 0.035}h${scale}`}
            strokeWidth={size * 0.006}
          />
          <text
            x={box.x + size * 0.04}
            y={box.y + box.height - size * 0.05}
            fontSize={size * 0.026}
          >
            {scale < 1000 ? `${scale} m` : `${scale / 1000} km`}
          </text>
        </g>
      </svg>
      <div className="place-tools">
        <button type="button" onClick={() => zoom(0.5)} aria-label={w.closer}>
          +
        </button>
        <button type="button" onClick={() => zoom(2)} aria-label={w.wider}>
          −
        </button>
        <button type="button" onClick={() => setBox(whole)} aria-label={w.whole} title={w.whole}>
          ⤢
        </button>
      </div>
    </div>
  );
}
