// Events in RTP, DTMF digits above all: RFC 4733, section 2.3.
#include "base/text.h"
#include "dissect/application/header_line.h"
#include "dissect/application/rtp_event_names.h"

namespace packetglass {
namespace {

constexpr Field kEvent{"rtpevent.event_id", "Event ID", Shape::kNumber8, 0, kRtpEventNames};
constexpr Field kEnd{"rtpevent.end_of_event", "End of Event", Shape::kFlag, 0x80};
constexpr Field kReserved{"rtpevent.reserved", "Reserved", Shape::kFlag, 0x40};
constexpr Field kVolume{"rtpevent.volume", "Volume", Shape::kNumber8, 0x3f};
constexpr Field kDuration{"rtpevent.duration", "Event Duration", Shape::kNumber16};

constexpr Route kFoundAt[] = {{Space::kMediaType, kAudioTelephoneEvent}};
constexpr std::uint8_t kEndBit = 0x80;

Outcome dissect(Layer& event) {
  const std::uint8_t id = event.u8(kEvent);
  const bool ends = (event.u8({&kEnd, &kReserved, &kVolume}) & kEndBit) != 0;
  event.u16(kDuration);
  if (event.truncated()) return stop("the event is incomplete");
  if (std::string* info = event.info()) {
    const std::string name(name_of(kRtpEventNames, id));
    *info =
        "Payload type=RTP Event, " + (name.empty() ? "Unknown" : name) + (ends ? " (end)" : "");
  }
  return done(event.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kEvent, kEnd, kReserved, kVolume, kDuration};

}  // namespace

extern const Dissector kRtpEvent{
    {"rtpevent", "RFC 2833 RTP Event", Shape::kLayer}, "RTP EVENT", kFoundAt, kFields, dissect};

}  // namespace packetglass
