// What the parts of the RTCP dissector share: RFC 3550, section 6.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

inline constexpr Field kRtcpSource{"rtcp.ssrc.identifier", "Identifier", Shape::kHexNumber32};
inline constexpr Field kRtcpSender{"rtcp.senderssrc", "Sender SSRC", Shape::kHexNumber32};
inline constexpr Field kRtcpLost{"rtcp.ssrc.fraction", "Fraction lost", Shape::kNumber8};

// A number of a part that is always the same: 1 to 8 bytes of it.
struct RtcpNumber {
  std::size_t size;
  Field field;
};

// Reads as many of them as are there.
void read_rtcp_numbers(Layer& rtcp, std::span<const RtcpNumber> numbers);
// What stands behind the sender, to the end of the layer; returns what Info says of it.
const char* read_rtcp_transport_feedback(Layer& rtcp, unsigned format);  // RFC 4585, 5104
const char* read_rtcp_payload_feedback(Layer& rtcp, unsigned format);
void read_rtcp_extended_report(Layer& rtcp);  // RFC 3611

// All fields that are recorded there.
extern const FieldList kRtcpExtendedFields, kRtcpFeedbackFields;

}  // namespace packetglass
