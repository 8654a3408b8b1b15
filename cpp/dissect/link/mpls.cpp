// Multiprotocol label switching: RFC 3032; reserved labels RFC 7274.
#include "base/text.h"
#include "dissect/link/looks_like_ethernet.h"

namespace packetglass {
namespace {

constexpr Name kLabelNames[] = {{0, "IPv4 Explicit-Null"},
                                {1, "Router Alert"},
                                {2, "IPv6 Explicit-Null"},
                                {3, "Implicit-Null"},
                                {7, "Entropy Label Indicator (ELI)"},
                                {13, "Generic Associated Channel Label (GAL)"},
                                {14, "OAM Alert"}};

constexpr Field kEntry{"mpls.entry", "Label", Shape::kGroup};
constexpr Field kLabel{"mpls.label", "MPLS Label", Shape::kNumber32, 0xfffff000, kLabelNames};
constexpr Field kExperimental{"mpls.exp", "MPLS Experimental Bits", Shape::kNumber32, 0x00000e00};
constexpr Field kBottom{"mpls.bottom", "MPLS Bottom Of Label Stack", Shape::kNumber32, 0x00000100};
constexpr Field kTtl{"mpls.ttl", "MPLS TTL", Shape::kNumber32, 0x000000ff};
constexpr Field kControlWord{"pweth.cw", "Control word", Shape::kHex16, 0xffff};
constexpr Field kSequence{"pweth.cw.sequence_number", "Sequence Number", Shape::kNumber16};

constexpr Route kMplsAt[] = {{Space::kEtherType, 0x8847},   {Space::kEtherType, 0x8848},
                             {Space::kPppProtocol, 0x0281}, {Space::kPppProtocol, 0x0283},
                             {Space::kIpProtocol, 137},     {Space::kUdpPort, 6635},
                             {Space::kLinkType, 219}};

// Ethernet in a pseudo-wire that has a control word, RFC 4448; only MPLS leads to it.
constexpr Route kWireAt[] = {{Space::kEtherType, 5}};

constexpr std::uint32_t kBottomBit = 0x100;

// Nothing says what follows the last label: it is guessed from the first four bits. IP has its
// version there, which the addresses of Ethernet may have too.
Outcome guess(Layer& mpls) {
  const unsigned first = mpls.peek() >> 4;
  if (first == 4 && (mpls.peek() & 15) >= 5) {
    return done(mpls.rest(), {{Space::kEtherType, 0x0800}});
  }
  if (first == 6) return done(mpls.rest(), {{Space::kEtherType, 0x86dd}});
  if (looks_like_ethernet(mpls, 0)) return done(mpls.rest(), {{Space::kEtherType, 0x6558}});
  if (first == 0 && looks_like_ethernet(mpls, 4)) return done(mpls.rest(), {kWireAt[0]});
  return done(mpls.rest(), {});
}

Outcome dissect_mpls(Layer& mpls) {
  if (std::string* info = mpls.info()) *info = "MPLS Label Switched Packet";
  std::uint32_t entry = 0;
  do {
    Layer::Group group(mpls, kEntry);
    entry = mpls.u32({&kLabel, &kExperimental, &kBottom, &kTtl});
    if (mpls.recording()) group.say(format_text(": %u, TTL: %u", entry >> 12, entry & 0xff));
  } while ((entry & kBottomBit) == 0 && !mpls.truncated());
  if (mpls.truncated()) return stop("the label stack is incomplete");
  if (mpls.recording()) mpls.title(format_text(", Label: %u", entry >> 12));
  return guess(mpls);
}

Outcome dissect_wire(Layer& wire) {
  wire.u16({&kControlWord});
  wire.u16(kSequence);
  if (wire.truncated()) return stop("the control word is incomplete");
  return done(wire.rest(), {{Space::kEtherType, 0x6558}});
}

constexpr FieldSpan kFields[] = {kEntry, kLabel,       kExperimental, kBottom,
                                 kTtl,   kControlWord, kSequence};

}  // namespace

extern const Dissector kMpls{{"mpls", "MultiProtocol Label Switching", Shape::kLayer},
                             "MPLS",
                             kMplsAt,
                             kFields,
                             dissect_mpls};
extern const Dissector kPseudoWire{{"pwethcw", "PW Ethernet Control Word", Shape::kLayer},
                                   nullptr,
                                   kWireAt,
                                   kFields,
                                   dissect_wire};

}  // namespace packetglass
