// Certificates for the captures: made up, signed by nobody.
import { bytes, ip4, u16 } from "./packets.mjs";

const der = (tag, ...parts) => {
  const inside = bytes(...parts);
  const { length } = inside;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, u16(length)];
  return bytes(tag, ...size, inside);
};
const sequence = (...parts) => der(0x30, ...parts);
const oid = (hex) => der(0x06, `0x${hex}`);
const rsaSha256 = sequence(oid("2a864886f70d01010b"), der(5));
const ecdsaSha256 = sequence(oid("2a8648ce3d040302"));
const part = (id, tag, text) => der(0x31, sequence(oid(id), der(tag, text)));
const name = (common) =>
  sequence(
    part("550406", 0x13, "XX"),
    part("55040a", 0x0c, "Example"),
    part("550403", 0x13, common),
    part("2a864886f70d010901", 0x16, "root@example.org"),
  );
const extension = (id, critical, ...value) =>
  sequence(oid(id), critical ? der(1, 0xff) : [], der(4, ...value));

const extensions = der(
  0xa3,
  sequence(
    extension("551d13", true, sequence(der(1, 0xff), der(2, 1))),
    extension("551d0f", true, der(3, "0x0186")),
    extension("551d0e", false, der(4, "0x0102030405060708")),
    extension(
      "551d11",
      false,
      sequence(
        der(0x82, "www.example.org"),
        der(0x82, "*.example.org"),
        der(0x87, ip4("192.0.2.1")),
        der(0x81, "root@example.org"),
        der(0x86, "https://www.example.org/"),
      ),
    ),
  ),
);
const rsaKey = sequence(
  sequence(oid("2a864886f70d010101"), der(5)),
  der(3, 0, sequence(der(2, 0, 0xc1, Buffer.alloc(63, 7)), der(2, "0x010001"))),
);
const ecKey = sequence(
  sequence(oid("2a8648ce3d0201"), oid("2a8648ce3d030107")),
  der(3, 0, 4, Buffer.alloc(64, 9)),
);

/** A certificate as DER: "server" with extensions and an RSA key, or "ca", which is plainer. */
export function certificate(kind) {
  const server = kind === "server";
  const algorithm = server ? rsaSha256 : ecdsaSha256;
  const signed = sequence(
    der(0xa0, der(2, server ? 2 : 0)),
    der(2, "0x0123456789abcdef"),
    algorithm,
    name("Example CA"),
    server
      ? sequence(der(0x17, "240101000000Z"), der(0x17, "340101000000Z"))
      : sequence(der(0x17, "700101000000Z"), der(0x18, "20700101000000Z")),
    name(server ? "www.example.org" : "Example CA"),
    server ? rsaKey : ecKey,
    server ? extensions : [],
  );
  return sequence(signed, algorithm, der(3, 0, Buffer.alloc(32, 5)));
}
