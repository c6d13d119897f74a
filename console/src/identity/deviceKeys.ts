// This tablet's own keys: made here, not extractable, kept in this browser's IndexedDB. They sign; they never leave.

const DATABASE = "bongsu-device";
const STORE = "keys";
const CONTEXT = "bongsu device proof 1";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** Part of what is signed, so that no proof serves for another purpose. */
export type Purpose = "enrol" | "sign-in" | "session";

export interface DeviceKey {
  readonly deviceId: string;
  /** The sign-in name of the vehicle's account. */
  readonly name: string;
  readonly key: CryptoKey;
}

export interface FreshKey {
  readonly key: CryptoKey;
  readonly publicKey: string;
  readonly thumbprint: string;
}

/** A sign-in name as the node keeps it. */
export function asName(typed: string): string {
  return typed.normalize("NFC").trim();
}

/** An enrolment code as the node made it, however it was typed. */
export function asCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
}

export function encoded(raw: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(raw));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Browsers give keys only to pages of HTTPS or of this very machine. */
export function canKeepKeys(): boolean {
  return globalThis.isSecureContext && "indexedDB" in globalThis && "subtle" in crypto;
}

export async function freshKey(): Promise<FreshKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign"]);
  const spki = await crypto.subtle.exportKey("spki", pair.publicKey);
  return { key: pair.privateKey, publicKey: encoded(spki), thumbprint: await thumbprintOf(spki) };
}

async function thumbprintOf(spki: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", spki));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Signs for the origin of this very page: what a foreign page is told to sign is worth nothing here. */
export async function signed(
  key: CryptoKey,
  purpose: Purpose,
  challenge: string,
  boundTo: string,
): Promise<string> {
  const text = [CONTEXT, purpose, location.origin, challenge, boundTo].join("\n");
  return encoded(await crypto.subtle.sign(SIGNING, key, new TextEncoder().encode(text)));
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "deviceId" });
  return answered(request);
}

async function within<T>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await answered(run(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

export async function keepKey(made: DeviceKey): Promise<void> {
  // asks that the browser not throw the key away when its disk fills up; a refusal changes nothing
  await navigator.storage?.persist?.();
  await within("readwrite", (store) => store.put(made));
}

export async function keyOfDevice(deviceId: string): Promise<DeviceKey | null> {
  return (await within("readonly", (store) => store.get(deviceId))) ?? null;
}

/** The newest key for an account; identifiers sort by time. */
export async function keyOfName(name: string): Promise<DeviceKey | null> {
  const all: DeviceKey[] = await within("readonly", (store) => store.getAll());
  const own = all.filter((one) => one.name === asName(name));
  return own.sort((a, b) => b.deviceId.localeCompare(a.deviceId))[0] ?? null;
}
