// Builds the console into the Python package, so that the node serves it without a second server.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const node = process.env.BONGSU_NODE ?? "http://localhost:8600";

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
  test: { environment: "jsdom", include: ["test/**/*.test.{ts,tsx}"], restoreMocks: true },
});
