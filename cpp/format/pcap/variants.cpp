// Finds rows of the table of pcap variants.
#include "format/pcap/variants.h"

#include <algorithm>

namespace packetglass::pcap {
namespace {

const Variant* find_by_magic(std::uint32_t magic) {
  const auto* const at = std::find_if(std::begin(kVariants), std::end(kVariants),
                                      [magic](const Variant& v) { return v.magic == magic; });
  return at == std::end(kVariants) ? nullptr : at;
}

}  // namespace

std::optional<Magic> find_magic(Bytes start) {
  if (start.size() < sizeof(std::uint32_t)) return std::nullopt;
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    const auto magic = load<std::uint32_t>(start.data(), order);
    if (find_by_magic(magic) != nullptr) return Magic{magic, order};
  }
  return std::nullopt;
}

const Variant& first_variant(std::uint32_t magic) {
  return *find_by_magic(magic);
}

const Variant* find_variant(std::string_view name) {
  for (const Variant& variant : kVariants) {
    if (variant.name == name || (variant.alias == name && !name.empty())) return &variant;
  }
  return nullptr;
}

}  // namespace packetglass::pcap
