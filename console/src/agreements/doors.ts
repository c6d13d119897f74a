// The node's doors for agreements: thin, typed by the node's own description.
import { ask, type Body, tell } from "../api/client";
import type { AgreementText } from "./text";

const id = encodeURIComponent;
const at = (agreement: string) => `/api/agreements/${id(agreement)}`;
const versionAt = (agreement: string, version: number) => `${at(agreement)}/versions/${version}`;

export const doors = {
  list: () => ask<"ListAgreements">("/api/agreements"),
  conflicts: () => ask<"AgreementConflicts">("/api/agreements/conflicts"),
  one: (agreement: string, version: number) =>
    ask<"AgreementVersion">(versionAt(agreement, version)),
  check: (document: AgreementText) => tell<"CheckAgreement">("/api/agreements/check", { document }),
  add: (document: AgreementText) => tell<"AddAgreement">("/api/agreements", { document }),
  sign: (agreement: string, version: number) =>
    tell<"SignAgreement">(`${versionAt(agreement, version)}/sign`),
  addSignature: (agreement: string, version: number, signature: Body<"AddSignature">) =>
    tell<"AddSignature">(`${versionAt(agreement, version)}/signatures`, signature),
  /** The canonical bytes, as a link to download. */
  textToSign: (agreement: string, version: number) => `${versionAt(agreement, version)}/text`,
  suspend: (agreement: string, reason: string) =>
    tell<"SuspendAgreement">(`${at(agreement)}/suspend`, { reason }),
  resume: (agreement: string, reason: string) =>
    tell<"ResumeAgreement">(`${at(agreement)}/resume`, { reason }),
  keys: () => ask<"ListPartyKeys">("/api/party-keys"),
  addKey: (key: Body<"AddPartyKey">) => tell<"AddPartyKey">("/api/party-keys", key),
  withdrawKey: (key: string, reason: string) =>
    tell<"WithdrawPartyKey">(`/api/party-keys/${id(key)}/withdraw`, { reason }),
  /** The pilot's report as a document, for a reason. */
  pilotFile: (agreement: string, version: number) =>
    `${versionAt(agreement, version)}/pilot-report/pdf`,
  pilotReport: (agreement: string, version: number) =>
    ask<"PilotReport">(`${versionAt(agreement, version)}/pilot-report`),
};
