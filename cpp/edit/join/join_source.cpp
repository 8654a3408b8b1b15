// One of the captures that are joined.
#include "edit/join/join_source.h"

#include <algorithm>

#include "base/text.h"
#include "edit/join/interface_block.h"
#include "edit/join/renumber.h"
#include "format/pcap/writer.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/reader.h"
#include "format/pcapng/reorder.h"
#include "format/pcapng/section_header.h"
#include "format/pcapng/writer.h"

namespace packetglass {
namespace {

// A joined section is a changed one, of which what must not be copied is left out.
CaptureTarget export_target(const JoinTarget& target) {
  CaptureTarget to;
  to.pcapng = target.pcapng();
  to.variant = target.variant;
  to.order = target.order;
  to.no_copy = target.no_copy == NoCopy::kKeep ? NoCopy::kKeep : NoCopy::kDrop;
  to.reading = target.reading;
  to.all_packets = false;
  return to;
}

// Versions of classic pcap write lengths in an order of their own.
Section as_now(Section section) {
  section.version_major = pcap::WriterOptions{}.version_major;
  section.version_minor = pcap::WriterOptions{}.version_minor;
  section.thiszone = 0;
  section.sigfigs = 0;
  return section;
}

// Whether a block can stand in another section than its own: those that describe and those that
// hold packets are of the section's numbers, and were handed on because nobody can read them.
bool can_be_moved(std::uint32_t type) {
  const auto* const known = pcapng::find_block_type(type);
  return known == nullptr || known->treatment == pcapng::Treatment::kHandOn;
}

// Packet `i` of a batch, as a batch.
void take_one(const PacketBatch& batch, std::size_t i, PacketBatch& one) {
  one.count = 1;
  one.tick_nanoseconds = batch.tick_nanoseconds;
  one.untruncated = batch.untruncated;
  one.uniform = true;
  one.record_header_size = batch.record_header_size;
  one.offset[0] = batch.offset[i];
  one.ticks[0] = batch.ticks[i];
  one.captured_length[0] = batch.captured_length[i];
  one.original_length[0] = batch.original_length[i];
  one.interface[0] = batch.interface[i];
  one.kind[0] = batch.kind[i];
  one.window = batch.window;
  one.window_offset = batch.window_offset;
  one.record_begin = batch.record_begin == nullptr ? nullptr : batch.record_begin + i;
  one.record_end = batch.record_end == nullptr ? nullptr : batch.record_end + i;
}

bool comes_at_once(std::uint32_t type) {
  return type == pcapng::kNameResolution || type == pcapng::kDecryptionSecrets;
}

}  // namespace

JoinSource::JoinSource(const JoinTarget& target, JoinedInterfaces& interfaces, std::string name,
                       Issues issues)
    : target_(target),
      interfaces_(interfaces),
      name_(std::move(name)),
      issues_(std::move(issues)),
      reader_(target.reading) {}

Result<std::size_t> JoinSource::push(Bytes window) {
  auto used = reader_.push(window, *this);
  if (!used) end();
  return used;
}

Result<std::size_t> JoinSource::finish(Bytes rest) {
  end();
  return reader_.finish(rest, *this);
}

void JoinSource::write_next(std::vector<std::uint8_t>& out) {
  const Item& item = items_[next_++];
  const auto* const at = bytes_.data() + written_;
  out.insert(out.end(), at, at + item.size);
  written_ += item.size;
  packets_written_ += item.is_packet ? 1 : 0;
  if (waits()) return;
  bytes_.clear();
  items_.clear();
  next_ = written_ = 0;
}

void JoinSource::add(Nanoseconds time, std::size_t begin, bool is_packet) {
  items_.push_back({time, static_cast<std::uint32_t>(bytes_.size() - begin), is_packet});
}

void JoinSource::issue(const Issue& issue) {
  // That sections are joined is what was asked for.
  if (issue.kind != IssueKind::kSectionsJoined) issues_(issue);
}

void JoinSource::section(const Section& section, Bytes raw) {
  section_ = section;
  section_.options = {};
  if (exporter_ == nullptr) exporter_ = make_capture_writer(export_target(target_), bytes_);
  const bool classic = section.format == "pcap";
  readable_ =
      classic ||
      pcapng::SectionHeader{section.order, section.version_major, section.version_minor, -1, {}}
          .known_version();
  numbers_.begin_section();
  first_number_ = numbers_.count();
  const std::size_t begin = bytes_.size();
  exporter_->section(classic && !target_.pcapng() ? as_now(section) : section, raw);
  if (section.thiszone != 0 && !target_.pcapng() && !target_.reading.apply_time_zone) {
    losses_.add(IssueKind::kTimeZoneLost, section.offset);
  }
  if (target_.pcapng() && !classic) take_section_options(section, begin);
  bytes_.resize(begin);
  has_section_ = true;
}

// Only the header can say what a section says, and it is written when the first ones are known.
void JoinSource::take_section_options(const Section& section, std::size_t begin) {
  std::vector<std::uint8_t> options;
  const Bytes written = Bytes(bytes_).subspan(begin);
  constexpr std::size_t kFixed = pcapng::kSectionFixedSize;
  if (written.size() > kFixed + pcapng::kBlockTailSize) {
    const Bytes all = written.subspan(kFixed, written.size() - kFixed - pcapng::kBlockTailSize);
    options.assign(all.begin(), all.end());
  }
  if (!has_section_) {
    section_options_ = std::move(options);
  } else if (options != section_options_) {
    losses_.add(IssueKind::kSectionOptionsLost, section.offset);
  }
}

void JoinSource::interface(const Interface& interface, Bytes raw) {
  const std::size_t begin = bytes_.size();
  exporter_->interface(interface, raw);
  if (!link_type_) {
    link_type_ = interface.link_type;
    snaplen_ = interface.snaplen;
    if (!target_.pcapng()) {
      classic_header_.assign(bytes_.begin() + static_cast<std::ptrdiff_t>(begin), bytes_.end());
    }
  }
  snaplen_ = snaplen_ == 0 || interface.snaplen == 0 ? 0 : std::max(snaplen_, interface.snaplen);
  if (exporter_->error() && !error_) error_ = exporter_->error();
  numbers_.add(target_.pcapng() ? declare(interface, begin) : interface.link_type);
  bytes_.resize(begin);
}

// The block of the interface is what was written from `begin` on.
std::uint32_t JoinSource::declare(const Interface& interface, std::size_t begin) {
  if (bytes_.size() == begin) {
    // No block declares it: packets are of an interface all the same.
    pcapng::PcapngWriter(target_.order, bytes_).write_interface(interface);
  }
  const Bytes block = Bytes(bytes_).subspan(begin);
  const bool says = target_.origins && !target_.unify && !name_.empty();
  const auto number =
      says ? interfaces_.number_of(with_comment(block, target_.order, "Merged from " + name_))
           : interfaces_.number_of(block);
  return number.value_or(kNotJoined);
}

bool JoinSource::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; !error_ && i < batch.count; ++i) {
    const std::size_t begin = bytes_.size();
    if (!write(batch, i)) break;
    const Packet packet = batch.packet(i);
    add(packet.has_timestamp() ? packet.timestamp : kAtOnce, begin, true);
  }
  return !error_;
}

bool JoinSource::write(const PacketBatch& batch, std::size_t i) {
  const std::uint32_t number = numbers_[batch.interface[i]];
  const std::size_t begin = bytes_.size();
  if (refuse(number, batch.offset[i])) return false;
  PacketBatch one;
  take_one(batch, i, one);
  if (!exporter_->packets(one)) {
    error_ = exporter_->error();
    return false;
  }
  if (!target_.pcapng()) return true;
  if (!renumber_packet(bytes_, begin, batch.kind[i], target_.order, number,
                       batch.captured_length[i])) {
    losses_.add(IssueKind::kTimestampsMissing, batch.offset[i]);
  }
  return true;
}

// Whether the packet cannot be joined: of a link type that the file does not have, or of an
// interface for which there was no number.
bool JoinSource::refuse(std::uint32_t number, std::uint64_t offset) {
  if (!target_.pcapng() && number != *link_type_) {
    error_ =
        Error{ErrorCode::kLinkTypeMismatch, offset,
              "The packet is of the link type " + link_type_name(static_cast<LinkType>(number)) +
                  ", but a pcap file holds one, here " + link_type_name(*link_type_) + "."};
  } else if (target_.pcapng() && number == kNotJoined) {
    error_ = Error{ErrorCode::kUnsupported, offset,
                   format_text("One section cannot have above %zu interfaces.", kMaxInterfaces)};
  }
  return error_.has_value();
}

bool JoinSource::block(const Block& block) {
  const std::size_t begin = bytes_.size();
  if (!target_.pcapng() || (readable_ && can_be_moved(block.type))) {
    exporter_->block(block);
  } else {
    losses_.add(IssueKind::kBlocksLost, block.offset);
  }
  if (bytes_.size() == begin) return true;
  if (block.type == pcapng::kInterfaceStatistics && !mend_statistics(begin)) {
    bytes_.resize(begin);
    losses_.add(IssueKind::kBlocksLost, block.offset);
  } else if (comes_at_once(block.type)) {
    auto& waiting = interfaces_.waiting();
    waiting.insert(waiting.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(begin),
                   bytes_.end());
    bytes_.resize(begin);
  } else {
    add(kAtOnce, begin, false);
  }
  return true;
}

// Statistics are of an interface of their section; false where it has none of the number.
bool JoinSource::mend_statistics(std::size_t begin) {
  std::uint8_t* const at = bytes_.data() + begin + pcapng::kBlockHeadSize;
  const auto number = load<std::uint32_t>(at, target_.order);
  if (number >= numbers_.count() - first_number_) return false;
  const std::uint32_t joined = numbers_[first_number_ + number];
  if (joined != kNotJoined) store(at, joined, target_.order);
  return joined != kNotJoined;
}

void JoinSource::report_losses() {
  losses_.report(*this);
  if (exporter_ != nullptr) exporter_->finish(*this);
}

}  // namespace packetglass
