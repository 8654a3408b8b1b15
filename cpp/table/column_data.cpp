// The values of one column.
#include "table/column_data.h"

#include <cstring>
#include <limits>

namespace packetglass {
namespace {

constexpr std::size_t kMost = std::numeric_limits<std::int32_t>::max();
constexpr std::uint8_t kZeros[16] = {};

}  // namespace

void ColumnData::keep(const void* from, std::size_t size) {
  std::uint8_t* const at = size <= kMost - bytes_.size() ? bytes_.extend(size) : nullptr;
  failed_ = failed_ || (at == nullptr && size != 0);
  if (failed_) return;
  if (size != 0) std::memcpy(at, from, size);
  size_ += size;
}

void ColumnData::count_value() {
  ++values_;
  if (type_.kind != ColumnKind::kBytes) return;
  std::uint32_t* const end = ends_.extend(1);
  failed_ = failed_ || end == nullptr;
  if (!failed_) *end = static_cast<std::uint32_t>(bytes_.size());
  size_ += sizeof(*end);
}

void ColumnData::add(std::uint64_t number) {
  if (type_.kind == ColumnKind::kBoolean) {
    failed_ = !bits_.add(number != 0) || failed_;
  } else {
    std::uint8_t bytes[8];
    store(bytes, number, ByteOrder::kLittle);
    keep(bytes, type_.width);
  }
  count_value();
}

void ColumnData::add(Bytes bytes) {
  keep(bytes.data(), type_.kind == ColumnKind::kFixedBytes ? type_.width : bytes.size());
  count_value();
}

void ColumnData::add(std::string_view text) {
  const std::size_t before = texts_.bytes().size();
  const std::uint32_t number = texts_.number_of(text);
  failed_ = failed_ || number == DistinctTexts::kNone || texts_.bytes().size() > kMost;
  size_ += texts_.bytes().size() - before;
  add(std::uint64_t{number});
}

void ColumnData::end_row() {
  const bool has_value = values_ != row_begin_;
  failed_ = !validity_.add(has_value) || failed_;
  if (!has_value) ++nulls_;
  if (type_.is_list) {
    std::uint32_t* const end = row_ends_.extend(1);
    failed_ = failed_ || end == nullptr || values_ > kMost;
    if (!failed_) *end = static_cast<std::uint32_t>(values_);
    size_ += sizeof(*end);
  } else if (!has_value) {
    // Rows without a value take room, too.
    if (type_.kind == ColumnKind::kBoolean) failed_ = !bits_.add(false) || failed_;
    keep(kZeros, type_.width);
    count_value();
  }
  row_begin_ = values_;
}

void ColumnData::clear() {
  validity_.clear();
  bits_.clear();
  row_ends_.clear();
  ends_.clear();
  bytes_.clear();
  texts_.clear();
  values_ = nulls_ = size_ = row_begin_ = 0;
}

}  // namespace packetglass
