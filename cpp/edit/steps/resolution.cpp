// --resolution: the unit of the timestamps of pcapng's interfaces; all times are written in it.
#include <algorithm>
#include <array>

#include "base/appender.h"
#include "edit/changed_header.h"
#include "edit/changed_options.h"
#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/step_value.h"
#include "export/losses.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/interface_statistics.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

struct Ticks {
  std::uint64_t count = 0;
  bool exact = true;
};

// Both clocks count from the same second. Nothing where 64 bits cannot hold the ticks.
std::optional<Ticks> in_unit(std::uint64_t ticks, const Interface& clock,
                             const TimestampResolution& unit) {
  const auto from = clock.resolution.ticks_per_second();
  const auto to = unit.ticks_per_second();
  if (!from) {  // finer than 10^-19: all that 64 bits hold of it is less than two seconds
    const auto time = to_nanoseconds(ticks, clock.resolution, clock.timestamp_offset);
    const auto nearest = time ? to_ticks(*time, unit, clock.timestamp_offset) : std::nullopt;
    return nearest ? std::optional(Ticks{*nearest, false}) : std::nullopt;
  }
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(ticks) * *to;
  const Wide count = product / *from;
  if (count >> 64 != 0) return std::nullopt;
  return Ticks{static_cast<std::uint64_t>(count), product % *from == 0};
}

class Resolution final : public PacketEdit {
 public:
  explicit Resolution(TimestampResolution unit) : unit_(unit) {}

  void section(const Section& section, Bytes raw) override {
    if (section.format == "pcap") {
      fail({ErrorCode::kUnsupported, section.offset,
            "In classic pcap the variant says the resolution: write --to usec or --to nsec."});
    }
    section_first_ = clocks_.size();
    PacketEdit::section(section, raw);
  }

  void interface(const Interface& interface, Bytes raw) override {
    clocks_.push_back(interface);
    clocks_.back().options = {};
    ChangedInterface changed(interface, raw, current());
    if (!raw.empty()) set_unit(changed, raw);
    PacketEdit::interface(changed.interface(), changed.raw());
  }

  bool block(const Block& block) override {
    if (block.type != pcapng::kInterfaceStatistics) return PacketEdit::block(block);
    const auto* const type = pcapng::find_block_type(block.type);
    if (block.bytes.size() < type->least_size) return PacketEdit::block(block);
    return hand_on_statistics(block);
  }

  bool finish() override {
    losses_.report(next());
    return PacketEdit::finish();
  }

 protected:
  PacketFate edit(PacketDraft& draft) override {
    const Interface& clock = clocks_[draft.packet.interface];
    if (!draft.packet.has_timestamp() || !clock.described || clock.resolution == unit_) {
      return PacketFate::kAsItIs;
    }
    const auto ticks = in_unit(ticks_of(draft), clock, unit_);
    if (!ticks) {
      fail({ErrorCode::kTimeOutOfRange, draft.packet.offset,
            "Packet " + std::to_string(draft.number) + " cannot have its time, " +
                iso8601(draft.timestamp) + ", in " + describe(unit_) + "."});
      return PacketFate::kDropped;
    }
    if (!ticks->exact) losses_.add(IssueKind::kTimestampsRounded, draft.packet.offset);
    draft.ticks = ticks->count;
    draft.timestamp = nearest_nanoseconds(ticks->count, unit_, clock.timestamp_offset);
    return PacketFate::kChanged;
  }

 private:
  static std::uint64_t ticks_of(const PacketDraft& draft) {
    return draft.packet.kind == RecordKind::kEnhanced
               ? pcapng::read_enhanced_packet(draft.record, draft.order).ticks
               : pcapng::read_obsolete_packet(draft.record, draft.order).ticks;
  }

  void set_unit(ChangedInterface& changed, Bytes raw) const {
    const Bytes options = pcapng::body_of(raw).subspan(kFixedBody);
    const std::uint8_t value[] = {unit_.if_tsresol()};
    if (changed.interface().resolution == unit_) return;
    changed.set_options(options_replaced(options, current().order, pcapng::kIfTsresol, value));
    changed.interface().resolution = unit_;
  }

  bool hand_on_statistics(const Block& block) {
    const auto statistics = pcapng::read_interface_statistics(block.bytes, block.order);
    const std::size_t at = section_first_ + statistics.interface;
    // Of an interface that nobody describes: in a unit that nobody knows.
    if (statistics.interface >= clocks_.size() - section_first_) return PacketEdit::block(block);
    std::vector<std::uint8_t> changed(block.bytes.begin(), block.bytes.end());
    const Interface& clock = clocks_[at];
    put_ticks(changed, kStatisticsTime, block, clock);
    pcapng::OptionList list(statistics.options, block.order);
    while (const pcapng::Option* option = list.next()) {
      const bool is_time =
          option->code == pcapng::kIsbStartTime || option->code == pcapng::kIsbEndTime;
      if (!is_time || option->value.size() != 8) continue;
      put_ticks(changed, static_cast<std::size_t>(option->value.data() - block.bytes.data()),
                block, clock);
    }
    Block other = block;
    other.bytes = changed;
    return PacketEdit::block(other);
  }

  // Two words, the high one first. What cannot be said in the unit is the last that can.
  void put_ticks(std::vector<std::uint8_t>& bytes, std::size_t at, const Block& block,
                 const Interface& clock) {
    const std::uint64_t high = load<std::uint32_t>(bytes.data() + at, block.order);
    const std::uint64_t low = load<std::uint32_t>(bytes.data() + at + 4, block.order);
    const auto ticks = in_unit(high << 32 | low, clock, unit_);
    const std::uint64_t count = ticks ? ticks->count : ~std::uint64_t{0};
    if (!ticks || !ticks->exact) losses_.add(IssueKind::kTimestampsRounded, block.offset);
    store(bytes.data() + at, static_cast<std::uint32_t>(count >> 32), block.order);
    store(bytes.data() + at + 4, static_cast<std::uint32_t>(count), block.order);
  }

  static constexpr std::size_t kFixedBody = 8;  // of an interface's block
  static constexpr std::size_t kStatisticsTime = pcapng::kBlockHeadSize + 4;

  const TimestampResolution unit_;
  std::vector<Interface> clocks_;  // as they were, without their options
  std::size_t section_first_ = 0;
  Losses losses_;
};

// "us", or the digits of a second's fraction.
std::optional<TimestampResolution> read_unit(std::string_view value) {
  constexpr std::array<std::string_view, 4> kUnits{"s", "ms", "us", "ns"};
  constexpr std::uint8_t kDigitsOfUnit = 3;
  const auto* const named = std::find(kUnits.begin(), kUnits.end(), value);
  const auto index = static_cast<std::uint8_t>(named - kUnits.begin());
  if (named != kUnits.end()) {
    return TimestampResolution{false, static_cast<std::uint8_t>(index * kDigitsOfUnit)};
  }
  const auto digits = parse_whole(value);
  constexpr std::uint64_t kMostDigits = 18;
  if (!digits || *digits > kMostDigits) return std::nullopt;
  return TimestampResolution{false, static_cast<std::uint8_t>(*digits)};
}

MadeEdit make(std::string_view value) {
  const auto unit = read_unit(value);
  if (!unit) return {nullptr, "is no resolution: s, ms, us, ns, or 0 to 18 digits of a second"};
  return {std::make_unique<Resolution>(*unit), {}};
}

}  // namespace

extern const EditKind kResolution;
const EditKind kResolution{"resolution", EditValue::kText, "UNIT",
                           "pcapng: write times in s, ms, us, ns, or as so many digits of a "
                           "second; what is finer is rounded down, and said",
                           make};

}  // namespace packetglass
