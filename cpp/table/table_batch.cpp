// A batch of a table as one piece of memory.
#include "table/table_batch.h"

#include <cstring>

namespace packetglass {
namespace {

// Lays out twice: first without memory, for the size.
class Layout {
 public:
  explicit Layout(std::size_t begin) : at_(begin) {}

  void into(std::uint8_t* memory) { memory_ = memory; }
  std::size_t size() const { return at_; }

  template <typename T>
  BufferPlace put(const GrowingArray<T>& array) {
    return put(array.values(), array.size() * sizeof(T), 0);
  }
  // Where things begin: 0, then where each ends.
  BufferPlace put_offsets(const GrowingArray<std::uint32_t>& ends) {
    return put(ends.values(), ends.size() * sizeof(std::uint32_t), sizeof(std::uint32_t));
  }

 private:
  // Behind `before` zeros.
  BufferPlace put(const void* from, std::size_t size, std::size_t before) {
    const BufferPlace place{static_cast<std::uint32_t>(at_),
                            static_cast<std::uint32_t>(before + size)};
    const std::size_t end = at_ + (before + size + 7) / 8 * 8;
    if (memory_ != nullptr) {
      std::memset(memory_ + at_, 0, before);
      if (size != 0) std::memcpy(memory_ + at_ + before, from, size);
      std::memset(memory_ + at_ + before + size, 0, end - at_ - before - size);
    }
    at_ = end;
    return place;
  }

  std::uint8_t* memory_ = nullptr;
  std::size_t at_;
};

BatchColumn put(const ColumnData& data, Layout& layout) {
  const ColumnKind kind = data.type().kind;
  BatchColumn column{};
  column.nulls = static_cast<std::uint32_t>(data.nulls());
  column.values = static_cast<std::uint32_t>(data.values());
  column.texts = static_cast<std::uint32_t>(data.texts().size());
  column.validity = layout.put(data.validity().bytes());
  if (data.type().is_list) column.rows = layout.put_offsets(data.row_ends());
  column.data =
      kind == ColumnKind::kBoolean ? layout.put(data.bits().bytes()) : layout.put(data.bytes());
  if (kind == ColumnKind::kBytes) column.offsets = layout.put_offsets(data.ends());
  if (kind == ColumnKind::kText) {
    column.offsets = layout.put_offsets(data.texts().ends());
    column.text = layout.put(data.texts().bytes());
  }
  return column;
}

}  // namespace

const std::uint8_t* make_batch(const Table& table, Buffer<std::uint8_t>& memory) {
  const std::size_t columns_at = sizeof(BatchHead);
  const std::size_t begin = (columns_at + table.columns() * sizeof(BatchColumn) + 7) / 8 * 8;
  Layout wanted(begin);
  for (std::size_t i = 0; i < table.columns(); ++i) put(table.data(i), wanted);
  std::uint8_t* const to = memory.reset(wanted.size());
  if (to == nullptr) return nullptr;
  const BatchHead head{static_cast<std::uint32_t>(wanted.size()),
                       static_cast<std::uint32_t>(table.rows()),
                       static_cast<std::uint32_t>(table.columns()), 0, table.first()};
  std::memset(to, 0, begin);
  std::memcpy(to, &head, sizeof(head));
  Layout layout(begin);
  layout.into(to);
  for (std::size_t i = 0; i < table.columns(); ++i) {
    const BatchColumn column = put(table.data(i), layout);
    std::memcpy(to + columns_at + i * sizeof(column), &column, sizeof(column));
  }
  return to;
}

}  // namespace packetglass
