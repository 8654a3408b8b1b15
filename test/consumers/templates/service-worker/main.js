import capture from "./ten.js";

navigator.serviceWorker.onmessage = ({ data }) => {
  document.title = data;
};
await navigator.serviceWorker.register("./worker.js", { type: "module" });
const { active } = await navigator.serviceWorker.ready;
active.postMessage(new Blob([capture]));
