// systemd Journal Export Block: draft-ietf-opsawg-pcapng-extras, and systemd's export format.
#include "format/pcapng/journal.h"

#include <charconv>

namespace packetglass::pcapng {

JournalEntry::JournalEntry(Bytes block) {
  const Bytes body = body_of(block);
  left_ = {reinterpret_cast<const char*>(body.data()), body.size()};
  // Zeros fill the block up.
  const std::size_t last = left_.find_last_not_of('\0');
  left_ = left_.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

const JournalField* JournalEntry::next() {
  if (left_.empty() || left_.front() == '\n') return nullptr;  // an empty line ends the entry
  const std::size_t end = left_.find('\n');
  const std::string_view line = left_.substr(0, end);
  left_.remove_prefix(end == std::string_view::npos ? left_.size() : end + 1);
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return binary(line);
  field_ = {line.substr(0, equals), line.substr(equals + 1)};
  return &field_;
}

const JournalField* JournalEntry::binary(std::string_view name) {
  std::uint64_t length = 0;
  malformed_ = left_.size() < sizeof length;
  if (!malformed_) {
    length = load<std::uint64_t>(reinterpret_cast<const std::uint8_t*>(left_.data()),
                                 ByteOrder::kLittle);
    left_.remove_prefix(sizeof length);
    malformed_ = length > left_.size();
  }
  if (malformed_) {
    left_ = {};
    return nullptr;
  }
  field_ = {name, left_.substr(0, static_cast<std::size_t>(length))};
  left_.remove_prefix(static_cast<std::size_t>(length));
  if (!left_.empty()) left_.remove_prefix(1);
  return &field_;
}

std::optional<std::uint64_t> journal_time(Bytes block) {
  JournalEntry entry(block);
  while (const JournalField* field = entry.next()) {
    if (field->name != "__REALTIME_TIMESTAMP") continue;
    std::uint64_t time = 0;
    const char* const end = field->value.data() + field->value.size();
    const auto [stop, error] = std::from_chars(field->value.data(), end, time);
    return error == std::errc() && stop == end ? std::optional(time) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace packetglass::pcapng
