// Real Time Streaming Protocol: RFC 2326; interleaved media there, section 10.12.
#include "base/text.h"
#include "dissect/application/announced.h"
#include "dissect/application/header_line.h"
#include "dissect/application/http_end.h"
#include "dissect/application/rtsp_transport.h"

namespace packetglass {
namespace {

constexpr Field kRequest{"rtsp.request", "Request", Shape::kText};
constexpr Field kResponse{"rtsp.response", "Response", Shape::kText};
constexpr Field kMethod{"rtsp.method", "Method", Shape::kText};
constexpr Field kUrl{"rtsp.url", "URL", Shape::kText};
constexpr Field kStatus{"rtsp.status", "Status", Shape::kNumber32};
constexpr Field kType{"rtsp.content-type", "Content-type", Shape::kText};
constexpr Field kLength{"rtsp.content-length", "Content-length", Shape::kNumber32};
constexpr Field kSession{"rtsp.session", "Session", Shape::kText};
constexpr Field kTransport{"rtsp.transport", "Transport", Shape::kText};
constexpr Field kMagic{"rtsp.magic", "Magic", Shape::kHex8};
constexpr Field kChannel{"rtsp.channel", "Channel", Shape::kHex8};
constexpr Field kFrameLength{"rtsp.length", "Length", Shape::kNumber16};

// Elsewhere it is known by its first line.
constexpr Route kFoundAt[] = {
    {Space::kTcpPort, 554}, {Space::kTcpPort, 7236}, {Space::kTcpPort, 8554}, {Space::kTcpStart}};
constexpr std::string_view kVersion = "RTSP/";

struct Header {
  std::string_view name;
  const Field& field;
};
constexpr Header kHeaders[] = {{"Content-Type", kType},
                               {"Content-Length", kLength},
                               {"Session", kSession},
                               {"Transport", kTransport}};

// What the headers say that the body needs.
struct Body {
  bool session = false;  // it is a session's description
  std::uint32_t length = 0;
};

void read_first_line(Layer& rtsp, const TextLine& line, bool response) {
  Layer::Group group(rtsp, response ? kResponse : kRequest);
  group.say(shown(line.text));
  std::string_view words = line.text;
  const std::string_view first = take_word(words), second = take_word(words);
  if (response) {
    look_text(rtsp, kStatus, second);
    rtsp.means(leading_number(second));
  } else {
    look_text(rtsp, kMethod, first);
    look_text(rtsp, kUrl, second);
  }
  rtsp.skip(line.size);
}

void read_header(Layer& rtsp, const TextLine& line, Body& body) {
  const HeaderLine header = split_header(line.text);
  for (const Header& known : kHeaders) {
    if (!same_word(header.name, known.name)) continue;
    look_text(rtsp, known.field, header.value);
    if (&known.field == &kTransport) announce_rtsp_media(rtsp, header.value);
    if (&known.field == &kType) {
      body.session = same_word(header.value.substr(0, header.value.find(';')), "application/sdp");
    }
    if (&known.field != &kLength) continue;
    body.length = leading_number(header.value);
    rtsp.means(body.length);
  }
  rtsp.skip(line.size);
}

Outcome read_message(Layer& rtsp, const TextLine& first) {
  const bool response = first.text.starts_with(kVersion);
  if (std::string* info = rtsp.info()) {
    *info = (response ? "Reply: " : "") + shown(first.text);
  }
  read_first_line(rtsp, first, response);
  Body body;
  for (TextLine line = whole_line(rtsp.left()); line.size != 0; line = whole_line(rtsp.left())) {
    if (!line.text.empty()) {
      read_header(rtsp, line, body);
      continue;
    }
    rtsp.skip(line.size);
    break;
  }
  if (!body.session) return done(rtsp.rest(), {{Space::kBytes}});
  return done(rtsp.rest(body.length), {{Space::kMediaType, kSessionDescription}});
}

// Channels go in pairs as a rule, the first one for RTP and the other for RTCP.
Outcome read_interleaved(Layer& rtsp) {
  rtsp.u8(kMagic);
  const std::uint8_t channel = rtsp.u8(kChannel);
  const std::uint16_t length = rtsp.u16(kFrameLength);
  if (rtsp.truncated()) return stop("the header is incomplete");
  if (std::string* info = rtsp.info()) {
    *info = format_text("Interleaved channel 0x%02x, %u bytes", channel, length);
  }
  const std::uint32_t media = channel % 2 == 0 ? kAnnouncedMedia : kAnnouncedControl;
  return done(rtsp.rest(length), {{Space::kAnnounced, media}});
}

Outcome dissect(Layer& rtsp) {
  if (rtsp.peek() == '$') return read_interleaved(rtsp);
  if (begins_rtsp_message(rtsp.left())) return read_message(rtsp, whole_line(rtsp.left()));
  if (std::string* info = rtsp.info()) *info = "Continuation";
  return done(rtsp.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kRequest, kResponse, kMethod,    kUrl,   kStatus,  kType,
                                 kLength,  kSession,  kTransport, kMagic, kChannel, kFrameLength};

}  // namespace

extern const Dissector kRtsp{{"rtsp", "Real Time Streaming Protocol", Shape::kLayer},
                             "RTSP",
                             kFoundAt,
                             kFields,
                             dissect,
                             begins_rtsp_message,
                             {'A', 'Z'},
                             false,
                             find_rtsp_end,
                             nullptr,
                             true,
                             true};

}  // namespace packetglass
