import webpack from "webpack";

const [target, entry] = process.argv.slice(2);
const suffix = target === "web" ? "js" : "cjs";
const output = {
  path: `${import.meta.dirname}/out`,
  filename: `main.${suffix}`,
  chunkFilename: `[id].${suffix}`,
};
webpack({ mode: "production", target, entry, output }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString("errors-only"));
});
