// The blocks of pcapng that are no packets, described: draft-ietf-opsawg-pcapng, section 4.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "describe/describe.h"
#include "format/pcapng/custom.h"
#include "format/pcapng/decryption_secrets.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/interface_statistics.h"
#include "format/pcapng/journal.h"
#include "format/pcapng/name_resolution.h"
#include "format/pcapng/options.h"
#include "format/pcapng/section_header.h"

namespace packetglass {
namespace {

using namespace pcapng;  // its blocks are what this file is about

constexpr std::string_view kRecordTypes[] = {"", "ipv4", "ipv6", "eui48", "eui64"};

// What a time is called in nanoseconds, and where they cannot hold it as text.
struct TimeKeys {
  std::string_view number;
  std::string_view text;
};
constexpr TimeKeys kTimestamp{"timestamp", "timestampText"};
constexpr TimeKeys kStartTime{"startTime", "startTimeText"};
constexpr TimeKeys kEndTime{"endTime", "endTimeText"};

class BlockDescriber {
 public:
  BlockDescriber(Description& out, const Index& index, const BlockEntry& entry, Bytes block)
      : out_(out),
        index_(index),
        section_(entry.section),
        order_(index.sections[entry.section].order),
        block_(block) {}

  // The fields of a block that is as long as its type needs.
  void put(std::uint32_t type) {
    switch (type) {
      case kInterfaceDescription:  // one of which its section has too many
        return options(type, read_interface_description(block_, order_).options);
      case kNameResolution:
        return names();
      case kInterfaceStatistics:
        return statistics();
      case kDecryptionSecrets:
        return secrets();
      case kJournalExport:
        return journal();
      case kCustom:
      case kCustomNoCopy:
        return custom();
      default:
        return options(type, {});
    }
  }

  void options(std::uint32_t type, Bytes options) { put_options(out_, type, options, order_); }

 private:
  void names() {
    NameRecords records(block_, order_);
    out_.key("names").begin_array();
    while (const NameRecord* record = records.next()) name(*record);
    out_.end();
    if (records.malformed()) out_.key("damaged").boolean(true);
    options(kNameResolution, records.options());
  }

  void name(const NameRecord& record) {
    out_.begin_object();
    out_.key("type").number(std::uint32_t{record.type});
    if (record.type < std::size(kRecordTypes)) {
      out_.key("kind").text(kRecordTypes[record.type]);
      out_.key("address").text(record.address_text());
      out_.key("names").begin_array();
      for (const std::string& name : record.names()) out_.text(name);
      out_.end();
    }
    out_.key("bytes").bytes_at(record.value);
    out_.end();
  }

  void statistics() {
    const InterfaceStatistics read = read_interface_statistics(block_, order_);
    const Interface* const interface = find_interface(index_, section_, read.interface);
    out_.key("statistics").begin_object();
    if (interface != nullptr) {
      out_.key("interfaceId").number(double(interface - index_.interfaces.data()));
      time(kTimestamp, read.ticks, *interface);
      OptionList list(read.options, order_);
      while (const Option* option = list.next()) span(*option, *interface);
    }
    out_.key("ticks").unsigned64(read.ticks);
    out_.end();
    options(kInterfaceStatistics, read.options);
  }

  // When the counting began and ended.
  void span(const Option& option, const Interface& interface) {
    const bool start = option.code == kIsbStartTime;
    if ((!start && option.code != kIsbEndTime) || option.value.size() != 8) return;
    const std::uint64_t high = load<std::uint32_t>(option.value.data(), order_);
    const std::uint64_t low = load<std::uint32_t>(option.value.data() + 4, order_);
    time(start ? kStartTime : kEndTime, high << 32 | low, interface);
  }

  // As text where nanoseconds cannot hold it.
  void time(const TimeKeys& keys, std::uint64_t ticks, const Interface& interface) {
    const auto [unit, offset] = std::pair(interface.resolution, interface.timestamp_offset);
    const auto time = to_nanoseconds(ticks, unit, offset);
    if (time) {
      out_.key(keys.number).signed64(*time);
    } else {
      out_.key(keys.text).text(iso8601(ticks, unit, offset));
    }
  }

  void secrets() {
    const DecryptionSecrets read = read_decryption_secrets(block_, order_);
    out_.key("secrets").begin_object();
    out_.key("type").number(read.type);
    if (const auto known = secrets_name(read.type); !known.empty()) out_.key("name").text(known);
    out_.key("length").number(read.length);
    out_.key("bytes").bytes_at(read.secrets);
    out_.end();
    if (!read.fits()) out_.key("damaged").boolean(true);
    options(kDecryptionSecrets, read.options);
  }

  void journal() {
    JournalEntry entry(block_);
    out_.key("journal").begin_array();
    while (const JournalField* field = entry.next()) {
      out_.begin_object();
      out_.key("name").text_at(bytes_of(field->name));
      out_.key("value").text_at(bytes_of(field->value));
      out_.key("bytes").bytes_at(bytes_of(field->value));
      out_.end();
    }
    out_.end();
    if (entry.malformed()) out_.key("damaged").boolean(true);
    options(kJournalExport, {});
  }

  void custom() {
    const Custom read = read_custom(block_, order_);
    out_.key("custom").begin_object();
    out_.key("enterprise").number(read.enterprise);
    out_.key("mayCopy").boolean(read.may_copy);
    out_.key("bytes").bytes_at(read.rest);
    out_.end();
    options(kCustom, {});
  }

  Description& out_;
  const Index& index_;
  std::uint32_t section_;
  ByteOrder order_;
  Bytes block_;
};

// What is in the blocks of a section of an unknown version, nobody knows.
bool readable(const Section& section) {
  SectionHeader header;
  header.major = section.version_major;
  header.minor = section.version_minor;
  return header.known_version();
}

void put_entry(Description& out, const BlockEntry& entry) {
  out.key("type").number(entry.type);
  out.key("name").text(block_type_name(entry.type));
  out.key("offset").number(entry.offset);
  out.key("length").number(entry.length);
  out.key("section").number(entry.section);
}

}  // namespace

void put_blocks(Description& out, const Index& index, std::size_t from, std::size_t to) {
  out.begin_array();
  for (std::size_t i = from; i < to; ++i) {
    out.begin_object();
    put_entry(out, index.blocks[i]);
    out.end();
  }
  out.end();
}

void put_block(Description& out, const Index& index, std::size_t i, Bytes bytes) {
  const BlockEntry entry = index.blocks[i];
  const BlockType* const type =
      readable(index.sections[entry.section]) ? find_block_type(entry.type) : nullptr;
  const std::size_t least = std::max<std::size_t>(type != nullptr ? type->least_size : 0, 12);
  BlockDescriber describer(out, index, entry, bytes);
  out.begin_object();
  put_entry(out, entry);
  describer.put(type != nullptr && bytes.size() >= least ? entry.type : 0);
  out.end();
}

}  // namespace packetglass
