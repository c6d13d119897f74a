// The feed's messages: the node's own types (`schema.ts`), with the few words that the console tells apart.
import type { components } from "./schema";

type Schemas = components["schemas"];
/** `T` with some fields said more exactly than the node's plain strings; a field that `T` lacks is an error. */
type Refined<T, Fields extends { [K in keyof Fields]: K extends keyof T ? T[K] : never }> = Omit<
  T,
  keyof Fields
> &
  Fields;
/** The words known here, and any that a newer node may send. */
type Open<Known extends string> = Known | (string & {});

export type Role = Schemas["Role"];
export type Me = Schemas["Me"];
export type Person = Refined<Schemas["PersonView"], { role: Open<Role> }>;
export type Centre = Schemas["CentreView"];

export type CameraState = "connecting" | "live" | "frozen" | "dead" | "unsupported" | "unknown";
export type CameraKind = Open<Schemas["CameraKind"]>;
export type LendingState = Open<
  "active" | "waiting" | "refused" | "withdrawn" | "expired" | "closed"
>;

export type Place = Schemas["PlaceView"];
export type Responder = Schemas["Responder"];
export type Waiting = Refined<
  Schemas["WaitingView"],
  { kind: Open<"approval" | "place" | "jurisdiction" | "peer" | "start"> }
>;
export type Lending = Refined<
  Schemas["LendingView"],
  { state: LendingState; waiting: Waiting | null }
>;
export type IncidentTile = Refined<Schemas["TileView"], { kind: CameraKind; state: CameraState }>;
export type Pointer = Schemas["Pointer"];
export type Directing = Schemas["Directing"];
export type TimelineEntry = Schemas["TimelineRow"];
export type Incident = Refined<
  Schemas["IncidentView"],
  { state: "open" | "closed" | "cancelled"; lendings: Lending[]; tiles: IncidentTile[] }
>;

type Said<T extends { kind: string; seq: number }> = Omit<T, "kind" | "seq">;

export type Ticket = Said<Schemas["TicketMessage"]>;
/** One screen outside that shows a camera now; `viewer` is the text of its watermark. */
export type Watcher = Schemas["Watcher"];
/** How the line to one other centre stands. */
export type LinkStanding = Refined<
  Schemas["LinkStanding"],
  { state: Open<"up" | "down" | "refused" | "unknown"> }
>;
/** An alarm of selective monitoring, and how its queue stands. */
export type Alarm = Schemas["AlarmView"];
export type MonitoringCounts = Said<Schemas["MonitoringMessage"]>;
export type Summary = Said<Schemas["Summary"]>;
export type Hello = Said<HelloMessage>;

type HelloMessage = Refined<Schemas["Hello"], { person: Person }>;
export type CameraStateMessage = Refined<Schemas["CameraStateMessage"], { state: CameraState }>;

export type FeedMessage =
  | HelloMessage
  | Refined<Schemas["IncidentMessage"], { incident: Incident }>
  | Schemas["IncidentGone"]
  | Schemas["TicketMessage"]
  | CameraStateMessage
  | Schemas["WatchingMessage"]
  | Schemas["AlarmMessage"]
  | Schemas["AlarmGone"]
  | Schemas["MonitoringMessage"]
  | Schemas["Summary"]
  | Refined<Schemas["LinksMessage"], { links: LinkStanding[] }>
  | Schemas["Problem"];

type Wish = Schemas["Wish"];
export type FeedRequest =
  | ({ want: "ticket" } & Pick<Wish, "grant_id" | "camera_id">)
  | ({ want: "position"; lat: number; lon: number } & Pick<Wish, "heading_deg" | "speed_kmh">);
