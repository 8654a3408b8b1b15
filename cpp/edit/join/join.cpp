// Joins captures to one.
#include "edit/join/join.h"

#include <algorithm>

#include "base/appender.h"
#include "edit/join/section_options.h"
#include "format/pcap/writer.h"
#include "format/pcapng/block.h"
#include "format/pcapng/section_header.h"
#include "format/pcapng/writer.h"

namespace packetglass {
namespace {

// Written at a time.
constexpr std::size_t kPiece = std::size_t{1} << 20;

// Of the header of classic pcap.
constexpr std::size_t kSnaplenAt = 16, kLinkTypeAt = 20;

void append_section(std::vector<std::uint8_t>& out, ByteOrder order, Bytes options) {
  const std::size_t begin = out.size();
  pcapng::PcapngWriter(order, out).write_section();
  if (options.empty()) return;
  out.resize(begin + pcapng::kSectionFixedSize);
  out.insert(out.end(), options.begin(), options.end());
  const auto length = static_cast<std::uint32_t>(out.size() - begin + pcapng::kBlockTailSize);
  store(out.data() + begin + 4, length, order);
  Appender(out, order).u32(length);
}

}  // namespace

Join::Join(const JoinTarget& target, Issues issues)
    : target_(target), issues_(std::move(issues)), interfaces_(target.unify) {}

void Join::add(std::string name) {
  const std::size_t number = sources_.size();
  sources_.emplace_back(target_, interfaces_, std::move(name),
                        [this, number](const Issue& issue) { issues_(number, issue); });
}

std::optional<std::size_t> Join::wants() const {
  if (error_) return std::nullopt;
  return primed_ < sources_.size() ? primed_ : dry_;
}

Result<std::size_t> Join::push(std::size_t source, Bytes window) {
  auto used = sources_[source].push(window);
  settle(source);
  return used;
}

Result<std::size_t> Join::finish(std::size_t source, Bytes rest) {
  auto used = sources_[source].finish(rest);
  settle(source);
  return used;
}

void Join::settle(std::size_t source) {
  const JoinSource& read = sources_[source];
  if (read.error()) fail(source, *read.error());
  if (!read.waits() && !read.ended()) return;
  if (dry_ == source) dry_.reset();
  if (primed_ == source) ++primed_;
  if (!read.waits()) return;
  heap_.push_back(next_of(source));
  std::push_heap(heap_.begin(), heap_.end());
}

void Join::fail(std::size_t source, Error error) {
  if (error_) return;
  error_ = std::move(error);
  error_source_ = source;
}

// One behind the other: all are of one time.
Join::Next Join::next_of(std::size_t source) const {
  return {target_.one_after_another ? 0 : sources_[source].time(), source};
}

bool Join::ended() const {
  return error_ || (begun_ && !wants() && heap_.empty() && !interfaces_.any_wait());
}

void Join::write(std::vector<std::uint8_t>& out) {
  if (!begun_ && !begin(out)) return;
  const std::size_t begin = out.size();
  declare(out);
  while (!wants() && !heap_.empty() && out.size() - begin < kPiece) {
    std::pop_heap(heap_.begin(), heap_.end());
    const Next first = heap_.back();
    heap_.pop_back();
    write_from(first, out);
  }
  records_size_ += out.size() - begin;
}

// Blocks that came at once stand before everything that waits.
void Join::declare(std::vector<std::uint8_t>& out) {
  auto& waiting = interfaces_.waiting();
  out.insert(out.end(), waiting.begin(), waiting.end());
  waiting.clear();
  if (waiting.capacity() > kPiece) waiting.shrink_to_fit();
}

// Goes on with the source as long as no other comes first.
void Join::write_from(Next next, std::vector<std::uint8_t>& out) {
  JoinSource& source = sources_[next.source];
  const std::size_t most = out.size() + kPiece;
  do {
    source.write_next(out);
    if (!source.waits()) {
      if (!source.ended()) dry_ = next.source;
      return;
    }
    next = next_of(next.source);
  } while (out.size() < most && (heap_.empty() || heap_.front() < next));
  heap_.push_back(next);
  std::push_heap(heap_.begin(), heap_.end());
}

bool Join::begin(std::vector<std::uint8_t>& out) {
  begun_ = true;
  if (!target_.pcapng()) return begin_classic(out);
  begin_section(out);
  return true;
}

void Join::begin_section(std::vector<std::uint8_t>& out) {
  SectionOptions options(target_.order);
  for (const JoinSource& source : sources_) {
    if (source.begun()) options.add(source.name(), source.section_options());
  }
  append_section(out, target_.order, options.joined());
  if (options.left_out() != 0) {
    issues_(0, {IssueKind::kSectionOptionsLost, 0, 0, options.left_out()});
  }
}

// The header of the first source that has one, with the largest snaplen.
bool Join::begin_classic(std::vector<std::uint8_t>& out) {
  std::vector<std::uint8_t> header;
  std::optional<std::size_t> first;
  std::uint32_t snaplen = 0;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const JoinSource& source = sources_[i];
    if (!source.link_type()) continue;
    if (!first) {
      first = i;
      header.assign(source.classic_header().begin(), source.classic_header().end());
      snaplen = source.snaplen();
    }
    if (!agrees(i, *first)) return false;
    snaplen = snaplen == 0 || source.snaplen() == 0 ? 0 : std::max(snaplen, source.snaplen());
  }
  if (header.empty()) {
    pcap::WriterOptions options;
    options.variant = target_.variant;
    options.order = target_.order;
    pcap::PcapWriter(options, out);
    return true;
  }
  store(header.data() + kSnaplenAt, snaplen, target_.order);
  out.insert(out.end(), header.begin(), header.end());
  return true;
}

// Whether a source is of the link type of the first. Its frame check sequence may be another.
bool Join::agrees(std::size_t i, std::size_t first) {
  const LinkType mine = *sources_[i].link_type(), wanted = *sources_[first].link_type();
  if (mine != wanted) {
    fail(i, {ErrorCode::kLinkTypeMismatch, 0,
             "Its link type is " + link_type_name(mine) + ", but a pcap file holds one, here " +
                 link_type_name(wanted) + "; --to pcapng takes several."});
    return false;
  }
  const Bytes a = sources_[i].classic_header(), b = sources_[first].classic_header();
  const bool same = a.size() == b.size() && a.size() >= pcap::kFileHeaderSize &&
                    std::equal(a.begin() + kLinkTypeAt, a.begin() + pcap::kFileHeaderSize,
                               b.begin() + kLinkTypeAt);
  if (!same) issues_(i, {IssueKind::kFcsLengthLost, 0, 0, 1});
  return true;
}

std::vector<CaptureFileWriter::Patch> Join::finish() {
  for (JoinSource& source : sources_) source.report_losses();
  if (target_.pcapng() || target_.variant->file_header_size == pcap::kFileHeaderSize) return {};
  if (records_size_ > std::numeric_limits<std::uint32_t>::max()) {
    issues_(0, {IssueKind::kRecordsLengthLost, 0, 0, records_size_});
    return {};
  }
  std::vector<std::uint8_t> field;
  Appender(field, target_.order).u32(static_cast<std::uint32_t>(records_size_));
  return {{pcap::kFileHeaderSize, std::move(field)}};
}

}  // namespace packetglass
