// Writes pcapng as pcapng of one byte order.
#include "export/reorder_export.h"

#include "export/host_order.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/reorder.h"
#include "format/pcapng/writer.h"

namespace packetglass {

void ReorderExport::section(const Section& section, Bytes raw) {
  section_ = section;
  const std::size_t least = pcapng::find_block_type(pcapng::kSectionHeader)->least_size;
  if (raw.size() < least && section.order != order_) {
    // A header that ends nobody knows where: one without options stands for it.
    pcapng::PcapngWriter(order_, out_).write_section();
    return;
  }
  write(raw, section.offset);
}

void ReorderExport::interface(const Interface& interface, Bytes raw) {
  if (raw.empty()) return;  // declared by no block: a packet was of an interface that is not there
  if (section_.order != order_ && has_host_order_header(interface.link_type)) {
    losses_.add(IssueKind::kHostOrderHeaderKept, section_.offset);
  }
  write(raw, section_.offset);
}

bool ReorderExport::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) write(batch.record(i), batch.offset[i]);
  return true;
}

bool ReorderExport::block(const Block& block) {
  write(block.bytes, block.offset);
  return true;
}

void ReorderExport::write(Bytes block, std::uint64_t offset) {
  if (section_.order == order_) {
    out_.insert(out_.end(), block.begin(), block.end());
    return;
  }
  switch (pcapng::append_reordered(block, section_.order, out_)) {
    case pcapng::Reordered::kWhole:
      return;
    case pcapng::Reordered::kHeadOnly:
      losses_.add(IssueKind::kBlockContentKept, offset);
      return;
    case pcapng::Reordered::kDropped:
      losses_.add(IssueKind::kBlocksLost, offset);
      return;
  }
}

std::vector<CaptureFileWriter::Patch> ReorderExport::finish(RecordSink& issues) {
  losses_.tell(issues);
  return {};
}

}  // namespace packetglass
