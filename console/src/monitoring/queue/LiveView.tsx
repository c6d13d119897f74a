// The camera as it is now. Opening it is recorded as the beginning of the check; only a person who is there opens it.
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "../../api/client";
import type { Ticket } from "../../api/feed";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { Tile, type TileInfo } from "../../live/Tile";
import { whereIs } from "../alarm";
import { doors } from "../doors";
import type { Alarm } from "../types";
import { words as shared } from "../words";
import { isElsewhere } from "./queue";
import { words } from "./words";

const UNKNOWN = { state: "unknown", since: null, reason: null } as const;
const TAKEN = "opened_by_another";

function infoOf(alarm: Alarm): TileInfo {
  return {
    cameraId: alarm.camera_id,
    number: null,
    name: whereIs(alarm),
    place: null,
    kind: null,
    distanceM: null,
    directionDeg: null,
    why: null,
    endsAt: null,
    camera: UNKNOWN,
  };
}

export type Opening = "closed" | "opening" | "open" | "taken" | "failed";

export interface LiveDesk {
  stands: Opening;
  problem: unknown;
  open: () => void;
  /** A ticket for the tile: the one that opening gave, later ones by opening again. */
  ask: () => Promise<Ticket>;
}

export function useLive(alarm: Alarm): LiveDesk {
  const [stands, setStands] = useState<Opening>("closed");
  const [problem, setProblem] = useState<unknown>(null);
  const first = useRef<Ticket | null>(null);
  const isAsked = useRef(false);
  const isHere = useRef(true);
  const id = alarm.alarm_id;
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const open = useCallback(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    setStands("opening");
    doors.open(id).then(
      (ticket) => {
        first.current = ticket;
        if (isHere.current) setStands("open");
      },
      (why: unknown) => {
        isAsked.current = false;
        if (!isHere.current) return;
        setProblem(why);
        setStands(why instanceof Problem && why.code === TAKEN ? "taken" : "failed");
      },
    );
  }, [id]);
  const ask = useCallback(() => {
    const given = first.current;
    first.current = null;
    return given ? Promise.resolve(given) : doors.open(id);
  }, [id]);
  return { stands, problem, open, ask };
}

function Closed({ live, isTaken }: { live: LiveDesk; isTaken: boolean }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  if (live.stands === "opening") return <p className="mon-view-said">{w.opening}</p>;
  if (live.stands === "taken") return <p className="mon-view-said">{w.takenBy}</p>;
  if (live.stands === "failed") {
    return (
      <p className="mon-view-said" role="alert">
        <b>{w.openFailed}</b>
        <span>{problemText(live.problem, lang)}</span>
        <button type="button" onClick={live.open}>
          {s.again}
        </button>
      </p>
    );
  }
  return (
    <p className="mon-view-said">
      {isTaken && <b>{w.takenBy}</b>}
      <button type="button" onClick={live.open}>
        {w.open}
        <kbd>↵</kbd>
      </button>
      <span>{w.openWhat}</span>
    </p>
  );
}

export function LiveView({ alarm, live }: { alarm: Alarm; live: LiveDesk }) {
  const w = useWords(words);
  if (live.stands === "open") {
    return (
      <div className="mon-view mon-live">
        <Tile info={infoOf(alarm)} ask={live.ask} stream="main" watermark={null} />
      </div>
    );
  }
  return (
    <figure className="mon-view" aria-label={w.live}>
      <div className="mon-screen">
        <Closed live={live} isTaken={isElsewhere(alarm)} />
      </div>
      <figcaption>
        <b>{w.live}</b>
        <span className="mon-faint">{whereIs(alarm)}</span>
      </figcaption>
    </figure>
  );
}
