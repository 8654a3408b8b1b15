// Reads a damaged capture as far as it can be read, and keeps what cannot.
#include "edit/repair.h"

#include <algorithm>

#include "edit/first_header.h"

namespace packetglass {
namespace {

class Nothing final : public RecordSink {
 public:
  void section(const Section&, Bytes) override {}
  void interface(const Interface&, Bytes) override {}
  bool packets(const PacketBatch&) override { return true; }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}
};

// Whether the source is a capture as it stands.
bool is_capture(Bytes start) {
  Nothing nothing;
  CaptureReader reader;
  return static_cast<bool>(reader.finish(start, nothing));
}

}  // namespace

Repair::Repair(RecordSink& to, Skipped skipped) : to_(to), skipped_(std::move(skipped)) {
  sound_.hands_on_to(to);
}

void Repair::push(Bytes bytes) {
  append(bytes);
  // A header is looked for where all is there that a reader looks ahead.
  if (!begun_ && pending_.size() < kLookAhead) return;
  if (!begun_) begin();
  read(false);
}

std::optional<Error> Repair::finish() {
  if (held_return_) pending_.push_back('\r');
  held_return_ = false;
  if (!begun_) begin();
  read(true);
  if (begun_) sound_.finish();
  return error_;
}

void Repair::begin() {
  begun_ = true;
  report_.text_mode = is_text_mode_transfer(pending_);
  if (report_.text_mode) {
    const std::vector<std::uint8_t> damaged = std::move(pending_);
    pending_.clear();
    append(damaged);
  }
  if (is_capture(pending_)) return;
  const auto header = find_first_header(pending_);
  if (!header) return;
  report_.header_made = header->bytes.size();
  report_.header_replaced = header->replaced;
  pending_.erase(pending_.begin(),
                 pending_.begin() + static_cast<std::ptrdiff_t>(header->replaced));
  pending_.insert(pending_.begin(), header->bytes.begin(), header->bytes.end());
}

// In text mode without the carriage returns in front of line feeds.
void Repair::append(Bytes bytes) {
  if (!report_.text_mode) {
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    return;
  }
  for (const std::uint8_t byte : bytes) {
    if (held_return_ && byte != '\n') pending_.push_back('\r');
    held_return_ = byte == '\r';
    if (!held_return_) pending_.push_back(byte);
  }
}

void Repair::read(bool ends) {
  if (error_) return;
  RecordSink& sink = *this;
  const auto used = ends ? reader_.finish(pending_, sink) : reader_.push(pending_, sink);
  if (!used) {
    error_ = used.error();
    return;
  }
  skip_up_to(offset_ + *used);
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(*used));
  offset_ += *used;
}

void Repair::covered(std::uint64_t begin, std::uint64_t end) {
  skip_up_to(begin);
  covered_ = std::max(covered_, end);
}

// What lies between two records is in none. A header that was made is not of the source.
void Repair::skip_up_to(std::uint64_t end) {
  const std::uint64_t begin = std::max<std::uint64_t>(covered_, report_.header_made);
  if (end <= begin) return;
  const auto size = static_cast<std::size_t>(end - begin);
  skipped_(Bytes(pending_).subspan(static_cast<std::size_t>(begin - offset_), size));
  report_.skipped += size;
  report_.places += report_.places == 0 || begin != last_skipped_ ? 1 : 0;
  covered_ = last_skipped_ = end;
}

std::uint64_t Repair::in_source(std::uint64_t offset) const {
  if (offset < report_.header_made)
    return std::min<std::uint64_t>(offset, report_.header_replaced);
  return offset - report_.header_made + report_.header_replaced;
}

void Repair::section(const Section& section, Bytes raw) {
  covered(section.offset, section.offset + raw.size());
  sound_.section(section, raw);
}

void Repair::interface(const Interface& interface, Bytes raw) {
  if (!raw.empty()) covered(interface.offset, interface.offset + raw.size());
  sound_.interface(interface, raw);
}

bool Repair::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) {
    const Bytes record = batch.record(i);
    const std::uint64_t begin =
        batch.window_offset + static_cast<std::uint64_t>(record.data() - batch.window.data());
    covered(begin, begin + record.size());
  }
  report_.packets += batch.count;
  return sound_.packets(batch);
}

bool Repair::block(const Block& block) {
  covered(block.offset, block.offset + block.bytes.size());
  return sound_.block(block);
}

void Repair::issue(const Issue& issue) {
  Issue there = issue;
  there.offset = in_source(issue.offset);
  if (issue.kind == IssueKind::kBytesSkipped) there.expected = in_source(issue.expected);
  to_.issue(there);
}

}  // namespace packetglass
