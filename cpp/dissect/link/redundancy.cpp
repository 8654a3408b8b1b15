// Frames sent on two ways at once: HSR's tag, and the supervision of HSR and PRP (IEC 62439-3);
// the tag of IEEE 802.1CB.
#include "base/text.h"
#include "dissect/link/type_or_length.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kLanes[] = {{0, "Lane A"}, {1, "Lane B"}};
constexpr Name kTlvNames[] = {{0, "End of TLVs"},
                              {20, "PRP Node (Duplicate Discard)"},
                              {21, "PRP Node (Duplicate Accept)"},
                              {22, "Obsolete TLV value"},
                              {23, "HSR Node"},
                              {30, "Redundancy Box MAC Address"},
                              {31, "Virtual Dual Attached Node"}};

constexpr Field kPath{"hsr.path", "Path", Shape::kNumber16, 0xf000};
constexpr Field kNetwork{"hsr.netid", "Network id", Shape::kNumber16, 0xe000};
constexpr Field kLane{"hsr.laneid", "Lane id", Shape::kNumber16, 0x1000, kLanes};
constexpr Field kSize{"hsr.lsdu_size", "LSDU size", Shape::kNumber16, 0x0fff};
constexpr Field kSequence{"hsr.sequence_nr", "Sequence number", Shape::kNumber16};
constexpr Field kType{"hsr.type", "Type", Shape::kHex16, 0, kEtherTypeNames};

constexpr Field kSupervisionPath{"hsr_prp_supervision.path", "Path", Shape::kNumber16, 0xf000};
constexpr Field kVersion{"hsr_prp_supervision.version", "Version", Shape::kNumber16, 0x0fff};
constexpr Field kSupervisionSequence{"hsr_prp_supervision.supervision_seqno", "Sequence number",
                                     Shape::kNumber16};
constexpr Field kTlvType{"hsr_prp_supervision.tlv.type", "TLV type", Shape::kNumber8, 0,
                         kTlvNames};
constexpr Field kTlvLength{"hsr_prp_supervision.tlv.length", "TLV length", Shape::kNumber8};
constexpr Field kSource{"hsr_prp_supervision.source_mac_address", "Source MAC Address",
                        Shape::kMac};
constexpr Field kSourceA{"hsr_prp_supervision.source_mac_address_A", "Source MAC Address A",
                         Shape::kMac};
constexpr Field kSourceB{"hsr_prp_supervision.source_mac_address_B", "Source MAC Address B",
                         Shape::kMac};
constexpr Field kRedBox{"hsr_prp_supervision.red_box_mac_address", "RedBox MAC Address",
                        Shape::kMac};
constexpr Field kVirtual{"hsr_prp_supervision.vdan_mac_address", "VDAN MAC Address", Shape::kMac};

constexpr Field kTagSequence{"ieee8021cb.seq", "SEQ", Shape::kHexNumber16};
constexpr Field kTagType{"ieee8021cb.etype", "Type", Shape::kHex16, 0, kEtherTypeNames};

constexpr Route kHsrAt[] = {{Space::kEtherType, 0x892f}};
constexpr Route kSupervisionAt[] = {{Space::kEtherType, 0x88fb}};
constexpr Route kTagAt[] = {{Space::kEtherType, 0xf1c1}};

constexpr std::uint8_t kNoMore = 0, kDiscard = 20, kAccept = 21, kHsrNode = 23, kBox = 30,
                       kVdan = 31;
constexpr std::size_t kMac = 6;

Outcome dissect_hsr(Layer& hsr) {
  hsr.u16({&kPath, &kNetwork, &kLane, &kSize});
  hsr.u16(kSequence);
  return read_type_or_length(hsr, kType, kType);
}

void read_value(Layer& supervision, std::uint8_t type, std::size_t length) {
  Layer::Limit value(supervision, length);
  if (length < kMac) return;
  const bool prp = type == kDiscard || type == kAccept;
  if (prp && length == 2 * kMac) {
    supervision.mac(kSourceA);
    supervision.mac(kSourceB);
  } else if (prp || type == kHsrNode) {
    supervision.mac(kSource);
  } else if (type == kBox) {
    supervision.mac(kRedBox);
  } else if (type == kVdan) {
    supervision.mac(kVirtual);
  }
}

// What kind of node it says there is.
const char* kind_of(std::uint8_t type) {
  if (type == kDiscard || type == kAccept) return "PRP Supervision";
  return type == kHsrNode ? "HSR Supervision" : "HSR or PRP Supervision";
}

void put_info(Layer& supervision, const char* kind) {
  if (std::string* info = supervision.info()) *info = kind;
}

Outcome dissect_supervision(Layer& supervision) {
  const unsigned version = supervision.u16({&kSupervisionPath, &kVersion}) & 0x0fff;
  put_info(supervision, "HSR or PRP Supervision");
  if (version > 0) supervision.u16(kSupervisionSequence);
  bool first = true;
  while (!supervision.truncated() && !supervision.left().empty()) {
    const std::uint8_t type = supervision.u8(kTlvType);
    if (first) put_info(supervision, kind_of(type));
    first = false;
    const std::uint8_t length = supervision.u8(kTlvLength);
    if (supervision.truncated() || type == kNoMore) break;
    if (length > supervision.left().size()) {
      supervision.skip(length);
      break;
    }
    read_value(supervision, type, length);
  }
  return supervision.truncated() ? stop("a part is incomplete") : done();
}

Outcome dissect_tag(Layer& tag) {
  tag.skip(2);  // reserved
  const std::uint16_t sequence = tag.u16(kTagSequence);
  if (tag.recording_text()) tag.title(format_text(", SEQ: %u", sequence));
  return read_type_or_length(tag, kTagType, kTagType);
}

constexpr FieldSpan kHsrFields[] = {kPath, kNetwork, kLane, kSize, kSequence, kType};
constexpr FieldSpan kSupervisionFields[] = {kSupervisionPath, kVersion,   kSupervisionSequence,
                                            kTlvType,         kTlvLength, kSource,
                                            kSourceA,         kSourceB,   kRedBox,
                                            kVirtual};
constexpr FieldSpan kTagFields[] = {kTagSequence, kTagType};

}  // namespace

extern const Dissector kHsr{{"hsr", "High-availability Seamless Redundancy", Shape::kLayer},
                            "HSR",
                            kHsrAt,
                            kHsrFields,
                            dissect_hsr};
extern const Dissector kHsrSupervision{
    {"hsr_prp_supervision", "HSR/PRP Supervision", Shape::kLayer},
    "HSR/PRP",
    kSupervisionAt,
    kSupervisionFields,
    dissect_supervision};
extern const Dissector kRedundancyTag{{"ieee8021cb", "802.1CB Redundancy Tag", Shape::kLayer},
                                      "802.1CB",
                                      kTagAt,
                                      kTagFields,
                                      dissect_tag};

}  // namespace packetglass
