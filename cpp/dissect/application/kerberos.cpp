// Kerberos 5: RFC 4120. What kind of message it is, and of errors which.
#include "base/text.h"
#include "dissect/application/ber.h"

namespace packetglass {
namespace {

constexpr Name kMessages[] = {
    {10, "AS-REQ"}, {11, "AS-REP"},   {12, "TGS-REQ"},  {13, "TGS-REP"},  {14, "AP-REQ"},
    {15, "AP-REP"}, {20, "KRB-SAFE"}, {21, "KRB-PRIV"}, {22, "KRB-CRED"}, {30, "KRB Error"}};
constexpr Name kErrors[] = {{0, "KRB5KDC_ERR_NONE"},
                            {3, "KRB5KDC_ERR_BAD_PVNO"},
                            {6, "KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN"},
                            {7, "KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN"},
                            {12, "KRB5KDC_ERR_POLICY"},
                            {13, "KRB5KDC_ERR_BADOPTION"},
                            {14, "KRB5KDC_ERR_ETYPE_NOSUPP"},
                            {18, "KRB5KDC_ERR_CLIENT_REVOKED"},
                            {23, "KRB5KDC_ERR_KEY_EXP"},
                            {24, "KRB5KDC_ERR_PREAUTH_FAILED"},
                            {25, "KRB5KDC_ERR_PREAUTH_REQUIRED"},
                            {31, "KRB5KRB_AP_ERR_BAD_INTEGRITY"},
                            {32, "KRB5KRB_AP_ERR_TKT_EXPIRED"},
                            {34, "KRB5KRB_AP_ERR_REPEAT"},
                            {37, "KRB5KRB_AP_ERR_SKEW"},
                            {41, "KRB5KRB_AP_ERR_MODIFIED"},
                            {52, "KRB5KRB_ERR_RESPONSE_TOO_BIG"},
                            {60, "KRB5KRB_ERR_GENERIC"},
                            {68, "KRB5KDC_ERR_WRONG_REALM"}};

constexpr Field kRecordMark{"kerberos.rm.length", "Record Length", Shape::kNumber32};
constexpr Field kVersion{"kerberos.pvno", "pvno", Shape::kNumber32};
constexpr Field kType{"kerberos.msg_type", "msg-type", Shape::kSigned32, 0, kMessages};
constexpr Field kError{"kerberos.error_code", "error-code", Shape::kSigned32, 0, kErrors};
constexpr Field kRealm{"kerberos.realm", "realm", Shape::kText};
constexpr Field kPart{"kerberos.part", "Not read", Shape::kBytes};

constexpr Route kUdpAt[] = {{Space::kUdpPort, 88}};
constexpr Route kTcpAt[] = {{Space::kTcpPort, 88}};

constexpr std::uint8_t kApplication = 0x60, kPartTag = 0xa0;
constexpr unsigned kErrorMessage = 30, kErrorCodePart = 6, kErrorRealmPart = 9;

// Numbers of the parts that say the version and the kind: requests have another order.
bool is_version(unsigned type, unsigned part) {
  return part == (type == 10 || type == 12 ? 1u : 0u);
}

// Returns what Info says of the part.
std::string read_part(Layer& kerberos, unsigned type, unsigned part) {
  const bool request = type == 10 || type == 12;
  if (is_version(type, part)) {
    read_ber_number(kerberos, kVersion);
  } else if (part == (request ? 2u : 1u)) {
    read_ber_number(kerberos, kType);
  } else if (type == kErrorMessage && part == kErrorCodePart) {
    const std::uint64_t code = read_ber_number(kerberos, kError);
    const std::string_view name = name_of(kErrors, code);
    return ": " + (name.empty() ? format_text("Unknown error code %u", static_cast<unsigned>(code))
                                : std::string(name));
  } else if (type == kErrorMessage && part == kErrorRealmPart) {
    read_ber_text(kerberos, kRealm);
  }
  if (!kerberos.left().empty()) kerberos.remaining(kPart);
  return {};
}

std::string read_message(Layer& kerberos) {
  const unsigned type = take_ber(kerberos).tag & 0x1f;
  take_ber(kerberos);
  std::string words(name_of(kMessages, type));
  while (!kerberos.left().empty() && !kerberos.truncated()) {
    const BerHead part = take_ber(kerberos);
    if ((part.tag & kPartTag) != kPartTag) break;
    Layer::Limit limit(kerberos, part.length);
    words += read_part(kerberos, type, part.tag & 0x1f);
  }
  return words;
}

// A message of a kind there is, with a sequence in it.
bool plausible(Bytes bytes) {
  const BerHead head = look_ber(bytes);
  if ((head.tag & 0xe0) != kApplication || name_of(kMessages, head.tag & 0x1f).empty())
    return false;
  return head.size < bytes.size() && bytes[head.size] == kBerSequence;
}

MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  return end_by_length(sent.bytes, 8, progress, [](Bytes bytes) -> std::size_t {
    const std::size_t length = load<std::uint32_t>(bytes.data(), ByteOrder::kBig);
    return plausible(bytes.subspan(4)) ? length + 4 : 0;
  });
}

Outcome read(Layer& kerberos) {
  const std::string words = read_message(kerberos);
  if (std::string* info = kerberos.info()) *info = words;
  return kerberos.truncated() ? stop_truncated("the message is incomplete") : done();
}

Outcome dissect(Layer& kerberos) {
  if (!plausible(kerberos.left())) return not_mine();
  if (!kerberos.recording() && kerberos.info() == nullptr) return done();
  return read(kerberos);
}

// Over TCP its length stands before a message. What goes on in the next segment is not missed.
Outcome dissect_stream(Layer& kerberos) {
  if (kerberos.left().size() < 8 || !plausible(kerberos.left().subspan(4))) return not_mine();
  if (!kerberos.recording() && kerberos.info() == nullptr) return done();
  const std::uint32_t length = kerberos.u32(kRecordMark);
  if (length > kerberos.left_on_wire()) {
    read(kerberos);
    return done();
  }
  Layer::Limit message(kerberos, length);
  return read(kerberos);
}

constexpr FieldSpan kFields[] = {kRecordMark, kVersion, kType, kError, kRealm, kPart};

}  // namespace

extern const Dissector kKerberos{
    {"kerberos", "Kerberos", Shape::kLayer}, "KRB5", kUdpAt, kFields, dissect};
extern const Dissector kKerberosOverTcp{{"kerberos", "Kerberos", Shape::kLayer},
                                        "KRB5",
                                        kTcpAt,
                                        kFields,
                                        dissect_stream,
                                        nullptr,
                                        {},
                                        false,
                                        find_end};

}  // namespace packetglass
