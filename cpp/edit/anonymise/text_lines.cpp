// Pseudonyms in protocols of lines.
#include "edit/anonymise/text_lines.h"

#include <algorithm>

#include "base/text.h"
#include "edit/anonymise/common_words.h"

namespace packetglass::anonymise {
namespace {

constexpr std::string_view kTextLayers[] = {
    "ftp",  "http", "imap", "imf",  "irc",  "mime_multipart", "pop",
    "rtsp", "sdp",  "sip",  "smtp", "ssdp", "syslog",
};

std::string lower_of(Bytes bytes) {
  std::string text;
  for (const std::uint8_t c : bytes) {
    text += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  return text;
}

bool is_digit(std::uint8_t c) {
  return c >= '0' && c <= '9';
}

std::size_t copy(Bytes before, std::size_t count, std::uint8_t* after) {
  std::copy_n(before.begin(), count, after);
  return count;
}

// "HTTP/1.1", "SIP/2.0", "RTSP/1.0": bytes of it. Longer numbers may be an address.
std::size_t version_at(Bytes text) {
  constexpr std::string_view kProtocols[] = {"http/", "sip/", "rtsp/"};
  const Bytes begin = text.first(std::min<std::size_t>(text.size(), 5));
  // Most texts are none: that shows without a copy.
  if (std::find(begin.begin(), begin.end(), '/') == begin.end()) return 0;
  const std::string start = lower_of(begin);
  for (const std::string_view protocol : kProtocols) {
    if (!start.starts_with(protocol)) continue;
    const Bytes number = text.subspan(protocol.size());
    if (number.size() < 3 || !is_digit(number[0]) || number[1] != '.' || !is_digit(number[2])) {
      return 0;
    }
    const bool ends = number.size() == 3 || (!is_label(number[3]) && number[3] != '.');
    return ends ? protocol.size() + 3 : 0;
  }
  return 0;
}

std::size_t code_at(Bytes text) {
  if (text.size() < 3 || !std::all_of(text.begin(), text.begin() + 3, is_digit)) return 0;
  if (text.size() == 3 || text[3] == ' ' || text[3] == '\r') return 3;
  return text[3] == '-' ? 4 : 0;
}

std::size_t label_at(Bytes text) {
  std::size_t end = 0;
  while (end < text.size() && is_label(text[end])) ++end;
  return end;
}

}  // namespace

bool is_text_layer(std::string_view layer) {
  return std::find(std::begin(kTextLayers), std::end(kTextLayers), layer) != std::end(kTextLayers);
}

// Between words that stay names stand, which are rewritten as texts: so an address in them is one.
// `stays` says of a label in lower case whether it stays.
template <typename Stays>
void TextLines::words(Bytes before, std::uint8_t* after, Stays stays) {
  std::size_t names = 0;
  const auto name_up_to = [&](std::size_t end) {
    names_.text(before.subspan(names, end - names), after + names);
  };
  for (std::size_t at = 0; at < before.size();) {
    const Bytes rest = before.subspan(at);
    const bool begins = at == 0 || !is_label(before[at - 1]);
    const std::size_t version = begins ? version_at(rest) : 0;
    const std::size_t label = version != 0 ? version : label_at(rest);
    const std::size_t address = begins && version == 0 ? read_address(rest, '.').size : 0;
    if (address != 0) {
      at += address;
      continue;
    }
    const bool short_enough = label != 0 && label <= kLongestWord;
    if (version != 0 || (short_enough && stays(lower_of(rest.first(label))))) {
      name_up_to(at);
      copy(rest, label, after + at);
      names = at + label;
    }
    at += std::max<std::size_t>(label, 1);
  }
  name_up_to(before.size());
}

// Numbers stay, unless so much is between them that they may be an address.
void TextLines::value(Bytes before, std::uint8_t* after) {
  const auto most_two = [&](std::uint8_t c) {
    return std::count(std::begin(before), std::end(before), c) <= 2;
  };
  const bool numbers = most_two(':') && most_two('.');
  words(before, after, [&](const std::string& label) {
    const bool number = std::all_of(label.begin(), label.end(),
                                    [](char c) { return is_digit(static_cast<std::uint8_t>(c)); });
    return number ? numbers : (word_kinds(label) & (kCommonWord | kValueWord)) != 0;
  });
}

// What stays at the beginning of a line: a version with a code, a code, a header's name, "m=" of
// SDP. Returns the bytes of it; `described`: what follows says how the message is read.
std::size_t TextLines::start(Bytes line, std::uint8_t* after, bool& described) {
  const std::size_t version = version_at(line);
  if (version != 0) {
    const std::size_t code = version < line.size() ? code_at(line.subspan(version + 1)) : 0;
    return copy(line, version + (code == 0 ? 0 : 1 + code), after);
  }
  if (const std::size_t code = code_at(line)) return copy(line, code, after);
  const std::size_t label = label_at(line);
  if (label == 0 || label >= line.size()) return 0;
  const std::string name = lower_of(line.first(label));
  if (line[label] == '=' && label == 1) {
    described = name == "t" || name == "v" || name == "b";
    return copy(line, 2, after);
  }
  if (line[label] != ':') return 0;
  const unsigned kinds = word_kinds(name);
  described = (kinds & kDescribingHeader) != 0;
  return described || (kinds & kHeader) != 0 ? copy(line, label + 1, after) : 0;
}

void TextLines::line(Bytes before, std::uint8_t* after) {
  bool described = false;
  const std::size_t stays = start(before, after, described);
  const Bytes rest = before.subspan(stays);
  if (described) return value(rest, after + stays);
  words(rest, after + stays,
        [](const std::string& label) { return (word_kinds(label) & kCommonWord) != 0; });
}

void TextLines::rewrite(Bytes before, std::uint8_t* after) {
  while (!before.empty()) {
    const auto end = std::find(std::begin(before), std::end(before), std::uint8_t{'\n'});
    const auto size = static_cast<std::size_t>(end - before.begin());
    line(before.first(size), after);
    if (size == before.size()) return;
    after[size] = '\n';
    before = before.subspan(size + 1);
    after += size + 1;
  }
}

}  // namespace packetglass::anonymise
