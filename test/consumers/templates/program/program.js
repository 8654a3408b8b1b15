import { look } from "./look.js";

look("ten.pcap", "ten.pcap.gz").then(console.log, (error) => {
  console.error(error);
  process.exitCode = 1;
});
