// Locator/ID Separation Protocol, the header of its data packets: RFC 9300, section 5.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kFlags{"lisp-data.flags", "Flags", Shape::kHex8};
constexpr Field kHasNonce{"lisp-data.flags.nonce", "N bit (Nonce present)", Shape::kFlag, 0x80};
constexpr Field kHasStatus{"lisp-data.flags.lsb", "L bit (Locator-Status-Bits field enabled)",
                           Shape::kFlag, 0x40};
constexpr Field kEcho{"lisp-data.flags.enr", "E bit (Echo-Nonce-Request)", Shape::kFlag, 0x20};
constexpr Field kHasVersion{"lisp-data.flags.mv", "V bit (Map-Version present)", Shape::kFlag,
                            0x10};
constexpr Field kHasInstance{"lisp-data.flags.iid", "I bit (Instance ID present)", Shape::kFlag,
                             0x08};
constexpr Field kFlagsReserved{"lisp-data.flags.res", "Reserved", Shape::kHex8, 0x07};
constexpr Field kNonce{"lisp-data.nonce", "Nonce", Shape::kNumber24};
constexpr Field kVersions{"lisp-data.mapver", "Map-Version", Shape::kHex24};
constexpr Field kSourceVersion{"lisp-data.srcmapver", "Source Map-Version", Shape::kNumber24,
                               0xfff000};
constexpr Field kDestinationVersion{"lisp-data.dstmapver", "Destination Map-Version",
                                    Shape::kNumber24, 0x000fff};
constexpr Field kInstance{"lisp-data.iid", "Instance ID", Shape::kNumber24};
constexpr Field kStatus{"lisp-data.lsb", "Locator-Status-Bits", Shape::kHex32};
constexpr Field kStatus8{"lisp-data.lsb8", "Locator-Status-Bits", Shape::kHex8};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 4341}};

constexpr std::uint8_t kNonceBit = 0x80, kStatusBit = 0x40, kVersionBit = 0x10,
                       kInstanceBit = 0x08;

void read_first(Layer& lisp, std::uint8_t flags) {
  if ((flags & kNonceBit) != 0) {
    lisp.uint(kNonce, 3);
  } else if ((flags & kVersionBit) != 0) {
    lisp.parts(lisp.uint(kVersions, 3), {&kSourceVersion, &kDestinationVersion});
  } else {
    lisp.skip(3);
  }
}

void read_second(Layer& lisp, std::uint8_t flags) {
  const bool status = (flags & kStatusBit) != 0;
  if ((flags & kInstanceBit) != 0) {
    lisp.uint(kInstance, 3);
    status ? void(lisp.u8(kStatus8)) : lisp.skip(1);
  } else {
    status ? void(lisp.u32(kStatus)) : lisp.skip(4);
  }
}

// What is inside says itself which version of IP it is.
Outcome dissect(Layer& lisp) {
  const std::uint8_t flags = lisp.u8(kFlags);
  lisp.parts(flags,
             {&kHasNonce, &kHasStatus, &kEcho, &kHasVersion, &kHasInstance, &kFlagsReserved});
  read_first(lisp, flags);
  read_second(lisp, flags);
  if (lisp.truncated()) return stop("the header is incomplete");
  const unsigned version = lisp.peek() >> 4;
  if (version == 4) return done(lisp.rest(), {{Space::kEtherType, 0x0800}});
  if (version == 6) return done(lisp.rest(), {{Space::kEtherType, 0x86dd}});
  return done(lisp.rest(), {});
}

constexpr FieldSpan kFields[] = {kFlags,      kHasNonce,      kHasStatus,          kEcho,
                                 kHasVersion, kHasInstance,   kFlagsReserved,      kNonce,
                                 kVersions,   kSourceVersion, kDestinationVersion, kInstance,
                                 kStatus,     kStatus8};

}  // namespace

extern const Dissector kLispData{
    {"lisp-data", "Locator/ID Separation Protocol (Data)", Shape::kLayer},
    "LISP",
    kFoundAt,
    kFields,
    dissect};

}  // namespace packetglass
