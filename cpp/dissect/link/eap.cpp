// Extensible Authentication Protocol: RFC 3748; of its methods only what they begin with.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kCodeNames[] = {{1, "Request"}, {2, "Response"}, {3, "Success"},
                               {4, "Failure"}, {5, "Initiate"}, {6, "Finish"}};
constexpr Name kTypeNames[] = {{1, "Identity"},
                               {2, "Notification"},
                               {3, "Legacy Nak (Response Only)"},
                               {4, "MD5-Challenge EAP (EAP-MD5-CHALLENGE)"},
                               {5, "One-Time Password EAP (EAP-OTP)"},
                               {6, "Generic Token Card EAP (EAP-GTC)"},
                               {13, "TLS EAP (EAP-TLS)"},
                               {17, "Cisco Wireless EAP / Lightweight EAP (EAP-LEAP)"},
                               {18, "GSM Subscriber Identity Modules EAP (EAP-SIM)"},
                               {21, "Tunneled TLS EAP (EAP-TTLS)"},
                               {23, "UMTS Authentication and Key Agreement EAP (EAP-AKA)"},
                               {25, "Protected EAP (EAP-PEAP)"},
                               {26, "MS-Authentication EAP (EAP-MS-AUTH)"},
                               {29, "MS-CHAP-v2 EAP (EAP-MS-CHAP-V2)"},
                               {43, "Flexible Authentication via Secure Tunneling EAP (EAP-FAST)"},
                               {47, "Pre-Shared Key EAP (EAP-PSK)"},
                               {49, "Internet Key Exchange v2 EAP (EAP-IKEv2)"},
                               {50, "UMTS Authentication and Key Agreement' EAP (EAP-AKA')"},
                               {52, "Password EAP (EAP-pwd)"},
                               {55, "Tunneled EAP protocol"},
                               {254, "Expanded Type"}};

constexpr Field kCode{"eap.code", "Code", Shape::kNumber8, 0, kCodeNames};
constexpr Field kId{"eap.id", "Id", Shape::kNumber8};
constexpr Field kLength{"eap.len", "Length", Shape::kNumber16};
constexpr Field kType{"eap.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kIdentity{"eap.identity", "Identity", Shape::kText};
constexpr Field kNotification{"eap.notification", "Notification", Shape::kText};
constexpr Field kDesired{"eap.desired_type", "Desired Auth Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kMd5Size{"eap.md5.value_size", "EAP-MD5 Value-Size", Shape::kNumber8};
constexpr Field kMd5{"eap.md5.value", "EAP-MD5 Value", Shape::kBytes};
constexpr Field kTlsFlags{"eap.tls.flags", "EAP-TLS Flags", Shape::kHex8};
constexpr Field kTlsLengthIncluded{"eap.tls.flags.len_included", "Length Included", Shape::kFlag,
                                   0x80};
constexpr Field kTlsMore{"eap.tls.flags.more_fragments", "More Fragments", Shape::kFlag, 0x40};
constexpr Field kTlsStart{"eap.tls.flags.start", "Start", Shape::kFlag, 0x20};
constexpr Field kTlsLength{"eap.tls.len", "EAP-TLS Length", Shape::kNumber32};
constexpr Field kVendor{"eap.ext.vendor_id", "EAP-EXT Vendor Id", Shape::kNumber16};
constexpr Field kVendorType{"eap.ext.vendor_type", "EAP-EXT Vendor Type", Shape::kNumber8};
constexpr Field kValue{"eap.value", "Value", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kPppProtocol, 0xc227}};

constexpr std::uint16_t kHeaderSize = 4;

bool is_tls(std::uint8_t type) {
  return type == 13 || type == 21 || type == 25 || type == 43 || type == 55;
}

void read_tls(Layer& eap) {
  const std::uint8_t flags = eap.u8(kTlsFlags);
  eap.parts(flags, {&kTlsLengthIncluded, &kTlsMore, &kTlsStart});
  if ((flags & 0x80) != 0) eap.u32(kTlsLength);
}

void read_method(Layer& eap, std::uint8_t type) {
  if (eap.left().empty()) return;
  if (type == 1 || type == 2) {
    eap.remaining(type == 1 ? kIdentity : kNotification);
  } else if (type == 3) {
    while (!eap.left().empty()) eap.u8(kDesired);
  } else if (type == 4) {
    eap.bytes(kMd5, eap.u8(kMd5Size));
  } else if (is_tls(type)) {
    read_tls(eap);
  } else if (type == 254) {
    eap.uint(kVendor, 3);
    eap.u32(kVendorType);
  }
  if (!eap.left().empty()) eap.remaining(kValue);
}

Outcome dissect(Layer& eap) {
  const std::uint8_t code = eap.u8(kCode);
  eap.u8(kId);
  const std::uint16_t length = eap.u16(kLength);
  if (eap.truncated()) return stop("the header is incomplete");
  std::string* const info = eap.info();
  if (info != nullptr) *info = name_of(kCodeNames, code);
  if (length < kHeaderSize) return stop("the length is less than the header");
  Layer::Limit body(eap, length - std::size_t{kHeaderSize});
  if ((code != 1 && code != 2) || eap.left().empty()) return done();
  const std::uint8_t type = eap.u8(kType);
  if (info != nullptr) info->append(", ").append(name_of(kTypeNames, type));
  read_method(eap, type);
  return eap.truncated() ? stop_truncated("the packet is incomplete") : done();
}

constexpr FieldSpan kFields[] = {kCode,
                                 kId,
                                 kLength,
                                 kType,
                                 kIdentity,
                                 kNotification,
                                 kDesired,
                                 kMd5Size,
                                 kMd5,
                                 kTlsFlags,
                                 kTlsLengthIncluded,
                                 kTlsMore,
                                 kTlsStart,
                                 kTlsLength,
                                 kVendor,
                                 kVendorType,
                                 kValue};

}  // namespace

extern const Dissector kEap{{"eap", "Extensible Authentication Protocol", Shape::kLayer},
                            "EAP",
                            kFoundAt,
                            kFields,
                            dissect};

}  // namespace packetglass
