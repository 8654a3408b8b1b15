// Session Description Protocol: RFC 8866.
#include "dissect/application/header_line.h"

namespace packetglass {
namespace {

constexpr struct {
  char letter;
  Field field;
} kLines[] = {{'v', {"sdp.version", "Session Description Protocol Version (v)", Shape::kText}},
              {'o', {"sdp.owner", "Owner/Creator, Session Id (o)", Shape::kText}},
              {'s', {"sdp.session_name", "Session Name (s)", Shape::kText}},
              {'i', {"sdp.session_info", "Session Information (i)", Shape::kText}},
              {'u', {"sdp.uri", "URI of Description (u)", Shape::kText}},
              {'e', {"sdp.email", "E-mail Address (e)", Shape::kText}},
              {'p', {"sdp.phone", "Phone Number (p)", Shape::kText}},
              {'c', {"sdp.connection_info", "Connection Information (c)", Shape::kText}},
              {'b', {"sdp.bandwidth", "Bandwidth Information (b)", Shape::kText}},
              {'t', {"sdp.time", "Time Description, active time (t)", Shape::kText}},
              {'r', {"sdp.repeat_time", "Repeat Time (r)", Shape::kText}},
              {'k', {"sdp.encryption_key", "Encryption Key (k)", Shape::kText}},
              {'m', {"sdp.media", "Media Description, name and address (m)", Shape::kText}}};
// Before the first medium an attribute is the session's.
constexpr Field kSessionAttribute{"sdp.session_attr", "Session Attribute (a)", Shape::kText};
constexpr Field kMediaAttribute{"sdp.media_attr", "Media Attribute (a)", Shape::kText};
constexpr Field kUnknown{"sdp.unknown", "Unknown", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kMediaType, kSessionDescription}};

const Field& field_of(char letter, bool media) {
  if (letter == 'a') return media ? kMediaAttribute : kSessionAttribute;
  for (const auto& line : kLines) {
    if (line.letter == letter) return line.field;
  }
  return kUnknown;
}

Outcome dissect(Layer& sdp) {
  sdp.column("SIP/SDP");
  if (!sdp.recording()) return done();
  bool media = false;
  for (TextLine line = whole_line(sdp.left()); line.size != 0; line = whole_line(sdp.left())) {
    const char letter = line.text.empty() ? '\0' : line.text[0];
    media = media || letter == 'm';
    const bool known = line.text.size() >= 2 && line.text[1] == '=';
    read_as(sdp, known ? field_of(letter, media) : kUnknown, line.size,
            known ? line.text.substr(2) : line.text);
  }
  return done(sdp.rest(), {{Space::kBytes}});
}

}  // namespace

extern const Dissector kSdp{
    {"sdp", "Session Description Protocol", Shape::kLayer}, nullptr, kFoundAt, dissect};

}  // namespace packetglass
