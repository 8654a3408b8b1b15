// Values of any shape as bytes.
#include "describe/description.h"

#include <algorithm>

namespace packetglass {

Description& Description::key(std::string_view name) {
  const auto length = static_cast<std::uint8_t>(name.size());
  put(&length, 1);
  put(name.data(), length);
  return *this;
}

void Description::number(double value) {
  std::uint64_t word;
  std::memcpy(&word, &value, sizeof word);
  put_word(Tag::kNumber, word);
}

void Description::text(std::string_view text) {
  std::uint8_t length[4];
  store(length, static_cast<std::uint32_t>(text.size()), ByteOrder::kLittle);
  put_tag(Tag::kText);
  put(length, sizeof length);
  put(text.data(), text.size());
}

void Description::put_word(Tag tag, std::uint64_t word) {
  std::uint8_t bytes[8];
  store(bytes, word, ByteOrder::kLittle);
  put_tag(tag);
  put(bytes, sizeof bytes);
}

void Description::put_view(Tag tag, Bytes view) {
  const auto address = static_cast<double>(reinterpret_cast<std::uintptr_t>(view.data()));
  std::uint8_t bytes[12];
  std::memcpy(bytes, &address, sizeof address);
  if (kHostOrder == ByteOrder::kBig) std::reverse(bytes, bytes + sizeof address);
  store(bytes + 8, static_cast<std::uint32_t>(view.size()), ByteOrder::kLittle);
  put_tag(tag);
  put(bytes, sizeof bytes);
}

void Description::put(const void* from, std::size_t size) {
  if (failed_ || size == 0) return;
  limited_ = size > kLimit - memory_.size();
  std::uint8_t* const at = limited_ ? nullptr : memory_.extend(size);
  failed_ = at == nullptr;
  if (!failed_) std::memcpy(at, from, size);
}

}  // namespace packetglass
