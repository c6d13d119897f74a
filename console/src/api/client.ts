// One thin door to the node's HTTP interface: the session's cookie, the header that guards writes, RFC 9457 problems.

import type { Incident, Ticket } from "./feed";
import type { components, operations } from "./schema";
import { tellSessionTrouble } from "./sessionTrouble";

type Operation = keyof operations;
type JsonOf<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
/** What one of the node's doors takes. */
export type Body<O extends Operation> = JsonOf<operations[O]["requestBody"]>;
/** What one of them answers; nothing for 204. */
export type Answer<O extends Operation> = operations[O]["responses"] extends { 200: infer Said }
  ? JsonOf<Said>
  : operations[O]["responses"] extends { 201: infer Made }
    ? JsonOf<Made>
    : operations[O]["responses"] extends { 202: infer Taken }
      ? JsonOf<Taken>
      : undefined;

/** One answer to an alarm: where it goes and what it says, as the node told it. */
export type AnswerKey = components["schemas"]["AnswerKey"];

/** The demo's scenario panel: what it can play, where, and what the node answered to the last messages. */
export interface ScenarioPanel {
  readonly scenes: readonly {
    readonly service: string;
    readonly service_ko: string;
    readonly service_en: string;
    readonly scene: string;
    readonly title_ko: string;
    readonly title_en: string;
    readonly expects: string;
    readonly lasts_s: number;
  }[];
  readonly places: readonly string[];
  readonly answers: readonly {
    readonly at: string;
    readonly service: string;
    readonly scene: string;
    readonly place: string;
    readonly status: number;
    readonly answer: string;
  }[];
}

/** What a sign-in still has to show. */
export type SignInStep = components["schemas"]["SignInStep"];

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly field: string | null,
    /** The same in both languages, a sentence a fault, where the node says it so. */
    readonly told: readonly components["schemas"]["Told"][] = [],
  ) {
    super(`${status} ${code}`);
  }
}

const UNREACHABLE = "unreachable";
const LOCKED = "session_locked";
const TIMEOUT_MS = 10_000;

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === "string" ? (said[name] as string) : "");
  const told = Array.isArray(said.told) ? said.told : [];
  return new Problem(response.status, text("code"), text("detail"), text("field") || null, told);
}

async function call<T>(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Bongsu"] = "1";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Problem(0, UNREACHABLE, "", null);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === LOCKED) tellSessionTrouble();
    throw problem;
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** The body is the JPEG itself; without one the deed stands alone. */
export async function sendPicture<O extends Operation>(
  path: string,
  jpeg: Blob | null,
): Promise<Answer<O>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "X-Bongsu": "1", ...(jpeg ? { "Content-Type": "image/jpeg" } : {}) },
      credentials: "same-origin",
      body: jpeg,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Problem(0, UNREACHABLE, "", null);
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as Answer<O>;
}

/** A clip or a picture, for the page alone. */
export async function readFile(path: string): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(path, {
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Problem(0, UNREACHABLE, "", null);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === LOCKED) tellSessionTrouble();
    throw problem;
  }
  return response.blob();
}

/** A file that is handed out for a reason: saved under the name that the node gives it; answers that name. */
export async function saveFile(path: string, body: unknown): Promise<string> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "X-Bongsu": "1", "Content-Type": "application/json" },
      credentials: "same-origin",
      body: JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, UNREACHABLE, "", null);
  }
  if (!response.ok) throw await problemOf(response);
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  const name = named?.[1] ?? "bongsu";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return name;
}

const id = encodeURIComponent;

/** What the room tells; a field left out stays as it is. */
export type Direct = Body<"Direct">;
/** A reason is written where the law wants one. */
export type Decision = Omit<Body<"Decide">, "reason"> & { reason?: string };

/** A door without an answer, or with the one that the node describes. */
export const tell = <O extends Operation>(path: string, body?: Body<O>) =>
  call<Answer<O>>("POST", path, body);
export const ask = <O extends Operation>(path: string) => call<Answer<O>>("GET", path);
export const put = <O extends Operation>(path: string, body: Body<O>) =>
  call<Answer<O>>("PUT", path, body);

export const api = {
  me: () => ask<"Me">("/api/me"),
  /** Who is signed in, or what the node asks for next. */
  signIn: (name: string, password: string) =>
    tell<"SignIn">("/api/sign-in", { name, password }) as Promise<Answer<"SignIn"> | SignInStep>,
  signOut: () => tell<"SignOut">("/api/sign-out"),
  signInWays: () => ask<"SignInWays">("/api/sign-in/ways"),
  signInTotp: (given: Body<"SignInTotp">) => tell<"SignInTotp">("/api/sign-in/totp", given),
  signInRecovery: (given: Body<"SignInRecovery">) =>
    tell<"SignInRecovery">("/api/sign-in/recovery", given),
  signInPasskeyOptions: (given: Body<"SignInPasskeyOptions">) =>
    tell<"SignInPasskeyOptions">("/api/sign-in/passkey/options", given),
  signInPasskey: (given: Body<"SignInPasskey">) =>
    tell<"SignInPasskey">("/api/sign-in/passkey", given),
  signInDeviceChallenge: (given: Body<"SignInDeviceChallenge">) =>
    tell<"SignInDeviceChallenge">("/api/sign-in/device/challenge", given),
  signInDevice: (given: Body<"SignInDevice">) => tell<"SignInDevice">("/api/sign-in/device", given),
  firstTotpDraft: (given: Body<"EnrolTotp">) => tell<"EnrolTotp">("/api/sign-in/enrol/totp", given),
  firstTotp: (given: Body<"EnrolTotpConfirm">) =>
    tell<"EnrolTotpConfirm">("/api/sign-in/enrol/totp/confirm", given),
  firstPasskeyDraft: (given: Body<"EnrolPasskeyOptions">) =>
    tell<"EnrolPasskeyOptions">("/api/sign-in/enrol/passkey/options", given),
  firstPasskey: (given: Body<"EnrolPasskey">) =>
    tell<"EnrolPasskey">("/api/sign-in/enrol/passkey", given),
  unlock: (given: Body<"Unlock">) => tell<"Unlock">("/api/unlock", given),
  unlockOptions: () => tell<"UnlockOptions">("/api/unlock/options"),
  unlockWays: () => ask<"UnlockWays">("/api/unlock/ways"),
  choosePassword: (given: Body<"ChoosePassword">) =>
    tell<"ChoosePassword">("/api/me/password", given),
  ownSessions: () => ask<"MySessions">("/api/me/sessions"),
  endOwnSession: (session: string) => tell<"EndMySession">(`/api/me/sessions/${id(session)}/end`),
  endOtherSessions: () => tell<"EndMyOtherSessions">("/api/me/sessions/end-others"),
  activity: () => tell<"Activity">("/api/activity"),
  factors: () => ask<"MyFactors">("/api/me/factors"),
  totpDraft: (given: Body<"AddTotp">) => tell<"AddTotp">("/api/me/factors/totp", given),
  addTotp: (given: Body<"AddTotpConfirm">) =>
    tell<"AddTotpConfirm">("/api/me/factors/totp/confirm", given),
  passkeyDraft: (given: Body<"AddPasskeyOptions">) =>
    tell<"AddPasskeyOptions">("/api/me/factors/passkey/options", given),
  addPasskey: (given: Body<"AddPasskey">) => tell<"AddPasskey">("/api/me/factors/passkey", given),
  removeFactor: (factor: string, given: Body<"RemoveFactor">) =>
    tell<"RemoveFactor">(`/api/me/factors/${id(factor)}/remove`, given),
  newRecoveryCodes: (given: Body<"NewRecoveryCodes">) =>
    tell<"NewRecoveryCodes">("/api/me/factors/recovery-codes", given),
  people: () => ask<"ListPeople">("/api/people"),
  addPerson: (given: Body<"AddPerson">) => tell<"AddPerson">("/api/people", given),
  changeRole: (given: Body<"ChangeRole">) => tell<"ChangeRole">("/api/people/role", given),
  disablePerson: (given: Body<"DisablePerson">) =>
    tell<"DisablePerson">("/api/people/disable", given),
  enablePerson: (given: Body<"EnablePerson">) => tell<"EnablePerson">("/api/people/enable", given),
  resetFactors: (given: Body<"ResetFactors">) =>
    tell<"ResetFactors">("/api/people/reset-factors", given),
  resetPassword: (given: Body<"ResetPassword">) =>
    tell<"ResetPassword">("/api/people/reset-password", given),
  rightsHistory: (before: number | null) =>
    ask<"RightsHistory">(
      `/api/people/history?limit=100${before === null ? "" : `&before=${before}`}`,
    ),
  organisations: () => ask<"ListOrganisations">("/api/organisations"),
  addOrganisation: (given: Body<"AddOrganisation">) =>
    tell<"AddOrganisation">("/api/organisations", given),
  linkPerson: (given: Body<"LinkPerson">) => tell<"LinkPerson">("/api/people/link", given),
  unlinkPerson: (given: Body<"UnlinkPerson">) => tell<"UnlinkPerson">("/api/people/unlink", given),
  partners: () => ask<"ListPartners">("/api/partners"),
  addPartner: (given: Body<"AddPartner">) => tell<"AddPartner">("/api/partners", given),
  disablePartner: (given: Body<"DisablePartner">) =>
    tell<"DisablePartner">("/api/partners/disable", given),
  devices: () => ask<"ListDevices">("/api/devices"),
  makeEnrolmentCode: (given: Body<"MakeEnrolmentCode">) =>
    tell<"MakeEnrolmentCode">("/api/devices/codes", given),
  removeDevice: (device: string, given: Body<"RemoveDevice">) =>
    tell<"RemoveDevice">(`/api/devices/${id(device)}/remove`, given),
  enrolDevice: (given: Body<"EnrolDevice">) => tell<"EnrolDevice">("/api/device/enrol", given),
  deviceChallenge: () => tell<"DeviceChallenge">("/api/device/challenge"),
  deviceProve: (given: Body<"DeviceProve">) => tell<"DeviceProve">("/api/device/prove", given),
  // GeoJSON made beforehand: the description calls it a string.
  areas: () => call<GeoJSON.FeatureCollection>("GET", "/api/map/areas"),
  links: () => ask<"ListLinks">("/api/links"),
  /** Only on a node that a demo has started: no part of the described interface. */
  scenarios: () => call<ScenarioPanel>("GET", "/api/scenarios"),
  playScenario: (wanted: { service: string; scene: string; place: string }) =>
    call<ScenarioPanel>("POST", "/api/scenarios", wanted),
  invitePeer: (given: Body<"InvitePeer">) => tell<"InvitePeer">("/api/peers/invite", given),
  revokePeer: (peer: string, given: Body<"RevokePeer">) =>
    tell<"RevokePeer">(`/api/peers/${id(peer)}/revoke`, given),
  city: () => ask<"City">("/api/city"),
  cityOutlines: () => call<GeoJSON.FeatureCollection>("GET", "/api/city/outlines"),
  incidents: () => ask<"ListIncidents">("/api/incidents") as Promise<Incident[]>,
  trail: (query: URLSearchParams) => ask<"ListTrail">(`/api/audit?${query}`),
  direct: (incident: string, order: Direct) =>
    tell<"Direct">(`/api/incidents/${id(incident)}/direct`, order),
  move: (incident: string, lat: number, lon: number) =>
    tell<"Move">(`/api/incidents/${id(incident)}/move`, { lat, lon }),
  handOver: (incident: string, to: Body<"HandOver">) =>
    tell<"HandOver">(`/api/incidents/${id(incident)}/hand-over`, to),
  services: () => ask<"ListServices">("/api/services"),
  drills: () => ask<"ListDrills">("/api/drills"),
  beginDrill: (given: Body<"BeginDrill">) => tell<"BeginDrill">("/api/drills", given),
  joinDrill: (drill: string) => tell<"JoinDrill">(`/api/drills/${id(drill)}/join`),
  seenInDrill: (drill: string, incident_id: string) =>
    tell<"SeenInDrill">(`/api/drills/${id(drill)}/seen`, { incident_id }),
  endDrill: (drill: string) => tell<"EndDrill">(`/api/drills/${id(drill)}/end`),
  enterOrder: (given: Body<"EnterOrder">) => tell<"EnterOrder">("/api/military/orders", given),
  /** The node says where an alarm's answer goes, and what it says. */
  answer: (key: AnswerKey) => call<void>("POST", key.path, key.body),
  endView: (grant: string) => tell<"EndView">(`/api/grants/${id(grant)}/end-view`),
  reports: () => ask<"ReportsOut">("/api/reports"),
  report: (given: Body<"ReportOut">) => tell<"ReportOut">("/api/reports", given),
  plateHits: () => ask<"PlateHitCounts">("/api/wanted-cars/counts"),
  close: (incident: string) => tell<"Close">(`/api/incidents/${id(incident)}/close`),
  decide: (grant: string, decision: Decision) =>
    tell<"Decide">(`/api/grants/${id(grant)}/decide`, { reason: "", ...decision }),
  recommend: (grant: string, approve: boolean) =>
    tell<"Recommend">(`/api/grants/${id(grant)}/recommend`, { approve }),
  withdraw: (grant: string) => tell<"Withdraw">(`/api/grants/${id(grant)}/withdraw`),
  undoWithdraw: (grant: string) => tell<"UndoWithdraw">(`/api/grants/${id(grant)}/undo`),
  withdrawReason: (grant: string, reason: string) =>
    tell<"GiveReason">(`/api/grants/${id(grant)}/reason`, { reason }),
  renew: (grant: string) => tell<"Renew">(`/api/grants/${id(grant)}/renew`),
  remark: (incident: string, remark: Body<"Remark">) =>
    tell<"Remark">(`/api/incidents/${id(incident)}/remark`, remark),
  watch: (camera: string): Promise<Ticket> => tell<"WatchOwn">(`/api/cameras/${id(camera)}/watch`),
};
