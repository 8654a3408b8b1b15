// Writes a pcapng block in another byte order.
#include "format/pcapng/reorder.h"

#include <algorithm>

#include "base/appender.h"
#include "base/cursor.h"
#include "format/pcapng/block.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/options.h"

namespace packetglass::pcapng {
namespace {

constexpr std::uint16_t kNoCopyText = 19372;
constexpr std::uint16_t kNoCopyBytes = 19373;
constexpr std::size_t kVerdictNumber = 9;     // an octet and a number of 64 bits
constexpr std::uint8_t kHardwareVerdict = 0;  // any bytes, however many

// Copies numbers, in the other order, and bytes, as they are, from one to the other.
class Copier {
 public:
  Copier(Bytes from, const BlockCopying& copying, std::vector<std::uint8_t>& out)
      : cursor_(from, copying.from), rest_(from), out_(out, copying.to) {}

  std::uint16_t u16() {
    return number(cursor_.u16(), [this](std::uint16_t v) { out_.u16(v); });
  }
  std::uint32_t u32() {
    return number(cursor_.u32(), [this](std::uint32_t v) { out_.u32(v); });
  }
  std::uint64_t u64() {
    return number(cursor_.u64(), [this](std::uint64_t v) { out_.u64(v); });
  }
  void bytes(std::size_t count) { out_.bytes(cursor_.bytes(std::min(count, cursor_.left()))); }
  void rest() { bytes(cursor_.left()); }
  // What can still be copied: nothing behind a number that was not all there.
  std::size_t left() const { return cursor_.failed() ? 0 : cursor_.left(); }
  Bytes ahead() const { return rest_.subspan(cursor_.position()); }
  void skip(std::size_t count) { cursor_.bytes(count); }

 private:
  template <typename T, typename Put>
  T number(T value, Put put) {
    if (!cursor_.failed()) put(value);
    return value;
  }

  Cursor cursor_;
  Bytes rest_;
  Appender out_;
};

// The value of an option, `length` bytes of it.
void copy_value(Copier& copier, Shape shape, std::size_t length) {
  switch (shape) {
    case Shape::kNumber32:
    case Shape::kSigned32:
    case Shape::kFlags:
      copier.u32();
      return;
    case Shape::kNumber64:
    case Shape::kSigned64:
      copier.u64();
      return;
    case Shape::kThread:
    case Shape::kTimestamp:
      copier.u32();
      copier.u32();
      return;
    case Shape::kVerdict: {
      const bool number = copier.ahead()[0] != kHardwareVerdict && length == kVerdictNumber;
      copier.bytes(1);
      number ? static_cast<void>(copier.u64()) : copier.bytes(length - 1);
      return;
    }
    case Shape::kCustomText:
    case Shape::kCustomBytes:
      copier.u32();
      copier.bytes(length - sizeof(std::uint32_t));
      return;
    default:
      copier.bytes(length);
      return;
  }
}

bool must_not_be_copied(std::uint16_t code) {
  return code == kNoCopyText || code == kNoCopyBytes;
}

// How many options were left out.
std::uint32_t copy_options(Copier& copier, std::uint32_t block, const BlockCopying& copying) {
  std::uint32_t dropped = 0;
  while (copier.left() >= kOptionHeadSize) {
    Cursor head(copier.ahead(), copying.from);
    const std::uint16_t code = head.u16();
    const std::uint16_t length = head.u16();
    if (padded(length) > copier.left() - kOptionHeadSize) break;
    if (copying.drop_no_copy && must_not_be_copied(code)) {
      copier.skip(kOptionHeadSize + padded(length));
      ++dropped;
      continue;
    }
    copier.u16();
    copier.u16();
    const OptionType* const type = find_option_type(block, code);
    const bool known = type != nullptr && right_length(*type, length);
    copy_value(copier, known ? type->shape : Shape::kBytes, length);
    copier.bytes(padded(length) - length);
    if (code == kEndOfOptions) break;
  }
  copier.rest();
  return dropped;
}

void copy_numbers(Copier& copier, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) copier.u32();
}

// A packet and its padding.
void copy_packet(Copier& copier, std::uint32_t captured) {
  copier.bytes(padded(captured));
}

void copy_names(Copier& copier, ByteOrder order) {
  while (copier.left() >= kOptionHeadSize) {
    Cursor head(copier.ahead(), order);
    const std::uint16_t type = head.u16();
    const std::uint16_t length = head.u16();
    if (padded(length) > copier.left() - kOptionHeadSize) return;
    copier.u16();
    copier.u16();
    copier.bytes(padded(length));
    if (type == 0) return;
  }
}

// The body of a block up to its options. False where nobody can know its byte order.
bool copy_fields(Copier& copier, std::uint32_t type, ByteOrder order) {
  switch (type) {
    case kSectionHeader:
      copier.u32();
      copier.u16();
      copier.u16();
      copier.u64();
      return true;
    case kInterfaceDescription:
      copier.u16();
      copier.u16();
      copier.u32();
      return true;
    case kObsoletePacket: {
      copier.u16();
      copier.u16();
      copy_numbers(copier, 2);
      const std::uint32_t captured = copier.u32();
      copier.u32();
      copy_packet(copier, captured);
      return true;
    }
    case kSimplePacket:
      copier.u32();
      copier.rest();
      return true;
    case kEnhancedPacket: {
      copy_numbers(copier, 3);
      const std::uint32_t captured = copier.u32();
      copier.u32();
      copy_packet(copier, captured);
      return true;
    }
    case kNameResolution:
      copy_names(copier, order);
      return true;
    case kInterfaceStatistics:
      copy_numbers(copier, 3);
      return true;
    case kDecryptionSecrets: {
      copier.u32();
      const std::uint32_t length = copier.u32();
      copier.bytes(padded(length));
      return true;
    }
    case kJournalExport:
      copier.rest();
      return true;
    case kCustom:
    case kCustomNoCopy:
      copier.u32();
      copier.rest();
      return true;
    default:
      return false;
  }
}

// Appends the block part by part.
BlockCopied append_parts(Bytes block, const BlockCopying& copying,
                         std::vector<std::uint8_t>& out) {
  const auto type = load<std::uint32_t>(block.data(), copying.from);
  const std::size_t begin = out.size();
  Appender head(out, copying.to);
  head.u32(type);
  head.u32(0);  // the length, known at the end
  Copier copier(body_of(block), copying, out);
  BlockCopied copied;
  copied.content_kept = !copy_fields(copier, type, copying.from);
  if (!copied.content_kept) copied.dropped = copy_options(copier, type, copying);
  copier.rest();
  const auto length = static_cast<std::uint32_t>(out.size() - begin + kBlockTailSize);
  store(out.data() + begin + 4, length, copying.to);
  Appender(out, copying.to).u32(length);
  return copied;
}

// Whether none of the options of an enhanced packet block must stay behind.
bool keeps_options(Bytes block, ByteOrder order) {
  if (block.size() < kEnhancedFixedSize) return false;
  const PacketBlock packet = read_enhanced_packet(block, order);
  if (!packet.fits()) return false;
  OptionList options(packet.options(), order);
  while (const Option* const option = options.next()) {
    if (must_not_be_copied(option->code)) return false;
  }
  return !options.malformed();
}

}  // namespace

bool stays_as_it_is(Bytes block, const BlockCopying& copying) {
  if (copying.from != copying.to) return false;
  if (!copying.drop_no_copy) return true;
  const auto type = load<std::uint32_t>(block.data(), copying.from);
  return type == kEnhancedPacket && keeps_options(block, copying.from);
}

BlockCopied append_copied(Bytes block, const BlockCopying& copying,
                          std::vector<std::uint8_t>& out) {
  const auto type = load<std::uint32_t>(block.data(), copying.from);
  if (copying.drop_no_copy && type == kCustomNoCopy) return {false, 1};
  const std::size_t begin = out.size();
  if (!stays_as_it_is(block, copying)) {
    const BlockCopied copied = append_parts(block, copying, out);
    if (copying.from != copying.to || copied.dropped != 0) return copied;
  }
  // Nothing has changed: so stay lengths that are no multiple of 4, too.
  out.resize(begin);
  out.insert(out.end(), block.begin(), block.end());
  return {};
}

std::uint32_t append_copied_options(Bytes options, std::uint32_t block,
                                    const BlockCopying& copying, std::vector<std::uint8_t>& out) {
  Copier copier(options, copying, out);
  return copy_options(copier, block, copying);
}

}  // namespace packetglass::pcapng
