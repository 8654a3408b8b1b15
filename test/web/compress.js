// Compressed captures: made here, or made once by the usual programs.
import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import xxhash from "xxhash-wasm";
import { bzip2Of } from "./bzip2.js";
import { join, packets, pcap, uint } from "./synthetic.js";
import { xzOf } from "./xz.js";

const { h32Raw, h64Raw } = await xxhash();

/** What the bytes below are compressed from. */
export const original = { written: packets(24), bytes: pcap(packets(24)) };

/** Made by the programs zstd (-19), lz4 (-9 -BD -B4), xz and bzip2 (-9), with blocks that are compressed. */
const made = {
  zstd: [
    "KLUv/WRcAhURAEQY1MOyoQIABAAEAAHxU2XvHgAABwAfICEiIyQl3j0AAA4RPj9AQUJDREVGR0hJSkvNXAAAFQBdXl",
    "9gYWJjZGVmZ2hpamtsbW5vcHG8ewAAHHx9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpermgAAIymbnJ2en6ChoqOk",
    "paanqKmqq6ytrq+wsbKztLW2t7i5uru8vZq5AAACALq7idgAAAnZ2tvc3d7f4OF49wAAEBn4+fr7/P3+/wABAgMEBQ",
    "YHZxYBABcYGRobHB0eJicoKSorLC0BVjUBAB42Nzg5Ojs8PUxNTk9QUVJTRVQBACUxVVZXWFlaW1xyc3R1dnd4eTRz",
    "AQAEI5IBAAuYmZoSsQEAEiG+v8DBwsMB0AEAGdHS09TV1tfY4uPk5ebn6Onw7gEAIPDx8vP09fb3CAkKCwwNDg/fDQ",
    "IAJzkPEBESExQVFi4vMDEyMzQ1ziwCAAa9SwIADVQCrGoCABR6e5uJAgAbiqgCACLExcbHyMnKy3nHAgAByVeoUZ0x",
    "Ao8ml1EoLAewaIK65AFRaVMTtCAtlBoDR1TN+NOmL/nr4UYxJX4hMpj88J0Jt8RaQ/4PQVDdm76NeJxINJv9I2om+p",
    "Fxd6rWixHjMsz6oN1elxNGpiLlxyd305gx4ax0nglMui9sYI5K+rBEtCnY+cAIYowRukDxB58VZBY5201A4VG7TTT+",
    "2RPOW5rCwFsHO1/2a5f4GVlotVo=",
  ],
  lz4: [
    "BCJNGGRAp4kCAACG1MOyoQIABAABADAEAAEHAEjxU2UAAQCS8VNl7x4AAAcABABwHyAhIiMkJRcA8AvePQAADgAAAB",
    "EAAAA+P0BBQkNERUZHSElKSx4AYs1cAAAVAAQA8AZdXl9gYWJjZGVmZ2hpamtsbW5vcHElAGK8ewAAHAAEAPANfH1+",
    "f4CBgoOEhYaHiImKi4yNjo+QkZKTlJWWlywA8CCrmgAAIwAAACkAAACbnJ2en6ChoqOkpaanqKmqq6ytrq+wsbKztL",
    "W2t7i5uru8vTMAYpq5AAACAAQAILq7EgBiidgAAAkABACQ2drb3N3e3+DhGQDwDXj3AAAQAAAAGQAAAPj5+vv8/f7/",
    "AAECAwQFBgcgAHJnFgEAFwAABABzGBkaGxwdHgwB8QQmJygpKissLQHxU2VWNQEAHgAABACKNjc4OTo7PD0cAYBMTU",
    "5PUFFSUy4A/wVFVAEAJQAAADEAAABVVldYWVpbXCwBAoByc3R1dnd4eTUAMTRzAbgBAAQAABYAABQAcSOSAQALAAAE",
    "AAExAWCYmZqbnJ0bAMgSsQEAEgAAACEAAAAgAWC+v8DBwsMiAFMB0AEAGfsAhdHS09TV1tfYHAGA4uPk5ebn6OkpAH",
    "Hw7gEAIAAABACM8PHy8/T19vcsAYAICQoLDA0ODzAA/wXfDQIAJwAAADkAAAAPEBESExQVFjwBBIAuLzAxMjM0NTcA",
    "cc4sAgAGAAAEAAIYAAAWAHG9SwIADQAABAADQwERVDQBkwLxU2WsagIAFBwCCjIBIHp7WAIAJABxm4kCABsAAAQACV",
    "0CAiwBBFACACsAcYqoAgAiAAAEAA9cAgECPAGAxMXGx8jJyssyANB5xwIAAQAAABkAAADJAAAAAL6Acyk=",
  ],
  xz: [
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ANbAetdAGow0ch9i/gJm68fzHkIdYpx+2o97AR0QeDuk4JQc4BIwMQftgWhoY",
    "9elnznnZRUrqVr2qFkZWK1jNIoZeeuRPtfJObTr/2SG2BpWhFqtOOJXSfT2ZuIR/N7U+OCrcb9Bl0c0F35eTKfj5bH6SMs",
    "yNK8pBkoDHAT3OPCXh1WVPEP3PMCV7qJrtm6QWv1snPUiPQh/+SNvlmp4tYd0cw8E0BwIMTYR61CPTC9OO7eb3xUGlqUy0",
    "ql6W6e9Uzv3vEnWm6jAlcTH8zWPRVNUjem3hBIWL3FstDh1uYk7KcHwBufaQ6TEW60mHjV3pMsbhtEVujqfrE7odyYWe5m",
    "Wu8sAvppwKZDa2kSLx3kRkrjFHueHNlvpxUSsU3qXN76vUSICGFZ1BRlkkGosOK1aiQVFIAXHazbDv4S5GKzWMmIbiqimX",
    "DjBhFtol3BYAb6sPLw82Ypl8h1mFkxkvMP8wLxg3s4p+9i6Sd7oDpCLjlJ5dEgiOe4nffZEBp3lpSbJWUtNTryDKMGeMc6",
    "rEVdG/Y230NdnB7Sv8gVAFDQgYhgKw+7qPkP8Y1yfv5ZSp5fm5379905hIW6lCzIxIQ9F6+uyk2r3cEaTnY9cmvEoksh4M",
    "5la/O1JeIFo65GkPHeGTRMI4GdL2X9lTBcbd4AAAAfBaoFp8dVIwABhwTcBgAA7ixvXbHEZ/sCAAAAAARZWg==",
  ],
  bzip2: [
    "QlpoOTFBWSZTWWja7NoAAXx////////////////////////////////////7f///4f//wAH6ZSAEolSDJoMaCADQAAAAAB",
    "oaA0NAAAAAAAAwgBpoyGhppoGQaDIaYg0aMg0NA0YmjQyBkADVT0lAPRDZQ0ZBkM1GQ0DGoaBppo9oTRDJjUPRqempmQCN",
    "HqeoejUbUYhiYgyNGmQMRoxDINNAGJo0MCYmTQDBA0aaZANAA0NAaAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAAN",
    "AAAAAAAAAAAAAAAAANAAAAAANAAAAAADQAAAAAAAAAKANQYADA8QACQUKCx+BHR8IFQY2REZKLE4MpIyoEWCBcSgjgaMSA",
    "CMDwAXLiEcCCFypbVFMRwUlFC3LOrilRNQom/VARpRP8NQyoMYqIxWKgxjBiiqjFRiiqMUYxgCU+YjI6C0ry6taaeBibJJ",
    "u03kGssNP0uBGqS0ZrTXBoemedGNdyeweyg9nX4qs6MOYO6oNQMjVgg05CYEoHyHiAvRlD4ISjaAoY8hZHM6WZRECBefMm",
    "M2iBQCMakFB1BAgCEFE5fhjsKX9FvKKO6Lekcb8jU8JcRmAHgYYEeDBEpgyzlAtuECQGdgEg2IcjixLg3x9KTJtmn+KjBJ",
    "9oH8QAUhUIEQQOQYhBCiGEONqpI9bY3EDbjcBWNyFguwAYxKhVhjm7DSN4FoSxNguwq3ejfCLC82BsR6GiI9ioA0R8HkfS",
    "N2ZoDaDhtU2ybdNwm5R8LhuhrfR+Tdo/o9DlvBXuSgH9tgTfG/NhwILg8LhwfEhOhCtH5eM38c5ByTlEMQ5n+WQrYvMTmp",
    "zkiE5RzyO6I0IgbXROkkMRJFEf1CHOqRZ1iHjKhGxEc3tOuK5jsdg7J2iEjyLjW1XRO2ncSQTup3kdZFGyRSSBxkEurFNK",
    "d88B4TxEnKq5+Ty32U7/maef0OB4p96fVQJVu9fsd5ZslpcmD2kyN3uFgyTPeTM18Pj8puc+f0oY0KYIpNKqqqqxVVZdZ/",
    "AfX7fed0M9Qp78H5P0fs/h/T/H/F3JFOFCQaNrs2g=",
  ],
};

/** The capture in each compression. */
export const compressed = {
  gzip: new Uint8Array(gzipSync(original.bytes)),
  zstd: decoded(made.zstd),
  lz4: decoded(made.lz4),
  xz: decoded(made.xz),
  bzip2: decoded(made.bzip2),
};

function decoded(lines) {
  return new Uint8Array(Buffer.from(lines.join(""), "base64"));
}

/** One frame of any bytes; zstd, lz4 and xz in blocks that hold them as they are. */
export const frame = {
  gzip: (bytes) => new Uint8Array(gzipSync(bytes)),
  zstd(bytes) {
    // A window of 128 KiB and a checksum.
    const header = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x04, 7 << 3);
    const blocks = pieces(bytes, 100_000).map((piece, i, { length }) =>
      join([uint(piece.length * 8 + Number(i === length - 1), 3), piece]),
    );
    return join([header, ...blocks, uint(Number(h64Raw(bytes) & 0xffffffffn), 4)]);
  },
  lz4(bytes) {
    // Blocks of 64 KiB, independent of each other, and a checksum.
    const descriptor = Uint8Array.of(0x64, 0x40);
    const check = (h32Raw(descriptor, 0) >>> 8) & 0xff;
    const blocks = pieces(bytes, 65_536)
      .filter(({ length }) => length > 0)
      .map((piece) => join([uint(piece.length + 2 ** 31, 4), piece]));
    const start = [uint(0x184d2204, 4), descriptor, uint(check, 1)];
    return join([...start, ...blocks, uint(0, 4), uint(h32Raw(bytes, 0) >>> 0, 4)]);
  },
  xz: (bytes) => xzOf(bytes),
  bzip2: bzip2Of,
};

/** Stretches of at most `limit` bytes; one at least. */
function pieces(bytes, limit) {
  const count = Math.max(1, Math.ceil(bytes.length / limit));
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * limit, (i + 1) * limit));
}

/** A frame that readers of zstd and lz4 skip. */
export function skippable(bytes, low = 0) {
  return join([uint(0x184d2a50 + low, 4), uint(bytes.length, 4), bytes]);
}

/** What a program makes of these bytes; undefined where it is not installed. */
export function piped(program, args, bytes) {
  const { status, stdout, error } = spawnSync(program, args, { input: bytes, maxBuffer: 2 ** 28 });
  if (error?.code === "ENOENT") return undefined;
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  return new Uint8Array(stdout);
}
