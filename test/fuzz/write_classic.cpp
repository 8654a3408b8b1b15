// Writes any packets with any options as classic pcap.
#include "ambiguity.h"
#include "format/pcap/writer.h"
#include "writing.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::observe;
using test::Observed;
using test::SeenPacket;

pcap::RecordExtra choose_extra(Choices& choices) {
  pcap::RecordExtra extra;
  extra.interface_index = choices.u16();
  extra.protocol = choices.u16();
  extra.packet_type = choices.u8();
  extra.cpu1 = choices.u8();
  extra.cpu2 = choices.u8();
  extra.nokia = choices.u32();
  extra.timestamp_source = choices.u16();
  extra.hardware_type = choices.u8();
  extra.padding = choices.some(3);
  return extra;
}

pcap::WriterOptions choose_options(Choices& choices) {
  constexpr std::uint16_t kVersions[][2] = {{2, 4}, {2, 3}, {2, 2}, {2, 0}, {543, 0}, {2, 9}};
  pcap::WriterOptions options;
  options.variant = &pcap::kVariants[choices.below(std::size(pcap::kVariants))];
  options.order = choose_order(choices);
  const auto& version = kVersions[choices.below(std::size(kVersions))];
  options.version_major = version[0];
  options.version_minor = version[1];
  options.thiszone = choices.i32();
  options.sigfigs = choices.u32();
  options.snaplen = choices.u32();
  options.link_type_word = choices.yes() ? choices.u8() : choices.u32();
  options.captured_above_original = choices.yes();
  return options;
}

// A field that the variant has is what was written, the others are not there.
template <typename T>
void require_kept(const std::optional<T>& read, const std::optional<T>& written,
                  const char* name) {
  require(!read || read == written, name);
}

void compare_extra(const pcap::RecordExtra& read, const pcap::RecordExtra& written) {
  require_kept(read.interface_index, written.interface_index, "interface_index");
  require_kept(read.protocol, written.protocol, "protocol");
  require_kept(read.packet_type, written.packet_type, "packet_type");
  require_kept(read.cpu1, written.cpu1, "cpu1");
  require_kept(read.cpu2, written.cpu2, "cpu2");
  require_kept(read.nokia, written.nokia, "nokia");
  require_kept(read.timestamp_source, written.timestamp_source, "timestamp_source");
  require_kept(read.hardware_type, written.hardware_type, "hardware_type");
  for (std::size_t i = 0; i < read.padding.size(); ++i) {
    const int expected = i < written.padding.size() ? written.padding[i] : 0;
    require(read.padding[i] == expected, "the padding of a record");
  }
}

void compare_header(const Section& section, const pcap::WriterOptions& options) {
  require(section.order == options.order, "the byte order");
  require(section.thiszone == options.thiszone, "thiszone");
  require(section.sigfigs == options.sigfigs, "sigfigs");
  require(section.snaplen == options.snaplen, "snaplen");
  if (options.variant == &pcap::kAix) return;  // has a version and link types of its own
  require(section.link_type_word == options.link_type_word, "the link-type word");
  require(section.version_major == options.version_major, "the version");
  require(section.version_minor == options.version_minor, "the version");
}

void compare_classic(const Observed& read, const std::vector<Written>& written,
                     const pcap::WriterOptions& options) {
  require(read.sections.size() == 1 && read.packets().size() == written.size(),
          "the number of packets");
  compare_header(read.sections[0], options);
  const pcap::Variant& variant = *options.variant;
  const auto tick = kNanosecondsPerSecond / static_cast<Nanoseconds>(variant.ticks_per_second);
  for (std::size_t i = 0; i < written.size(); ++i) {
    const SeenPacket& packet = read.packets()[i];
    compare(packet, written[i], written[i].time - written[i].time % tick);
    const Bytes record(packet.record);
    compare_extra(pcap::read_extra(record.first(record.size() - packet.bytes.size()),
                                   variant.extra, options.order),
                  written[i].extra);
  }
}

// Breaks none of the rules by which variants are distinguished.
bool ordinary(const Written& packet, const pcap::WriterOptions& options) {
  constexpr Nanoseconds kEarliest = 1'700'000'000 * kNanosecondsPerSecond;
  constexpr Nanoseconds kDay = 86400 * kNanosecondsPerSecond;
  const std::size_t size = packet.bytes.size();
  return packet.time >= kEarliest && packet.time <= kEarliest + kDay &&
         (options.snaplen == 0 || size <= options.snaplen) && size <= packet.original_length &&
         packet.original_length <= 128u << 20;
}

// The standard variant is tried first, so that ordinary records are never mistaken for another's.
bool may_be_mistaken(const std::vector<Written>& written, const pcap::WriterOptions& options) {
  return options.variant != &pcap::kMicrosecondVariant ||
         !std::all_of(written.begin(), written.end(),
                      [&](const Written& packet) { return ordinary(packet, options); });
}

}  // namespace

void write_classic(Choices& choices) {
  const pcap::WriterOptions options = choose_options(choices);
  if (pcap::PcapWriter::refuse(options)) return;
  ByteVector out;
  pcap::PcapWriter writer(options, out);
  std::vector<Written> written;
  while (choices.more()) {
    Written packet = choose_packet(choices);
    packet.extra = choose_extra(choices);
    if (may_look_like_a_capture(packet.time)) continue;
    const std::size_t size = out.size();
    const auto refused =
        writer.write(packet.time, packet.bytes, packet.original_length, packet.extra);
    require(!refused || out.size() == size, "what is refused writes nothing");
    if (!refused) written.push_back(packet);
  }
  require(writer.size() == out.size(), "the size of what was written");
  if (const auto length = writer.records_length()) {
    std::copy(length->begin(), length->end(), out.begin() + pcap::kFileHeaderSize);
  }
  const Observed read = observe(out);
  require_none(read.wrong());
  require(!read.error, "what was written is refused");
  if (mistaken(read, *options.variant)) {
    require(may_be_mistaken(written, options), "the variant");
    return;
  }
  require(!read.has(Severity::kError), "what was written is damaged");
  compare_classic(read, written, options);
}

}  // namespace packetglass
