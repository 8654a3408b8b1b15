// Where a message ends that has headers and a body as HTTP/1 has them: RFC 9112, section 6, and
// RFC 3261, section 18.3.
#pragma once

#include "dissect/message_end.h"

namespace packetglass {

// Whether bytes begin with the first line of HTTP/1, or as much of one that it can be no other's.
bool begins_http_message(Bytes bytes);

// What does without a length: a request has no body, and a response one that ends when the
// connection is closed, as far as its status has one.
MessageEnd find_http_end(const SentBytes& sent, MessageProgress& progress);

// The same of SIP: a whole first line that is no other's.
bool begins_sip_message(Bytes bytes);
// A message of SIP: without a length it has no body.
MessageEnd find_sip_end(const SentBytes& sent, MessageProgress& progress);

// The same of RTSP (RFC 2326, RFC 7826), whose media may stand between its messages.
bool begins_rtsp_message(Bytes bytes);
MessageEnd find_rtsp_end(const SentBytes& sent, MessageProgress& progress);

// A line of text, without control characters; messages of several lines are taken apart by their
// dissectors.
MessageEnd find_line_end(const SentBytes& sent, MessageProgress& progress);

}  // namespace packetglass
