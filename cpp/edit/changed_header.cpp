// The header of a section or an interface with another snaplen, link type or other options.
#include "edit/changed_header.h"

#include "edit/changed_options.h"
#include "format/pcap/header.h"
#include "format/pcapng/block.h"
#include "format/pcapng/section_header.h"

namespace packetglass {
namespace {

constexpr std::size_t kClassicSnaplen = 16;
constexpr std::size_t kClassicLinkType = 20;
constexpr std::size_t kBlockLinkType = pcapng::kBlockHeadSize;
constexpr std::size_t kBlockSnaplen = pcapng::kBlockHeadSize + 4;
constexpr std::size_t kInterfaceFixedSize = kBlockSnaplen + 4;

bool is_above(std::uint32_t snaplen, std::uint32_t most) {
  return snaplen == 0 || snaplen > most;
}

// Zero is unlimited.
bool can_rise(std::uint32_t snaplen, std::uint32_t by) {
  return snaplen != 0 && snaplen <= ~std::uint32_t{0} - by;
}

std::vector<std::uint8_t> copy_of(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

void ChangedHeader::store_word(std::size_t at, std::uint32_t word) {
  if (changed_.empty()) changed_ = copy_of(raw_);
  store(changed_.data() + at, word, section_.order);
}

void ChangedHeader::limit_snaplen(std::uint32_t most) {
  if (section_.format != "pcap" || !is_above(section_.snaplen, most)) return;
  section_.snaplen = most;
  store_word(kClassicSnaplen, most);
}

void ChangedHeader::raise_snaplen(std::uint32_t by) {
  if (section_.format != "pcap" || !can_rise(section_.snaplen, by)) return;
  section_.snaplen += by;
  store_word(kClassicSnaplen, section_.snaplen);
}

bool ChangedHeader::set_link_type(LinkType link_type) {
  if (section_.format != "pcap") return true;
  if (section_.variant == pcap::kAix.name) return false;
  section_.link_type_word = (section_.link_type_word & ~pcap::kLinkTypeMask) | link_type;
  store_word(kClassicLinkType, section_.link_type_word);
  return true;
}

void ChangedHeader::set_options(Bytes options) {
  if (section_.format == "pcap" || raw_.size() < pcapng::kSectionFixedSize) return;
  changed_ = block_with_options(raw_.first(pcapng::kSectionFixedSize), options, section_.order);
  section_.options = copy_of(options);
  section_.header_size = static_cast<std::uint32_t>(changed_.size());
}

std::uint8_t* ChangedInterface::block() {
  if (changed_.empty()) changed_ = copy_of(raw_);
  return changed_.data();
}

void ChangedInterface::limit_snaplen(std::uint32_t most) {
  if (!is_above(interface_.snaplen, most)) return;
  interface_.snaplen = most;
  if (!raw_.empty()) store(block() + kBlockSnaplen, most, order_);
}

void ChangedInterface::raise_snaplen(std::uint32_t by) {
  if (!can_rise(interface_.snaplen, by)) return;
  interface_.snaplen += by;
  if (!raw_.empty()) store(block() + kBlockSnaplen, interface_.snaplen, order_);
}

void ChangedInterface::set_link_type(LinkType link_type) {
  interface_.link_type = link_type;
  if (!raw_.empty()) store(block() + kBlockLinkType, link_type, order_);
}

void ChangedInterface::set_options(Bytes options) {
  if (raw_.empty()) return;
  changed_ = block_with_options(Bytes(block(), kInterfaceFixedSize), options, order_);
  interface_.options = copy_of(options);
}

}  // namespace packetglass
