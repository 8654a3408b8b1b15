// A filter, answered from the columns of packets as far as these suffice.
#include "filter/column_filter.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/text.h"

namespace packetglass {

// What is known where a field is asked for: what stands at its level and above.
struct ColumnFacts {
  const PacketKind* kind = nullptr;
  const Conversation* conversation = nullptr;
  unsigned side = 0;       // who sent the packet
  Address addresses[2]{};  // of source and destination; values refer to them
  const DissectedPacket* packet = nullptr;
  PlainHeaders headers;
};

struct ColumnField {
  enum class Of : std::uint8_t {
    kKind,
    kAddresses,
    kPorts,
    kPacket,
    // as far as this header of a plain packet
    kEthernetHeader,
    kIpv4Header,
    kTransportHeader,
  };

  std::string_view name;
  Of of;
  std::string_view layer;  // without it in a packet, the packet does not have the field
  void (*put)(const ColumnFacts& facts, std::vector<FilterValue>& values);

  bool in_header() const { return of >= Of::kEthernetHeader; }
  PlainHeader header() const {
    return static_cast<PlainHeader>(static_cast<int>(of) - static_cast<int>(Of::kEthernetHeader));
  }
};

namespace {

using Of = ColumnField::Of;
using Values = std::vector<FilterValue>&;

void put_number(Values values, Wide number) {
  values.emplace_back().number = number;
}

template <std::uint16_t mask>
void put_flag(const ColumnFacts& facts, Values values) {
  put_number(values, (facts.kind->tcp_flags & mask) != 0);
}

// 0: the source of the packet, 1: its destination.
void put_port(const ColumnFacts& facts, unsigned end, Values values) {
  put_number(values, facts.conversation->port(facts.side ^ end));
}

void put_address(const ColumnFacts& facts, Address::Kind kind, unsigned end, Values values) {
  const Address& address = facts.addresses[end];
  if (address.kind != kind) return;
  if (kind == Address::Kind::kIpv4) {
    return put_number(values, load<std::uint32_t>(address.bytes.data(), ByteOrder::kBig));
  }
  values.emplace_back().text = text_of(Bytes(address.bytes));
}

template <Address::Kind kind, unsigned... ends>
void put_addresses(const ColumnFacts& facts, Values values) {
  (put_address(facts, kind, ends, values), ...);
}

template <unsigned... ends>
void put_ports(const ColumnFacts& facts, Values values) {
  (put_port(facts, ends, values), ...);
}

void put_stream(const ColumnFacts& facts, Values values) {
  put_number(values, facts.conversation->stream);
}

void put_protocol(const ColumnFacts& facts, Values values) {
  values.emplace_back().text = facts.kind->protocol;
}

void put_time(const ColumnFacts& facts, Values values) {
  const Packet& packet = facts.packet->packet;
  if (packet.has_timestamp()) put_number(values, packet.timestamp);
}

// A number in a header: the bits of the mask, in so many bytes.
template <PlainHeader header, std::size_t offset, typename T, std::uint32_t mask = 0xffff'ffff,
          unsigned factor = 1>
void put_part(const ColumnFacts& facts, Values values) {
  const auto word =
      load<T>(facts.headers[header] + offset, ByteOrder::kBig) & static_cast<T>(mask);
  put_number(values, Wide{factor} * (word >> std::countr_zero(mask)));
}

template <std::size_t... offsets>
void put_stations(const ColumnFacts& facts, Values values) {
  const std::uint8_t* const header = facts.headers[PlainHeader::kEthernet];
  ((values.emplace_back().text = text_of({header + offsets, 6})), ...);
}

constexpr auto kEth = PlainHeader::kEthernet, kIp = PlainHeader::kIpv4,
               kL4 = PlainHeader::kTransport;
constexpr auto kIpv4 = Address::Kind::kIpv4, kIpv6 = Address::Kind::kIpv6;

// THE TABLE of fields that columns know.
constexpr ColumnField kFields[] = {
    {"_ws.col.Protocol", Of::kKind, "", put_protocol},
    {"tcp.flags", Of::kKind, "tcp",
     [](const ColumnFacts& facts, Values values) { put_number(values, facts.kind->tcp_flags); }},
    {"tcp.flags.res", Of::kKind, "tcp", put_flag<0x0e00>},
    {"tcp.flags.ae", Of::kKind, "tcp", put_flag<0x0100>},
    {"tcp.flags.cwr", Of::kKind, "tcp", put_flag<0x0080>},
    {"tcp.flags.ece", Of::kKind, "tcp", put_flag<0x0040>},
    {"tcp.flags.urg", Of::kKind, "tcp", put_flag<0x0020>},
    {"tcp.flags.ack", Of::kKind, "tcp", put_flag<0x0010>},
    {"tcp.flags.push", Of::kKind, "tcp", put_flag<0x0008>},
    {"tcp.flags.reset", Of::kKind, "tcp", put_flag<0x0004>},
    {"tcp.flags.syn", Of::kKind, "tcp", put_flag<0x0002>},
    {"tcp.flags.fin", Of::kKind, "tcp", put_flag<0x0001>},
    {"ip.src", Of::kAddresses, "ip", put_addresses<kIpv4, 0>},
    {"ip.dst", Of::kAddresses, "ip", put_addresses<kIpv4, 1>},
    {"ip.addr", Of::kAddresses, "ip", put_addresses<kIpv4, 0, 1>},
    {"ipv6.src", Of::kAddresses, "ipv6", put_addresses<kIpv6, 0>},
    {"ipv6.dst", Of::kAddresses, "ipv6", put_addresses<kIpv6, 1>},
    {"ipv6.addr", Of::kAddresses, "ipv6", put_addresses<kIpv6, 0, 1>},
    {"tcp.srcport", Of::kPorts, "tcp", put_ports<0>},
    {"tcp.dstport", Of::kPorts, "tcp", put_ports<1>},
    {"tcp.port", Of::kPorts, "tcp", put_ports<0, 1>},
    {"udp.srcport", Of::kPorts, "udp", put_ports<0>},
    {"udp.dstport", Of::kPorts, "udp", put_ports<1>},
    {"udp.port", Of::kPorts, "udp", put_ports<0, 1>},
    {"tcp.stream", Of::kPorts, "tcp", put_stream},
    {"frame.number", Of::kPacket, "",
     [](const ColumnFacts& facts, Values values) { put_number(values, facts.packet->number); }},
    {"frame.len", Of::kPacket, "",
     [](const ColumnFacts& facts, Values values) {
       put_number(values, facts.packet->packet.original_length);
     }},
    {"frame.cap_len", Of::kPacket, "",
     [](const ColumnFacts& facts, Values values) {
       put_number(values, facts.packet->packet.captured_length);
     }},
    {"frame.time", Of::kPacket, "", put_time},
    {"frame.time_epoch", Of::kPacket, "", put_time},
    {"eth.dst", Of::kEthernetHeader, "eth", put_stations<0>},
    {"eth.src", Of::kEthernetHeader, "eth", put_stations<6>},
    {"eth.addr", Of::kEthernetHeader, "eth", put_stations<0, 6>},
    {"eth.type", Of::kIpv4Header, "eth", put_part<kEth, 12, std::uint16_t>},
    {"ip.version", Of::kIpv4Header, "ip", put_part<kIp, 0, std::uint8_t, 0xf0>},
    {"ip.hdr_len", Of::kIpv4Header, "ip", put_part<kIp, 0, std::uint8_t, 0x0f, 4>},
    {"ip.dsfield", Of::kIpv4Header, "ip", put_part<kIp, 1, std::uint8_t>},
    {"ip.dsfield.dscp", Of::kIpv4Header, "ip", put_part<kIp, 1, std::uint8_t, 0xfc>},
    {"ip.dsfield.ecn", Of::kIpv4Header, "ip", put_part<kIp, 1, std::uint8_t, 0x03>},
    {"ip.len", Of::kIpv4Header, "ip", put_part<kIp, 2, std::uint16_t>},
    {"ip.id", Of::kIpv4Header, "ip", put_part<kIp, 4, std::uint16_t>},
    {"ip.flags.df", Of::kIpv4Header, "ip", put_part<kIp, 6, std::uint16_t, 0x4000>},
    {"ip.flags.mf", Of::kIpv4Header, "ip", put_part<kIp, 6, std::uint16_t, 0x2000>},
    {"ip.frag_offset", Of::kIpv4Header, "ip", put_part<kIp, 6, std::uint16_t, 0x1fff, 8>},
    {"ip.ttl", Of::kIpv4Header, "ip", put_part<kIp, 8, std::uint8_t>},
    {"ip.proto", Of::kIpv4Header, "ip", put_part<kIp, 9, std::uint8_t>},
    {"tcp.hdr_len", Of::kTransportHeader, "tcp", put_part<kL4, 12, std::uint8_t, 0xf0, 4>},
    {"tcp.window_size_value", Of::kTransportHeader, "tcp", put_part<kL4, 14, std::uint16_t>},
    {"tcp.urgent_pointer", Of::kTransportHeader, "tcp", put_part<kL4, 18, std::uint16_t>},
    {"udp.length", Of::kTransportHeader, "udp", put_part<kL4, 4, std::uint16_t>},
};

// A layer: whether it is in the packet.
constexpr ColumnField kLayer{"", Of::kKind, "", nullptr};

const ColumnField* column_field(const FilterField& field) {
  if (field.raw || field.elsewhere || !field.layers.empty()) return nullptr;
  for (const ColumnField& each : kFields) {
    if (each.name == field.name()) return &each;
  }
  const bool is_layer = type_of(field.listed->field->shape) == FieldType::kProtocol;
  return is_layer ? &kLayer : nullptr;
}

// By ColumnField::Of.
constexpr FilterLevel kLevels[] = {FilterLevel::kKind,         FilterLevel::kConversation,
                                   FilterLevel::kConversation, FilterLevel::kPacket,
                                   FilterLevel::kHeaders,      FilterLevel::kHeaders,
                                   FilterLevel::kHeaders};

// Where no fields are wanted not all bytes that are left over are looked at.
bool is_in_paths(std::string_view layer) {
  return layer != "data";
}

Transport transport_of(std::string_view layer) {
  return layer == "tcp" ? Transport::kTcp : layer == "udp" ? Transport::kUdp : Transport::kNone;
}

}  // namespace

ColumnFilter::ColumnFilter(Filter& filter, const ColumnTables& tables)
    : filter_(filter), program_(filter.program()), tables_(tables) {
  for (const FilterField& field : program_.fields) {
    fields_.push_back(column_field(field));
    const bool is_here = fields_.back() == nullptr && !field.elsewhere;
    layers_.push_back(is_here ? layers_with(field.name()) : std::span<const Field* const>());
  }
  if (program_.tests.size() > kMostTests) return;
  const auto is_of = [&](const FilterStep& step, auto... of) {
    if (step.kind != FilterStep::Kind::kField) return true;
    const ColumnField* const field = fields_[step.index];
    return field != nullptr && ((field->of == of) || ...);
  };
  may_decide_ = program_.tests.empty() || std::any_of(layers_.begin(), layers_.end(),
                                                      [](const auto& of) { return !of.empty(); });
  for (std::size_t i = 0; i < program_.tests.size(); ++i) {
    const FilterTest& test = program_.tests[i];
    const auto* const first = program_.steps.data() + test.first_step;
    const auto* const end = program_.steps.data() + test.end_step;
    const auto all = [&](auto... of) {
      return std::all_of(first, end, [&](const FilterStep& step) { return is_of(step, of...); });
    };
    if (all(Of::kAddresses, Of::kPorts)) of_conversations_ |= Bits{1} << i;
    needs_packets_ |= all(Of::kPacket);
    may_decide_ |= all(Of::kKind, Of::kAddresses, Of::kPorts, Of::kPacket, Of::kEthernetHeader,
                       Of::kIpv4Header, Of::kTransportHeader);
  }
}

FilterLevel ColumnFilter::level_of(const FilterTest& test) const {
  const bool exists =
      test.kind == FilterTest::Kind::kExists && test.end_step - test.first_step == 1;
  if (test.kind == FilterTest::Kind::kMatches || !may_decide_) return FilterLevel::kDissection;
  std::optional<FilterLevel> level;
  for (std::uint32_t i = test.first_step; i < test.end_step; ++i) {
    const FilterStep& step = program_.steps[i];
    if (step.kind != FilterStep::Kind::kField) continue;
    const ColumnField* const field = fields_[step.index];
    if (field == nullptr || (field == &kLayer && !exists)) return FilterLevel::kDissection;
    const FilterLevel found = kLevels[static_cast<std::size_t>(field->of)];
    if (level && *level != found) return FilterLevel::kDissection;
    level = found;
  }
  return level.value_or(FilterLevel::kKind);
}

Truth ColumnFilter::decide(std::uint32_t number, const PacketFlow& flow,
                           const DissectedPacket& packet) {
  if (!may_decide_) return Truth::kUnknown;
  const Kind& kind = kind_of(number);
  last_level_ = kind.level;
  if (kind.all != Truth::kUnknown) return kind.all;
  Bits yes = kind.yes, not_known = kind.not_known;
  std::uint16_t side = 0;
  if (kind.by_conversation != 0) {
    if (flow.conversation == PacketFlow::kNone) {
      not_known |= kind.by_conversation;
      side = kMostKept;
    } else {
      side = bits_of(flow);
      yes |= kind.by_conversation & (side == kNotAsked ? ask(flow) : bits_[side]);
    }
  }
  if ((kind.by_packet | kind.by_headers) != 0) {
    ColumnFacts facts;
    facts.packet = &packet;
    yes |= ask(kind.by_packet, facts);
    if (kind.by_headers != 0) not_known |= ask_headers(kind, packet, yes);
    return logic(yes, not_known);
  }
  if (side >= kMostKept) return logic(yes, not_known);
  std::vector<std::uint8_t>& answers = kinds_[number].answers;
  if (answers.size() <= side) answers.resize(side + 1u);
  if (answers[side] == 0) {
    answers[side] = static_cast<std::uint8_t>(1 + static_cast<int>(logic(yes, not_known)));
  }
  return static_cast<Truth>(answers[side] - 1);
}

const ColumnFilter::Kind& ColumnFilter::new_kind(std::uint32_t number) {
  if (number >= kinds_.size()) kinds_.resize(number + 1u);
  Kind& kind = kinds_[number];
  kind.asked = true;
  const PacketKind& of = tables_.kinds[number];
  ask_kind(kind, of);
  const Bits asked = kind.by_conversation | kind.by_packet | kind.by_headers;
  kind.all = logic(kind.yes, kind.not_known | asked);
  if (kind.all != Truth::kUnknown) return kind;
  kind.level = kind.by_headers != 0        ? FilterLevel::kHeaders
               : kind.by_packet != 0       ? FilterLevel::kPacket
               : kind.by_conversation != 0 ? FilterLevel::kConversation
                                           : FilterLevel::kKind;
  return kind;
}

// Which of the tests hold for packets of a kind, and where the others are answered.
void ColumnFilter::ask_kind(Kind& kind, const PacketKind& of) {
  for (std::size_t i = 0; i < program_.tests.size(); ++i) {
    const Bits bit = Bits{1} << i;
    switch (level_of(program_.tests[i], of)) {
      case Level::kNotKnown:
        kind.not_known |= bit;
        break;
      case Level::kConversation:
        kind.by_conversation |= bit;
        break;
      case Level::kPacket:
        kind.by_packet |= bit;
        break;
      case Level::kHeaders:
        kind.by_headers |= bit;
        kind.by_header[innermost_header(program_.tests[i])] |= bit;
        break;
      case Level::kKind: {
        ColumnFacts facts;
        facts.kind = &of;
        if (holds(i, facts)) kind.yes |= bit;
      }
    }
  }
}

// A test whose fields are of different levels is left to the packet's fields.
ColumnFilter::Level ColumnFilter::level_of(const FilterTest& test, const PacketKind& kind) {
  Level level = Level::kKind;
  bool has_field = false;
  for (std::uint32_t i = test.first_step; i < test.end_step; ++i) {
    const FilterStep& step = program_.steps[i];
    if (step.kind != FilterStep::Kind::kField) continue;
    const bool is_asked_for =
        test.kind == FilterTest::Kind::kExists && test.end_step - test.first_step == 1;
    const bool has_none = lacks_field(step.index, kind);
    if (test.kind == FilterTest::Kind::kMatches && !has_none) return Level::kNotKnown;
    if (fields_[step.index] == &kLayer && !is_asked_for) return Level::kNotKnown;
    const Level of_field = level_of(step.index, kind);
    if (of_field == Level::kNotKnown || (has_field && of_field != level)) return Level::kNotKnown;
    level = of_field;
    has_field = true;
  }
  return level;
}

ColumnFilter::Level ColumnFilter::level_of(std::uint32_t index, const PacketKind& kind) {
  const ColumnField* const field = fields_[index];
  if (field == nullptr) return lacks_field(index, kind) ? Level::kKind : Level::kNotKnown;
  if (field->of == Of::kPacket) return Level::kPacket;
  if (field == &kLayer) {
    const std::string_view name = program_.fields[index].name();
    // What is said of malformed packets is no layer of their fields.
    if (name.front() == '_') return Level::kNotKnown;
    if (name == "frame" || has_layer(kind, name)) return Level::kKind;
    const bool is_known = is_in_paths(name) && lacks(kind, name);
    return is_known ? Level::kKind : Level::kNotKnown;
  }
  if (field->layer.empty()) return Level::kKind;
  if (lacks(kind, field->layer)) return Level::kKind;
  if (field->in_header()) return level_of_header(*field, kind);
  const Summary::More more =
      field->of == Of::kAddresses ? Summary::kMoreAddresses : Summary::kMorePorts;
  if (!kind.is_known || kind.has(more) || kind.has(Summary::kMoreLayers)) return Level::kNotKnown;
  if (field->of == Of::kAddresses) return Level::kConversation;
  // The header was too short for its ports.
  if (kind.transport != transport_of(field->layer)) return Level::kNotKnown;
  return field->of == Of::kPorts ? Level::kConversation : Level::kKind;
}

ColumnFilter::Level ColumnFilter::level_of_header(const ColumnField& field,
                                                  const PacketKind& kind) const {
  const bool known = reads_headers_ && kind.is_known && !tables_.paths.full() &&
                     !kind.has(Summary::kMoreLayers) &&
                     tables_.paths.depth(kind.path) < LayerPaths::kMostDeep;
  return known && has_layer(kind, field.layer) &&
                 may_be_plain(tables_.paths, kind.path, field.header(), field.layer)
             ? Level::kHeaders
             : Level::kNotKnown;
}

// Whether packets of the kind have none of the layers that a field, which is not in columns, is
// in.
bool ColumnFilter::lacks_field(std::uint32_t index, const PacketKind& kind) const {
  const std::span<const Field* const> layers = layers_[index];
  return !layers.empty() && std::all_of(layers.begin(), layers.end(), [&](const Field* layer) {
    return is_in_paths(layer->name) && lacks(kind, layer->name);
  });
}

bool ColumnFilter::has_layer(const PacketKind& kind, std::string_view name) const {
  if (!kind.is_known) return false;
  for (LayerPaths::Id path = kind.path; path != LayerPaths::kNone;
       path = tables_.paths.outer(path)) {
    if (tables_.paths.layer(path).name == name) return true;
  }
  return false;
}

// Those outside it are there where it is.
std::size_t ColumnFilter::innermost_header(const FilterTest& test) const {
  std::size_t innermost = 0;
  for (std::uint32_t i = test.first_step; i < test.end_step; ++i) {
    const FilterStep& step = program_.steps[i];
    if (step.kind != FilterStep::Kind::kField) continue;
    innermost = std::max(innermost, static_cast<std::size_t>(fields_[step.index]->header()));
  }
  return innermost;
}

// Whether such a layer is for certain in no packet of the kind. Paths have no quoted packets, no
// parts of layers, and nothing that is said of malformed ones.
bool ColumnFilter::lacks(const PacketKind& kind, std::string_view name) const {
  if (!kind.is_known || tables_.paths.full() || kind.has(Summary::kMoreLayers)) return false;
  if (name.find('.') != name.npos || tables_.paths.depth(kind.path) >= LayerPaths::kMostDeep) {
    return false;
  }
  return !has_layer(kind, name);
}

std::uint16_t ColumnFilter::bits_of(const PacketFlow& flow) {
  const std::size_t at = 2 * std::size_t{flow.conversation} + flow.side;
  if (at >= sides_.size()) sides_.resize(2 * std::max(tables_.flows.size(), at), kNotAsked);
  if (sides_[at] != kNotAsked) return sides_[at];
  const Bits bits = ask(flow);
  const auto found = numbers_.find(bits);
  if (found != numbers_.end()) return sides_[at] = found->second;
  if (bits_.size() == kNotAsked) return kNotAsked;
  const auto number = static_cast<std::uint16_t>(bits_.size());
  numbers_.emplace(bits, number);
  bits_.push_back(bits);
  return sides_[at] = number;
}

ColumnFilter::Bits ColumnFilter::ask(const PacketFlow& flow) {
  const Conversation conversation = tables_.flows[flow.conversation];
  ColumnFacts facts;
  facts.conversation = &conversation;
  facts.side = flow.side;
  for (unsigned end : {0u, 1u}) facts.addresses[end] = conversation.address(flow.side ^ end);
  Bits bits = 0;
  for (std::size_t i = 0; i < program_.tests.size(); ++i) {
    if ((of_conversations_ >> i & 1) != 0 && holds(i, facts)) bits |= Bits{1} << i;
  }
  return bits;
}

// Which of these tests hold.
ColumnFilter::Bits ColumnFilter::ask(Bits tests, const ColumnFacts& facts) {
  Bits yes = 0;
  for (; tests != 0; tests &= tests - 1) {
    const auto test = static_cast<std::size_t>(std::countr_zero(tests));
    if (holds(test, facts)) yes |= Bits{1} << test;
  }
  return yes;
}

// Adds those that hold of a packet's headers; what it returns are those that are not known.
ColumnFilter::Bits ColumnFilter::ask_headers(const Kind& kind, const DissectedPacket& packet,
                                             Bits& yes) {
  ColumnFacts facts;
  facts.packet = &packet;
  facts.headers = plain_headers(packet);
  Bits known = 0;
  for (std::size_t header = 0; header < kind.by_header.size(); ++header) {
    if (facts.headers.at[header] != nullptr) known |= kind.by_header[header];
  }
  yes |= ask(known, facts);
  return kind.by_headers & ~known;
}

// Of fields that the packets do not have there are no values.
bool ColumnFilter::holds(std::size_t number, const ColumnFacts& facts) {
  FilterEvaluation& evaluation = filter_.evaluation();
  const FilterTest& test = program_.tests[number];
  for (std::uint32_t i = test.first_step; i < test.end_step; ++i) {
    const FilterStep& step = program_.steps[i];
    if (step.kind != FilterStep::Kind::kField) continue;
    values_.clear();
    put_values(step.index, facts);
    evaluation.fields().set(step.index, values_);
  }
  return evaluation.test(static_cast<std::uint32_t>(number)) == Truth::kYes;
}

void ColumnFilter::put_values(std::uint32_t index, const ColumnFacts& facts) {
  if (fields_[index] == nullptr) return;  // packets of the kind lack it
  const ColumnField& field = *fields_[index];
  if (&field == &kLayer) {
    const std::string_view name = program_.fields[index].name();
    const bool has = facts.kind != nullptr && has_layer(*facts.kind, name);
    if (has || name == "frame") values_.emplace_back();
    return;
  }
  const bool is_there = facts.kind == nullptr || field.layer.empty() ||
                        (field.of == Of::kKind && has_layer(*facts.kind, field.layer));
  if (is_there) field.put(facts, values_);
}

Truth ColumnFilter::logic(Bits yes, Bits not_known) {
  logic_.clear();
  return run_logic(program_.logic, logic_, [&](std::uint32_t test) {
    const Bits bit = Bits{1} << test;
    return (not_known & bit) != 0 ? Truth::kUnknown : truth((yes & bit) != 0);
  });
}

}  // namespace packetglass
