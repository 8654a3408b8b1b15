// NetBIOS Session Service: RFC 1002, section 4.3; directly over TCP [MS-SMB2], section 2.1.
#include <algorithm>

#include "dissect/application/netbios_name.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {
    {0x00, "Session message"},           {0x81, "Session request"},
    {0x82, "Positive session response"}, {0x83, "Negative session response"},
    {0x84, "Retarget session response"}, {0x85, "Session keep-alive"}};
constexpr Name kErrors[] = {{0x80, "Not listening on called name"},
                            {0x81, "Not listening for called name"},
                            {0x82, "Called name not present"},
                            {0x83, "Called name present, but insufficient resources"},
                            {0x8f, "Unspecified error"}};

constexpr Field kType{"nbss.type", "Message Type", Shape::kHex8, 0, kTypes};
constexpr Field kFlags{"nbss.flags", "Flags", Shape::kHex8};
constexpr Field kExtend{"nbss.flags.e", "Extend", Shape::kFlag, 0x01};
constexpr Field kLength{"nbss.length", "Length", Shape::kNumber24};
constexpr Field kCalled{"nbss.called_name", "Called name", Shape::kText};
constexpr Field kCalling{"nbss.calling_name", "Calling name", Shape::kText};
constexpr Field kError{"nbss.error_code", "Error code", Shape::kHex8, 0, kErrors};
constexpr Field kAddress{"nbss.retarget_ip_address", "Retarget IP address", Shape::kIpv4};
constexpr Field kPort{"nbss.retarget_port", "Retarget port", Shape::kPort};
constexpr Field kRest{"nbss.rest", "Not read", Shape::kBytes};

constexpr std::uint16_t kSessionPort = 139, kDirectPort = 445;
constexpr Route kFoundAt[] = {{Space::kTcpPort, kSessionPort}, {Space::kTcpPort, kDirectPort}};

constexpr std::size_t kHeaderSize = 4;

std::string read_name(Layer& nbss, const Field& field) {
  const EncodedName name = decode_netbios_name(nbss.left(), 0);
  if (name.size == 0) return {};
  nbss.bytes(field, name.size);
  nbss.say(name.text);
  return name.text;
}

// Returns what Info says behind the type.
std::string read_rest(Layer& nbss, std::uint8_t type) {
  if (type == 0x81) {
    const std::string called = read_name(nbss, kCalled), calling = read_name(nbss, kCalling);
    return ", to " + called + " from " + calling;
  }
  if (type == 0x83) return ", " + std::string(name_of(kErrors, nbss.u8(kError)));
  if (type == 0x84) {
    nbss.ipv4(kAddress);
    nbss.u16(kPort);
  }
  return {};
}

// A type there is; in a session SMB, in one of its versions.
bool plausible(Bytes bytes) {
  if (bytes.size() < kHeaderSize || name_of(kTypes, bytes[0]).empty()) return false;
  if (bytes[0] != 0) return bytes[1] <= 1 && bytes[2] == 0;
  return bytes.size() >= kHeaderSize + 4 && bytes[4] >= 0xfc && bytes[5] == 'S' &&
         bytes[6] == 'M' && bytes[7] == 'B';
}

// Directly over TCP all 24 bits are the length; else 17.
std::size_t length_of(std::uint64_t number, bool direct) {
  return static_cast<std::size_t>(direct ? number : number & 0x1ffff);
}

MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  const bool direct = sent.source_port == kDirectPort || sent.destination_port == kDirectPort;
  const Bytes bytes = sent.bytes;
  if (!bytes.empty() && name_of(kTypes, bytes[0]).empty()) return MessageEnd::kNotMine;
  const std::size_t enough = !bytes.empty() && bytes[0] != 0 ? kHeaderSize : kHeaderSize + 4;
  return end_by_length(bytes, enough, progress, [&](Bytes all) -> std::size_t {
    const std::uint32_t number = load<std::uint32_t>(all.data(), ByteOrder::kBig) & 0xffffff;
    return plausible(all) ? kHeaderSize + length_of(number, direct) : 0;
  });
}

std::size_t read_length(Layer& nbss, bool direct) {
  if (!direct) {
    const std::uint8_t flags = nbss.peek();
    nbss.look(kFlags, 1);
    nbss.means(flags);
    nbss.parts(flags, {&kExtend});
  }
  const std::uint64_t number = nbss.uint(kLength, 3);
  const std::size_t length = length_of(number, direct);
  nbss.means(length);
  return length;
}

// One message of a stream; others may follow. What goes on in the next segment is not missed.
Outcome dissect(Layer& nbss) {
  if (!plausible(nbss.left())) return not_mine();
  const bool direct = nbss.source_port() == kDirectPort || nbss.destination_port() == kDirectPort;
  const std::uint8_t type = nbss.u8(kType);
  const std::size_t length = read_length(nbss, direct);
  if (std::string* info = nbss.info()) *info = name_of(kTypes, type);
  const std::size_t there = std::min(length, nbss.left().size());
  const bool goes_on = length > nbss.left_on_wire();
  if (type == 0) {
    nbss.inside({nbss.left().first(there), length}, {{Space::kSmb, nbss.peek()}});
    nbss.skip(there);
  } else {
    Layer::Limit message(nbss, length);
    const std::string words = read_rest(nbss, type);
    if (std::string* info = nbss.info()) *info += words;
    if (!nbss.left().empty()) nbss.remaining(kRest);
  }
  if (nbss.truncated() && !goes_on) return stop("the message ends within a field");
  return goes_on ? done() : done(nbss.rest(), {{Space::kTcpPort, kSessionPort}});
}

constexpr FieldSpan kFields[] = {kType,    kFlags, kExtend,  kLength, kCalled,
                                 kCalling, kError, kAddress, kPort,   kRest};

}  // namespace

extern const Dissector kNbss{{"nbss", "NetBIOS Session Service", Shape::kLayer},
                             "NBSS",
                             kFoundAt,
                             kFields,
                             dissect,
                             nullptr,
                             {},
                             false,
                             find_end};

}  // namespace packetglass
