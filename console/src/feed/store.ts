// What the feed has told this page, as one immutable snapshot. Applying a message twice changes nothing.
import type {
  Alarm,
  CameraStateMessage,
  FeedMessage,
  Hello,
  Incident,
  LinkStanding,
  MonitoringCounts,
  Summary,
  Watcher,
} from "../api/feed";

export type Link = "connecting" | "live" | "stale" | "down";

export interface FeedState {
  link: Link;
  /** When the link was lost, in ms since the epoch; null while it stands. */
  lostAt: number | null;
  hello: Hello | null;
  incidents: readonly Incident[];
  watching: readonly Watcher[];
  summary: Summary | null;
  /** Every centre that ours is linked with. */
  links: readonly LinkStanding[];
  /** Of selective monitoring, for the queue's people; others hear of none. */
  alarms: readonly Alarm[];
  monitoring: MonitoringCounts | null;
  seq: number;
}

export const EMPTY: FeedState = {
  link: "connecting",
  lostAt: null,
  hello: null,
  incidents: [],
  watching: [],
  summary: null,
  links: [],
  alarms: [],
  monitoring: null,
  seq: 0,
};

function newestFirst(a: Incident, b: Incident): number {
  return b.received_at.localeCompare(a.received_at);
}

function withIncident(incidents: readonly Incident[], one: Incident): readonly Incident[] {
  const others = incidents.filter((other) => other.incident_id !== one.incident_id);
  return [...others, one].sort(newestFirst);
}

const OPEN_ALARMS: ReadonlySet<string> = new Set(["waiting", "shown", "held"]);
/** A long shift answers thousands: of those that are closed, only the latest are of use to a page. */
const CLOSED_KEPT = 50;

function withAlarm(alarms: readonly Alarm[], one: Alarm): readonly Alarm[] {
  const next = [...alarms.filter((other) => other.alarm_id !== one.alarm_id), one];
  const closed = next.filter((other) => !OPEN_ALARMS.has(other.state));
  const old = new Set(closed.slice(0, -CLOSED_KEPT));
  return old.size === 0 ? next : next.filter((other) => !old.has(other));
}

function withCamera(
  incidents: readonly Incident[],
  camera: CameraStateMessage,
): readonly Incident[] {
  return incidents.map((incident) => {
    if (!incident.tiles.some((tile) => tile.camera_id === camera.camera_id)) return incident;
    const tiles = incident.tiles.map((tile) =>
      tile.camera_id === camera.camera_id
        ? {
            ...tile,
            state: camera.state,
            state_since: camera.since,
            state_reason: camera.reason,
          }
        : tile,
    );
    return { ...incident, tiles };
  });
}

export function apply(state: FeedState, message: FeedMessage): FeedState {
  const seq = typeof message.seq === "number" ? Math.max(state.seq, message.seq) : state.seq;
  switch (message.kind) {
    case "hello": {
      const { kind: _kind, seq: _seq, ...hello } = message;
      // A node that restarted counts anew: keeping the old, higher number would lose what it says next.
      const from = hello.resumed ? seq : (message.seq ?? 0);
      return { ...state, seq: from, hello, link: "live", lostAt: null };
    }
    case "incident":
      return {
        ...state,
        seq,
        incidents: withIncident(state.incidents, message.incident),
      };
    case "incident_gone":
      return {
        ...state,
        seq,
        incidents: state.incidents.filter((one) => one.incident_id !== message.incident_id),
      };
    case "alarm":
      return { ...state, seq, alarms: withAlarm(state.alarms, message.alarm) };
    case "alarm_gone":
      return {
        ...state,
        seq,
        alarms: state.alarms.filter((one) => one.alarm_id !== message.alarm_id),
      };
    case "monitoring": {
      const { kind: _kind, seq: _seq, ...monitoring } = message;
      return { ...state, seq, monitoring };
    }
    case "camera_state":
      return { ...state, seq, incidents: withCamera(state.incidents, message) };
    case "watching":
      return { ...state, seq, watching: message.watchers };
    case "links":
      return { ...state, seq, links: message.links };
    case "summary":
      return {
        ...state,
        seq,
        summary: { cameras: message.cameras, cameras_dead: message.cameras_dead },
      };
    default:
      return { ...state, seq };
  }
}

export class FeedStore {
  #state = EMPTY;
  readonly #listeners = new Set<() => void>();

  readonly get = (): FeedState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  apply(message: FeedMessage): void {
    this.#put(apply(this.#state, message));
  }

  link(link: Link, lostAt: number | null): void {
    if (this.#state.link === link && this.#state.lostAt === lostAt) return;
    this.#put({ ...this.#state, link, lostAt });
  }

  /** Drops what a fresh greeting did not repeat: this session may no longer see it. */
  keepOnly(ids: ReadonlySet<string>): void {
    const incidents = this.#state.incidents.filter((one) => ids.has(one.incident_id));
    const alarms = this.#state.alarms.filter((one) => ids.has(one.alarm_id));
    const isLess =
      incidents.length < this.#state.incidents.length || alarms.length < this.#state.alarms.length;
    if (isLess) this.#put({ ...this.#state, incidents, alarms });
  }

  clear(): void {
    this.#put(EMPTY);
  }

  #put(next: FeedState): void {
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
