// A step that puts blocks of its own in front of all that a section has: pcapng.
#include "edit/added_blocks.h"

#include "format/pcapng/block.h"

namespace packetglass {

void AddedBlocks::section(const Section& section, Bytes raw) {
  add();  // of one that has nothing but its header
  if (has_place_for(what(), section)) pending_ = blocks_of(sections_, section.order);
  ++sections_;
  order_ = section.order;
  offset_ = section.offset;
  Edit::section(section, raw);
}

// Where a section has begun a sink takes blocks: a failure is said by packets().
void AddedBlocks::interface(const Interface& interface, Bytes raw) {
  add();
  Edit::interface(interface, raw);
}

bool AddedBlocks::packets(const PacketBatch& batch) {
  return add() && Edit::packets(batch);
}

bool AddedBlocks::block(const Block& block) {
  return add() && Edit::block(block);
}

bool AddedBlocks::finish() {
  return add();
}

bool AddedBlocks::add() {
  const std::vector<std::uint8_t> blocks = std::move(pending_);
  pending_.clear();
  Bytes left = blocks;
  while (!left.empty()) {
    const pcapng::BlockHead head = pcapng::read_head(left, order_);
    const Block block{head.type, static_cast<std::uint32_t>(sections_ - 1), offset_, order_,
                      left.first(head.length)};
    if (!Edit::block(block)) return false;
    left = left.subspan(head.length);
  }
  return true;
}

}  // namespace packetglass
