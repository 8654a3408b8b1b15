// THE TABLE of values that are no fields of a layer.
#include "native/print/packet_values.h"

#include "base/text.h"
#include "flow/community_id.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/options.h"

namespace packetglass::native {
namespace {

using Printed = const PrintedPacket&;

std::string time(Printed packet) {
  return packet.packet.has_timestamp() ? iso8601(packet.packet.timestamp) : "";
}

std::string time_epoch(Printed packet) {
  return packet.packet.has_timestamp() ? epoch_seconds(packet.packet.timestamp) : "";
}

std::string time_delta(Printed packet) {
  return packet.packet.has_timestamp() ? epoch_seconds(packet.since_last) : "";
}

std::string time_relative(Printed packet) {
  return packet.packet.has_timestamp() ? epoch_seconds(packet.since_first) : "";
}

std::string protocols(Printed packet) {
  std::string stack;
  for (const Node& node : packet.tree->nodes()) {
    if (node.field->shape != Shape::kLayer) continue;
    if (!stack.empty()) stack += ':';
    stack += node.field->name;
  }
  return stack;
}

// Classic captures have interfaces without numbers.
std::string interface_id(Printed packet) {
  const bool numbered = packet.packet.kind != RecordKind::kClassic;
  return numbered ? std::to_string(packet.interface->number) : "";
}

// Which way round the type of a whole block stands, which is below 256.
ByteOrder order_of(Bytes block) {
  return block[0] != 0 ? ByteOrder::kLittle : ByteOrder::kBig;
}

// All comments of the packet's block.
std::string comments(Printed packet) {
  const RecordKind kind = packet.packet.kind;
  const std::size_t packet_end =
      pcapng::kEnhancedDataOffset + (std::size_t{packet.packet.captured_length} + 3) / 4 * 4;
  const std::size_t end = packet_end + pcapng::kBlockTailSize;
  const bool has_options = kind == RecordKind::kEnhanced || kind == RecordKind::kObsolete;
  if (!has_options || packet.record.size() <= end) return {};
  const Bytes options = packet.record.subspan(packet_end, packet.record.size() - end);
  pcapng::OptionList list(options, order_of(packet.record));
  std::string text;
  bool first = true;
  while (const pcapng::Option* option = list.next()) {
    if (option->code != pcapng::kComment) continue;
    if (!first) text += ',';
    text += text_of(option->value);
    first = false;
  }
  return text;
}

std::string payload(Printed packet, Transport transport) {
  if (packet.summary.transport != transport || packet.carried.empty()) return {};
  return hex_text(packet.carried.front().bytes);
}

struct Row {
  std::string_view name;
  PacketValue value;
};

constexpr Row kTable[] = {
    {"frame.number", [](Printed packet) { return std::to_string(packet.number); }},
    {"frame.len", [](Printed packet) { return std::to_string(packet.packet.original_length); }},
    {"frame.cap_len",
     [](Printed packet) { return std::to_string(packet.packet.captured_length); }},
    {"frame.time", time},
    {"frame.time_epoch", time_epoch},
    {"frame.time_delta", time_delta},
    {"frame.time_relative", time_relative},
    {"frame.protocols", protocols},
    {"frame.interface_id", interface_id},
    {"frame.comment", comments},
    {"frame", [](Printed) { return std::string("frame"); }},
    {"communityid", [](Printed packet) { return community_id(packet.summary).value_or(""); }},
    {"_ws.col.No.", [](Printed packet) { return std::to_string(packet.number); }},
    {"_ws.col.Time", [](Printed packet) { return columns_of(packet).time; }},
    {"_ws.col.Source", [](Printed packet) { return columns_of(packet).source; }},
    {"_ws.col.Destination", [](Printed packet) { return columns_of(packet).destination; }},
    {"_ws.col.Protocol", [](Printed packet) { return columns_of(packet).protocol; }},
    {"_ws.col.Length", [](Printed packet) { return columns_of(packet).length; }},
    {"_ws.col.Info", [](Printed packet) { return columns_of(packet).info; }},
    {"tcp.payload", [](Printed packet) { return payload(packet, Transport::kTcp); }},
    {"udp.payload", [](Printed packet) { return payload(packet, Transport::kUdp); }},
};

}  // namespace

PacketValue packet_value(std::string_view name) {
  for (const Row& row : kTable) {
    if (row.name == name) return row.value;
  }
  return nullptr;
}

}  // namespace packetglass::native
