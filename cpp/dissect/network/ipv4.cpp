// Internet Protocol version 4: RFC 791; differentiated services RFC 2474 and 3168.
#include "base/text.h"
#include "dissect/network/checksum.h"
#include "dissect/network/fragments.h"
#include "dissect/network/ip_protocol.h"
#include "dissect/network/ipv4_options.h"
#include "dissect/network/traffic_class.h"

namespace packetglass {
namespace {

constexpr Field kVersion{"ip.version", "Version", Shape::kNumber8, 0xf0};
constexpr Field kHeaderLength{"ip.hdr_len", "Header Length", Shape::kNumber8, 0x0f, {}, 4};
constexpr Field kDsField{"ip.dsfield", "Differentiated Services Field", Shape::kHex8};
constexpr Field kDscp{"ip.dsfield.dscp", "Differentiated Services Codepoint", Shape::kNumber8,
                      0xfc, kDscpNames};
constexpr Field kEcn{"ip.dsfield.ecn", "Explicit Congestion Notification", Shape::kNumber8, 0x03,
                     kEcnNames};
constexpr Field kLength{"ip.len", "Total Length", Shape::kNumber16};
constexpr Field kId{"ip.id", "Identification", Shape::kHexNumber16};
constexpr Field kFlags{"ip.flags", "Flags", Shape::kHex8, 0xe000};
constexpr Field kReserved{"ip.flags.rb", "Reserved bit", Shape::kFlag, 0x8000};
constexpr Field kDontFragment{"ip.flags.df", "Don't fragment", Shape::kFlag, 0x4000};
constexpr Field kMoreFragments{"ip.flags.mf", "More fragments", Shape::kFlag, 0x2000};
constexpr Field kFragmentOffset{
    "ip.frag_offset", "Fragment Offset", Shape::kNumber16, 0x1fff, {}, 8};
constexpr Field kTtl{"ip.ttl", "Time to Live", Shape::kNumber8};
constexpr Field kProtocol{"ip.proto", "Protocol", Shape::kNumber8, 0, kIpProtocolNames};
constexpr Field kChecksum{"ip.checksum", "Header Checksum", Shape::kHex16};
constexpr Field kChecksumStatus{"ip.checksum.status", "Header checksum status", Shape::kNumber8, 0,
                                kChecksumStatuses};
constexpr Field kCalculated{"ip.checksum_calculated", "Calculated Checksum", Shape::kHex16};
constexpr Field kSource{"ip.src", "Source Address", Shape::kIpv4};
constexpr Field kDestination{"ip.dst", "Destination Address", Shape::kIpv4};

constexpr Expert kBogusVersion{{"ip.bogus_ip_version", "Bogus IP version", Shape::kExpert},
                               ExpertSeverity::kError,
                               ExpertGroup::kProtocol};

constexpr Expert kBadChecksum{{"ip.checksum_bad.expert", "Bad checksum", Shape::kExpert},
                              ExpertSeverity::kError,
                              ExpertGroup::kChecksum};
constexpr ChecksumFields kChecksumFields{kChecksum, kChecksumStatus, &kCalculated, kBadChecksum,
                                         "IP checksum offload"};

constexpr FragmentFields kFragments{
    {"ip.fragments", "IPv4 Fragments", Shape::kGroup},
    {"ip.fragment", "IPv4 Fragment", Shape::kFrameNumber},
    {"ip.fragment.count", "Fragment count", Shape::kNumber32},
    {"ip.reassembled.length", "Reassembled IPv4 length", Shape::kNumber32},
    {"ip.reassembled_in", "Reassembled IPv4 in packet", Shape::kFrameNumber}};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x0800},
                              {Space::kIpProtocol, 4},
                              {Space::kPppProtocol, 0x0021},
                              {Space::kLlc, 0x06},
                              {Space::kLinkType, 228}};

constexpr std::uint16_t kMoreFragmentsBit = 0x2000, kOffsetMask = 0x1fff;

struct Header {
  std::uint16_t total, id, fragment;
  std::uint8_t protocol;
  bool damaged;  // its checksum was verified, and is wrong
  Address source, destination;
};

std::string fragment_info(const Header& header) {
  const std::string name(name_of(kIpProtocolNames, header.protocol));
  return format_text("Fragmented IP protocol (proto=%s %u, off=%u, ID=%04x)", name.c_str(),
                     header.protocol, (header.fragment & kOffsetMask) * 8, header.id);
}

void put_info(Layer& ip, const Header& header) {
  ip.addresses(header.source, header.destination);
  if (ip.recording_text())
    ip.title(", Src: " + to_text(header.source) + ", Dst: " + to_text(header.destination));
  if (std::string* info = ip.info()) {
    *info = format_text("%s (%u)", std::string(name_of(kIpProtocolNames, header.protocol)).c_str(),
                        header.protocol);
  }
}

std::string fragment_flags_text(std::uint16_t word) {
  std::string flags = format_text("0x%x", word >> 13);
  if ((word & kDontFragment.mask) != 0) flags.append(", ").append(kDontFragment.title);
  if ((word & kMoreFragments.mask) != 0) flags.append(", ").append(kMoreFragments.title);
  return flags;
}

// The flags and the offset of a fragment.
std::uint16_t read_fragmentation(Layer& ip) {
  const std::uint16_t word = ip.u16({&kFlags});
  if (!ip.recording() || ip.truncated()) return word;
  if (ip.recording_text()) ip.say(fragment_flags_text(word));
  ip.parts(word, {&kReserved, &kDontFragment, &kMoreFragments});
  ip.also(kFragmentOffset);
  ip.means(std::uint64_t{8} * (word & kOffsetMask));
  return word;
}

Outcome dissect_alone(Layer& ip, const Header& header, const Payload& payload) {
  if (std::string* info = ip.info()) *info = fragment_info(header);
  return done(payload, {});
}

// Returns whether it was verified, and is wrong.
bool read_header_checksum(Layer& ip, std::size_t header_size) {
  if (!ip.preferences().checks_ip) {
    read_checksum(ip, kChecksum);
    return false;
  }
  const bool whole = ip.whole().size() >= header_size && header_size >= ip.position();
  Checked checked{ChecksumStatus::kUnverified, ip.peek16(), 0};
  if (whole) {
    InternetSum sum;
    sum.add(ip.whole().first(header_size));
    checked = check(checked.stored, sum);
  }
  record_checksum(ip, kChecksumFields, checked, whole ? nullptr : "[not all data available]");
  return checked.status == ChecksumStatus::kBad;
}

Outcome dissect_fragment(Layer& ip, const Header& header, const Payload& payload) {
  // Nobody reassembles what is damaged: a first fragment has ports at least.
  if (header.damaged && (header.fragment & kOffsetMask) == 0) {
    ip.make_unverifiable();
    return done(payload, {{Space::kIpProtocol, header.protocol}});
  }
  if (header.damaged) return dissect_alone(ip, header, payload);
  IpFragment fragment;
  fragment.source = header.source;
  fragment.destination = header.destination;
  fragment.id = header.id;
  fragment.protocol = header.protocol;
  fragment.more = (header.fragment & kMoreFragmentsBit) != 0;
  fragment.offset = 8u * (header.fragment & kOffsetMask);
  if (const auto whole = reassembled(ip, fragment, payload, kFragments)) {
    return done(whole->payload, {{Space::kIpProtocol, whole->protocol}});
  }
  // Of a first one that was truncated nothing can be reassembled: its ports are all there is.
  if (fragment.offset == 0 && payload.truncated()) {
    return done(payload, {{Space::kIpProtocol, header.protocol}});
  }
  return dissect_alone(ip, header, payload);
}

// Some senders give IPv6 the number of IPv4.
Outcome dissect_other_version(Layer& ip) {
  const unsigned version = ip.peek() >> 4;
  if (version == 6) return done(ip.rest(), {{Space::kEtherType, 0x86dd}});
  ip.u8({&kVersion});
  if (std::string* info = ip.info()) {
    *info = format_text("Bogus IPv4 version (%u, must be 4)", version);
  }
  ip.expert_info(kBogusVersion, format_text("Bogus IPv4 version (%u, must be 4)", version));
  ip.skip(ip.left().size());
  return done();
}

Outcome dissect(Layer& ip) {
  if (std::string* info = ip.info()) info->clear();
  if (ip.left().empty()) return stop("the header is incomplete");
  if (ip.peek() >> 4 != 4) return dissect_other_version(ip);
  const std::uint8_t first = ip.u8({&kVersion, &kHeaderLength});
  const std::size_t header_size = std::size_t{first & 0x0fu} * 4;
  const std::uint8_t service = ip.u8(kDsField);
  if (ip.recording_text()) ip.say(traffic_class_text(service));
  ip.parts(service, {&kDscp, &kEcn});
  Header header{};
  header.total = ip.u16(kLength);
  header.id = ip.u16(kId);
  header.fragment = read_fragmentation(ip);
  ip.set_hop_limit(ip.u8(kTtl));
  header.protocol = ip.u8(kProtocol);
  header.damaged = read_header_checksum(ip, header_size);
  header.source = ip.ipv4(kSource);
  header.destination = ip.ipv4(kDestination);
  if (ip.truncated()) return stop("the header is incomplete");
  put_info(ip, header);
  ip.ip_protocol(header.protocol);
  if (header_size < ip.position()) return stop("the header length is less than 20 bytes");
  if (header_size > ip.position()) read_ipv4_options(ip, header_size - ip.position());
  if (ip.truncated()) return stop("the options are incomplete");

  // Zero is what segmentation offload leaves there: the packet then runs to the end.
  if (header.total != 0 && header.total < header_size) {
    return stop("the total length is less than the header");
  }
  const Payload payload = header.total == 0 ? ip.rest() : ip.rest(header.total - header_size);
  ip.trailing(payload);
  if ((header.fragment & (kMoreFragmentsBit | kOffsetMask)) == 0) {
    return done(payload, {{Space::kIpProtocol, header.protocol}});
  }
  return dissect_fragment(ip, header, payload);
}

constexpr FieldSpan kFields[] = {kVersion,
                                 kBogusVersion.field,
                                 kHeaderLength,
                                 kDsField,
                                 kDscp,
                                 kEcn,
                                 kLength,
                                 kId,
                                 kFlags,
                                 kReserved,
                                 kDontFragment,
                                 kMoreFragments,
                                 kFragmentOffset,
                                 kTtl,
                                 kProtocol,
                                 kChecksum,
                                 kSource,
                                 kDestination,
                                 kFragments,
                                 kIpv4OptionFields,
                                 kChecksumStatus,
                                 kCalculated,
                                 kBadChecksum.field};

}  // namespace

extern const Dissector kIpv4{
    {"ip", "Internet Protocol Version 4", Shape::kLayer}, "IPv4", kFoundAt, kFields, dissect};

}  // namespace packetglass
