// Session Description Protocol: RFC 8866.
#include "dissect/application/rtp_types.h"
#include "dissect/application/sdp_media.h"

namespace packetglass {
namespace {

struct Line {
  char letter;
  Field field;
};
constexpr Line kLines[] = {
    {'v', {"sdp.version", "Session Description Protocol Version (v)", Shape::kText}},
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

// The words of some lines.
constexpr Field kOwnerWords[] = {{"sdp.owner.username", "Owner Username", Shape::kText},
                                 {"sdp.owner.sessionid", "Session ID", Shape::kText},
                                 {"sdp.owner.version", "Session Version", Shape::kText},
                                 {"sdp.owner.network_type", "Owner Network Type", Shape::kText},
                                 {"sdp.owner.address_type", "Owner Address Type", Shape::kText},
                                 {"sdp.owner.address", "Owner Address", Shape::kText}};
constexpr Field kConnectionWords[] = {
    {"sdp.connection_info.network_type", "Connection Network Type", Shape::kText},
    {"sdp.connection_info.address_type", "Connection Address Type", Shape::kText},
    {"sdp.connection_info.address", "Connection Address", Shape::kText}};
constexpr Field kTimeWords[] = {{"sdp.time.start", "Session Start Time", Shape::kText},
                                {"sdp.time.stop", "Session Stop Time", Shape::kText}};
constexpr Field kMediaType{"sdp.media.media", "Media Type", Shape::kText};
constexpr Field kMediaPort{"sdp.media.port", "Media Port", Shape::kPort};
constexpr Field kMediaPortCount{"sdp.media.portcount", "Media Port Count", Shape::kText};
constexpr Field kMediaProtocol{"sdp.media.proto", "Media Protocol", Shape::kText};
constexpr Field kMediaFormat{"sdp.media.format", "Media Format", Shape::kText};
constexpr Field kAttributeName{"sdp.media_attribute.field", "Media Attribute Fieldname",
                               Shape::kText};
constexpr Field kAttributeValue{"sdp.media_attribute.value", "Media Attribute Value",
                                Shape::kText};
constexpr Field kUnknown{"sdp.unknown", "Unknown", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kMediaType, kSessionDescription}};

const Field& field_of(char letter, bool media) {
  if (letter == 'a') return media ? kMediaAttribute : kSessionAttribute;
  for (const auto& line : kLines) {
    if (line.letter == letter) return line.field;
  }
  return kUnknown;
}

// Each word as the field of its position; the last field takes what is left.
void read_words(Layer& sdp, std::span<const Field> fields, std::string_view text) {
  for (std::size_t i = 0; i < fields.size() && !text.empty(); ++i) {
    look_text(sdp, fields[i], i + 1 == fields.size() ? text : take_word(text));
  }
}

void look_number(Layer& sdp, const Field& field, std::string_view digits) {
  look_text(sdp, field, digits);
  sdp.means(leading_number(digits));
}

// Formats of RTP are payload types, and have names.
void read_formats(Layer& sdp, bool rtp, std::string_view formats) {
  while (!formats.empty()) {
    const std::string_view format = take_word(formats);
    if (format.empty()) continue;
    look_text(sdp, kMediaFormat, format);
    const std::uint32_t type = leading_number(format);
    if (rtp && type < 128) sdp.say(rtp_type_text(type));
  }
}

// "audio 49170/2 RTP/AVP 0 8".
void read_medium(Layer& sdp, std::string_view text) {
  look_text(sdp, kMediaType, take_word(text));
  std::string_view ports = take_word(text);
  look_number(sdp, kMediaPort, take_word(ports, '/'));
  if (!ports.empty()) look_text(sdp, kMediaPortCount, ports);
  const std::string_view protocol = take_word(text);
  look_text(sdp, kMediaProtocol, protocol);
  read_formats(sdp, protocol.find("RTP/") != protocol.npos, text);
}

// Some values have a form of their own.
void read_attribute(Layer& sdp, std::string_view text) {
  const std::string_view name = take_word(text, ':');
  look_text(sdp, kAttributeName, name);
  for (const std::string_view formed : {"rtpmap", "fmtp", "crypto", "candidate", "path"}) {
    if (name == formed) return;
  }
  if (!text.empty()) look_text(sdp, kAttributeValue, text);
}

void read_parts(Layer& sdp, char letter, bool media, std::string_view text) {
  switch (letter) {
    case 'o':
      return read_words(sdp, kOwnerWords, text);
    case 'c':
      return read_words(sdp, kConnectionWords, text);
    case 't':
      return read_words(sdp, kTimeWords, text);
    case 'm':
      return read_medium(sdp, text);
    case 'a':
      if (media) read_attribute(sdp, text);
      return;
    default:
      return;
  }
}

void read_line(Layer& sdp, const TextLine& line, bool media) {
  const char letter = line.text[0];
  const std::string_view value = line.text.substr(2);
  if (value.empty()) return read_as(sdp, field_of(letter, media), line.size, value);
  Layer::Group group(sdp, field_of(letter, media));
  group.say(shown(value));
  read_parts(sdp, letter, media, value);
  sdp.skip(line.size);
}

// Lines of a letter, "=" and a value.
Outcome dissect(Layer& sdp) {
  sdp.column(std::string_view(sdp.column()) == "RTSP" ? "RTSP/SDP" : "SIP/SDP");
  if (!sdp.recording() && !sdp.announcing()) return done();
  SdpMedia announced(sdp);
  bool media = false;
  for (TextLine line = whole_line(sdp.left()); line.size != 0; line = whole_line(sdp.left())) {
    if (line.text.size() < 2 || line.text[1] != '=') {
      read_as(sdp, kUnknown, line.size, line.text);
      continue;
    }
    media = media || line.text[0] == 'm';
    if (sdp.recording()) {
      read_line(sdp, line, media);
    } else {
      sdp.skip(line.size);
    }
    announced.line(line.text[0], line.text.substr(2));
  }
  announced.end();
  return done(sdp.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {field_of(kLines, &Line::field),
                                 kSessionAttribute,
                                 kMediaAttribute,
                                 kOwnerWords,
                                 kConnectionWords,
                                 kTimeWords,
                                 kMediaType,
                                 kMediaPort,
                                 kMediaPortCount,
                                 kMediaProtocol,
                                 kMediaFormat,
                                 kAttributeName,
                                 kAttributeValue,
                                 kUnknown};

}  // namespace

extern const Dissector kSdp{
    {"sdp", "Session Description Protocol", Shape::kLayer}, nullptr, kFoundAt, kFields, dissect};

}  // namespace packetglass
