// Sorts more entries than memory holds: runs of them are sorted and written to a scratch file.
#pragma once

#include <memory>
#include <vector>

#include "edit/order/time_order.h"
#include "native/order/seekable_source.h"

namespace packetglass::native {

class EntrySort {
 public:
  // Memory for entries, in bytes; `beside`: the output, in whose folder runs are written.
  EntrySort(std::size_t memory, std::string beside);

  // false: a run could not be written, failure() says why.
  bool add(const OrderEntry& entry);
  // Everything was added.
  bool sort();
  // The next one of all; nullptr behind the last, and where a run cannot be read.
  const OrderEntry* next();

  FileFailure failure() const;
  std::size_t runs() const { return runs_.size(); }

 private:
  // A part of the file, of which some entries are in memory.
  struct Run {
    std::uint64_t at, end;  // of what is not in memory, in entries
    std::size_t first, count;
    std::vector<OrderEntry> entries;
  };

  bool write_run();
  bool refill(Run& run);
  const OrderEntry& head(const Run& run) const { return run.entries[run.first]; }

  const std::size_t most_;  // entries
  std::string beside_;
  std::vector<OrderEntry> entries_;
  std::size_t next_ = 0;
  std::unique_ptr<ScratchFile> file_;
  std::unique_ptr<SeekableSource> source_;
  std::vector<Run> runs_;
  std::vector<std::size_t> heap_;
  std::size_t at_once_ = 0;  // entries of a run that are read at a time
  std::uint64_t written_ = 0;
  OrderEntry last_{};
};

}  // namespace packetglass::native
