// Writes pcapng as pcapng: in one byte order, and without what must not be copied.
#include "export/reorder_export.h"

#include <algorithm>

#include "export/host_order.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/reorder.h"
#include "format/pcapng/section_header.h"
#include "format/pcapng/writer.h"

namespace packetglass {

void ReorderExport::section(const Section& section, Bytes raw) {
  link_types_.begin_section();
  copying_.from = section.order;
  copying_.to = target_.order.value_or(section.order);
  const bool changed = copying_.from != copying_.to || !target_.all_packets;
  copying_.drop_no_copy =
      target_.no_copy == NoCopy::kDrop || (target_.no_copy == NoCopy::kUnlessChanged && changed);
  section_offset_ = section.offset;
  const std::size_t least = pcapng::find_block_type(pcapng::kSectionHeader)->least_size;
  if (raw.size() < least && changed) {
    // A header that ends nobody knows where: one without options stands for it.
    pcapng::PcapngWriter(copying_.to, out_).write_section();
    return;
  }
  const std::size_t begin = out_.size();
  write(raw, section.offset);
  if (!target_.all_packets) leave_length_open(begin);
}

// The section is shorter than it was: how long it is its header does not say (-1), in any order.
void ReorderExport::leave_length_open(std::size_t header) {
  const std::size_t end = header + pcapng::kSectionFixedSize;
  if (out_.size() >= end) std::fill_n(out_.data() + end - 8, 8, std::uint8_t{0xff});
}

void ReorderExport::interface(const Interface& interface, Bytes raw) {
  link_types_.add(interface.link_type);
  // Declared by no block: a packet was of an interface that is not there.
  if (!raw.empty()) write(raw, section_offset_);
}

bool ReorderExport::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count;) {
    const std::size_t end = end_of_run(batch, i);
    if (end == i) {
      write_packet(batch, i++);
      continue;
    }
    const std::uint8_t* const first = batch.record(i).data();
    const Bytes last = batch.record(end - 1);
    out_.insert(out_.end(), first, last.data() + last.size());
    i = end;
  }
  return true;
}

// Behind the records from `i` on that follow one another, and stay as they are.
std::size_t ReorderExport::end_of_run(const PacketBatch& batch, std::size_t i) const {
  std::size_t end = i;
  while (end < batch.count && pcapng::stays_as_it_is(batch.record(end), copying_)) {
    const Bytes record = batch.record(end++);
    if (end == batch.count || batch.record(end).data() != record.data() + record.size()) break;
  }
  return end;
}

void ReorderExport::write_packet(const PacketBatch& batch, std::size_t i) {
  const Bytes record = batch.record(i);
  const Bytes packet = batch.bytes(i);
  const std::size_t begin = out_.size();
  write(record, batch.offset[i]);
  if (copying_.from == copying_.to) return;
  const auto at = static_cast<std::size_t>(packet.data() - record.data());
  reorder_header(link_types_[batch.interface[i]],
                 std::span(out_).subspan(begin + at, packet.size()), copying_.from,
                 batch.offset[i], losses_);
}

bool ReorderExport::block(const Block& block) {
  write(block.bytes, block.offset);
  return true;
}

void ReorderExport::write(Bytes block, std::uint64_t offset) {
  const auto copied = pcapng::append_copied(block, copying_, out_);
  if (copied.content_kept) losses_.add(IssueKind::kBlockContentKept, offset);
  if (copied.dropped != 0) losses_.add(IssueKind::kNoCopyDropped, offset, copied.dropped);
}

std::vector<CaptureFileWriter::Patch> ReorderExport::finish(RecordSink& issues) {
  losses_.report(issues);
  return {};
}

}  // namespace packetglass
