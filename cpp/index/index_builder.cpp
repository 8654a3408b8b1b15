// Makes an index of what a reader hands on.
#include "index/index_builder.h"

#include "format/pcapng/option.h"
#include "record/limits.h"

namespace packetglass {
namespace {

std::size_t count_options(Bytes options, ByteOrder order) {
  pcapng::OptionList list(options, order);
  std::size_t count = 0;
  while (list.next() != nullptr) ++count;
  return count;
}

}  // namespace

void IndexBuilder::section(const Section& section, Bytes) {
  add(index_.sections, kMaxKeptSections, section);
}

void IndexBuilder::interface(const Interface& interface, Bytes) {
  add(index_.interfaces, kMaxKeptInterfaces, interface);
}

bool IndexBuilder::packets(const PacketBatch& batch) {
  if (full_) return true;
  if (!index_.packets.append(batch)) return false;
  if (observer_ == nullptr) return true;
  for (const Issue& found : observer_->add(batch, index_.interfaces)) issue(found);
  return true;
}

template <typename Declared>
void IndexBuilder::add(std::vector<Declared>& all, std::size_t most, const Declared& one) {
  if (full_) return;
  if (all.size() == most) {
    index_.issues.add(
        {IssueKind::kIndexLimit, one.offset, 0, kMaxKeptSections, kMaxKeptInterfaces});
    full_ = true;
    return;
  }
  all.push_back(one);
  if (!one.options.empty()) bound_options(all.back());
}

// Options that are too much with those before are let go of again.
template <typename Declared>
void IndexBuilder::bound_options(Declared& one) {
  const std::size_t bytes = one.options.size();
  const std::size_t count = count_options(one.options, index_.sections.back().order);
  if (option_bytes_ + bytes <= kMaxAllKeptOptions &&
      option_count_ + count <= kMaxKeptOptionCount) {
    option_bytes_ += bytes;
    option_count_ += count;
    return;
  }
  one.options = {};
  one.options_kept = false;
  index_.issues.add({IssueKind::kOptionsNotKept, one.offset, 0, bytes, kMaxAllKeptOptions});
}

}  // namespace packetglass
