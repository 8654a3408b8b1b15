// What hosts need to start: DHCP, DHCPv6, TFTP, NTP, syslog, SNMP, RADIUS.
// Where we differ from tshark on purpose: dhcp.option.value is only what nothing else is known of
// (tshark hides the others); EAP in RADIUS is not opened; a field that was read whole stays when the
// message is incomplete.
import {
  back,
  ber,
  bytes,
  client,
  ethernet,
  ip4,
  ip6,
  ipv4,
  ipv6,
  mac,
  server,
  there,
  u16,
  u24,
  u32,
  udp,
} from "./packets.mjs";

const option = (code, ...data) => bytes(code, bytes(...data).length, ...data);
const broadcast = { mac: "ff:ff:ff:ff:ff:ff", ip4: "255.255.255.255" };

function dhcp(operation, options, { flags = 0x8000, yours = "0.0.0.0", file = "" } = {}) {
  const addresses = bytes(ip4("0.0.0.0"), ip4(yours), ip4(server.ip4), ip4("0.0.0.0"));
  const hardware = bytes(mac(client.mac), Buffer.alloc(10));
  const names = Buffer.alloc(192);
  names.write(file ? "boot.example.com" : "", 0);
  names.write(file, 64);
  const head = bytes(operation, 1, 6, 0, u32(0x3903f326), u16(4), u16(flags), addresses, hardware);
  return bytes(head, names, "0x63825363", ...options, 255);
}

const discover = (data) =>
  ethernet(0x0800, ipv4(17, udp(68, 67, data), { from: "0.0.0.0", to: broadcast.ip4 }), {
    to: broadcast,
  });
const offer = (data) => back(17, udp(67, 68, data));
const clientId = option(61, 1, mac(client.mac));
const dhcpPackets = [
  discover(
    dhcp(1, [option(53, 1), clientId, option(50, ip4(client.ip4)), option(55, 1, 3, 6, 15, 119)]),
  ),
  offer(
    dhcp(
      2,
      [
        option(53, 2),
        option(54, ip4(server.ip4)),
        option(51, u32(86400)),
        option(58, u32(43200)),
        option(59, u32(75600)),
        option(1, ip4("255.255.255.0")),
        option(3, ip4("192.0.2.254")),
        option(6, ip4("192.0.2.53"), ip4("192.0.2.54")),
        option(15, "example.com"),
        option(42, ip4("192.0.2.123")),
        option(44, ip4("192.0.2.137")),
        option(46, 8),
        option(26, u16(1500)),
        option(28, ip4("192.0.2.255")),
        option(33, ip4("198.51.100.0"), ip4("192.0.2.1")),
        option(2, u32(3600)),
        option(121, 24, 198, 51, 100, ip4("192.0.2.1")),
        option(119, 7, "example", 3, "com", 0),
        option(66, "boot.example.com"),
        option(67, "image.bin"),
        option(43, 1, 2, 3, 4),
        option(252, "http://wpad.example.com/wpad.dat"),
      ],
      { yours: client.ip4, file: "pxe/image.bin" },
    ),
  ),
  discover(
    dhcp(1, [
      option(53, 3),
      option(50, ip4(client.ip4)),
      option(54, ip4(server.ip4)),
      option(12, "host"),
      option(57, u16(1500)),
      option(60, "MSFT 5.0"),
      option(77, "class"),
      option(81, 0, 0, 0, "host.example.com"),
      option(82, 1, 4, "eth0", 2, 2, "0xabcd"),
      option(93, u16(7)),
      option(94, 1, 2, 1),
      option(97, 0, Buffer.alloc(16, 0x11)),
      option(116, 1),
      option(80),
      0,
      option(224, "0x0102"),
    ]),
  ),
  offer(dhcp(2, [option(53, 5), option(54, ip4(server.ip4))], { flags: 0 })),
  offer(dhcp(2, [option(53, 6), option(56, "not on this network")])),
  discover(dhcp(1, [option(53, 4)])),
  discover(dhcp(1, [option(53, 7)])),
  discover(dhcp(1, [option(53, 8)])),
  offer(dhcp(2, []).subarray(0, 236)),
  discover(dhcp(1, [option(53, 1), option(12, "host")]).subarray(0, -4)),
  discover(dhcp(1, []).subarray(0, 100)),
];

const option6 = (code, ...data) => bytes(u16(code), u16(bytes(...data).length), ...data);
const duid = bytes(u16(1), u16(1), u32(0x2a000000), mac(client.mac));
const duidLinkLayer = bytes(u16(3), u16(1), mac(server.mac));
const address6 = option6(5, ip6("2001:db8::100"), u32(3600), u32(7200));
const multicast6 = { mac: "33:33:00:01:00:02" };
const solicit = (data) =>
  ethernet(0x86dd, ipv6(17, udp(546, 547, data), { to: "ff02::1:2", hops: 1 }), {
    to: multicast6,
  });
const advertise = (data) =>
  ethernet(0x86dd, ipv6(17, udp(547, 546, data), { from: server.ip6, to: client.ip6 }));
const ask6 = (type, ...options) => solicit(bytes(type, u24(0x10abcd), ...options));
const tell6 = (type, ...options) => advertise(bytes(type, u24(0x10abcd), ...options));
const dhcpv6Packets = [
  ask6(
    1,
    option6(1, duid),
    option6(6, u16(23), u16(24)),
    option6(8, u16(0)),
    option6(14),
    option6(3, u32(1), u32(0), u32(0)),
    option6(39, 0, 4, "host", 0),
    option6(16, u32(311), u16(4), "MSFT"),
  ),
  tell6(
    2,
    option6(1, duid),
    option6(2, duidLinkLayer),
    option6(7, 255),
    option6(3, u32(1), u32(1800), u32(2880), address6),
    option6(
      25,
      u32(2),
      u32(1800),
      u32(2880),
      option6(26, u32(3600), u32(7200), 56, ip6("2001:db8:100::")),
    ),
    option6(23, ip6("2001:db8::53"), ip6("2001:db8::54")),
    option6(24, 7, "example", 3, "com", 0),
    option6(31, ip6("2001:db8::123")),
    option6(13, u16(0), "all is well"),
    option6(59, "http://[2001:db8::1]/boot"),
    option6(32, u32(86400)),
    option6(82, u32(120)),
  ),
  ask6(3, option6(1, duid), option6(2, bytes(u16(2), u32(311), "0x010203"))),
  tell6(7, option6(1, bytes(u16(4), Buffer.alloc(16, 0x33))), option6(4, u32(3))),
  ask6(11, option6(1, duid), option6(15, u16(2), "ab"), option6(500, "0x01")),
  ask6(5, option6(1, duid)),
  ask6(8, option6(1, duid), option6(13, u16(2))),
  solicit(
    bytes(
      12,
      1,
      ip6("2001:db8:1::1"),
      ip6("fe80::1"),
      option6(18, "eth0"),
      option6(9, bytes(1, u24(0x10abcd), option6(1, duid))),
    ),
  ),
  solicit(bytes(1, u24(1), u16(1), u16(100), 0, 1)),
];

const tftp = (...parts) => there(17, udp(50069, 69, bytes(...parts)));
const tftpPackets = [
  tftp(u16(1), "pxe/image.bin", 0, "octet", 0, "tsize", 0, "0", 0, "blksize", 0, "1468", 0),
  tftp(u16(2), "config.txt", 0, "netascii", 0),
  tftp(u16(3), u16(1), "data of the first block"),
  tftp(u16(4), u16(1)),
  tftp(u16(5), u16(1), "File not found", 0),
  tftp(u16(6), "tsize", 0, "12345", 0, "blksize", 0, "1468", 0),
  tftp(u16(9)),
];

const ntpTime = (seconds, fraction = 0) => bytes(u32(seconds), u32(fraction));
const ntp = (first, { stratum = 2, reference = ip4("192.0.2.123") } = {}) =>
  bytes(
    first,
    stratum,
    6,
    0xec,
    u32(0x00000a00),
    u32(0x00001000),
    reference,
    ntpTime(0xe9000000),
    ntpTime(0xe9000001, 0x80000000),
    ntpTime(0xe9000002, 0x40000000),
    ntpTime(0xe9000003, 1),
  );
const ntpPackets = [
  there(17, udp(123, 123, ntp(0x23, { stratum: 0, reference: u32(0) }))),
  back(17, udp(123, 123, ntp(0x24))),
  back(17, udp(123, 123, ntp(0x1c, { stratum: 1, reference: "GPS\0" }))),
  back(17, udp(123, 123, ntp(0xe5, { stratum: 0, reference: "RATE" }))),
  there(17, udp(123, 123, bytes(ntp(0x23), u32(7), Buffer.alloc(16, 0x5a)))),
  there(17, udp(123, 123, bytes(0x16, 2, u16(1), u16(0), u16(0), u16(0), u16(0)))),
  there(17, udp(123, 123, ntp(0x23).subarray(0, 20))),
];

const log = (text) => there(17, udp(40514, 514, text));
const syslogPackets = [
  log("<34>Oct 11 22:14:15 host su: 'su root' failed on /dev/pts/8"),
  log("<165>1 2023-10-11T22:14:15.003Z host.example.com app 111 ID47 - a message"),
  log("<13>no more than this\n"),
  log("without a priority"),
  log("<999>too large"),
];

const integer = (value) => ber(2, value > 127 ? u16(value) : value);
const sysDescr = ber(6, "0x2b06010201010100");
const sysUpTime = ber(6, "0x2b06010201010300");
const binding = (name, value) => ber(0x30, name, value);
const pdu = (tag, id, ...bindings) =>
  ber(tag, integer(id), integer(0), integer(0), ber(0x30, ...bindings));
const snmp = (version, data) => ber(0x30, integer(version), ber(4, "public"), data);
const ask161 = (data) => there(17, udp(40161, 161, data));
const tell161 = (data) => back(17, udp(161, 40161, data));
const snmpPackets = [
  ask161(snmp(1, pdu(0xa0, 1000, binding(sysDescr, ber(5))))),
  tell161(snmp(1, pdu(0xa2, 1000, binding(sysDescr, ber(4, "a device"))))),
  ask161(snmp(0, pdu(0xa1, 7, binding(sysDescr, ber(5)), binding(sysUpTime, ber(5))))),
  tell161(
    snmp(1, pdu(0xa2, 7, binding(sysUpTime, ber(0x43, u32(123456))), binding(sysDescr, ber(0x81)))),
  ),
  tell161(
    snmp(0, ber(0xa2, integer(7), integer(2), integer(1), ber(0x30, binding(sysDescr, ber(5))))),
  ),
  ask161(
    snmp(1, ber(0xa5, integer(8), integer(0), integer(10), ber(0x30, binding(sysDescr, ber(5))))),
  ),
  ask161(
    snmp(
      1,
      pdu(0xa3, 9, binding(sysDescr, ber(2, 5)), binding(sysDescr, ber(0x40, ip4("192.0.2.1")))),
    ),
  ),
  there(17, udp(40162, 162, snmp(1, pdu(0xa7, 10, binding(sysUpTime, ber(0x43, 9)))))),
  there(
    17,
    udp(
      40162,
      162,
      snmp(
        0,
        ber(
          0xa4,
          ber(6, "0x2b0601040101"),
          ber(0x40, ip4("192.0.2.1")),
          integer(6),
          integer(1),
          ber(0x43, 100),
          ber(0x30, binding(sysDescr, ber(4, "trap"))),
        ),
      ),
    ),
  ),
  ask161(
    ber(
      0x30,
      integer(3),
      ber(0x30, integer(1000), ber(2, u24(65507)), ber(4, 4), integer(3)),
      ber(4, ber(0x30, ber(4), integer(0), integer(0), ber(4), ber(4), ber(4))),
      ber(0x30, ber(4), ber(4), pdu(0xa0, 11)),
    ),
  ),
  ask161("0x3003020101"),
];

const radius = (code, ...attributes) => {
  const all = bytes(...attributes);
  return bytes(code, 42, u16(20 + all.length), Buffer.alloc(16, 0x9a), all);
};
const attribute = (type, ...data) => bytes(type, 2 + bytes(...data).length, ...data);
const ask1812 = (data, port = 1812) => there(17, udp(41812, port, data));
const radiusPackets = [
  ask1812(
    radius(
      1,
      attribute(1, "alice"),
      attribute(2, Buffer.alloc(16, 1)),
      attribute(4, ip4("192.0.2.1")),
      attribute(5, u32(3)),
      attribute(6, u32(2)),
      attribute(61, u32(19)),
      attribute(30, "00-11-22"),
      attribute(31, "02-00"),
      attribute(32, "nas"),
      attribute(80, Buffer.alloc(16, 2)),
      attribute(79, 2, 1, u16(10), 1, "alice"),
    ),
  ),
  back(
    17,
    udp(
      1812,
      41812,
      radius(
        2,
        attribute(8, ip4("192.0.2.7")),
        attribute(27, u32(3600)),
        attribute(18, "welcome"),
        attribute(25, "0x0102"),
        attribute(64, u32(13)),
        attribute(81, "100"),
      ),
    ),
  ),
  back(17, udp(1812, 41812, radius(3, attribute(18, "no")))),
  back(17, udp(1812, 41812, radius(11, attribute(24, "0x01020304")))),
  ask1812(
    radius(
      4,
      attribute(40, u32(1)),
      attribute(44, "session"),
      attribute(42, u32(10)),
      attribute(46, u32(60)),
      attribute(26, u32(9), 1, 6, "a=b1"),
    ),
    1813,
  ),
  back(17, udp(1813, 41812, radius(5))),
  ask1812(radius(12)),
  ask1812(bytes(radius(1, attribute(1, "bob")).subarray(0, 22))),
];

export const packets = [
  ...dhcpPackets,
  ...dhcpv6Packets,
  ...tftpPackets,
  ...ntpPackets,
  ...syslogPackets,
  ...snmpPackets,
  ...radiusPackets,
];
