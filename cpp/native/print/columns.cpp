// The columns of a packet, one line each.
#include "base/shown_text.h"
#include "base/text.h"
#include "native/print/sources.h"
#include "native/print/styles.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

class Lines final : public PrintStyle {
 public:
  explicit Lines(bool hex) : hex_(hex) {}

  // Fields say what was reassembled.
  WantedOfPackets wanted() const override { return {.fields = hex_}; }

  void print(const PrintedPacket& packet, std::string& out) override {
    const Columns columns = columns_of(packet);
    std::string line = format_text("%5llu ", static_cast<unsigned long long>(packet.number));
    line += format_text("%10s ", columns.time.c_str());
    line += format_text("%12s \u2192 ", columns.source.c_str());
    line += format_text("%-12s ", columns.destination.c_str());
    line += columns.protocol + " " + columns.length + " " + columns.info;
    out += shown(line) + "\n";
    if (hex_) append_sources(*packet.tree, out += "\n");
  }

 private:
  bool hex_;
};

class CommaSeparated final : public PrintStyle {
 public:
  WantedOfPackets wanted() const override { return {}; }
  std::string head() const override {
    return "No.,Time,Source,Destination,Protocol,Length,Info\n";
  }

  void print(const PrintedPacket& packet, std::string& out) override {
    const Columns columns = columns_of(packet);
    append_decimal(out, packet.number);
    for (const std::string* value : {&columns.time, &columns.source, &columns.destination,
                                     &columns.protocol, &columns.length, &columns.info}) {
      out.append(",").append(csv_value(*value));
    }
    out += "\n";
  }
};

}  // namespace

std::string field_value(const std::string& value) {
  std::string text;
  append_shown(text, value);
  return text;
}

std::string csv_value(const std::string& value) {
  const std::string text = field_value(value);
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::unique_ptr<PrintStyle> make_lines_style(bool hex) {
  return std::make_unique<Lines>(hex);
}

std::unique_ptr<PrintStyle> make_columns_style() {
  return std::make_unique<CommaSeparated>();
}

}  // namespace packetglass::native
