// Builds the page into dist/page, from the package in dist: it uses what its users get.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  base: "./",
  resolve: {
    alias: {
      "packetglass/worker": at("../../dist/worker-browser.mjs"),
      packetglass: at("../../dist/browser.mjs"),
    },
  },
  worker: { format: "es" },
  build: {
    outDir: at("../../dist/page"),
    emptyOutDir: true,
    target: ["chrome123", "firefox121", "safari17.5"],
    // Every file is a file: the Content-Security-Policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
