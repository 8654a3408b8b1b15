// Real-time Transport Protocol: RFC 3550; payload types RFC 3551; header extensions RFC 8285.
#include "base/text.h"
#include "dissect/application/announced.h"
#include "dissect/application/header_line.h"
#include "dissect/application/rtp_types.h"

namespace packetglass {
namespace {

constexpr Name kVersions[] = {{2, "RFC 1889 Version"}};
constexpr Name kTypes[] = {{0, "ITU-T G.711 PCMU"},
                           {1, "USA Federal Standard FS-1016"},
                           {2, "ITU-T G.721"},
                           {3, "GSM 06.10"},
                           {4, "ITU-T G.723"},
                           {5, "DVI4 8000 samples/s"},
                           {6, "DVI4 16000 samples/s"},
                           {7, "Experimental linear predictive encoding from Xerox PARC"},
                           {8, "ITU-T G.711 PCMA"},
                           {9, "ITU-T G.722"},
                           {10, "16-bit uncompressed audio, stereo"},
                           {11, "16-bit uncompressed audio, monaural"},
                           {12, "Qualcomm Code Excited Linear Predictive coding"},
                           {13, "Comfort noise"},
                           {14, "MPEG-I/II Audio"},
                           {15, "ITU-T G.728"},
                           {16, "DVI4 11025 samples/s"},
                           {17, "DVI4 22050 samples/s"},
                           {18, "ITU-T G.729"},
                           {19, "Comfort noise (old)"},
                           {25, "Sun CellB video encoding"},
                           {26, "JPEG-compressed video"},
                           {28, "'nv' program"},
                           {31, "ITU-T H.261"},
                           {32, "MPEG-I/II Video"},
                           {33, "MPEG-II transport streams"},
                           {34, "ITU-T H.263"},
                           {72, "Reserved for RTCP conflict avoidance"},
                           {73, "Reserved for RTCP conflict avoidance"},
                           {74, "Reserved for RTCP conflict avoidance"},
                           {75, "Reserved for RTCP conflict avoidance"},
                           {76, "Reserved for RTCP conflict avoidance"}};

constexpr Field kVersion{"rtp.version", "Version", Shape::kNumber8, 0xc0, kVersions};
constexpr Field kPadding{"rtp.padding", "Padding", Shape::kFlag, 0x20};
constexpr Field kExtension{"rtp.ext", "Extension", Shape::kFlag, 0x10};
constexpr Field kSources{"rtp.cc", "Contributing source identifiers count", Shape::kNumber8, 0x0f};
constexpr Field kMarker{"rtp.marker", "Marker", Shape::kFlag, 0x80};
constexpr Field kType{"rtp.p_type", "Payload type", Shape::kNumber8, 0x7f, kTypes};
constexpr Field kSequence{"rtp.seq", "Sequence number", Shape::kNumber16};
constexpr Field kTime{"rtp.timestamp", "Timestamp", Shape::kNumber32};
constexpr Field kSource{"rtp.ssrc", "Synchronization Source identifier", Shape::kHexNumber32};
constexpr Field kContributing{"rtp.csrc.items", "Contributing Source identifiers", Shape::kGroup};
constexpr Field kContributor{"rtp.csrc.item", "CSRC item", Shape::kHex32};
constexpr Field kProfile{"rtp.ext.profile", "Defined by profile", Shape::kHex16};
constexpr Field kExtensionLength{"rtp.ext.len", "Extension length", Shape::kNumber16};
constexpr Field kExtensions{"rtp.hdr_exts", "Header extensions", Shape::kGroup};
constexpr Field kWord{"rtp.hdr_ext", "Header extension", Shape::kHexNumber32};
constexpr Field kElement{"rtp.ext.element", "RFC 8285 Header Extension", Shape::kGroup};
constexpr Field kId{"rtp.ext.rfc5285.id", "Identifier", Shape::kNumber8};
constexpr Field kShortId{"rtp.ext.rfc5285.id", "Identifier", Shape::kNumber8, 0xf0};
constexpr Field kLength{"rtp.ext.rfc5285.len", "Length", Shape::kNumber8};
constexpr Field kElementBytes{"rtp.ext.rfc5285.data", "Extension Data", Shape::kBytes};
constexpr Field kPayload{"rtp.payload", "Payload", Shape::kBytes};
constexpr Field kPaddingBytes{"rtp.padding.data", "Padding data", Shape::kBytes};
constexpr Field kPaddingCount{"rtp.padding.count", "Padding count", Shape::kNumber8};

constexpr Route kFoundAt[] = {{Space::kAnnounced, kAnnouncedMedia}};

constexpr std::uint8_t kPaddingBit = 0x20, kExtensionBit = 0x10, kSourcesMask = 0x0f;
constexpr std::uint8_t kTypeMask = 0x7f, kMarkerBit = 0x80;
constexpr std::uint16_t kShortElements = 0xbede, kLongElements = 0x1000;

void read_sources(Layer& rtp, unsigned count) {
  if (count == 0) return;
  Layer::Group group(rtp, kContributing);
  for (unsigned i = 0; i < count; ++i) rtp.u32(kContributor);
}

// One byte of identifier and length, which counts the bytes but the first; 0 is padding, 15 ends.
bool read_short_element(Layer& rtp) {
  const std::uint8_t head = rtp.peek();
  if (head >> 4 == 15) return false;
  if (head == 0) return rtp.skip(1), true;
  const std::size_t length = (head & 0x0fu) + 1;
  Layer::Group element(rtp, kElement);
  rtp.u8({&kShortId});
  rtp.generated(kLength, length);
  rtp.bytes(kElementBytes, length);
  return true;
}

bool read_long_element(Layer& rtp) {
  if (rtp.peek() == 0) return rtp.skip(1), true;
  Layer::Group element(rtp, kElement);
  rtp.u8(kId);
  const std::uint8_t length = rtp.u8(kLength);
  if (length != 0) rtp.bytes(kElementBytes, length);
  return true;
}

// Each turn takes at least a byte.
void read_elements(Layer& rtp, bool (*read)(Layer&)) {
  while (!rtp.left().empty() && read(rtp)) {
  }
}

void read_extension(Layer& rtp) {
  const std::uint16_t profile = rtp.u16(kProfile);
  const std::size_t words = rtp.u16(kExtensionLength);
  if (words == 0 || rtp.truncated()) return;
  if (rtp.left().size() < words * 4) return rtp.skip(words * 4);
  Layer::Group group(rtp, kExtensions);
  const Layer::Limit limit(rtp, words * 4);
  if (profile == kShortElements) return read_elements(rtp, read_short_element);
  if ((profile & 0xfff0) == kLongElements) return read_elements(rtp, read_long_element);
  for (std::size_t i = 0; i < words; ++i) rtp.u32(kWord);
}

// What has a dissector of its own, by the name of its media type.
const Route* route_of(std::string_view name) {
  static constexpr struct {
    std::string_view name;
    Route route;
  } kRoutes[] = {{"opus", {Space::kMediaType, kAudioOpus}},
                 {"telephone-event", {Space::kMediaType, kAudioTelephoneEvent}}};
  for (const auto& known : kRoutes) {
    if (same_word(known.name, name)) return &known.route;
  }
  return nullptr;
}

// The last byte says how many of the last ones are padding, itself counted. It is not there in a
// packet that was not captured whole.
Outcome read_payload(Layer& rtp, bool padded, const Route* route) {
  const Bytes left = rtp.left();
  const std::size_t padding =
      padded && !rtp.truncated_by_snaplen() && !left.empty() ? left.back() : 0;
  if (padding > left.size()) return stop("the padding is longer than the payload");
  const std::size_t size = left.size() - padding;
  const Payload payload = rtp.rest(rtp.left_on_wire() - padding);
  if (route != nullptr) {
    rtp.skip(size);
  } else if (size != 0) {
    rtp.bytes(kPayload, size);
  }
  if (padding > 1) rtp.bytes(kPaddingBytes, padding - 1);
  if (padding != 0) rtp.u8(kPaddingCount);
  return route != nullptr && size != 0 ? done(payload, {*route}) : done();
}

void put_info(Layer& rtp, std::uint8_t second, const std::string& type, std::uint16_t sequence,
              std::uint32_t time, std::uint32_t source) {
  std::string* info = rtp.info();
  if (info == nullptr) return;
  *info = format_text("PT=%s, SSRC=0x%X, Seq=%u, Time=%u%s", type.c_str(), source, sequence, time,
                      (second & kMarkerBit) != 0 ? ", Mark" : "");
}

// RTCP may share the port; these types are kept free for it (RFC 5761, section 4).
bool is_control(std::uint8_t second) {
  return second >= 192 && second <= 223;
}

// What is of another version is of what shares the port: STUN, DTLS, ZRTP.
Outcome dissect(Layer& rtp) {
  if (rtp.peek() >> 6 != 2) return not_mine();
  const std::uint8_t first = rtp.peek(), second = rtp.peek(1);
  if (is_control(second)) return done(rtp.rest(), {{Space::kAnnounced, kAnnouncedControl}});
  const std::string_view name = rtp_type_name(rtp.expected().words, second & kTypeMask);
  const Route* const route = route_of(name);
  if (!rtp.recording() && rtp.info() == nullptr && route == nullptr) return done();
  const std::string type = name.empty() ? rtp_type_text(second & kTypeMask) : shown(name);
  rtp.u8({&kVersion, &kPadding, &kExtension, &kSources});
  rtp.u8({&kMarker, &kType});
  if (!name.empty() && rtp.recording()) rtp.say(type + format_text(" (%u)", second & kTypeMask));
  const std::uint16_t sequence = rtp.u16(kSequence);
  const std::uint32_t time = rtp.u32(kTime);
  const std::uint32_t source = rtp.u32(kSource);
  if (rtp.truncated()) return stop("the header is incomplete");
  put_info(rtp, second, type, sequence, time, source);
  read_sources(rtp, first & kSourcesMask);
  if ((first & kExtensionBit) != 0) read_extension(rtp);
  if (rtp.truncated()) return stop("the header is incomplete");
  return read_payload(rtp, (first & kPaddingBit) != 0, route);
}

constexpr FieldSpan kFields[] = {
    kVersion,         kPadding,      kExtension, kSources,      kMarker,      kType,
    kSequence,        kTime,         kSource,    kContributing, kContributor, kProfile,
    kExtensionLength, kExtensions,   kWord,      kElement,      kId,          kShortId,
    kLength,          kElementBytes, kPayload,   kPaddingBytes, kPaddingCount};

}  // namespace

std::string rtp_type_text(unsigned type) {
  if (type >= 96) return format_text("DynamicRTP-Type-%u", type);
  const std::string_view name = name_of(kTypes, type);
  return std::string(name.empty() ? "Unassigned" : name);
}

extern const Dissector kRtp{
    {"rtp", "Real-Time Transport Protocol", Shape::kLayer}, "RTP", kFoundAt, kFields, dissect};

}  // namespace packetglass
