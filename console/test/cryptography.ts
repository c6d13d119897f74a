// A fresh context of one process (vite.config.ts) has none of its own; browsers have.
import { webcrypto } from "node:crypto";

if (globalThis.crypto?.subtle === undefined) {
  Object.defineProperty(globalThis, "crypto", { value: webcrypto, configurable: true });
}
