// SSDP, SIP, STUN, RTP, RTCP, MQTT, Modbus/TCP, WireGuard, LDAP, Kerberos.
// Where we differ from tshark on purpose: http.request.line and http.response.line are only headers
// that have no field of their own; each message of a segment is a layer; Modbus registers are bytes;
// RTP and RTCP are not read yet.
import {
  back,
  ber,
  bytes,
  ethernet,
  ip4,
  ip6,
  ipv4,
  tcp,
  there,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const lines = (...list) => bytes(list.join("\r\n"), "\r\n");
const group = { mac: "01:00:5e:7f:ff:fa", ip4: "239.255.255.250" };
const announce = (data) =>
  ethernet(0x0800, ipv4(17, udp(50190, 1900, data), { to: group.ip4, ttl: 2 }), { to: group });
const ssdpPackets = [
  announce(
    lines(
      "M-SEARCH * HTTP/1.1",
      "HOST: 239.255.255.250:1900",
      'MAN: "ssdp:discover"',
      "MX: 2",
      "ST: ssdp:all",
      "USER-AGENT: made up/1.0",
      "",
    ),
  ),
  announce(
    lines(
      "NOTIFY * HTTP/1.1",
      "Host:239.255.255.250:1900",
      "Cache-Control: max-age=1800",
      "Location: http://192.0.2.1/desc.xml",
      "Server: made up",
      "NTS: ssdp:alive",
      "",
    ),
  ),
  back(
    17,
    udp(
      1900,
      50190,
      lines(
        "HTTP/1.1 200 OK",
        "CACHE-CONTROL: max-age=120",
        "ST: upnp:rootdevice",
        "EXT:",
        "Date: Mon, 01 Jan 2024 00:00:00 GMT",
        "Content-Length: 0",
        "",
      ),
    ),
  ),
  announce("no line that ends"),
];

const sdp = lines(
  "v=0",
  "o=alice 1 1 IN IP4 192.0.2.1",
  "s=-",
  "c=IN IP4 192.0.2.1",
  "t=0 0",
  "m=audio 49170 RTP/AVP 0",
  "a=rtpmap:0 PCMU/8000",
);
const sip = (...list) => lines(...list);
const headers = [
  "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776",
  "Max-Forwards: 70",
  "To: Bob <sip:bob@example.com>",
  "From: Alice <sip:alice@example.org>;tag=1928",
  "Call-ID: a84b4c76e66710@192.0.2.1",
];
const call = (data) => there(17, udp(5060, 5060, data));
const answer = (data) => back(17, udp(5060, 5060, data));
const sipPackets = [
  call(
    bytes(
      sip(
        "INVITE sip:bob@example.com SIP/2.0",
        ...headers,
        "CSeq: 314159 INVITE",
        "Contact: <sip:alice@192.0.2.1>",
        "Content-Type: application/sdp",
        `Content-Length: ${sdp.length}`,
        "",
      ),
      sdp,
    ),
  ),
  answer(sip("SIP/2.0 100 Trying", ...headers, "CSeq: 314159 INVITE", "Content-Length: 0", "")),
  // Headers with nothing in them.
  answer(sip("SIP/2.0 180 Ringing", "To:", "From: <>", "Via:", "CSeq:", "Contact: ", "")),
  answer(
    bytes(
      sip(
        "SIP/2.0 200 OK",
        ...headers,
        "CSeq: 314159 INVITE",
        "Content-Type: application/sdp",
        `Content-Length: ${sdp.length}`,
        "",
      ),
      sdp,
    ),
  ),
  call(
    sip("ACK sip:bob@192.0.2.2 SIP/2.0", ...headers, "CSeq: 314159 ACK", "Content-Length: 0", ""),
  ),
  call(
    sip(
      "REGISTER sip:example.org SIP/2.0",
      ...headers,
      "CSeq: 1 REGISTER",
      "Expires: 3600",
      "Contact: <sip:alice@192.0.2.1>",
      "Content-Length: 0",
      "",
    ),
  ),
  call(
    sip(
      "OPTIONS sip:bob@example.com SIP/2.0",
      "v: SIP/2.0/UDP 192.0.2.1",
      "t: <sip:bob@example.com>",
      "f: <sip:alice@example.org>",
      "i: short@form",
      "CSeq: 2 OPTIONS",
      "l: 0",
      "",
    ),
  ),
  call(sip("BYE sip:bob@192.0.2.2 SIP/2.0", ...headers, "CSeq: 314160 BYE", "")),
  answer(sip("SIP/2.0 486 Busy Here", ...headers, "CSeq: 314159 INVITE", "")),
  there(
    6,
    tcp(
      50060,
      5060,
      sip(
        "OPTIONS sip:bob@example.com SIP/2.0",
        ...headers,
        "CSeq: 3 OPTIONS",
        "Content-Length: 0",
        "",
      ),
    ),
  ),
  call("\r\n\r\n"),
];

const cookie = 0x2112a442;
const attribute = (type, ...data) => {
  const value = bytes(...data);
  return bytes(u16(type), u16(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4));
};
const stun = (type, ...list) =>
  bytes(u16(type), u16(bytes(...list).length), u32(cookie), "0x0102030405060708090a0b0c", ...list);
const stunPackets = [
  there(17, udp(53478, 3478, stun(0x0001))),
  back(
    17,
    udp(
      3478,
      53478,
      stun(
        0x0101,
        attribute(0x0020, 0, 1, u16(53478 ^ 0x2112), u32(0xc0000201 ^ cookie)),
        attribute(0x0001, 0, 1, u16(53478), ip4("192.0.2.1")),
        attribute(0x8022, "made up 1.0"),
        attribute(0x8028, "0x01020304"),
      ),
    ),
  ),
  there(
    17,
    udp(
      53478,
      3478,
      stun(
        0x0003,
        attribute(0x0019, 17, 0, 0, 0),
        attribute(0x0006, "alice:bob"),
        attribute(0x000d, u32(600)),
        attribute(0x0014, "example.org"),
        attribute(0x0015, "nonce"),
        attribute(0x0024, u32(0x6e7f1eff)),
        attribute(0x802a, "0x0102030405060708"),
        attribute(0x0025),
        attribute(0x0008, Buffer.alloc(20, 7)),
      ),
    ),
  ),
  back(
    17,
    udp(
      3478,
      53478,
      stun(
        0x0113,
        attribute(0x0009, 0, 0, 4, 1, "Unauthorized"),
        attribute(0x0001, 0, 2, u16(53478), ip6("2001:db8::1")),
      ),
    ),
  ),
  there(17, udp(53478, 53479, stun(0x0001, attribute(0x0006, "x:y")))),
];

const rtpPackets = [
  there(
    17,
    udp(
      5004,
      5004,
      bytes(0x80, 0x80, u16(1000), u32(160), u32(0xcafebabe), Buffer.alloc(160, 0xff)),
    ),
  ),
  there(
    17,
    udp(
      5004,
      5004,
      bytes(
        0x92,
        8,
        u16(1001),
        u32(320),
        u32(0xcafebabe),
        u32(1),
        u32(2),
        u16(0xbede),
        u16(1),
        u32(0x10aa0000),
        Buffer.alloc(20, 1),
      ),
    ),
  ),
  there(
    17,
    udp(
      5005,
      5005,
      bytes(
        0x81,
        200,
        u16(12),
        u32(0xcafebabe),
        u32(0xe9000000),
        u32(0),
        u32(160),
        u32(1),
        u32(160),
        u32(1),
        u32(0),
        u32(1000),
        u32(5),
        u32(0),
        u32(0),
        0x81,
        202,
        u16(3),
        u32(0xcafebabe),
        1,
        5,
        "alice",
        0,
      ),
    ),
  ),
];

const mqtt = (type, ...rest) => {
  const inside = bytes(...rest);
  const length =
    inside.length < 128 ? [inside.length] : [(inside.length % 128) | 128, inside.length >> 7];
  return bytes(type, length, inside);
};
const string = (text) => bytes(u16(bytes(text).length), text);
// Each packet is of a connection of its own.
let port = 51000;
const publish = (data) => there(6, tcp(++port, 1883, data));
const broker = (data) => back(6, tcp(1883, ++port, data));
const mqttPackets = [
  publish(
    mqtt(
      0x10,
      string("MQTT"),
      4,
      0xee,
      u16(60),
      string("client-1"),
      string("will/topic"),
      string("gone"),
      string("alice"),
      string("secret"),
    ),
  ),
  broker(mqtt(0x20, 0, 0)),
  publish(mqtt(0x30, string("a/topic"), "21.5")),
  publish(mqtt(0x3b, string("a/topic"), u16(7), Buffer.alloc(150, 0x41))),
  broker(mqtt(0x40, u16(7))),
  publish(bytes(mqtt(0x82, u16(8), string("a/#"), 1), mqtt(0xc0))),
  broker(bytes(mqtt(0x90, u16(8), 1), mqtt(0xd0))),
  publish(mqtt(0xa2, u16(9), string("a/#"))),
  broker(mqtt(0xb0, u16(9))),
  broker(bytes(mqtt(0x50, u16(7)), mqtt(0x62, u16(7)), mqtt(0x70, u16(7)))),
  publish(mqtt(0x10, string("MQIsdp"), 3, 2, u16(10), string("old"))),
  publish(mqtt(0xe0)),
  broker(mqtt(0x20, 0, 5)),
];

const modbus = (id, ...pdu) => bytes(u16(id), u16(0), u16(bytes(...pdu).length + 1), 1, ...pdu);
const askBus = (data) => there(6, tcp(++port, 502, data));
const tellBus = (data) => back(6, tcp(502, ++port, data));
const modbusPackets = [
  askBus(modbus(1, 3, u16(100), u16(2))),
  tellBus(modbus(1, 3, 4, u16(0x1234), u16(0x5678))),
  askBus(modbus(2, 1, u16(0), u16(10))),
  tellBus(modbus(2, 1, 2, 0xcd, 0x01)),
  askBus(modbus(3, 5, u16(172), u16(0xff00))),
  askBus(modbus(4, 6, u16(1), u16(3))),
  askBus(modbus(5, 16, u16(1), u16(2), 4, u16(10), u16(258))),
  tellBus(modbus(5, 16, u16(1), u16(2))),
  tellBus(modbus(6, 0x83, 2)),
  askBus(modbus(7, 15, u16(19), u16(10), 2, 0xcd, 0x01)),
  askBus(bytes(modbus(8, 4, u16(8), u16(1)), modbus(9, 2, u16(196), u16(22)))),
  askBus(modbus(10, 43, 14, 1, 0)),
];

const wireguard = (...data) => there(17, udp(51820, 51820, bytes(...data)));
const wireguardPackets = [
  wireguard(
    "0x01000000",
    u32(0x01020304),
    Buffer.alloc(32, 1),
    Buffer.alloc(48, 2),
    Buffer.alloc(28, 3),
    Buffer.alloc(16, 4),
    Buffer.alloc(16),
  ),
  wireguard(
    "0x02000000",
    u32(0x05060708),
    u32(0x01020304),
    Buffer.alloc(32, 1),
    Buffer.alloc(16, 2),
    Buffer.alloc(16, 3),
    Buffer.alloc(16),
  ),
  wireguard("0x03000000", u32(0x01020304), Buffer.alloc(24, 9), Buffer.alloc(32, 8)),
  wireguard("0x04000000", u32(0x05060708), "0x0100000000000000", Buffer.alloc(16, 7)),
  wireguard("0x04000000", u32(0x05060708), "0x0200000000000000", Buffer.alloc(48, 7)),
];

const integer = (value) => ber(2, value > 127 ? u16(value) : value);
const octets = (text) => ber(4, text);
const ldap = (id, operation) => ber(0x30, integer(id), operation);
const askLdap = (data) => there(6, tcp(++port, 389, data));
const tellLdap = (data) => back(6, tcp(389, ++port, data));
const result = (tag, code, text = "") => ber(tag, ber(10, code), octets(""), octets(text));
const ldapPackets = [
  askLdap(
    ldap(1, ber(0x60, integer(3), octets("cn=admin,dc=example,dc=com"), ber(0x80, "secret"))),
  ),
  tellLdap(ldap(1, result(0x61, 0))),
  askLdap(
    ldap(
      2,
      ber(
        0x63,
        octets("dc=example,dc=com"),
        ber(10, 2),
        ber(10, 0),
        integer(0),
        integer(0),
        ber(1, 0),
        ber(0x87, "objectClass"),
        ber(0x30, octets("cn"), octets("mail")),
      ),
    ),
  ),
  tellLdap(
    bytes(
      ldap(
        2,
        ber(
          0x64,
          octets("cn=alice,dc=example,dc=com"),
          ber(0x30, ber(0x30, octets("cn"), ber(0x31, octets("alice")))),
        ),
      ),
      ldap(2, result(0x65, 0)),
    ),
  ),
  tellLdap(ldap(3, result(0x61, 49, "invalid credentials"))),
  askLdap(ldap(4, ber(0x42))),
  askLdap(ldap(5, ber(0x77, ber(0x80, "1.3.6.1.4.1.1466.20037")))),
  askLdap(ldap(6, ber(0x4a, "cn=bob,dc=example,dc=com"))),
  there(
    17,
    udp(
      50389,
      389,
      ldap(
        7,
        ber(
          0x63,
          octets(""),
          ber(10, 0),
          ber(10, 0),
          integer(0),
          integer(0),
          ber(1, 0),
          ber(0x87, "objectClass"),
          ber(0x30, octets("netlogon")),
        ),
      ),
    ),
  ),
];

const tagged = (number, ...content) => ber(0xa0 + number, ...content);
const principal = (...names) =>
  ber(0x30, tagged(0, integer(1)), tagged(1, ber(0x30, ...names.map((text) => ber(0x1b, text)))));
const realm = ber(0x1b, "EXAMPLE.COM");
const kerberosPackets = [
  there(
    17,
    udp(
      50088,
      88,
      ber(
        0x6a,
        ber(
          0x30,
          tagged(1, integer(5)),
          tagged(2, integer(10)),
          tagged(
            4,
            ber(
              0x30,
              tagged(0, ber(3, 0, "0x40000010")),
              tagged(1, principal("alice")),
              tagged(2, realm),
              tagged(3, principal("krbtgt", "EXAMPLE.COM")),
              tagged(5, ber(0x18, "20370913024805Z")),
              tagged(7, integer(1818)),
              tagged(8, ber(0x30, integer(18), integer(17))),
            ),
          ),
        ),
      ),
    ),
  ),
  back(
    17,
    udp(
      88,
      50088,
      ber(
        0x7e,
        ber(
          0x30,
          tagged(0, integer(5)),
          tagged(1, integer(30)),
          tagged(4, ber(0x18, "20240101000000Z")),
          tagged(5, integer(0)),
          tagged(6, integer(25)),
          tagged(9, realm),
          tagged(10, principal("krbtgt", "EXAMPLE.COM")),
        ),
      ),
    ),
  ),
];

export const packets = [
  ...ssdpPackets,
  ...sipPackets,
  ...stunPackets,
  ...rtpPackets,
  ...mqttPackets,
  ...modbusPackets,
  ...wireguardPackets,
  ...ldapPackets,
  ...kerberosPackets,
];
