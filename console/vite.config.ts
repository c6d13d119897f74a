// Builds the console into the Python package, so that the node serves it without a second server.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const node = process.env.BONGSU_NODE ?? "http://localhost:8600";

// A process for each file of tests is five times the work of a fresh context for each, but there, what one file puts in a
// module's place would stand for the next.
const files = (existsSync("test") ? readdirSync("test", { recursive: true, encoding: "utf8" }) : [])
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `test/${name}`);
const inProcesses = files.filter((file) => /vi\.(do)?[mM]ock\(/.test(readFileSync(file, "utf8")));
const environment = "jsdom";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/bongsu/web/console",
    emptyOutDir: true,
    target: "es2022",
    // A data: URI would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    // tile.html is for `bongsu bench`; the node serves index.html only.
    rolldownOptions: { input: ["index.html", "tile.html"] },
  },
  server: {
    proxy: { "/api": { target: node, ws: true }, "/schema": node },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "contexts",
          environment,
          restoreMocks: true,
          pool: "vmForks",
          setupFiles: ["test/cryptography.ts"],
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: inProcesses,
        },
      },
      {
        extends: true,
        test: { name: "processes", environment, restoreMocks: true, include: inProcesses },
      },
    ],
  },
});
