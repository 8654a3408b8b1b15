// Packets of wireless LAN that are sent as one: IEEE 802.11, section 9.3.2.2.
#include "base/text.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Field kSubframe{"wlan_aggregate.a_mdsu.subframe", "A-MSDU Subframe", Shape::kGroup};
constexpr Field kLength{"wlan_aggregate.a_mdsu.length", "A-MSDU Length", Shape::kNumber16};
constexpr Field kPadding{"wlan_aggregate.a_mdsu.padding", "Padding", Shape::kBytes};

constexpr std::size_t kHeaderSize = 14;

// The header of a subframe; what is in it.
Payload read_subframe(Layer& wlan, std::size_t number) {
  Layer::Group group(wlan, kSubframe);
  if (wlan.recording_text()) group.say(format_text(" #%zu", number));
  wlan.mac(kWlanDestination);
  wlan.mac(kWlanSource);
  const std::uint16_t length = wlan.u16(kLength);
  return wlan.truncated() ? Payload{} : wlan.rest(length);
}

// All but the last are padded to a multiple of four bytes.
void skip_padding(Layer& wlan, std::size_t size) {
  const std::size_t padding = std::min((4 - size % 4) % 4, wlan.left().size());
  if (padding != 0) wlan.bytes(kPadding, padding);
}

constexpr FieldSpan kFields[] = {kSubframe, kLength, kPadding};

}  // namespace

Outcome dissect_subframes(Layer& wlan) {
  wlan.skips_layers();  // addresses of which the columns do not know
  for (std::size_t number = 1; number == 1 || wlan.left().size() >= kHeaderSize; ++number) {
    const Payload packet = read_subframe(wlan, number);
    if (wlan.truncated()) return stop("the header of a subframe is incomplete");
    if (!packet.empty()) wlan.inside(packet, {{Space::kEtherType, 4}});
    wlan.skip(packet.bytes.size());
    skip_padding(wlan, kHeaderSize + packet.bytes.size());
  }
  if (!wlan.left().empty()) wlan.remaining(kPadding);
  return done();
}

extern constexpr FieldList kWlanAggregateFields = kFields;

}  // namespace packetglass
