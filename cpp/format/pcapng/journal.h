// systemd Journal Export Block: draft-ietf-opsawg-pcapng-extras, and systemd's export format.
#pragma once

#include <optional>
#include <string_view>

#include "format/pcapng/block.h"

namespace packetglass::pcapng {

struct JournalField {
  std::string_view name;   // "MESSAGE"
  std::string_view value;  // text, or any bytes
};

// Walks the fields of the entry in a block: lines "NAME=value", or a name alone on its line, the
// length of the value as 64 bits, little-endian, the value and the end of the line.
class JournalEntry {
 public:
  // `block` is whole.
  explicit JournalEntry(Bytes block);

  // nullptr at the end, and where a field does not fit: malformed(). The field is valid until the
  // next call.
  const JournalField* next();

  bool malformed() const { return malformed_; }

 private:
  const JournalField* binary(std::string_view name);

  std::string_view left_;
  JournalField field_;
  bool malformed_ = false;
};

// __REALTIME_TIMESTAMP of the entry, in microseconds since 1970; each entry should have it.
std::optional<std::uint64_t> journal_time(Bytes block);

}  // namespace packetglass::pcapng
