// Proves a row against the signed checkpoint, in this browser: its line, its hash, its place in the tree (RFC 6962), the signature (C2SP signed note).
import { type Answer, ask } from "../api/client";
import type { TrailRow } from "./trail";

/** The node answers it as JSON or as bytes; here as JSON. */
export interface Inclusion {
  hashes: string[];
}
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  /** The signed bytes, and the signature lines below them. */
  text: string;
  signatures: readonly { name: string; bytes: Uint8Array }[];
}
export type Verdict = "proved" | "unsigned" | "not_yet" | "changed" | "not_in_tree" | "forged";

const utf8 = new TextEncoder();

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const same = (a: Uint8Array, b: Uint8Array) => hex(a) === hex(b);

/** The body as the node wrote it: parsed and written anew, 1.0 would become 1. */
export function rawBody(answer: string): string {
  const begins = answer.indexOf('"body":') + '"body":'.length;
  return answer.slice(begins, answer.lastIndexOf(',"previous":"'));
}

/** The line under a row's hash (audit/entry.py). */
export function lineOf(row: TrailRow, body: string): string {
  const said = (value: string | number | null) => JSON.stringify(value);
  return (
    `{"actor":${said(row.actor)},"at":${said(row.at)},"body":${body}` +
    `,"camera_id":${said(row.camera_id)},"grant_id":${said(row.grant_id)}` +
    `,"incident_id":${said(row.incident_id)},"kind":${said(row.kind)}` +
    `,"organisation":${said(row.organisation)},"previous":${said(row.previous)}` +
    `,"sequence":${row.sequence}}`
  );
}

/** RFC 9162 §2.1.3.2: the root to which a leaf and its path lead; null when the path does not fit. */
export async function rootOf(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Promise<Uint8Array | null> {
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const step of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      hash = await sha256(new Uint8Array([1]), step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else {
      hash = await sha256(new Uint8Array([1]), hash, step);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? hash : null;
}

export function readCheckpoint(note: string): Checkpoint | null {
  const cut = note.indexOf("\n\n");
  const [origin, size, root] = note.slice(0, cut).split("\n");
  if (cut < 0 || !origin || !root || !Number.isSafeInteger(Number(size))) return null;
  const signatures = note
    .slice(cut + 2)
    .split("\n")
    .flatMap((line) => {
      const [, name, bytes] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      return name && bytes ? [{ name, bytes: bytesOf(bytes) }] : [];
    });
  return { origin, size: Number(size), root, text: note.slice(0, cut + 1), signatures };
}

/** `name+hash+base64(1, key)`; null when the browser cannot check Ed25519. */
export async function isSigned(checkpoint: Checkpoint, logKey: string): Promise<boolean | null> {
  const [, , ...rest] = logKey.split("+");
  const key = bytesOf(rest.join("+")).slice(1);
  let known: CryptoKey;
  try {
    known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  const checks = checkpoint.signatures.map(({ bytes }) =>
    crypto.subtle
      .verify("Ed25519", known, bytes.slice(4), utf8.encode(checkpoint.text))
      .catch(() => false),
  );
  return (await Promise.all(checks)).some(Boolean);
}

/** Every step of the proof over what was fetched. */
export async function judge(
  row: TrailRow,
  body: string,
  proof: Inclusion,
  checkpoint: Checkpoint,
): Promise<Exclude<Verdict, "unsigned" | "not_yet" | "forged">> {
  const line = utf8.encode(lineOf(row, body));
  if (hex(await sha256(line)) !== row.hash) return "changed";
  const leaf = await sha256(new Uint8Array([0]), line);
  const path = proof.hashes.map(bytesOf);
  const root = await rootOf(leaf, row.sequence - 1, checkpoint.size, path);
  return root && same(root, bytesOf(checkpoint.root)) ? "proved" : "not_in_tree";
}

async function textOf(path: string): Promise<string> {
  const response = await fetch(path, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

export async function newestCheckpoint(): Promise<Checkpoint | null> {
  return readCheckpoint(await textOf("/api/audit/checkpoint"));
}

/** Fetches the row anew, its proof and the checkpoint, and checks all of it here. */
export async function prove(sequence: number, logKey: string): Promise<Verdict> {
  const checkpoint = await newestCheckpoint();
  if (!checkpoint || checkpoint.size < sequence) return "not_yet";
  const answer = await textOf(`/api/audit?after=${sequence - 1}&limit=1`);
  const row = (JSON.parse(answer) as Answer<"ListTrail">).rows[0];
  if (row?.sequence !== sequence) return "not_in_tree";
  const proof = (await ask<"ProveInclusion">(
    `/api/audit/proof/inclusion?sequence=${sequence}&size=${checkpoint.size}`,
  )) as Inclusion;
  const verdict = await judge(row, rawBody(answer), proof, checkpoint);
  if (verdict !== "proved") return verdict;
  const signed = await isSigned(checkpoint, logKey);
  if (signed === null) return "unsigned";
  return signed ? "proved" : "forged";
}
