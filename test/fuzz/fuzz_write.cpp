// Writes any packets with any options: what is not refused must be read back as it was written.
#include "ambiguity.h"
#include "choices.h"
#include "format/pcap/writer.h"
#include "format/pcapng/option.h"
#include "format/pcapng/options.h"
#include "format/pcapng/writer.h"
#include "require.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::observe;
using test::Observed;
using test::SeenPacket;

struct Written {
  Nanoseconds time = 0;
  Bytes bytes;
  std::uint32_t original_length = 0;
  std::uint32_t interface = 0;
  pcap::RecordExtra extra;        // classic
  pcapng::PacketOptions options;  // pcapng
};

ByteOrder choose_order(Choices& choices) {
  return choices.yes() ? ByteOrder::kBig : ByteOrder::kLittle;
}

// Mostly a time that all formats can hold, but any is possible.
Nanoseconds choose_time(Choices& choices) {
  if (choices.below(8) == 0) return choices.i64();
  return (1'700'000'000 + Nanoseconds{choices.u16()}) * kNanosecondsPerSecond + choices.u32() / 5;
}

// Often as long as its bytes.
Written choose_packet(Choices& choices) {
  Written packet;
  packet.time = choose_time(choices);
  packet.bytes = choices.some(choices.u8());
  packet.original_length = static_cast<std::uint32_t>(packet.bytes.size());
  if (choices.below(4) == 0) packet.original_length = choices.u32();
  return packet;
}

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

void compare(const SeenPacket& read, const Written& written, Nanoseconds time) {
  require(
      std::equal(read.bytes.begin(), read.bytes.end(), written.bytes.begin(), written.bytes.end()),
      "the bytes of a packet");
  require(read.original_length == written.original_length, "an original length");
  require(read.timestamp == time, "a time");
  require(read.interface == written.interface, "an interface");
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
  if (mistaken(read, *options.variant)) return;
  require(!read.has(Severity::kError), "what was written is damaged");
  compare_classic(read, written, options);
}

Interface choose_interface(Choices& choices) {
  Interface interface;
  interface.link_type = choices.u16();
  interface.snaplen = choices.u32();
  interface.resolution =
      TimestampResolution::from_if_tsresol(choices.u8()).value_or(kNanosecondResolution);
  if (choices.yes()) interface.timestamp_offset = choices.i64();
  if (choices.yes()) interface.fcs_length = choices.u8() % 32;
  return interface;
}

void compare_interface(const Interface& read, const Interface& written) {
  require(read.link_type == written.link_type, "the link type of an interface");
  require(read.snaplen == written.snaplen, "the snaplen of an interface");
  require(read.resolution == written.resolution, "the resolution of an interface");
  require(read.timestamp_offset == written.timestamp_offset, "the offset of an interface");
  require(read.fcs_length == written.fcs_length, "the FCS length of an interface");
}

void compare_options(const SeenPacket& read, const Written& written, ByteOrder order) {
  const std::size_t padded = (read.bytes.size() + 3) / 4 * 4;
  const Bytes block(read.record);
  pcapng::OptionList list(block.subspan(28 + padded, block.size() - 32 - padded), order);
  pcapng::PacketOptions found;
  while (const pcapng::Option* option = list.next()) {
    if (option->code == pcapng::kComment) {
      found.comment = {reinterpret_cast<const char*>(option->value.data()), option->value.size()};
    } else {
      require(option->code == 2 && option->value.size() == 4, "an option that nobody wrote");
      found.flags = load<std::uint32_t>(option->value.data(), order);
    }
  }
  require(!list.malformed(), "options that are well formed");
  require(found.comment == written.options.comment, "a comment");
  require(found.flags == written.options.flags, "flags");
}

void compare_pcapng(const Observed& read, const std::vector<Written>& written,
                    const std::vector<Interface>& interfaces, ByteOrder order) {
  require(read.packets().size() == written.size(), "the number of packets");
  require(read.interfaces.size() == interfaces.size(), "the number of interfaces");
  for (std::size_t i = 0; i < interfaces.size(); ++i) {
    compare_interface(read.interfaces[i], interfaces[i]);
  }
  for (std::size_t i = 0; i < written.size(); ++i) {
    const Interface& on = interfaces[written[i].interface];
    const auto ticks = to_ticks(written[i].time, on.resolution, on.timestamp_offset);
    const auto time = to_nanoseconds(*ticks, on.resolution, on.timestamp_offset);
    compare(read.packets()[i], written[i], time.value_or(read.packets()[i].timestamp));
    compare_options(read.packets()[i], written[i], order);
  }
}

pcapng::PacketOptions choose_packet_options(Choices& choices) {
  pcapng::PacketOptions options;
  if (choices.yes()) options.flags = choices.u32();
  const Bytes text = choices.some(choices.yes() ? choices.u8() : 0);
  options.comment = {reinterpret_cast<const char*>(text.data()), text.size()};
  return options;
}

void write_pcapng(Choices& choices) {
  const ByteOrder order = choose_order(choices);
  ByteVector out;
  pcapng::PcapngWriter writer(order, out);
  writer.write_section(choices.yes() ? "a program" : "");
  std::vector<Interface> interfaces;
  std::vector<Written> written;
  while (choices.more()) {
    if (interfaces.empty() || choices.below(8) == 0) {
      interfaces.push_back(choose_interface(choices));
      require(writer.write_interface(interfaces.back()) + 1 == interfaces.size(),
              "the number of an interface");
    }
    Written packet = choose_packet(choices);
    packet.interface = static_cast<std::uint32_t>(choices.below(interfaces.size()));
    packet.options = choose_packet_options(choices);
    const std::size_t size = out.size();
    const auto refused = writer.write_packet(packet.interface, packet.time, packet.bytes,
                                             packet.original_length, packet.options);
    require(!refused || out.size() == size, "what is refused writes nothing");
    if (!refused) written.push_back(packet);
  }
  const Observed read = observe(out);
  require_none(read.wrong());
  require(!read.error && !read.has(Severity::kError), "what was written is damaged");
  compare_pcapng(read, written, interfaces, order);
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  Choices choices(Bytes(data, size));
  choices.yes() ? write_pcapng(choices) : write_classic(choices);
  return 0;
}
