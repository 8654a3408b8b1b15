// Sorts more entries than memory holds.
#include "native/order/entry_sort.h"

#include <algorithm>
#include <cstring>

namespace packetglass::native {
namespace {

constexpr std::size_t kLeast = 1024;  // entries

Bytes bytes_of_entries(const std::vector<OrderEntry>& entries) {
  return {reinterpret_cast<const std::uint8_t*>(entries.data()),
          entries.size() * sizeof(OrderEntry)};
}

}  // namespace

EntrySort::EntrySort(std::size_t memory, std::string beside)
    : most_(std::max(kLeast, memory / sizeof(OrderEntry))), beside_(std::move(beside)) {}

FileFailure EntrySort::failure() const {
  if (file_ != nullptr && file_->failure()) return file_->failure();
  return source_ != nullptr ? source_->failure() : FileFailure();
}

// Memory is taken in steps of an eighth: doubling would take thrice as much while it moves.
bool EntrySort::add(const OrderEntry& entry) {
  if (entries_.size() == most_ && !write_run()) return false;
  if (entries_.size() == entries_.capacity()) {
    entries_.reserve(std::min(most_, std::max(kLeast, entries_.size() + entries_.size() / 2)));
  }
  entries_.push_back(entry);
  return true;
}

bool EntrySort::write_run() {
  if (file_ == nullptr) file_ = std::make_unique<ScratchFile>(beside_);
  std::sort(entries_.begin(), entries_.end());
  file_->append(bytes_of_entries(entries_));
  runs_.push_back({written_, written_ + entries_.size(), 0, 0, {}});
  written_ += entries_.size();
  entries_.clear();
  return !file_->failure();
}

bool EntrySort::sort() {
  if (runs_.empty()) {
    if (!std::is_sorted(entries_.begin(), entries_.end())) {
      std::sort(entries_.begin(), entries_.end());
    }
    return true;
  }
  if (!entries_.empty() && !write_run()) return false;
  entries_ = {};
  source_ = std::make_unique<SeekableSource>(file_->descriptor());
  at_once_ = std::max(kLeast, most_ / runs_.size());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (!refill(runs_[i])) return false;
    heap_.push_back(i);
  }
  const auto later = [this](std::size_t a, std::size_t b) {
    return head(runs_[b]) < head(runs_[a]);
  };
  std::make_heap(heap_.begin(), heap_.end(), later);
  return true;
}

// The next entries of a run; false at its end, and where they cannot be read.
bool EntrySort::refill(Run& run) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(at_once_, run.end - run.at));
  const Bytes bytes = source_->read(run.at * sizeof(OrderEntry), count * sizeof(OrderEntry));
  run.first = 0;
  run.entries.resize(bytes.size() / sizeof(OrderEntry));
  if (bytes.empty()) return false;
  std::memcpy(run.entries.data(), bytes.data(), bytes.size());
  run.at += count;
  return true;
}

const OrderEntry* EntrySort::next() {
  if (runs_.empty()) return next_ < entries_.size() ? &entries_[next_++] : nullptr;
  if (heap_.empty()) return nullptr;
  const auto later = [this](std::size_t a, std::size_t b) {
    return head(runs_[b]) < head(runs_[a]);
  };
  std::pop_heap(heap_.begin(), heap_.end(), later);
  Run& run = runs_[heap_.back()];
  last_ = head(run);
  ++run.first;
  const bool ends = run.first == run.entries.size() && (run.at == run.end || !refill(run));
  if (ends) {
    heap_.pop_back();
    run.entries = {};
  } else {
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  return &last_;
}

}  // namespace packetglass::native
