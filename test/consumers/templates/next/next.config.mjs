import { dirname } from "node:path";

// What is installed lies above the project.
const root = dirname(import.meta.dirname);

export default { turbopack: { root }, outputFileTracingRoot: root };
