// Where a message ends that has headers and a body as HTTP/1 has them.
#include "dissect/application/http_end.h"

#include <charconv>

#include "dissect/application/header_line.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

// Longer headers, and lines, are none.
constexpr std::size_t kMostHeaders = std::size_t{64} << 10;
constexpr std::size_t kMostLine = std::size_t{8} << 10;

// The parts of a message: MessageProgress::state.
enum Part : std::uint32_t { kHeaders, kChunk, kTrailers };

// What the headers say of the length of the body.
struct Body {
  bool has_length = false, chunked = false;
  std::uint64_t length = 0;
};

// More than this is as good as without end.
std::uint64_t decimal(std::string_view text) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? std::min(number, kMost) : kMost;
}

void read_header(std::string_view line, Body& body) {
  constexpr std::string_view kFirstLetters = "CcLlTt";
  if (line.empty() || kFirstLetters.find(line.front()) == line.npos) return;
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return;
  const std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(colon + 1);
  value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
  if (same_word(name, "Content-Length") || same_word(name, "l")) {
    if (body.has_length || value.empty() || value[0] < '0' || value[0] > '9') return;
    body.has_length = true;
    body.length = decimal(value);
  } else if (same_word(name, "Transfer-Encoding")) {
    body.chunked = value.size() >= 7 && same_word(value.substr(value.size() - 7), "chunked");
  }
}

Body read_headers(Bytes bytes) {
  Body body;
  for (TextLine line = first_line(bytes); line.ended && !line.text.empty();
       line = first_line(bytes)) {
    read_header(line.text, body);
    bytes = bytes.subspan(line.size);
  }
  return body;
}

// A line of no characters behind `position`; its end, or 0. What was scanned is not scanned again.
// `see` gets each line that was not.
template <typename See>
std::size_t find_empty_line(Bytes bytes, MessageProgress& progress, const See& see) {
  const std::string_view text = text_of(bytes);
  const auto begin = static_cast<std::size_t>(progress.position);
  std::size_t at = begin + progress.scanned;
  for (;;) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos) break;
    see(text.substr(at, end - at - (end > at && text[end - 1] == '\r' ? 1 : 0)));
    // The line that begins behind this one is empty.
    const std::string_view next = text.substr(end + 1, 2);
    if (next.starts_with('\n')) return end + 2;
    if (next == "\r\n") return end + 3;
    if (next.empty() || next == "\r") break;
    at = end + 1;
  }
  // The end of the last line may be the one in front of the empty one.
  const std::size_t seen = text.size() - std::min<std::size_t>(text.size(), 2);
  progress.scanned = static_cast<std::uint32_t>(std::max(seen, begin) - begin);
  return 0;
}

std::size_t find_empty_line(Bytes bytes, MessageProgress& progress) {
  return find_empty_line(bytes, progress, [](std::string_view) {});
}

// "HTTP/1.1 200 Connection established": what answers CONNECT.
bool opens_tunnel(std::string_view line) {
  const std::string_view phrase = after_word(after_word(line));
  return first_word(after_word(line)) == "200" && phrase.size() >= 10 &&
         same_word(phrase.substr(0, 10), "connection");
}

bool has_body(std::string_view line) {
  const std::string_view code = first_word(after_word(line));
  return !code.starts_with('1') && code != "204" && code != "304" && !opens_tunnel(line);
}

MessageEnd end_at(std::uint64_t position, MessageProgress& progress) {
  progress.position = position;
  return MessageEnd::kFound;
}

MessageEnd go_on_at(std::uint64_t position, std::uint32_t part, MessageProgress& progress) {
  progress = {position, 0, part, 0};
  return MessageEnd::kMore;
}

MessageEnd find_body_end(Bytes bytes, std::size_t end, const Body& body,
                         MessageProgress& progress) {
  const std::string_view line = first_line(bytes).text;
  const bool response = line.starts_with("HTTP/");
  if (response && !has_body(line)) return end_at(end, progress);
  // What answers HEAD says the length of a body that does not follow.
  if (response && text_of(bytes.subspan(end)).starts_with("HTTP/1.")) return end_at(end, progress);
  if (body.chunked) return go_on_at(end, kChunk, progress);
  if (!body.has_length && !response) return end_at(end, progress);
  // A byte of the body says that there is one.
  progress = {body.has_length ? end + body.length : MessageProgress::kAtClose, 0, kHeaders,
              static_cast<std::uint32_t>(end + 1)};
  return body.has_length ? MessageEnd::kFound : MessageEnd::kMore;
}

// Chunks: RFC 9112, section 7.1.
MessageEnd find_last_chunk(Bytes bytes, MessageProgress& progress) {
  while (progress.position < bytes.size()) {
    const std::string_view text =
        text_of(bytes.subspan(static_cast<std::size_t>(progress.position)));
    const std::size_t end = text.find('\n', progress.scanned);
    if (end == text.npos) {
      progress.scanned = static_cast<std::uint32_t>(text.size());
      return text.size() > kMostLine ? MessageEnd::kNotMine : MessageEnd::kMore;
    }
    const auto [digits, size] = leading_hex(text.substr(0, std::min<std::size_t>(end, 8)));
    if (digits == 0) return MessageEnd::kNotMine;
    // Trailers end as headers do: the line of the last chunk is the one in front of them.
    if (size == 0) {
      progress.state = kTrailers;
      progress.scanned = 0;
      return MessageEnd::kMore;
    }
    progress.position += end + 1 + size + 2;
    progress.scanned = 0;
  }
  return MessageEnd::kMore;
}

// Also where there is so little of it that it may be one.
bool may_begin_http(Bytes bytes) {
  constexpr std::string_view kVersion = "HTTP/1.", kShortest = "GET / HTTP/1.1\r\n";
  const std::string_view text = text_of(bytes);
  if (begins_http_message(bytes) || kVersion.starts_with(text)) return true;
  const auto is_of_method = [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; };
  return text.size() < kShortest.size() && std::all_of(text.begin(), text.end(), is_of_method);
}

// A protocol whose messages look like HTTP's: its version, and the methods of its requests.
struct LikeHttp {
  std::string_view version;
  std::span<const std::string_view> methods;

  bool has_in(std::string_view line) const {
    return line.starts_with(version) || line.substr(line.rfind(' ') + 1).starts_with(version);
  }
};

// RFC 3261 and those that extend it.
constexpr std::string_view kSipMethods[] = {"INVITE",  "ACK",   "BYE",       "CANCEL", "REGISTER",
                                            "OPTIONS", "PRACK", "SUBSCRIBE", "NOTIFY", "PUBLISH",
                                            "INFO",    "REFER", "MESSAGE",   "UPDATE"};
constexpr LikeHttp kSip{"SIP/2.0", kSipMethods};

// RFC 2326 and RFC 7826.
constexpr std::string_view kRtspMethods[] = {
    "DESCRIBE", "ANNOUNCE",    "GET_PARAMETER", "OPTIONS", "PAUSE",    "PLAY",
    "RECORD",   "PLAY_NOTIFY", "REDIRECT",      "SETUP",   "TEARDOWN", "SET_PARAMETER"};
constexpr LikeHttp kRtsp{"RTSP/", kRtspMethods};

// As far as the first word is there: a method, or the version.
bool may_begin(const LikeHttp& protocol, std::string_view line) {
  const std::string_view word = first_word(line);
  const auto is = [&](std::string_view known) {
    return word == known || (word.size() == line.size() && known.starts_with(word));
  };
  return word.starts_with(protocol.version) || is(protocol.version) ||
         std::any_of(protocol.methods.begin(), protocol.methods.end(), is);
}

TextLine start_line(Bytes bytes) {
  return first_line(bytes.first(std::min(bytes.size(), kMostLine)));
}

// A whole first line.
bool begins(const LikeHttp& protocol, Bytes bytes) {
  if (!may_begin(protocol, start_of_line(bytes))) return false;
  const TextLine line = start_line(bytes);
  return line.ended && protocol.has_in(line.text) && first_word(line.text) != line.text;
}

MessageEnd find_end_like_http(const LikeHttp& protocol, Bytes bytes, MessageProgress& progress) {
  const TextLine line = start_line(bytes);
  if (line.ended ? !protocol.has_in(line.text) : bytes.size() >= kMostLine) {
    return MessageEnd::kNotMine;
  }
  if (!may_begin(protocol, line.text)) return MessageEnd::kNotMine;
  const std::size_t end = find_empty_line(bytes, progress);
  if (end != 0) return end_at(end + read_headers(bytes.first(end)).length, progress);
  return bytes.size() > kMostHeaders ? MessageEnd::kNotMine : MessageEnd::kMore;
}

}  // namespace

MessageEnd find_http_end(const SentBytes& sent, MessageProgress& progress) {
  const Bytes bytes = sent.bytes;
  if (progress.state == kHeaders) {
    if (progress.scanned == 0 && !may_begin_http(bytes)) return MessageEnd::kNotMine;
    const bool again = progress.scanned != 0;
    Body body;
    const std::size_t end = find_empty_line(
        bytes, progress, [&body](std::string_view line) { read_header(line, body); });
    if (end == 0) return bytes.size() > kMostHeaders ? MessageEnd::kNotMine : MessageEnd::kMore;
    if (again) body = read_headers(bytes.first(end));
    const MessageEnd found = find_body_end(bytes, end, body, progress);
    if (found != MessageEnd::kMore || progress.state != kChunk) return found;
  }
  if (progress.state == kChunk) {
    const MessageEnd found = find_last_chunk(bytes, progress);
    if (progress.state != kTrailers) return found;
  }
  const std::size_t end = find_empty_line(bytes, progress);
  if (end != 0) return end_at(end, progress);
  return bytes.size() - progress.position > kMostHeaders ? MessageEnd::kNotMine
                                                         : MessageEnd::kMore;
}

bool begins_sip_message(Bytes bytes) {
  return begins(kSip, bytes);
}

MessageEnd find_sip_end(const SentBytes& sent, MessageProgress& progress) {
  return find_end_like_http(kSip, sent.bytes, progress);
}

bool begins_rtsp_message(Bytes bytes) {
  return begins(kRtsp, bytes);
}

// What is interleaved begins with a dollar sign, a channel and a length.
MessageEnd find_rtsp_end(const SentBytes& sent, MessageProgress& progress) {
  if (sent.bytes.empty() || sent.bytes[0] != '$') {
    return find_end_like_http(kRtsp, sent.bytes, progress);
  }
  return end_by_length(sent.bytes, 4, progress, [](Bytes all) {
    return std::size_t{4} + load<std::uint16_t>(&all[2], ByteOrder::kBig);
  });
}

MessageEnd find_line_end(const SentBytes& sent, MessageProgress& progress) {
  const Bytes bytes = sent.bytes;
  for (std::size_t at = progress.scanned; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') return end_at(at + 1, progress);
    if (bytes[at] < ' ' && bytes[at] != '\r' && bytes[at] != '\t') return MessageEnd::kNotMine;
  }
  progress.scanned = static_cast<std::uint32_t>(bytes.size());
  return bytes.size() > kMostLine ? MessageEnd::kNotMine : MessageEnd::kMore;
}

}  // namespace packetglass
