// Domain names on the wire.
#include "dissect/application/dns_name.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr std::size_t kLongest = 255;
constexpr unsigned kMostPointers = 128;  // more cannot be between the labels of 255 bytes
constexpr std::uint8_t kPointer = 0xc0;

// The first bytes of a text: a character in UTF-8, or as much of one as there is.
struct Character {
  std::size_t size;
  bool whole;
};

// Whether a byte may be the second of a character: without overlong forms, surrogates and what is
// beyond U+10FFFF.
bool may_follow(std::uint8_t first, std::uint8_t second) {
  const std::uint8_t low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const std::uint8_t high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high;
}

Character first_character(Bytes bytes) {
  const std::uint8_t first = bytes[0];
  if (first < 0x80) return {1, true};
  if (first < 0xc2 || first > 0xf4) return {1, false};
  const std::size_t wanted = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  std::size_t size = 1;
  while (size < wanted && size < bytes.size() &&
         may_follow(size == 1 ? first : std::uint8_t{0}, bytes[size])) {
    ++size;
  }
  return {size, size == wanted};
}

void append_control(std::string& out, std::uint8_t byte) {
  static constexpr char kLetters[] = "abtnvfr";  // 7 to 13
  if (byte >= 7 && byte <= 13) {
    (out += '\\') += kLetters[byte - 7];
  } else {
    out += format_text("\\%03o", byte);
  }
}

// What goes on while a name is followed.
struct Walk {
  std::size_t at;
  bool jumped = false;
  unsigned pointers = 0;
};

// A name without labels to show: what stands for it.
DnsName without_labels(DnsName& name, const char* text) {
  name.text = text;
  name.length = name.text.size();
  name.labels = 1;
  return name;
}

}  // namespace

void append_utf8(std::string& out, Bytes bytes) {
  while (!bytes.empty()) {
    const auto [size, whole] = first_character(bytes);
    if (!whole) {
      out += "\xef\xbf\xbd";
    } else if (bytes[0] < 0x20 || bytes[0] == 0x7f) {
      append_control(out, bytes[0]);
    } else {
      out.append(reinterpret_cast<const char*>(bytes.data()), size);
    }
    bytes = bytes.subspan(size);
  }
}

DnsName decode_dns_name(Bytes message, std::size_t at) {
  DnsName name;
  Walk walk{at};
  std::size_t long_so_far = 0;
  for (;;) {
    if (walk.at >= message.size()) return {};
    const std::uint8_t length = message[walk.at++];
    const bool pointer = (length & kPointer) == kPointer;
    if (!pointer && (length & kPointer) != 0) return {};  // extended labels, RFC 6891 section 5
    if (!walk.jumped) name.size = walk.at - at + (pointer ? 1 : length);
    if (pointer) {
      if (walk.at >= message.size()) return {};
      if (++walk.pointers > kMostPointers)
        return without_labels(name, "<Name contains a pointer that loops>");
      walk.at = std::size_t{length & 0x3fu} << 8 | message[walk.at];
      walk.jumped = true;
      continue;
    }
    if (length == 0) break;
    if (length > message.size() - walk.at) return {};
    long_so_far += length + 1u;
    if (long_so_far < kLongest) {
      if (name.labels++ != 0) name.text += '.';
      append_utf8(name.text, message.subspan(walk.at, length));
    } else if (walk.jumped) {
      // Where it ends does not matter: a loop of labels would never.
      return without_labels(name, "<Name contains a pointer that loops>");
    }
    walk.at += length;
  }
  if (long_so_far >= kLongest) return without_labels(name, "<Name too long>");
  if (name.labels == 0) return without_labels(name, "<Root>");
  name.length = long_so_far - 1;
  return name;
}

}  // namespace packetglass
