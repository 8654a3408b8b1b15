import { look } from "./look.js";
import capture from "./ten.js";

const file = new Blob([capture]);
const compressed = () => file.stream().pipeThrough(new CompressionStream("gzip"));
look(file, compressed())
  .then(String, String)
  .then((found) => {
    document.title = found;
  });
