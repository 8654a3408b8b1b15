// OpenBSD's enc(4), packets before and behind IPsec: LINKTYPE_ENC of tcpdump.org.
#include "dissect/layer.h"
#include "dissect/link/bsd_family.h"

namespace packetglass {
namespace {

constexpr Field kFamily{"enc.af", "Address Family", Shape::kNumber32, 0, kBsdFamilyNames};
constexpr Field kSpi{"enc.spi", "SPI", Shape::kHex32};
constexpr Field kFlags{"enc.flags", "Flags", Shape::kHex32};
constexpr Field kEncrypted{"enc.flags.payload_enc", "Payload encrypted", Shape::kFlag, 0x0400};
constexpr Field kAuthenticated{"enc.flags.payload_auth", "Payload authenticated", Shape::kFlag,
                               0x0800};

constexpr Route kFoundAt[] = {{Space::kLinkType, 109}};

// The family and the flags are in the byte order of the host; families are small numbers.
Outcome dissect(Layer& enc) {
  const bool big = enc.peek() == 0;
  const std::uint32_t family = big ? enc.u32(kFamily) : enc.u32le(kFamily);
  enc.u32(kSpi);
  const std::uint32_t flags = big ? enc.u32(kFlags) : enc.u32le(kFlags);
  enc.parts(flags, {&kEncrypted, &kAuthenticated});
  if (enc.truncated()) return stop("the header is incomplete");
  return done_as_family(enc.rest(), family);
}

constexpr FieldSpan kFields[] = {kFamily, kSpi, kFlags, kEncrypted, kAuthenticated};

}  // namespace

extern const Dissector kEnc{
    {"enc", "Enc AH/ESP Link Layer", Shape::kLayer}, "ENC", kFoundAt, kFields, dissect};

}  // namespace packetglass
