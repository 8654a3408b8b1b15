// The section that is read, written to several parts.
#include "edit/split/section_parts.h"

#include <algorithm>

#include "base/text.h"
#include "edit/join/renumber.h"
#include "format/pcapng/block.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/reorder.h"
#include "format/pcapng/section_header.h"
#include "format/pcapng/writer.h"

namespace packetglass {
namespace {

// Descriptions and packets that were handed on as blocks, because nobody can read them, are of
// numbers of their section.
bool can_be_moved(std::uint32_t type) {
  const auto* const known = pcapng::find_block_type(type);
  return known == nullptr || known->treatment == pcapng::Treatment::kHandOn;
}

}  // namespace

void SectionParts::section(const Section& section, Bytes raw) {
  const bool same_header = classic_ && section.format == "pcap" &&
                           std::equal(raw.begin(), raw.end(), header_.begin(), header_.end());
  // A capture behind another with the same header goes on with it.
  if (!same_header) ++sections_;
  classic_ = section.format == "pcap";
  says_length_ = section.records_length.has_value();
  order_ = section.order;
  first_interface_ = interface_count_;
  interfaces_.clear();
  blocks_.clear();
  kept_ = 0;
  header_.clear();
  if (classic_) {
    header_.assign(raw.begin(), raw.end());
    // Of a part it is known when it is whole.
    if (says_length_ && raw.size() >= 28) store(header_.data() + 24, std::uint32_t{0}, order_);
  } else if (raw.size() < pcapng::find_block_type(pcapng::kSectionHeader)->least_size) {
    pcapng::PcapngWriter(order_, header_).write_section();
  } else {
    append(raw, section.offset, header_);
    // A part is of another length than the section.
    std::fill_n(header_.data() + pcapng::kSectionFixedSize - 8, 8, std::uint8_t{0xff});
  }
}

void SectionParts::interface(const Interface& interface, Bytes raw) {
  ++interface_count_;
  Described described{interface.link_type, {}, {}};
  described.name = pcapng::interface_option_text(interface, order_, pcapng::kIfName);
  if (!raw.empty()) append(raw, interface.offset, described.block);
  // Packets are of an interface all the same.
  if (raw.empty() && !classic_)
    pcapng::PcapngWriter(order_, described.block).write_interface(interface);
  kept_ += described.block.size();
  if (kept_ > kMostKept && !error_) {
    error_ = Error{ErrorCode::kUnsupported, interface.offset,
                   format_text("The interfaces of one section take above %zu bytes.", kMostKept)};
  }
  interfaces_.push_back(std::move(described));
}

bool SectionParts::keep(const Block& block) {
  const bool is_shared =
      block.type == pcapng::kNameResolution || block.type == pcapng::kDecryptionSecrets;
  if (!is_shared) return false;
  if (block.bytes.size() > kMostKept - std::min(kept_, kMostKept)) {
    losses_.add(IssueKind::kBlocksLost, block.offset);
    return true;
  }
  kept_ += block.bytes.size();
  append(block.bytes, block.offset, blocks_.emplace_back());
  return true;
}

void SectionParts::append(Bytes block, std::uint64_t offset, std::vector<std::uint8_t>& out) {
  const auto copied = pcapng::append_copied(block, {order_, order_, drops_}, out);
  if (copied.dropped != 0) losses_.add(IssueKind::kNoCopyDropped, offset, copied.dropped);
}

void SectionParts::begin(PartSection& part, std::vector<std::uint8_t>& out) {
  if (part.section == sections_) return;
  part = PartSection{};
  part.section = sections_;
  out.insert(out.end(), header_.begin(), header_.end());
}

std::uint32_t SectionParts::declare(std::uint32_t interface, PartSection& part,
                                    std::vector<std::uint8_t>& out) {
  const auto next = static_cast<std::uint32_t>(part.interfaces.size());
  const auto [known, is_new] = part.interfaces.try_emplace(interface, next);
  const auto& block = interfaces_[interface].block;
  if (is_new) out.insert(out.end(), block.begin(), block.end());
  return known->second;
}

void SectionParts::catch_up(PartSection& part, std::vector<std::uint8_t>& out) {
  if (part.section != sections_) return;
  for (; part.blocks < blocks_.size(); ++part.blocks) {
    const auto& block = blocks_[part.blocks];
    if (copied_ > kMostCopied) {
      losses_.add(IssueKind::kBlocksLost, 0);
      continue;
    }
    copied_ += block.size();
    out.insert(out.end(), block.begin(), block.end());
  }
}

void SectionParts::write(const PacketBatch& batch, std::size_t i, PartSection& part,
                         std::vector<std::uint8_t>& out) {
  begin(part, out);
  const Bytes record = batch.record(i);
  if (classic_) {
    out.insert(out.end(), record.begin(), record.end());
    return;
  }
  const std::uint32_t number = declare(batch.interface[i] - first_interface_, part, out);
  catch_up(part, out);
  const std::size_t at = out.size();
  append(record, batch.offset[i], out);
  if (!renumber_packet(out, at, batch.kind[i], order_, number, batch.captured_length[i])) {
    losses_.add(IssueKind::kTimestampsMissing, batch.offset[i]);
  }
}

void SectionParts::write(const Block& block, PartSection& part, std::vector<std::uint8_t>& out) {
  if (!can_be_moved(block.type)) return losses_.add(IssueKind::kBlocksLost, block.offset);
  begin(part, out);
  if (block.type != pcapng::kInterfaceStatistics) return append(block.bytes, block.offset, out);
  const auto interface = load<std::uint32_t>(block.bytes.data() + pcapng::kBlockHeadSize, order_);
  if (interface >= interfaces_.size()) return losses_.add(IssueKind::kBlocksLost, block.offset);
  const std::uint32_t number = declare(interface, part, out);
  const std::size_t at = out.size();
  append(block.bytes, block.offset, out);
  store(out.data() + at + pcapng::kBlockHeadSize, number, order_);
}

std::string SectionParts::interface_text(std::uint32_t interface) const {
  const std::uint32_t number = interface - first_interface_;
  const std::string& name = interfaces_[number].name;
  return std::to_string(number) + (name.empty() ? "" : "-" + name);
}

}  // namespace packetglass
