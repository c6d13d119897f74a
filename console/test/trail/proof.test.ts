import { webcrypto } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { isSigned, judge, lineOf, rawBody, readCheckpoint, rootOf } from "../../src/trail/proof";
import type { TrailRow } from "../../src/trail/trail";

const utf8 = new TextEncoder();
const subtle = webcrypto.subtle;

async function sha(...parts: Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await subtle.digest("SHA-256", Buffer.concat(parts)));
}
const leafOf = (data: string) => sha(Uint8Array.of(0), Buffer.from(data));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** RFC 6962 §2.1 and §2.1.1, as they stand there. */
function cut(leaves: Uint8Array[]): number {
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return k;
}
async function treeOf(leaves: Uint8Array[]): Promise<Uint8Array> {
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const k = cut(leaves);
  return sha(Uint8Array.of(1), await treeOf(leaves.slice(0, k)), await treeOf(leaves.slice(k)));
}
async function pathOf(index: number, leaves: Uint8Array[]): Promise<Uint8Array[]> {
  if (leaves.length === 1) return [];
  const k = cut(leaves);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...(await pathOf(index, left)), await treeOf(right)]
    : [...(await pathOf(index - k, right)), await treeOf(left)];
}

beforeAll(() => {
  vi.stubGlobal("crypto", webcrypto);
});

test("every row of every small tree leads to its root, and no other row does", async () => {
  for (const size of [1, 2, 3, 5, 7, 8, 13]) {
    const leaves = await Promise.all(Array.from({ length: size }, (_, n) => leafOf(`row ${n}`)));
    const root = hex(await treeOf(leaves));
    for (const [index, leaf] of leaves.entries()) {
      const path = await pathOf(index, leaves);
      expect(hex((await rootOf(leaf, index, size, path)) ?? new Uint8Array())).toBe(root);
      const other = await rootOf(await leafOf("forged"), index, size, path);
      expect(hex(other ?? new Uint8Array())).not.toBe(root);
      expect(await rootOf(leaf, index, size, [...path, leaf])).toBeNull();
    }
  }
});

const BODY = '{"note":"a \\" \\\\ 가","weight":1.0}';
const ROW: TrailRow = {
  sequence: 1,
  at: "2026-11-21T02:10:00.000000Z",
  kind: "sign_in",
  actor: 'per_1 "x"',
  organisation: null,
  incident_id: null,
  grant_id: null,
  camera_id: null,
  body: JSON.parse(BODY),
  previous: "0".repeat(64),
  hash: "",
};

test("the line under a hash is the one that the node writes", () => {
  expect(lineOf({ ...ROW, actor: "per_1" }, "{}")).toBe(
    `{"actor":"per_1","at":"2026-11-21T02:10:00.000000Z","body":{},"camera_id":null,` +
      `"grant_id":null,"incident_id":null,"kind":"sign_in","organisation":null,` +
      `"previous":"${"0".repeat(64)}","sequence":1}`,
  );
});

test("a body keeps the node's own spelling", () => {
  const answer = `{"rows":[{"sequence":1,"actor":"\\"body\\":","body":${BODY},"previous":"00","hash":"11"}]}`;
  expect(rawBody(answer)).toBe(BODY);
});

async function signedTree(line: string) {
  const leaf = await leafOf(line);
  const leaves = [leaf, await leafOf("second"), await leafOf("third")];
  const root = await treeOf(leaves);
  const pair = (await subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const key = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const text = `bongsu.example/log\n3\n${base64(root)}\n`;
  const signature = new Uint8Array(
    await subtle.sign("Ed25519", pair.privateKey, utf8.encode(text)),
  );
  const line4 = base64(Buffer.concat([Buffer.alloc(4), signature]));
  const note = `${text}\n— bongsu.example/log ${line4}\n`;
  const logKey = `bongsu.example/log+00000000+${base64(Buffer.concat([Buffer.of(1), key]))}`;
  return { note, logKey, proof: { hashes: (await pathOf(0, leaves)).map(base64) } };
}

test("a row is proved against the checkpoint, and an edited one is not", async () => {
  const line = lineOf(ROW, BODY);
  const row = { ...ROW, hash: hex(await sha(Buffer.from(line))) };
  const { note, proof } = await signedTree(line);
  const checkpoint = readCheckpoint(note);
  if (!checkpoint) throw new Error("a checkpoint");
  expect(await judge(row, BODY, proof, checkpoint)).toBe("proved");
  expect(await judge({ ...row, actor: "per_2" }, BODY, proof, checkpoint)).toBe("changed");
  const edited = { ...row, actor: "per_2" };
  const resealed = { ...edited, hash: hex(await sha(Buffer.from(lineOf(edited, BODY)))) };
  expect(await judge(resealed, BODY, proof, checkpoint)).toBe("not_in_tree");
});

test("a checkpoint is the log's own only with its signature", async () => {
  const { note, logKey } = await signedTree("row");
  const checkpoint = readCheckpoint(note);
  const forged = readCheckpoint(note.replace("\n3\n", "\n4\n"));
  if (!checkpoint || !forged) throw new Error("two checkpoints");
  expect(checkpoint.size).toBe(3);
  expect(await isSigned(checkpoint, logKey)).toBe(true);
  expect(await isSigned(forged, logKey)).toBe(false);
});

test("what is no checkpoint is none", () => {
  expect(readCheckpoint("")).toBeNull();
  expect(readCheckpoint("origin\nmany\nroot\n\n")).toBeNull();
});
