// One thin door to the node's HTTP interface: the session's cookie, the header that guards writes, RFC 9457 problems.
import type { Incident, Me, Ticket } from "./feed";

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly field: string | null,
  ) {
    super(`${status} ${code}`);
  }
}

const UNREACHABLE = "unreachable";
const TIMEOUT_MS = 10_000;

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === "string" ? (said[name] as string) : "");
  return new Problem(response.status, text("code"), text("detail"), text("field") || null);
}

async function call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method === "POST") headers["X-Bongsu"] = "1";
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
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

const id = encodeURIComponent;

export interface Direct {
  chosen_camera_id?: string | null;
  pointer?: { camera_id: string; x: number; y: number } | null;
  arrow?: { bearing_deg: number } | null;
  line?: string | null;
}

export interface Decision {
  approve: boolean;
  organisation?: string;
  lat?: number;
  lon?: number;
}

export const api = {
  get: <T>(path: string) => call<T>("GET", path),
  post: <T>(path: string, body?: unknown) => call<T>("POST", path, body),
  me: () => call<Me>("GET", "/api/me"),
  signIn: (name: string, password: string) => call<Me>("POST", "/api/sign-in", { name, password }),
  signOut: () => call<void>("POST", "/api/sign-out"),
  areas: () => call<GeoJSON.FeatureCollection>("GET", "/api/map/areas"),
  incidents: () => call<Incident[]>("GET", "/api/incidents"),
  direct: (incident: string, order: Direct) =>
    call<void>("POST", `/api/incidents/${id(incident)}/direct`, order),
  move: (incident: string, lat: number, lon: number) =>
    call<void>("POST", `/api/incidents/${id(incident)}/move`, { lat, lon }),
  close: (incident: string) => call<void>("POST", `/api/incidents/${id(incident)}/close`),
  decide: (grant: string, decision: Decision) =>
    call<void>("POST", `/api/grants/${id(grant)}/decide`, decision),
  recommend: (grant: string, approve: boolean) =>
    call<void>("POST", `/api/grants/${id(grant)}/recommend`, { approve }),
  withdraw: (grant: string) => call<void>("POST", `/api/grants/${id(grant)}/withdraw`),
  undoWithdraw: (grant: string) => call<void>("POST", `/api/grants/${id(grant)}/undo`),
  withdrawReason: (grant: string, reason: string) =>
    call<void>("POST", `/api/grants/${id(grant)}/reason`, { reason }),
  renew: (grant: string) => call<void>("POST", `/api/grants/${id(grant)}/renew`),
  watch: (camera: string) => call<Ticket>("POST", `/api/cameras/${id(camera)}/watch`),
};
