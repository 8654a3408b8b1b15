// Domain names on the wire.
#include "dissect/application/dns_name.h"

#include "dissect/utf8.h"

namespace packetglass {
namespace {

constexpr std::size_t kLongest = 255;
constexpr unsigned kMostPointers = 128;  // more cannot be between the labels of 255 bytes
constexpr std::uint8_t kPointer = 0xc0;

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
