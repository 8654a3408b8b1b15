// THE TABLE of values that are no fields of a layer.
#include "inspect/packet_values.h"

#include "base/text.h"
#include "dissect/render.h"
#include "flow/community_id.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

constexpr std::uint16_t kDropCount = 4;  // epb_dropcount

using Of = const DissectedPacket&;
using Values = std::vector<PacketValue>&;

void add_number(Values values, std::uint64_t number) {
  values.push_back({number, {}, {}});
}

void add_text(Values values, std::string text) {
  values.push_back({0, std::move(text), {}});
}

void add_time(Of packet, Values values, Nanoseconds time) {
  if (packet.packet.has_timestamp()) add_number(values, static_cast<std::uint64_t>(time));
}

// What stands behind the packet is no protocol.
void add_protocols(Of packet, Values values) {
  std::string stack;
  for (const Node& node : packet.tree->nodes()) {
    if (node.field->shape != Shape::kLayer || node.field->name == "eth.trailing") continue;
    if (!stack.empty()) stack += ':';
    stack += node.field->name;
  }
  add_text(values, std::move(stack));
}

// Classic captures have interfaces without numbers.
void add_interface_id(Of packet, Values values) {
  const bool numbered = packet.packet.kind != RecordKind::kClassic;
  if (numbered) add_number(values, packet.interface->number);
}

// Which way round the type of a whole block stands, which is below 256.
ByteOrder order_of(Bytes block) {
  return block[0] != 0 ? ByteOrder::kLittle : ByteOrder::kBig;
}

// The options of the packet's block; empty where it has none.
Bytes options_of(Of packet) {
  const RecordKind kind = packet.packet.kind;
  const std::size_t packet_end =
      pcapng::kEnhancedDataOffset + (std::size_t{packet.packet.captured_length} + 3) / 4 * 4;
  const std::size_t end = packet_end + pcapng::kBlockTailSize;
  const bool has_options = kind == RecordKind::kEnhanced || kind == RecordKind::kObsolete;
  if (!has_options || packet.record.size() <= end) return {};
  return packet.record.subspan(packet_end, packet.record.size() - end);
}

// Gives each value that an option has.
template <typename Use>
void each_option(Of packet, Bytes options, std::uint16_t code, const Use& use) {
  if (options.empty() || packet.record.empty()) return;
  pcapng::OptionList list(options, order_of(packet.record));
  while (const pcapng::Option* option = list.next()) {
    if (option->code == code) use(option->value);
  }
}

// All comments of the packet's block.
void add_comments(Of packet, Values values) {
  each_option(packet, options_of(packet), pcapng::kComment,
              [&](Bytes value) { add_text(values, std::string(text_of(value))); });
}

// A text of the block of its interface: classic captures have none.
void add_interface_text(Of packet, Values values, std::uint16_t code) {
  if (packet.packet.kind == RecordKind::kClassic) return;
  each_option(packet, packet.interface->options, code,
              [&](Bytes value) { add_text(values, std::string(text_of(value))); });
}

// The flags of the packet's block, as far as the mask says: which way it went, and what was wrong.
void add_flags(Of packet, Values values, std::uint32_t mask) {
  each_option(packet, options_of(packet), pcapng::kPacketFlags, [&](Bytes value) {
    if (value.size() < 4) return;
    const std::uint32_t flags = load<std::uint32_t>(value.data(), order_of(packet.record)) & mask;
    values.push_back({flags, format_text("0x%08x", flags), {}});
  });
}

// Packets that were lost between the one before and this one.
void add_drop_count(Of packet, Values values) {
  each_option(packet, options_of(packet), kDropCount, [&](Bytes value) {
    if (value.size() < 8) return;
    add_number(values, load<std::uint64_t>(value.data(), order_of(packet.record)));
  });
}

// Apple's options of a packet.
enum DarwinOption : std::uint16_t {
  kDarwinProcess = 0x8001,  // the number of a block: DarwinProcesses
  kServiceClass = 0x8002,
  kEffectiveProcess = 0x8003,
  kMetadataFlags = 0x8004,
};

// The last one, where it has 32 bits.
std::optional<std::uint32_t> darwin_number(Of packet, DarwinOption code) {
  std::optional<std::uint32_t> number;
  each_option(packet, options_of(packet), code, [&](Bytes value) {
    if (value.size() == 4) number = load<std::uint32_t>(value.data(), order_of(packet.record));
  });
  return number;
}

const DarwinProcess* darwin_process(Of packet, DarwinOption code) {
  const auto index = darwin_number(packet, code);
  return index && packet.processes != nullptr ? packet.processes->find(*index) : nullptr;
}

// On whose behalf it was sent; nullptr: its own.
const DarwinProcess* effective_process(Of packet) {
  const DarwinProcess* const own = darwin_process(packet, kDarwinProcess);
  const DarwinProcess* const effective = darwin_process(packet, kEffectiveProcess);
  return own != nullptr && effective != nullptr && own->id == effective->id ? nullptr : effective;
}

void add_process_id(Values values, const DarwinProcess* process) {
  if (process != nullptr) add_number(values, process->id);
}
void add_process_name(Values values, const DarwinProcess* process) {
  if (process != nullptr && !process->name.empty()) add_text(values, process->name);
}
// "name(7)", as its line in a tree.
void add_process(Values values, const DarwinProcess* process) {
  if (process != nullptr) add_text(values, process->name + format_text("(%u)", process->id));
}

void add_service_class(Of packet, Values values) {
  if (const auto number = darwin_number(packet, kServiceClass)) add_number(values, *number);
}

void add_metadata_flags(Of packet, Values values) {
  const auto flags = darwin_number(packet, kMetadataFlags);
  if (flags) values.push_back({*flags, format_text("0x%08x", *flags), {}});
}

template <std::uint32_t kMask>
void add_metadata_flag(Of packet, Values values) {
  const auto flags = darwin_number(packet, kMetadataFlags);
  if (flags) add_number(values, (*flags & kMask) != 0 ? 1 : 0);
}

void add_metadata(Of packet, Values values) {
  const bool any = darwin_number(packet, kServiceClass) || darwin_number(packet, kMetadataFlags);
  if (any) add_number(values, 1);
}

void add_payload(Of packet, Values values, Transport transport) {
  if (packet.summary.transport != transport || packet.carried.empty()) return;
  values.push_back({0, {}, packet.carried.front().bytes});
}

void add_community_id(Of packet, Values values) {
  if (auto id = community_id(packet.summary)) add_text(values, *std::move(id));
}

using Level = PacketLevel;

struct Row {
  std::string_view name;
  PacketValues values;
  Level level = Level::kRecord;
};

constexpr Row kTable[] = {
    {"frame",
     [](Of packet, Values to) {
       to.push_back({0, "frame", packet.bytes});
     }},
    {"frame.number", [](Of packet, Values to) { add_number(to, packet.number); }},
    {"frame.len", [](Of packet, Values to) { add_number(to, packet.packet.original_length); }},
    {"frame.cap_len", [](Of packet, Values to) { add_number(to, packet.packet.captured_length); }},
    {"frame.time", [](Of packet, Values to) { add_time(packet, to, packet.packet.timestamp); }},
    {"frame.time_epoch",
     [](Of packet, Values to) { add_time(packet, to, packet.packet.timestamp); }},
    {"frame.time_delta", [](Of packet, Values to) { add_time(packet, to, packet.since_last); }},
    {"frame.time_relative",
     [](Of packet, Values to) { add_time(packet, to, packet.since_first); }},
    {"frame.protocols", add_protocols, Level::kFields},
    {"frame.interface_id", add_interface_id},
    {"frame.interface_name",
     [](Of packet, Values to) { add_interface_text(packet, to, pcapng::kIfName); }},
    {"frame.interface_description",
     [](Of packet, Values to) { add_interface_text(packet, to, pcapng::kIfDescription); }},
    {"frame.packet_flags", [](Of packet, Values to) { add_flags(packet, to, ~0u); }},
    {"frame.packet_flags_direction", [](Of packet, Values to) { add_flags(packet, to, 3); }},
    {"frame.drop_count", add_drop_count},
    {"frame.comment", add_comments},
    {"frame.darwin.process_info",
     [](Of packet, Values to) { add_process(to, darwin_process(packet, kDarwinProcess)); }},
    {"frame.darwin.process_info.pid",
     [](Of packet, Values to) { add_process_id(to, darwin_process(packet, kDarwinProcess)); }},
    {"frame.darwin.process_info.pname",
     [](Of packet, Values to) { add_process_name(to, darwin_process(packet, kDarwinProcess)); }},
    {"frame.darwin.process_info.epid",
     [](Of packet, Values to) { add_process_id(to, effective_process(packet)); }},
    {"frame.darwin.process_info.epname",
     [](Of packet, Values to) { add_process_name(to, effective_process(packet)); }},
    {"frame.darwin", add_metadata},
    {"frame.darwin.sc", add_service_class},
    {"frame.darwin.flags", add_metadata_flags},
    {"frame.darwin.flags.reserved", add_metadata_flag<~0x3fu>},
    {"frame.darwin.flags.wk", add_metadata_flag<0x20>},
    {"frame.darwin.flags.ch", add_metadata_flag<0x10>},
    {"frame.darwin.flags.so", add_metadata_flag<0x08>},
    {"frame.darwin.flags.re", add_metadata_flag<0x04>},
    {"frame.darwin.flags.ka", add_metadata_flag<0x02>},
    {"frame.darwin.flags.nf", add_metadata_flag<0x01>},
    {"communityid", add_community_id, Level::kSummary},
    {"_ws.col.No.", [](Of packet, Values to) { add_text(to, std::to_string(packet.number)); }},
    {"_ws.col.Time", [](Of packet, Values to) { add_text(to, time_column(packet)); }},
    {"_ws.col.Source", [](Of packet, Values to) { add_text(to, to_text(packet.summary.source)); },
     Level::kSummary},
    {"_ws.col.Destination",
     [](Of packet, Values to) { add_text(to, to_text(packet.summary.destination)); },
     Level::kSummary},
    {"_ws.col.Protocol", [](Of packet, Values to) { add_text(to, packet.summary.protocol); },
     Level::kSummary},
    {"_ws.col.Length",
     [](Of packet, Values to) { add_text(to, std::to_string(packet.packet.original_length)); }},
    {"_ws.col.Info",
     [](Of packet, Values to) { add_text(to, info_text(packet.summary, packet.info)); },
     Level::kInfo},
    {"tcp.payload", [](Of packet, Values to) { add_payload(packet, to, Transport::kTcp); },
     Level::kSummary},
    {"udp.payload", [](Of packet, Values to) { add_payload(packet, to, Transport::kUdp); },
     Level::kSummary},
};

const Row* row_of(std::string_view name) {
  for (const Row& row : kTable) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace

PacketValues packet_values(std::string_view name) {
  const Row* const row = row_of(name);
  return row == nullptr ? nullptr : row->values;
}

PacketLevel packet_level(std::string_view name) {
  const Row* const row = row_of(name);
  return row == nullptr ? PacketLevel::kFields : row->level;
}

std::string packet_value_text(FieldType type, const PacketValue& value) {
  const auto time = static_cast<Nanoseconds>(value.number);
  switch (type) {
    case FieldType::kAbsoluteTime:
      return iso8601(time);
    case FieldType::kRelativeTime:
      return epoch_seconds(time);
    case FieldType::kBytes:
      return hex_text(value.bytes);
    case FieldType::kString:
    case FieldType::kProtocol:
      return value.text;
    default:
      return value.text.empty() ? std::to_string(value.number) : value.text;
  }
}

std::string packet_values_text(FieldType type, PacketValues values,
                               const DissectedPacket& packet) {
  std::vector<PacketValue> found;
  values(packet, found);
  std::string text;
  for (const PacketValue& value : found) {
    if (&value != &found.front()) text += ',';
    text += packet_value_text(type, value);
  }
  return text;
}

}  // namespace packetglass
