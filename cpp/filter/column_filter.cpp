// A filter, answered from the columns of packets as far as these suffice.
#include "filter/column_filter.h"

#include <algorithm>
#include <bit>

namespace packetglass {

using Of = ColumnField::Of;

namespace {

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
  may_decide_ = program_.tests.empty() || std::any_of(layers_.begin(), layers_.end(),
                                                      [](const auto& of) { return !of.empty(); });
  for (std::size_t i = 0; i < program_.tests.size(); ++i) sort_out(i, program_.tests[i]);
  for (std::size_t answers = 0; answers < bits_of_packets_.size(); ++answers) {
    for (std::size_t i = 0; i < packet_tests_.size(); ++i) {
      if ((answers >> i & 1) != 0) bits_of_packets_[answers] |= packet_tests_[i].bit;
    }
  }
}

// By the columns that its fields are in, if they are in any.
void ColumnFilter::sort_out(std::size_t number, const FilterTest& test) {
  const auto all = [&](auto... of) {
    const auto is_of = [&](const FilterStep& step) {
      if (step.kind != FilterStep::Kind::kField) return true;
      const ColumnField* const field = fields_[step.index];
      return field != nullptr && ((field->of == of) || ...);
    };
    const FilterStep* const steps = program_.steps.data();
    return std::all_of(steps + test.first_step, steps + test.end_step, is_of);
  };
  const Bits bit = Bits{1} << number;
  may_decide_ |= all(Of::kKind, Of::kAddresses, Of::kPorts, Of::kPacket, Of::kEthernetHeader,
                     Of::kIpv4Header, Of::kTransportHeader);
  auto ranges = RangeTest::of(program_, test);
  if (all(Of::kAddresses, Of::kPorts)) {
    if (!ranges) slow_of_conversations_ |= bit;
    if (ranges) conversation_tests_.push_back({bit, {*fields_[ranges->field()], *ranges}});
  } else if (all(Of::kPacket)) {
    const bool fast = ranges && packet_tests_.size() < kMostPacketTests;
    if (!fast) slow_of_packets_ |= bit;
    if (fast) packet_tests_.push_back({bit, {*fields_[ranges->field()], *ranges}});
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
    if (field == nullptr || (field == &kLayerField && !exists)) return FilterLevel::kDissection;
    const FilterLevel found = kLevels[static_cast<std::size_t>(field->of)];
    if (level && *level != found) return FilterLevel::kDissection;
    level = found;
  }
  return level.value_or(FilterLevel::kKind);
}

Truth ColumnFilter::decide(std::uint32_t number, const PacketFlow& flow,
                           const DissectedPacket& packet) {
  if (!may_decide_) return Truth::kUnknown;
  const Truth all = of_kind(number);
  last_level_ = kinds_[number].level;
  if (all != Truth::kUnknown) return all;
  const bool none = flow.conversation == PacketFlow::kNone;
  const std::size_t side = none ? kNoSide : 2 * std::size_t{flow.conversation} + flow.side;
  return decide(number, side, packet);
}

void ColumnFilter::decide(const SummaryGroup& group, const PacketColumns& packets, Truth* truths) {
  if (!may_decide_) return static_cast<void>(std::fill_n(truths, group.count, Truth::kUnknown));
  std::uint8_t open[kGroupSize];  // those that their kinds do not decide
  std::size_t count = 0;
  for (std::size_t i = 0; i < group.count; ++i) {
    truths[i] = of_kind(group.kinds[i]);
    open[count] = static_cast<std::uint8_t>(i);
    count += truths[i] == Truth::kUnknown ? 1 : 0;
  }
  decide_open(group, packets, {open, count}, truths);
}

void ColumnFilter::decide_open(const SummaryGroup& group, const PacketColumns& packets,
                               std::span<const std::uint8_t> open, Truth* truths) {
  Bits of_packets = 0;
  for (const std::uint8_t i : open) of_packets |= kinds_[group.kinds[i]].by_packet;
  std::uint8_t of_packet[kGroupSize] = {};
  if (of_packets != 0) {
    Packet own[kGroupSize];
    const std::size_t count = packets.read_group(group.first, own);
    ask_packets({own, count}, group.first + 1, of_packet);
  }
  // Flows are numbered from 1, sides from 0.
  const auto side_of = [&](std::size_t i) { return std::size_t{group.flows[i]} - 1; };
  std::uint8_t left[kGroupSize];  // those of which no answer is kept
  std::size_t count = 0;
  for (const std::uint8_t i : open) {
    const std::uint8_t answer = kept_answer(group.kinds[i], side_of(i), of_packet[i]);
    truths[i] = static_cast<Truth>(answer - 1);
    left[count] = i;
    count += answer == 0 ? 1 : 0;
  }
  DissectedPacket packet;  // without its bytes
  for (const std::uint8_t i : std::span(left, count)) {
    packet.number = group.first + i + 1;
    if (of_packets != 0) packet.packet = packets[group.first + i];
    truths[i] = decide(group.kinds[i], side_of(i), packet);
  }
}

inline std::uint8_t ColumnFilter::kept_answer(std::uint32_t number, std::size_t side,
                                              std::uint8_t of_packet) const {
  const Kept& kind = kept_[number];
  std::size_t answer = of_packet;
  if (kind.by_conversation) {
    if (side >= sides_.size()) return 0;
    answer |= std::size_t{sides_[side]} << packet_tests_.size();
  }
  return answer < kMostKept ? answers_[kind.first + answer] : std::uint8_t{0};
}

// Of a kind of whose packets not the same is said.
Truth ColumnFilter::decide(std::uint32_t number, std::size_t side, const DissectedPacket& packet) {
  const Kind& kind = kinds_[number];
  std::uint8_t of_packet = 0;
  if (kind.by_packet != 0) ask_packets({&packet.packet, 1}, packet.number, &of_packet);
  Known known = known_of(kind, side, of_packet);
  const Bits slow = kind.by_packet & slow_of_packets_;
  if ((slow | kind.by_headers) == 0) return answer(number, known);
  ColumnFacts facts;
  facts.packet = &packet;
  known.yes |= ask(slow, facts);
  if (kind.by_headers != 0) known.not_known |= ask_headers(kind, packet, known.yes);
  return logic(known.yes, known.not_known);
}

ColumnFilter::Known ColumnFilter::known_of(const Kind& kind, std::size_t side,
                                           std::uint8_t of_packet) {
  Known known{kind.yes | (kind.by_packet & bits_of_packets_[of_packet]), kind.not_known,
              of_packet};
  if (kind.by_conversation == 0) return known;
  if (side == kNoSide) {
    known.not_known |= kind.by_conversation;
    known.number = kMostKept;
    return known;
  }
  const std::uint16_t bits = bits_of(side);
  known.yes |= kind.by_conversation & (bits == kNotAsked ? ask(side) : bits_[bits]);
  known.number |= std::size_t{bits} << packet_tests_.size();
  return known;
}

// Adds a bit for each of packet_tests_.
void ColumnFilter::ask_packets(std::span<const Packet> packets, std::uint64_t number,
                               std::uint8_t* answers) const {
  for (std::size_t i = 0; i < packet_tests_.size(); ++i) {
    packet_tests_[i].test.ask(packets, number, 1u << i, answers);
  }
}

Truth ColumnFilter::answer(std::uint32_t kind, const Known& known) {
  if (known.number >= kMostKept) return logic(known.yes, known.not_known);
  std::uint8_t& kept = answers_[kept_[kind].first + known.number];
  if (kept == 0) {
    kept = static_cast<std::uint8_t>(1 + static_cast<int>(logic(known.yes, known.not_known)));
  }
  return static_cast<Truth>(kept - 1);
}

Truth ColumnFilter::ask_kind(std::uint32_t number) {
  if (number >= kinds_.size()) {
    kinds_.resize(number + 1u);
    kept_.resize(number + 1u);
  }
  Kind& kind = kinds_[number];
  sort_tests(kind, tables_.kinds[number]);
  const Bits asked = kind.by_conversation | kind.by_packet | kind.by_headers;
  const Truth all = logic(kind.yes, kind.not_known | asked);
  kept_[number] = {all, kind.by_conversation != 0, static_cast<std::uint32_t>(answers_.size())};
  if (all != Truth::kUnknown) return all;
  answers_.resize(answers_.size() + kMostKept);
  kind.level = kind.by_headers != 0        ? FilterLevel::kHeaders
               : kind.by_packet != 0       ? FilterLevel::kPacket
               : kind.by_conversation != 0 ? FilterLevel::kConversation
                                           : FilterLevel::kKind;
  return all;
}

// Which of the tests hold for packets of a kind, and where the others are answered.
void ColumnFilter::sort_tests(Kind& kind, const PacketKind& of) {
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
    if (fields_[step.index] == &kLayerField && !is_asked_for) return Level::kNotKnown;
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
  if (field == &kLayerField) {
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

// The number of the bits of a side that was not asked; kNotAsked where too many are different.
std::uint16_t ColumnFilter::ask_side(std::size_t side) {
  if (side >= sides_.size()) sides_.resize(2 * tables_.flows.size(), kNotAsked);
  if (sides_[side] != kNotAsked) return sides_[side];
  if (slow_of_conversations_ != 0) return sides_[side] = number_of(ask(side));
  const BitsOfSides bits = ask_conversation(side / 2);
  for (const std::size_t each : {0u, 1u}) sides_[side / 2 * 2 + each] = number_of(bits[each]);
  return sides_[side];
}

std::uint16_t ColumnFilter::number_of(Bits bits) {
  const auto few = bits_.begin() + static_cast<std::ptrdiff_t>(std::min(bits_.size(), kFew));
  const auto early = std::find(bits_.begin(), few, bits);
  if (early != few) return static_cast<std::uint16_t>(early - bits_.begin());
  const auto found = numbers_.find(bits);
  if (found != numbers_.end()) return found->second;
  if (bits_.size() == kNotAsked) return kNotAsked;
  const auto number = static_cast<std::uint16_t>(bits_.size());
  numbers_.emplace(bits, number);
  bits_.push_back(bits);
  return number;
}

// Of conversation_tests_, of both sides.
ColumnFilter::BitsOfSides ColumnFilter::ask_conversation(std::size_t conversation) const {
  BitsOfSides bits{};
  for (const auto& [bit, test] : conversation_tests_) {
    const unsigned sides = test.sides(tables_.flows, conversation);
    if ((sides & 1) != 0) bits[0] |= bit;
    if ((sides & 2) != 0) bits[1] |= bit;
  }
  return bits;
}

ColumnFilter::Bits ColumnFilter::ask(std::size_t side) {
  const Conversation conversation = tables_.flows[side / 2];
  ColumnFacts facts;
  facts.conversation = &conversation;
  facts.side = side % 2;
  for (unsigned end : {0u, 1u}) facts.addresses[end] = conversation.address(facts.side ^ end);
  return ask_conversation(side / 2)[side % 2] | ask(slow_of_conversations_, facts);
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
  if (&field == &kLayerField) {
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
