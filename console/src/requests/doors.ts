// The doors of requests for cameras: the open ones, and those of who works on them.
import { type Answer, ask, type Body, tell } from "../api/client";

export type RequestForm = Answer<"RequestForm">;
export type Dong = RequestForm["dongs"][number];
export type Wish = Body<"AskForCamera">;
export type Taken = Answer<"AskForCamera">;
export type RequestStatus = Answer<"RequestStatus">;
export type Requests = Answer<"ListRequests">;
export type CameraRequest = Requests["requests"][number];
export type Proposal = Requests["proposals"][number];
export type RequestDetail = Answer<"ReadRequest">;
export type RequestAnswer = Body<"AnswerRequest">;
export type Entered = Body<"EnterRequest">;

export type WishReason = CameraRequest["reason"];
export type RequestState = CameraRequest["state"];
export type Channel = CameraRequest["channel"];
export type Ground = NonNullable<CameraRequest["ground"]>;

const OPEN = "/camera-requests";
const ROOT = "/api/planning/requests";
const at = (id: string) => `${ROOT}/${encodeURIComponent(id)}`;

export interface Filter {
  state: string;
  origin: string;
  reason: string;
  dong: string;
}

/** Each reading of somebody's words is a row of the trail: a window that gets the focus again reads nothing. */
export const READ_ONCE = { staleTime: 60_000, refetchOnWindowFocus: false } as const;

export const NO_FILTER: Filter = { state: "", origin: "", reason: "", dong: "" };

export function queryOf(filter: Filter): string {
  const said = Object.entries(filter).filter(([, value]) => value !== "");
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`;
}

export const doors = {
  form: () => ask<"RequestForm">(OPEN),
  send: (wish: Wish) => tell<"AskForCamera">(OPEN, wish),
  status: (number: string) =>
    ask<"RequestStatus">(`${OPEN}/${encodeURIComponent(number.replace(/\s+/g, ""))}`),
  list: (filter: Filter) => ask<"ListRequests">(`${ROOT}${queryOf(filter)}`),
  read: (id: string) => ask<"ReadRequest">(at(id)),
  enter: (given: Entered) => tell<"EnterRequest">(ROOT, given),
  review: (id: string) => tell<"ReviewRequest">(`${at(id)}/review`),
  merge: (id: string, into: string) => tell<"MergeRequest">(`${at(id)}/merge`, { into }),
  takeOut: (id: string) => tell<"TakeOutRequest">(`${at(id)}/take-out`),
  answer: (id: string, given: RequestAnswer) => tell<"AnswerRequest">(`${at(id)}/answer`, given),
  sent: (id: string) => tell<"RequestLetterSent">(`${at(id)}/sent`),
  letterPath: (id: string) => `${at(id)}/letter`,
};
