// Where media will be sent, as a session description says it: RFC 8866, sections 5.7 and 5.14.
#pragma once

#include "dissect/application/header_line.h"

namespace packetglass {

// Takes the lines of a description in their order, and announces the endpoints of RTP and RTCP.
class SdpMedia {
 public:
  explicit SdpMedia(Layer& sdp) : sdp_(sdp) {}

  // "c=IN IP4 192.0.2.1" as 'c' and the rest.
  void line(char letter, std::string_view value);
  // No line follows.
  void end();

 private:
  void medium(std::string_view value);
  void control(std::string_view value);

  Layer& sdp_;
  Address session_, address_;       // where the media are as a rule, and where this one is
  std::uint16_t port_ = 0;          // of this medium; 0: it is not sent, or is no RTP
  Address control_address_;         // of RTCP, when it is said
  std::uint16_t control_port_ = 0;  // the same
  std::string types_;               // names of its payload types, as rtp_types.h has them
  bool media_ = false;              // a medium was named
};

}  // namespace packetglass
