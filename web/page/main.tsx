// Starts the page: one worker, one root.
import { render } from "preact";
import { App } from "./app.js";
import { showAllText } from "./show-text.js";
import { restoreTheme } from "./theme.js";
import { WorkerClient } from "./worker-client.js";

showAllText();
restoreTheme();

const client = new WorkerClient(
  () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
);
render(<App client={client} />, document.getElementById("page") as HTMLElement);
