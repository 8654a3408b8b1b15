// The header of AVS in front of 802.11: LINKTYPE_IEEE802_11_AVS of tcpdump.org. What it says of
// the radio stays bytes.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Field kMagic{"wlancap.magic", "Header magic", Shape::kHex32, 0xfffffff0};
constexpr Field kVersion{"wlancap.version", "Header revision", Shape::kNumber32, 0x0000000f};
constexpr Field kLength{"wlancap.length", "Header length", Shape::kNumber32};
constexpr Field kTime{"wlancap.mactime", "MAC timestamp", Shape::kNumber64};
constexpr Field kHostTime{"wlancap.hosttime", "Host timestamp", Shape::kNumber64};
constexpr Field kRadio{"wlancap.radio", "Radio", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kLinkType, 163}};

constexpr std::size_t kSmallest = 24;
constexpr std::uint32_t kFirstVersion = 0x80211000;

Outcome dissect(Layer& avs) {
  const std::uint32_t version = avs.u32({&kMagic, &kVersion});
  const std::uint32_t length = avs.u32(kLength);
  if (std::string* info = avs.info()) {
    *info = format_text("AVS WLAN Capture v%x, Length %u", version - kFirstVersion, length);
  }
  avs.u64(kTime);
  avs.u64(kHostTime);
  if (avs.truncated()) return stop("the header is incomplete");
  if (length < kSmallest) return stop("the length is less than the header");
  if (length > kSmallest) avs.bytes(kRadio, length - kSmallest);
  if (avs.truncated()) return stop("the header is incomplete");
  return done(avs.rest(), {{Space::kLinkType, kWlan}});
}

constexpr FieldSpan kFields[] = {kMagic, kVersion, kLength, kTime, kHostTime, kRadio};

}  // namespace

extern const Dissector kAvs{
    {"wlancap", "AVS WLAN Capture header", Shape::kLayer}, "WLAN", kFoundAt, kFields, dissect};

}  // namespace packetglass
