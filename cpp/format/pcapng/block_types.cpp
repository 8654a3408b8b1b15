// THE TABLE of pcapng block types. To add one: a row here, and a file if there is something in it.
#include "format/pcapng/block_types.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass::pcapng {
namespace {

constexpr BlockType kBlockTypes[] = {
    {kSectionHeader, "Section Header", "SHB", Treatment::kSection, 28},
    {kInterfaceDescription, "Interface Description", "IDB", Treatment::kInterface, 20},
    {kObsoletePacket, "Packet (obsolete)", "PB", Treatment::kPacket, 32},
    {kSimplePacket, "Simple Packet", "SPB", Treatment::kPacket, 16},
    {kNameResolution, "Name Resolution", "NRB", Treatment::kHandOn, 12},
    {kInterfaceStatistics, "Interface Statistics", "ISB", Treatment::kHandOn, 24},
    {kEnhancedPacket, "Enhanced Packet", "EPB", Treatment::kPacket, 32},
    // Two writers took the same number.
    {7, "IRIG Timestamp or Hone Socket Event", "IRIG", Treatment::kHandOn, 12},
    {8, "ARINC 429 in AFDX", "ARINC", Treatment::kHandOn, 12},
    {kJournalExport, "systemd Journal Export", "SJEB", Treatment::kHandOn, 12},
    {kDecryptionSecrets, "Decryption Secrets", "DSB", Treatment::kHandOn, 20},
    {0x101, "Hone Machine Info", "HMIB", Treatment::kHandOn, 12},
    {0x102, "Hone Connection Event", "HCEB", Treatment::kHandOn, 12},
    {0x201, "Sysdig Machine Info", "SMIB", Treatment::kHandOn, 12},
    {0x202, "Sysdig Process Info, version 1", "SPIB1", Treatment::kHandOn, 12},
    {0x203, "Sysdig FD List", "SFLB", Treatment::kHandOn, 12},
    {0x204, "Sysdig Event", "SEB", Treatment::kHandOn, 12},
    {0x205, "Sysdig Interface List", "SILB", Treatment::kHandOn, 12},
    {0x206, "Sysdig User List", "SULB", Treatment::kHandOn, 12},
    {0x207, "Sysdig Process Info, version 2", "SPIB2", Treatment::kHandOn, 12},
    {0x208, "Sysdig Event with Flags", "SEFB", Treatment::kHandOn, 12},
    {0x209, "Sysdig Process Info, version 3", "SPIB3", Treatment::kHandOn, 12},
    {0x210, "Sysdig Process Info, version 4", "SPIB4", Treatment::kHandOn, 12},
    {0x211, "Sysdig Process Info, version 5", "SPIB5", Treatment::kHandOn, 12},
    {0x212, "Sysdig Process Info, version 6", "SPIB6", Treatment::kHandOn, 12},
    {0x213, "Sysdig Process Info, version 7", "SPIB7", Treatment::kHandOn, 12},
    {kCustom, "Custom", "CB", Treatment::kHandOn, 16},
    {kCustomNoCopy, "Custom, not to be copied", "DCB", Treatment::kHandOn, 16},
};

}  // namespace

std::span<const BlockType> block_types() {
  return kBlockTypes;
}

const BlockType* find_block_type(std::uint32_t code) {
  const auto* const at = std::find_if(std::begin(kBlockTypes), std::end(kBlockTypes),
                                      [code](const BlockType& type) { return type.code == code; });
  return at != std::end(kBlockTypes) ? at : nullptr;
}

std::string block_type_name(std::uint32_t code) {
  if (const auto* const type = find_block_type(code)) return std::string(type->name);
  return format_text("%s 0x%08x", is_local_use(code) ? "local use" : "unknown",
                     static_cast<unsigned>(code));
}

}  // namespace packetglass::pcapng
