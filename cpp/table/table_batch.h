// A batch of a table as one piece of memory, whose places are said by numbers: what crosses to
// JavaScript, and to who else has no pointers. web/lib/core/table-core.ts reads it.
#pragma once

#include "base/buffer.h"
#include "table/table.h"

namespace packetglass {

// Where one of Arrow's buffers lies: from the beginning of the batch, in bytes, a multiple of 8.
struct BufferPlace {
  std::uint32_t offset, size;
};

// All is little-endian.
struct BatchColumn {
  std::uint32_t nulls;   // rows without a value
  std::uint32_t values;  // of all rows; as many as rows where it is no list
  std::uint32_t texts;   // in the dictionary
  BufferPlace validity;  // a bit a row
  BufferPlace rows;      // of lists: where each row's values begin, and the last's end
  BufferPlace data;      // the values; of kBytes the bytes of all, of kText numbers of texts
  BufferPlace offsets;   // of kBytes: where each value begins, and the last ends; of kText the
                         // same of the texts
  BufferPlace text;      // of kText: the texts
};

struct BatchHead {
  std::uint32_t size;  // bytes of all
  std::uint32_t rows;
  std::uint32_t columns;
  std::uint32_t spare;
  std::uint64_t first;  // index of the packet of the first row
  // Behind it the columns, then the buffers.
};

// Makes one of the rows of a table, which stay; nullptr without memory. Lasts until the next.
const std::uint8_t* make_batch(const Table& table, Buffer<std::uint8_t>& memory);

}  // namespace packetglass
