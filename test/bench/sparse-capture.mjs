// A capture of the longest packets that libpcap takes, on disk mostly holes: Ethernet of an
// experimental type (IEEE 802, 0x88b5), zeros behind it.
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";

const SNAPLEN = 262144;
const RECORD = 16 + SNAPLEN;

/** Makes one of about so many bytes. */
export function makeSparseCapture(path, bytes) {
  const file = openSync(path, "w");
  writeSync(file, header(), 0, 24, 0);
  const count = Math.ceil(bytes / RECORD);
  for (let i = 0; i < count; i++) writeSync(file, beginning(i), 0, 30, 24 + i * RECORD);
  ftruncateSync(file, 24 + count * RECORD);
  closeSync(file);
}

function header() {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(0xa1b2c3d4, 0);
  bytes.writeUInt16LE(2, 4);
  bytes.writeUInt16LE(4, 6);
  bytes.writeUInt32LE(SNAPLEN, 16);
  bytes.writeUInt32LE(1, 20);
  return bytes;
}

// Of a record: its header and that of the packet.
function beginning(i) {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(1_700_000_000 + i, 0);
  bytes.writeUInt32LE(SNAPLEN, 8);
  bytes.writeUInt32LE(SNAPLEN, 12);
  bytes.writeUInt16BE(0x88b5, 28);
  return bytes;
}
