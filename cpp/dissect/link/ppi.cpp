// Per-packet information: CACE Technologies, "PPI Header format", 1.0.10.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Name kFieldNames[] = {
    {2, "802.11-Common"},         {3, "802.11n MAC Extensions"}, {4, "802.11n MAC+PHY Extensions"},
    {5, "Spectrum-Map"},          {6, "Process-Info"},           {7, "Capture-Info"},
    {8, "Aggregation Extension"}, {9, "802.3 Extension"},        {30002, "GPS Tagging"}};

constexpr Field kVersion{"ppi.version", "Version", Shape::kNumber8};
constexpr Field kFlags{"ppi.flags", "Flags", Shape::kHex8};
constexpr Field kAlignment{"ppi.flags.alignment", "Alignment", Shape::kFlag, 0x01};
constexpr Field kReserved{"ppi.flags.reserved", "Reserved", Shape::kHex8, 0xfe};
constexpr Field kLength{"ppi.length", "Header length", Shape::kNumber16};
constexpr Field kLinkType{"ppi.dlt", "DLT", Shape::kNumber32};
constexpr Field kField{"ppi.field", "Field", Shape::kGroup};
constexpr Field kFieldType{"ppi.field_type", "Field type", Shape::kNumber16, 0, kFieldNames};
constexpr Field kFieldLength{"ppi.field_len", "Field length", Shape::kNumber16};
constexpr Field kTime{"ppi.80211-common.tsft", "TSFT", Shape::kNumber64};
constexpr Field kCommonFlags{"ppi.80211-common.flags", "Flags", Shape::kHex16};
constexpr Field kFcs{"ppi.80211-common.flags.fcs", "FCS present flag", Shape::kFlag, 0x0001};
constexpr Field kMilliseconds{"ppi.80211-common.flags.tsft", "TSFT flag", Shape::kFlag, 0x0002};
constexpr Field kBadFcs{"ppi.80211-common.flags.fcs-invalid", "FCS validity", Shape::kFlag,
                        0x0004};
constexpr Field kPhyError{"ppi.80211-common.flags.phy-err", "PHY error flag", Shape::kFlag,
                          0x0008};
constexpr Field kRate{"ppi.80211-common.rate", "Data rate (kb/s)", Shape::kNumber16};
constexpr Field kFrequency{"ppi.80211-common.chan.freq", "Channel frequency", Shape::kNumber16};
constexpr Field kChannelFlags{"ppi.80211-common.chan.flags", "Channel flags", Shape::kHex16};
constexpr Field kHopSet{"ppi.80211-common.fhss.hopset", "FHSS hopset", Shape::kHex8};
constexpr Field kHopPattern{"ppi.80211-common.fhss.pattern", "FHSS pattern", Shape::kHex8};
constexpr Field kSignal{"ppi.80211-common.dbm.antsignal", "dBm antenna signal", Shape::kSigned8};
constexpr Field kNoise{"ppi.80211-common.dbm.antnoise", "dBm antenna noise", Shape::kSigned8};
constexpr Field kValue{"ppi.field_value", "Value", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kLinkType, 192}};

constexpr std::size_t kSmallest = 8, kCommonSize = 20;
constexpr std::uint16_t kCommonField = 2;

// Returns whether a check sequence ends the frame.
bool read_common(Layer& ppi) {
  ppi.u64le(kTime);
  const std::uint16_t flags = ppi.u16le(kCommonFlags);
  ppi.parts(flags, {&kFcs, &kMilliseconds, &kBadFcs, &kPhyError});
  ppi.means(ppi.u16le(kRate) * std::uint64_t{500});
  ppi.u16le(kFrequency);
  ppi.u16le(kChannelFlags);
  ppi.u8(kHopSet);
  ppi.u8(kHopPattern);
  ppi.u8(kSignal);
  ppi.u8(kNoise);
  return (flags & 1) != 0;
}

// One field, which may be aligned to four bytes; false when it is not whole.
bool read_field(Layer& ppi, bool aligned, bool& has_fcs) {
  Layer::Group field(ppi, kField);
  const std::uint16_t type = ppi.u16le(kFieldType);
  const std::uint16_t length = ppi.u16le(kFieldLength);
  if (ppi.recording()) field.say(": " + std::string(name_of(kFieldNames, type)));
  if (ppi.truncated() || length > ppi.left().size()) return false;
  {
    Layer::Limit value(ppi, length);
    if (type == kCommonField && length >= kCommonSize) has_fcs = read_common(ppi);
    if (!ppi.left().empty()) ppi.remaining(kValue);
  }
  const std::size_t padding = aligned ? (4u - length % 4u) % 4u : 0;
  ppi.skip(std::min(padding, ppi.left().size()));
  return true;
}

Outcome dissect(Layer& ppi) {
  ppi.u8(kVersion);
  const std::uint8_t flags = ppi.u8(kFlags);
  ppi.parts(flags, {&kAlignment, &kReserved});
  const std::uint16_t length = ppi.u16le(kLength);
  const std::uint32_t link_type = ppi.u32le(kLinkType);
  if (ppi.truncated()) return stop("the header is incomplete");
  if (length < kSmallest) return stop("the length is less than the header");
  if (length - kSmallest > ppi.left().size()) {
    ppi.skip(length - kSmallest);
    return stop("the header is incomplete");
  }
  bool has_fcs = false;
  {
    Layer::Limit fields(ppi, length - kSmallest);
    while (!ppi.left().empty() && read_field(ppi, (flags & 1) != 0, has_fcs)) {
    }
  }
  const bool wlan_with_fcs = link_type == kWlan && has_fcs;
  return done(ppi.rest(), {{Space::kLinkType, wlan_with_fcs ? kWlanWithFcs : link_type}});
}

constexpr FieldSpan kFields[] = {
    kVersion,      kFlags,      kAlignment,   kReserved, kLength,      kLinkType,
    kField,        kFieldType,  kFieldLength, kTime,     kCommonFlags, kFcs,
    kMilliseconds, kBadFcs,     kPhyError,    kRate,     kFrequency,   kChannelFlags,
    kHopSet,       kHopPattern, kSignal,      kNoise,    kValue};

}  // namespace

extern const Dissector kPpi{
    {"ppi", "Per-Packet Information", Shape::kLayer}, "PPI", kFoundAt, kFields, dissect};

}  // namespace packetglass
