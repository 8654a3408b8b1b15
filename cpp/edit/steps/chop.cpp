// --chop: takes bytes out of each packet, as editcap -L -C does.
#include <algorithm>

#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/step_value.h"
#include "record/limits.h"

namespace packetglass {
namespace {

// A place and a number of bytes: below zero they are counted from the end of the packet.
struct Region {
  std::int64_t offset = 0;
  std::int64_t length = 0;
};

// A part of a packet: [begin, end).
struct Part {
  std::size_t begin, end;
};

// What of it is in a packet of so many bytes.
Part part_of(const Region& region, std::size_t size) {
  const auto whole = static_cast<std::int64_t>(size);
  const bool from_end = region.offset < 0 || (region.offset == 0 && region.length < 0);
  const std::int64_t at =
      std::clamp<std::int64_t>(from_end ? whole + region.offset : region.offset, 0, whole);
  const std::int64_t to = std::clamp<std::int64_t>(at + region.length, 0, whole);
  return {static_cast<std::size_t>(std::min(at, to)), static_cast<std::size_t>(std::max(at, to))};
}

class Chop final : public PacketEdit {
 public:
  explicit Chop(Region region) : region_(region) {}

  std::vector<EditCount> counts() const override { return {{"packets chopped", chopped_}}; }

 protected:
  // The bytes are taken from the original length too: a layer is taken off, or a trailer.
  PacketFate edit(PacketDraft& draft) override {
    const Part part = part_of(region_, draft.bytes.size());
    const auto length = static_cast<std::uint32_t>(part.end - part.begin);
    if (length == 0) return PacketFate::kAsItIs;
    ++chopped_;
    draft.original_length -= std::min(length, draft.original_length);
    draft.bytes = without(draft.bytes, part);
    return PacketFate::kChanged;
  }

 private:
  // Only what has bytes on both sides has to be copied together.
  Bytes without(Bytes packet, const Part& part) {
    if (part.begin == 0) return packet.subspan(part.end);
    if (part.end == packet.size()) return packet.first(part.begin);
    rest_.assign(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(part.begin));
    rest_.insert(rest_.end(), packet.begin() + static_cast<std::ptrdiff_t>(part.end),
                 packet.end());
    return rest_;
  }

  const Region region_;
  std::vector<std::uint8_t> rest_;
  std::uint64_t chopped_ = 0;
};

std::optional<std::int64_t> read_signed(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto number = parse_whole(text);
  if (!number || *number > kMaxLargeCaptured) return std::nullopt;
  const auto size = static_cast<std::int64_t>(*number);
  return negative ? -size : size;
}

MadeEdit make(std::string_view value) {
  const std::size_t colon = value.find(':');
  const bool has_offset = colon != std::string_view::npos;
  const auto offset = has_offset ? read_signed(value.substr(0, colon)) : 0;
  const auto length = read_signed(has_offset ? value.substr(colon + 1) : value);
  if (!offset || !length || *length == 0) {
    return {nullptr, "is no number of bytes, nor OFFSET:BYTES: 14, -4, 12:4"};
  }
  return {std::make_unique<Chop>(Region{*offset, *length}), {}};
}

}  // namespace

extern const EditKind kChop;
const EditKind kChop{"chop", EditValue::kText, "BYTES",
                     "Take BYTES from the front of each packet, with -BYTES from its end, with "
                     "OFFSET:BYTES from there; the original length shrinks too",
                     make};

}  // namespace packetglass
