// The node's doors for missing people, and the shapes behind them.
import { type Answer, ask, type Body, sendPicture, tell } from "../api/client";

export type Records = Answer<"ListRegister">;
export type RecordLine = Records["records"][number];
export type RecordView = Answer<"ReadRegister">;
export type NewRecord = Body<"RegisterPerson">;
export type Described = Answer<"DescribeMissing">;
export type Description = NonNullable<Described["description"]>;
export type Sighting = Answer<"ListSightings">[number];
export type Ward = Answer<"ListWards">[number];
export type RegisterLine = Answer<"ListMissingRegister">[number];
export type Search = Answer<"ListSearches">[number];
export type DeskView = Answer<"LookAtSearch">;
export type Clothing = Answer<"LookAtClothing">;
export type ClothingOrder = Answer<"AskForClothing">;
export type ClothingCandidate = Clothing["candidates"][number];
export type NewClothing = Body<"AskForClothing">;
export type SectorCamera = DeskView["sector"][number];

const id = encodeURIComponent;
const person = (of: string) => `/api/missing/people/${id(of)}`;
const search = (of: string) => `/api/missing/searches/${id(of)}`;
const clothing = (of: string) => `${search(of)}/clothing`;
const incident = (of: string) => `/api/missing/incidents/${id(of)}`;

export const missing = {
  records: () => ask<"ListRegister">("/api/missing/people"),
  register: (said: NewRecord) => tell<"RegisterPerson">("/api/missing/people", said),
  read: (of: string) => ask<"ReadRegister">(person(of)),
  change: (of: string, said: NewRecord) => tell<"ChangeRegister">(person(of), said),
  givePhoto: (of: string, jpeg: Blob) =>
    sendPicture<"GiveRegisterPhoto">(`${person(of)}/photo`, jpeg),
  check: (of: string) => tell<"CheckRegister">(`${person(of)}/check`),
  remove: (of: string) => tell<"RemoveFromRegister">(`${person(of)}/remove`),
  wards: () => ask<"ListWards">("/api/missing/mine"),
  consent: (of: string) => tell<"Consent">(`/api/missing/mine/${id(of)}/consent`, { adult: true }),
  withdraw: (of: string) => tell<"WithdrawConsent">(`/api/missing/mine/${id(of)}/withdraw`),
  searches: () => ask<"ListSearches">("/api/missing/searches"),
  desk: (of: string) => ask<"LookAtSearch">(search(of)),
  join: (of: string) => tell<"JoinSearch">(`${search(of)}/join`),
  leave: (of: string) => tell<"LeaveSearch">(`${search(of)}/leave`),
  looked: (of: string, camera: string, verdict: "none" | "suspect") =>
    tell<"LookedAtCamera">(`${search(of)}/cameras/${id(camera)}`, { verdict }),
  report: (of: string, camera: string, grant: string, jpeg: Blob | null) =>
    sendPicture<"ReportSighting">(
      `${search(of)}/sightings?camera_id=${id(camera)}&grant_id=${id(grant)}`,
      jpeg,
    ),
  clothing: (of: string) => ask<"LookAtClothing">(clothing(of)),
  clothingOrder: (of: string) => ask<"ClothingOrder">(`${clothing(of)}/order`),
  askClothing: (of: string, said: NewClothing) => tell<"AskForClothing">(clothing(of), said),
  answerClothing: (of: string, approve: boolean, reason: string) =>
    tell<"AnswerClothing">(`${clothing(of)}/answer`, { approve, reason }),
  stopClothing: (of: string) => tell<"StopClothing">(`${clothing(of)}/stop`),
  judgeClothing: (of: string, seen: string, verdict: "no" | "possible") =>
    tell<"JudgeClothing">(`${clothing(of)}/${id(seen)}`, { verdict }),
  describe: (of: string) => ask<"DescribeMissing">(incident(of)),
  sightings: (of: string) => ask<"ListSightings">(`${incident(of)}/sightings`),
  lookBack: (of: string, seconds: number) =>
    tell<"LookBackForMissing">(`${incident(of)}/lookback`, { seconds }),
  ownRegister: () => ask<"ListMissingRegister">("/api/missing/register"),
  receipt: (of: string, receipt_no: string) =>
    tell<"ConfirmDestroyed">(`/api/missing/register/${id(of)}/receipt`, { receipt_no }),
};

export const photoOf = (of: string) => `${incident(of)}/photo`;
export const registerPhotoOf = (of: string) => `${person(of)}/photo`;
export const stillOf = (of: string, sighting: string) => `${incident(of)}/stills/${id(sighting)}`;
export const clothingPictureOf = (of: string, seen: string) =>
  `${clothing(of)}/${id(seen)}/picture`;
