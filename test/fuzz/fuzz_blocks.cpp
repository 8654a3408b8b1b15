// Takes apart all blocks and options of any pcapng: what is found must lie in its block.
#include "base/text.h"
#include "bounded.h"
#include "format/capture_reader.h"
#include "format/pcapng/custom.h"
#include "format/pcapng/decryption_secrets.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/interface_statistics.h"
#include "format/pcapng/journal.h"
#include "format/pcapng/name_resolution.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/options.h"
#include "require.h"

namespace packetglass {
namespace {

void require_within(Bytes part, Bytes whole) {
  const bool within =
      part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
  require(part.empty() || within, "a part of a block lies in it");
}

void take_options(std::uint32_t type, Bytes options, ByteOrder order) {
  pcapng::OptionList list(options, order);
  std::size_t size = 0;
  while (const pcapng::Option* option = list.next()) {
    require_within(option->value, options);
    size += pcapng::kOptionHeadSize + option->value.size();
    const auto value = pcapng::decode(type, *option, order);
    require(!value.understood || !value.name.empty(), "what is understood has a name");
  }
  require(size <= options.size(), "options are no longer than their bytes");
}

void take_names(Bytes block, ByteOrder order) {
  pcapng::NameRecords records(block, order);
  while (const pcapng::NameRecord* record = records.next()) {
    require_within(record->value, block);
    require_within(record->address, record->value);
    require(record->names().size() <= record->value.size(), "no more names than bytes");
    static_cast<void>(record->address_text());
  }
  require_within(records.options(), block);
  take_options(pcapng::kNameResolution, records.options(), order);
}

void take_secrets(Bytes block, ByteOrder order) {
  const auto secrets = pcapng::read_decryption_secrets(block, order);
  require_within(secrets.secrets, block);
  require_within(secrets.options, block);
  static_cast<void>(pcapng::secrets_name(secrets.type));
  take_options(pcapng::kDecryptionSecrets, secrets.options, order);
}

void take_journal(Bytes block) {
  pcapng::JournalEntry entry(block);
  while (const pcapng::JournalField* field = entry.next()) {
    require_within(bytes_of(field->name), block);
    require_within(bytes_of(field->value), block);
  }
  static_cast<void>(pcapng::journal_time(block));
}

void take_statistics(Bytes block, ByteOrder order) {
  const auto statistics = pcapng::read_interface_statistics(block, order);
  require_within(statistics.options, block);
  take_options(pcapng::kInterfaceStatistics, statistics.options, order);
}

void take_packet(Bytes record, RecordKind kind, ByteOrder order) {
  if (kind == RecordKind::kSimple || kind == RecordKind::kClassic) return;
  const bool enhanced = kind == RecordKind::kEnhanced;
  const auto packet = enhanced ? pcapng::read_enhanced_packet(record, order)
                               : pcapng::read_obsolete_packet(record, order);
  require(packet.fits(), "a packet fits its block");
  require_within(packet.options(), record);
  take_options(enhanced ? pcapng::kEnhancedPacket : pcapng::kObsoletePacket, packet.options(),
               order);
}

class Taking final : public RecordSink {
 public:
  void section(const Section& section, Bytes) override {
    order_ = section.order;
    take_options(pcapng::kSectionHeader, section.options, order_);
  }
  void interface(const Interface& interface, Bytes) override {
    take_options(pcapng::kInterfaceDescription, interface.options, order_);
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      take_packet(batch.record(i), batch.kind[i], order_);
    }
    return true;
  }
  bool block(const Block& block) override {
    require(!pcapng::block_type_name(block.type).empty(), "a block has a name");
    if (block.type == pcapng::kNameResolution) take_names(block.bytes, block.order);
    if (block.type == pcapng::kDecryptionSecrets) take_secrets(block.bytes, block.order);
    if (block.type == pcapng::kInterfaceStatistics) take_statistics(block.bytes, block.order);
    if (block.type == pcapng::kJournalExport) take_journal(block.bytes);
    require_within(pcapng::read_custom(block.bytes, block.order).rest, block.bytes);
    return true;
  }
  void issue(const Issue& issue) override { require(!describe(issue).empty(), "an issue says"); }

 private:
  ByteOrder order_ = kHostOrder;
};

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const packetglass::fuzz::Bounded bounded(size, {20'000, 100}, {std::size_t{64} << 10, 64});
  packetglass::Taking sink;
  packetglass::CaptureReader reader;
  static_cast<void>(reader.finish({data, size}, sink));
  return 0;
}
