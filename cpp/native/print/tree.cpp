// All layers and fields of a packet, and its bytes.
#include "base/text.h"
#include "dissect/render.h"
#include "native/print/sources.h"
#include "native/print/styles.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

class WholeTree final : public PrintStyle {
 public:
  explicit WholeTree(bool hex) : hex_(hex) {}

  void print(const PrintedPacket& packet, std::string& out) override {
    out += frame_line(packet);
    for (const Node& node : packet.tree->nodes()) {
      if (node.field->shape == Shape::kMessage) continue;
      out.append(4 * std::size_t{node.depth}, ' ');
      out.append(shown(line_text(*packet.tree, node))).append("\n");
    }
    if (packet.tree->full()) out += "[more fields than are kept]\n";
    out += "\n";
    if (hex_) append_sources(*packet.tree, out);
  }

 private:
  static std::string frame_line(const PrintedPacket& packet) {
    const Packet& record = packet.packet;
    std::string line = format_text("Frame %llu: %u bytes on wire, %u bytes captured",
                                   static_cast<unsigned long long>(packet.number),
                                   record.original_length, record.captured_length);
    if (record.has_timestamp()) line += ", " + iso8601(record.timestamp);
    return line + "\n";
  }

  bool hex_;
};

char printable_or_dot(std::uint8_t byte) {
  return byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
}

}  // namespace

void append_hex(Bytes bytes, std::string& out) {
  int digits = 4;
  for (std::size_t more = bytes.empty() ? 0 : (bytes.size() - 1) >> 16; more != 0; more >>= 4)
    ++digits;
  for (std::size_t at = 0; at < bytes.size(); at += 16) {
    const Bytes line = bytes.subspan(at, std::min<std::size_t>(16, bytes.size() - at));
    out += format_text("%0*zx  ", digits, at);
    for (std::size_t i = 0; i < 16; ++i) {
      out += i < line.size() ? format_text("%02x ", line[i]) : "   ";
    }
    out += "  ";
    for (const std::uint8_t byte : line) out += printable_or_dot(byte);
    out += "\n";
  }
}

std::unique_ptr<PrintStyle> make_tree_style(bool hex) {
  return std::make_unique<WholeTree>(hex);
}

}  // namespace packetglass::native
