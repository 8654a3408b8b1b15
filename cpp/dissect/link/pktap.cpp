// Apple's PKTAP, which says the process and the interface of a packet: bsd/net/pktap.h of XNU.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kLength{"pktap.hdrlen", "Header length", Shape::kNumber32};
constexpr Field kRecord{"pktap.rectype", "Record type", Shape::kNumber32};
constexpr Field kLinkType{"pktap.dlt", "DLT", Shape::kNumber32};
constexpr Field kInterface{"pktap.ifname", "Interface name", Shape::kText};
constexpr Field kFlags{"pktap.flags", "Flags", Shape::kHex32};
constexpr Field kFamily{"pktap.pfamily", "Protocol family", Shape::kNumber32};
constexpr Field kLinkHeader{"pktap.llhdrlen", "Link-layer header length", Shape::kNumber32};
constexpr Field kLinkTrailer{"pktap.lltrlrlen", "Link-layer trailer length", Shape::kNumber32};
constexpr Field kProcess{"pktap.pid", "Process ID", Shape::kNumber32};
constexpr Field kCommand{"pktap.cmdname", "Command name", Shape::kText};
constexpr Field kService{"pktap.svc_class", "Service class", Shape::kNumber32};
constexpr Field kInterfaceType{"pktap.iftype", "Interface type", Shape::kNumber16};
constexpr Field kInterfaceUnit{"pktap.ifunit", "Interface unit", Shape::kNumber16};
constexpr Field kEffectiveProcess{"pktap.epid", "Effective process ID", Shape::kNumber32};
constexpr Field kEffectiveCommand{"pktap.ecmdname", "Effective command name", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kLinkType, 258}};
// A link type of the user's, by which Apple's tools call it in captures.
constexpr Route kAsUser2At[] = {{Space::kLinkType, 149}};

constexpr std::size_t kSize = 108, kNameSize = 24, kCommandSize = 20;

void read_rest(Layer& pktap) {
  pktap.padded(kInterface, kNameSize);
  pktap.u32le(kFlags);
  pktap.u32le(kFamily);
  pktap.u32le(kLinkHeader);
  pktap.u32le(kLinkTrailer);
  pktap.u32le(kProcess);
  pktap.padded(kCommand, kCommandSize);
  pktap.u32le(kService);
  pktap.u16le(kInterfaceType);
  pktap.u16le(kInterfaceUnit);
  pktap.u32le(kEffectiveProcess);
  pktap.padded(kEffectiveCommand, kCommandSize);
}

// A longer header has fields that are newer than what is known of it.
Outcome dissect(Layer& pktap) {
  const std::uint32_t length = pktap.u32le(kLength);
  if (std::string* info = pktap.info()) *info = format_text("PKTAP, %u byte header", length);
  if (pktap.truncated()) return stop("the header is incomplete");
  if (length < kSize) return stop("the length is less than the header");
  pktap.u32le(kRecord);
  const std::uint32_t link_type = pktap.u32le(kLinkType);
  read_rest(pktap);
  pktap.skip(length - kSize);
  if (pktap.truncated()) return stop("the header is incomplete");
  return done(pktap.rest(), {{Space::kLinkType, link_type}});
}

std::uint32_t number_at(const Layer& pktap, std::size_t at) {
  return static_cast<std::uint32_t>(pktap.peek(at)) | std::uint32_t{pktap.peek(at + 1)} << 8 |
         std::uint32_t{pktap.peek(at + 2)} << 16 | std::uint32_t{pktap.peek(at + 3)} << 24;
}

// Others use the number for anything: a header has a size near that which is known, says that it
// is of a packet, and names a link type.
Outcome dissect_user2(Layer& pktap) {
  constexpr std::size_t kMost = 1024;
  const std::uint32_t length = number_at(pktap, 0);
  const bool header = length >= kSize && length <= kMost && number_at(pktap, 4) == 1;
  return header && number_at(pktap, 8) <= 0xffff ? dissect(pktap) : not_mine();
}

constexpr FieldSpan kFields[] = {
    kLength,  kRecord,        kLinkType,      kInterface,        kFlags,
    kFamily,  kLinkHeader,    kLinkTrailer,   kProcess,          kCommand,
    kService, kInterfaceType, kInterfaceUnit, kEffectiveProcess, kEffectiveCommand};

}  // namespace

extern const Dissector kPktap{
    {"pktap", "PKTAP packet header", Shape::kLayer}, "PKTAP", kFoundAt, kFields, dissect};
extern const Dissector kPktapAsUser2{
    {"pktap", "PKTAP packet header", Shape::kLayer}, "PKTAP", kAsUser2At, kFields, dissect_user2};

}  // namespace packetglass
