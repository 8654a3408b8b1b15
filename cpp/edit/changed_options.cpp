// Lists of options of pcapng with some left out or added, and blocks that have such a list.
#include "edit/changed_options.h"

#include <algorithm>

#include "base/appender.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/decryption_secrets.h"
#include "format/pcapng/interface_statistics.h"
#include "format/pcapng/name_resolution.h"

namespace packetglass {
namespace {

using pcapng::Option;
using pcapng::OptionList;

void append_option(std::vector<std::uint8_t>& out, ByteOrder order, std::uint16_t code,
                   Bytes value) {
  Appender option(out, order);
  option.u16(code);
  option.u16(static_cast<std::uint16_t>(value.size()));
  option.bytes(value);
  out.resize(out.size() + (4 - value.size() % 4) % 4);
}

// Where an option's padding ends, or its list.
const std::uint8_t* behind(const Option& option, Bytes options) {
  const auto end = static_cast<std::size_t>(option.value.data() - options.data()) +
                   pcapng::padded(static_cast<std::uint32_t>(option.value.size()));
  return options.data() + std::min(end, options.size());
}

// The whole options of a list, and what stands behind them: its end, or what is malformed.
struct Split {
  Bytes whole, rest;
};

Split split(Bytes options, ByteOrder order) {
  const std::uint8_t* end = options.data();
  OptionList list(options, order);
  while (const Option* option = list.next()) end = behind(*option, options);
  const auto size = static_cast<std::size_t>(end - options.data());
  return {options.first(size), options.subspan(size)};
}

}  // namespace

std::optional<std::vector<std::uint8_t>> options_kept(Bytes options, ByteOrder order,
                                                      const KeepsOption& keeps) {
  std::vector<std::uint8_t> kept;
  bool all = true;
  const std::uint8_t* begin = options.data();
  OptionList list(options, order);
  while (const Option* option = list.next()) {
    const std::uint8_t* const end = behind(*option, options);
    if (keeps(*option)) {
      kept.insert(kept.end(), begin, end);
    } else {
      all = false;
    }
    begin = end;
  }
  if (all) return std::nullopt;
  if (kept.empty() && !list.malformed()) return kept;
  kept.insert(kept.end(), begin, options.data() + options.size());
  return kept;
}

std::vector<std::uint8_t> options_with(Bytes options, ByteOrder order, std::uint16_t code,
                                       Bytes value) {
  const auto [whole, rest] = split(options, order);
  std::vector<std::uint8_t> changed(whole.begin(), whole.end());
  append_option(changed, order, code, value);
  if (rest.empty()) append_option(changed, order, pcapng::kEndOfOptions, {});
  changed.insert(changed.end(), rest.begin(), rest.end());
  return changed;
}

std::vector<std::uint8_t> options_replaced(Bytes options, ByteOrder order, std::uint16_t code,
                                           Bytes value) {
  const auto others =
      options_kept(options, order, [&](const Option& option) { return option.code != code; });
  return options_with(others ? Bytes(*others) : options, order, code, value);
}

Bytes options_in(const Block& block) {
  const auto* const type = pcapng::find_block_type(block.type);
  if (type == nullptr || block.bytes.size() < type->least_size) return {};
  if (block.type == pcapng::kInterfaceStatistics) {
    return pcapng::read_interface_statistics(block.bytes, block.order).options;
  }
  if (block.type == pcapng::kDecryptionSecrets) {
    return pcapng::read_decryption_secrets(block.bytes, block.order).options;
  }
  if (block.type != pcapng::kNameResolution) return {};
  pcapng::NameRecords records(block.bytes, block.order);
  while (records.next() != nullptr) {
  }
  return records.options();
}

std::vector<std::uint8_t> block_with_options(Bytes fixed, Bytes options, ByteOrder order) {
  std::vector<std::uint8_t> block(fixed.begin(), fixed.end());
  Appender rest(block, order);
  block.resize(pcapng::padded(static_cast<std::uint32_t>(block.size())));
  rest.bytes(options);
  block.resize(pcapng::padded(static_cast<std::uint32_t>(block.size())));
  const auto length = static_cast<std::uint32_t>(block.size() + pcapng::kBlockTailSize);
  store(block.data() + 4, length, order);
  rest.u32(length);
  return block;
}

}  // namespace packetglass
