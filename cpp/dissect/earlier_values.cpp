// What packets say that later ones refer to.
#include "dissect/earlier_values.h"

#include <algorithm>

namespace packetglass {
namespace {

constexpr unsigned kOrdinalBits = 16, kMostOrdinals = 1u << kOrdinalBits;
constexpr std::size_t kRowOfMap = 96;  // what a key takes but for its bytes, about

std::uint64_t position_of(std::uint64_t packet, unsigned ordinal) {
  return packet << kOrdinalBits | std::min(ordinal, kMostOrdinals - 1);
}

}  // namespace

bool EarlierValues::has_room(std::size_t key, std::size_t text) const {
  return count_ < kMost && key != 0 && text <= kMostText &&
         memory() + key + text + kRowOfMap <= kMostBytes + kMost * sizeof(Row);
}

void EarlierValues::add(const EarlierKey& key, const EarlierValue& value, unsigned ordinal) {
  const std::string_view name = key.text();
  if (ordinal >= kMostOrdinals || !has_room(name.size(), value.text.size())) return;
  const std::uint32_t text =
      value.text.empty() ? DistinctTexts::kNone : texts_.number_of(value.text);
  if (!value.text.empty() && text == DistinctTexts::kNone) return;
  const std::uint64_t position = position_of(value.packet, ordinal);
  auto found = rows_.find(name);
  if (found == rows_.end()) {
    found = rows_.try_emplace(std::string(name)).first;
    bytes_ += name.size() + kRowOfMap;
  }
  std::vector<Row>& rows = found->second;
  if (!rows.empty() && rows.back().position >= position) return;
  rows.push_back({position, value.time, value.number, text});
  bytes_ += sizeof(Row);
  ++count_;
}

std::optional<EarlierValue> EarlierValues::find(const EarlierKey& key, std::uint64_t packet,
                                                unsigned ordinal) const {
  const auto found = rows_.find(key.text());
  if (found == rows_.end()) return std::nullopt;
  const std::vector<Row>& rows = found->second;
  const std::uint64_t before = position_of(packet, ordinal);
  const auto behind = std::partition_point(rows.begin(), rows.end(),
                                           [&](const Row& row) { return row.position < before; });
  if (behind == rows.begin()) return std::nullopt;
  const Row& row = *std::prev(behind);
  const std::string_view text =
      row.text == DistinctTexts::kNone ? std::string_view() : texts_[row.text];
  return EarlierValue{row.position >> kOrdinalBits, row.time, row.number, text};
}

}  // namespace packetglass
