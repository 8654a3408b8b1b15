// Pragmatic General Multicast: RFC 3208, its header and the sequence numbers behind it.
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0x00, "SPM"},   {0x01, "POLL"},  {0x02, "POLR"},
                           {0x04, "ODATA"}, {0x05, "RDATA"}, {0x08, "NAK"},
                           {0x09, "NNAK"},  {0x0a, "NCF"},   {0x0d, "ACK"}};

constexpr Field kSource{"pgm.hdr.sport", "Source Port", Shape::kPort};
constexpr Field kDestination{"pgm.hdr.dport", "Destination Port", Shape::kPort};
constexpr Field kType{"pgm.hdr.type", "Type", Shape::kHex8, 0, kTypes};
constexpr Field kOptions{"pgm.hdr.opts", "Options", Shape::kHex8};
constexpr Field kHasOptions{"pgm.hdr.opts.opt", "Options", Shape::kFlag, 0x01};
constexpr Field kSignificant{"pgm.hdr.opts.netsig", "Network Significant Options", Shape::kFlag,
                             0x02};
constexpr Field kVariable{"pgm.hdr.opts.varlen", "Variable length Parity Packet Option",
                          Shape::kFlag, 0x40};
constexpr Field kParity{"pgm.hdr.opts.parity", "Parity", Shape::kFlag, 0x80};
constexpr Field kChecksum{"pgm.hdr.cksum", "Checksum", Shape::kHex16};
constexpr Field kGlobalSource{"pgm.hdr.gsi", "Global Source Identifier", Shape::kBytes};
constexpr Field kLength{"pgm.hdr.tsdulen", "Transport Service Data Unit Length", Shape::kNumber16};
constexpr Field kSpm{"pgm.spm.sqn", "Sequence number", Shape::kHex32};
constexpr Field kSpmTrail{"pgm.spm.trail", "Trailing Edge Sequence Number", Shape::kHex32};
constexpr Field kSpmLead{"pgm.spm.lead", "Leading Edge Sequence Number", Shape::kHex32};
constexpr Field kSpmFamily{"pgm.spm.pathafi", "Path NLA AFI", Shape::kNumber16};
constexpr Field kSpmReserved{"pgm.spm.res", "Reserved", Shape::kHex16};
constexpr Field kSpmPath{"pgm.spm.path.ipv4", "Path NLA", Shape::kIpv4};
constexpr Field kSpmPath6{"pgm.spm.path.ipv6", "Path NLA", Shape::kIpv6};
constexpr Field kSourceFamily{"pgm.nak.srcafi", "Source NLA AFI", Shape::kNumber16};
constexpr Field kSourceReserved{"pgm.nak.srcres", "Reserved", Shape::kHex16};
constexpr Field kSourceAddress{"pgm.nak.src.ipv4", "Source NLA", Shape::kIpv4};
constexpr Field kSourceAddress6{"pgm.nak.src.ipv6", "Source NLA", Shape::kIpv6};
constexpr Field kGroupFamily{"pgm.nak.grpafi", "Multicast Group AFI", Shape::kNumber16};
constexpr Field kGroupReserved{"pgm.nak.grpres", "Reserved", Shape::kHex16};
constexpr Field kGroupAddress{"pgm.nak.grp.ipv4", "Multicast Group NLA", Shape::kIpv4};
constexpr Field kGroupAddress6{"pgm.nak.grp.ipv6", "Multicast Group NLA", Shape::kIpv6};
constexpr Field kNak{"pgm.nak.sqn", "Requested Sequence Number", Shape::kHex32};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 113}};

constexpr std::uint8_t kSpmType = 0, kOriginalData = 4, kRepairData = 5, kNakType = 8,
                       kNullNak = 9, kConfirmation = 10;
constexpr std::size_t kGlobalSize = 6;

bool is_data(std::uint8_t type) {
  return type == kOriginalData || type == kRepairData;
}

// The fields of an address: its family, and it.
struct AddressFields {
  const Field &family, &reserved, &ipv4, &ipv6;
};
constexpr AddressFields kPathFields{kSpmFamily, kSpmReserved, kSpmPath, kSpmPath6};
constexpr AddressFields kSourceFields{kSourceFamily, kSourceReserved, kSourceAddress,
                                      kSourceAddress6};
constexpr AddressFields kGroupFields{kGroupFamily, kGroupReserved, kGroupAddress, kGroupAddress6};

void read_address(Layer& pgm, const AddressFields& fields) {
  const std::uint16_t family = pgm.u16(fields.family);
  pgm.u16(fields.reserved);
  if (family == 1) pgm.ipv4(fields.ipv4);
  if (family == 2) pgm.ipv6(fields.ipv6);
}

// What each kind of packet has first.
std::uint32_t read_sequence(Layer& pgm, std::uint8_t type) {
  if (type == kSpmType) {
    const std::uint32_t sequence = pgm.u32(kSpm);
    pgm.u32(kSpmTrail);
    pgm.u32(kSpmLead);
    read_address(pgm, kPathFields);
    return sequence;
  }
  if (is_data(type)) {
    const std::uint32_t sequence = pgm.u32(kSpm);
    pgm.u32(kSpmTrail);
    return sequence;
  }
  const bool nak = type == kNakType || type == kNullNak || type == kConfirmation;
  if (!nak) return 0;
  const std::uint32_t sequence = pgm.u32(kNak);
  read_address(pgm, kSourceFields);
  read_address(pgm, kGroupFields);
  return sequence;
}

std::string identifier_text(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += format_text("%02x", byte);
  return text;
}

Outcome dissect(Layer& pgm) {
  const unsigned source = pgm.u16(kSource);
  const unsigned destination = pgm.u16(kDestination);
  const std::uint8_t type = pgm.u8(kType);
  const std::uint8_t options = pgm.u8(kOptions);
  pgm.parts(options, {&kHasOptions, &kSignificant, &kVariable, &kParity});
  read_checksum(pgm, kChecksum);
  const Bytes global = pgm.bytes(kGlobalSource, kGlobalSize);
  const unsigned length = pgm.u16(kLength);
  if (pgm.truncated()) return stop("the header is incomplete");
  const std::string name(name_of(kTypes, type));
  if (pgm.recording_text()) {
    pgm.title(format_text(": Type %s Src Port %u, Dst Port %u, GSI %s", name.c_str(), source,
                          destination, identifier_text(global).c_str()));
  }
  const std::uint32_t sequence = read_sequence(pgm, type);
  if (std::string* info = pgm.info()) {
    *info = format_text("%-5s sqn 0x%x gsi %s", name.c_str(), sequence,
                        identifier_text(global).c_str());
    if (is_data(type)) *info += format_text(" tsdulen %u", length);
  }
  if (pgm.truncated()) return stop("the header is incomplete");
  return done(pgm.rest(), {});
}

constexpr FieldSpan kFields[] = {
    kSource,         kDestination,   kType,           kOptions,     kHasOptions,
    kSignificant,    kVariable,      kParity,         kChecksum,    kGlobalSource,
    kLength,         kSpm,           kSpmTrail,       kSpmLead,     kNak,
    kSpmFamily,      kSpmReserved,   kSpmPath,        kSpmPath6,    kSourceFamily,
    kSourceReserved, kSourceAddress, kSourceAddress6, kGroupFamily, kGroupReserved,
    kGroupAddress,   kGroupAddress6};

}  // namespace

extern const Dissector kPgm{
    {"pgm", "Pragmatic General Multicast", Shape::kLayer}, "PGM", kFoundAt, kFields, dissect};

}  // namespace packetglass
