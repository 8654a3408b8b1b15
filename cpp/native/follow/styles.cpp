// How a followed conversation is printed.
#include "native/follow/styles.h"

#include "base/text.h"

namespace packetglass::native {
namespace {

constexpr const char* kRule =
    "===================================================================\n";

char shown(std::uint8_t byte) {
  return byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
}

// A carriage return anywhere else would let what follows write over what stands on the line.
bool ends_line(Bytes bytes) {
  return bytes[0] == '\r' && (bytes.size() == 1 || bytes[1] == '\n');
}

// What the second endpoint sent is indented.
const char* margin(const StreamPiece& piece) {
  return piece.side == 0 ? "" : "\t";
}

// As tshark's: head and tail around pieces whose margin says who sent them.
class ForPeople : public FollowStyle {
 public:
  explicit ForPeople(const char* kind) : kind_(kind) {}

  void head(const StreamName& name, const Conversation& conversation, std::string& out) override {
    const char* const transport = name_of(name.transport);
    out += format_text("\n%sFollow: %s,%s\nFilter: %s.stream eq %u\n", kRule, transport, kind_,
                       transport, conversation.stream);
    for (const unsigned side : {0u, 1u}) {
      out += format_text("Node %u: %s\n", side, endpoint_text(conversation, side).c_str());
    }
  }
  void gap(const StreamPiece& piece, std::string& out) override {
    out += format_text("%s[%llu bytes missing in capture file]\n", margin(piece),
                       static_cast<unsigned long long>(piece.missing));
  }
  void tail(std::string& out) override { out += kRule; }

 private:
  const char* kind_;
};

class Ascii final : public ForPeople {
 public:
  Ascii() : ForPeople("ascii") {}

  void bytes(const StreamPiece& piece, std::string& out) override {
    out += format_text("%s%zu\n", margin(piece), piece.bytes.size());
    for (std::size_t i = 0; i < piece.bytes.size(); ++i) {
      const bool stays = piece.bytes[i] == '\n' || ends_line(piece.bytes.subspan(i));
      out += stays ? static_cast<char>(piece.bytes[i]) : shown(piece.bytes[i]);
    }
    out += '\n';
  }
};

class Hex final : public ForPeople {
 public:
  Hex() : ForPeople("hex") {}

  void bytes(const StreamPiece& piece, std::string& out) override {
    for (std::size_t at = 0; at < piece.bytes.size(); at += kWidth) {
      const std::size_t size = std::min(kWidth, piece.bytes.size() - at);
      out += margin(piece);
      line(piece.offset + at, piece.bytes.subspan(at, size), out);
    }
  }

 private:
  static constexpr std::size_t kWidth = 16, kColumns = 49;

  static void line(std::uint64_t offset, Bytes bytes, std::string& out) {
    std::string digits, text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (i == kWidth / 2) digits += ' ', text += ' ';
      digits += hex_text(bytes.subspan(i, 1)) + ' ';
      text += shown(bytes[i]);
    }
    digits.resize(kColumns, ' ');
    out += format_text("%08llX  %s %s\n", static_cast<unsigned long long>(offset), digits.c_str(),
                       text.c_str());
  }
};

class Raw final : public FollowStyle {
 public:
  void head(const StreamName&, const Conversation&, std::string&) override {}
  void bytes(const StreamPiece& piece, std::string& out) override { out += text_of(piece.bytes); }
  void gap(const StreamPiece&, std::string&) override {}
  void tail(std::string&) override {}
};

// Written piece by piece, so that it may be of any length.
class AsJson final : public FollowStyle {
 public:
  void head(const StreamName& name, const Conversation& conversation, std::string& out) override {
    out += format_text(
        "{\"layer\":\"%s\",\"stream\":%u,\"endpoints\":[\"%s\",\"%s\"],\"pieces\":[",
        name_of(name.transport), conversation.stream, endpoint_text(conversation, 0).c_str(),
        endpoint_text(conversation, 1).c_str());
  }
  void bytes(const StreamPiece& piece, std::string& out) override {
    begin(piece, out);
    out += ",\"bytes\":\"";
    append_base64(out, piece.bytes);
    out += "\"}";
  }
  void gap(const StreamPiece& piece, std::string& out) override {
    begin(piece, out);
    out += format_text(",\"gap\":%llu}", static_cast<unsigned long long>(piece.missing));
  }
  void tail(std::string& out) override { out += "\n]}\n"; }

 private:
  void begin(const StreamPiece& piece, std::string& out) {
    out += format_text("%s{\"side\":%u,\"packet\":%llu,\"timestamp\":\"%s\",\"offset\":%llu",
                       first_ ? "\n" : ",\n", piece.side,
                       static_cast<unsigned long long>(piece.packet), iso8601(piece.time).c_str(),
                       static_cast<unsigned long long>(piece.offset));
    first_ = false;
  }

  bool first_ = true;
};

}  // namespace

std::unique_ptr<FollowStyle> make_ascii_style() {
  return std::make_unique<Ascii>();
}

std::unique_ptr<FollowStyle> make_hex_style() {
  return std::make_unique<Hex>();
}

std::unique_ptr<FollowStyle> make_raw_style() {
  return std::make_unique<Raw>();
}

std::unique_ptr<FollowStyle> make_stream_json_style() {
  return std::make_unique<AsJson>();
}

}  // namespace packetglass::native
