// How a dissected packet is printed. THE TABLE of styles is in print.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inspect/dissected_packet.h"
#include "inspect/wanted_of_packets.h"

namespace packetglass::native {

using PrintedPacket = DissectedPacket;

class PrintStyle {
 public:
  virtual ~PrintStyle() = default;
  // What is printed of a packet: by default all fields.
  virtual WantedOfPackets wanted() const { return {.fields = true}; }
  // What stands before the first packet and behind the last.
  virtual std::string head() const { return {}; }
  virtual std::string tail() const { return {}; }
  virtual void print(const PrintedPacket& packet, std::string& out) = 0;
};

// One line a packet: number, time, source, destination, protocol, length, info.
std::unique_ptr<PrintStyle> make_lines_style(bool hex);
// The same with commas, for programs.
std::unique_ptr<PrintStyle> make_columns_style();
// All layers and fields.
std::unique_ptr<PrintStyle> make_tree_style(bool hex);
std::unique_ptr<PrintStyle> make_json_style();
// The values of some fields, separated by tabs, or by commas as RFC 4180 has it. A field that is
// there several times is all of its values, separated by commas.
std::unique_ptr<PrintStyle> make_fields_style(const std::vector<std::string>& fields, bool csv);

// A value for programs, whatever the locale: its controls are escaped, so that it is in one line
// and has no tab.
std::string field_value(const std::string& value);
// The same as RFC 4180 writes it: in quotes where it has a comma or a quote.
std::string csv_value(const std::string& value);

// Sixteen bytes a line, in hexadecimal and as ASCII, as tshark -x prints them. Offsets have as
// many digits as the largest, four at least.
void append_hex(Bytes bytes, std::string& out);

}  // namespace packetglass::native
