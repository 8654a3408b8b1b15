// Writes any packets with any options as pcapng.
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/option.h"
#include "format/pcapng/options.h"
#include "writing.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::observe;
using test::Observed;
using test::SeenPacket;

Interface choose_interface(Choices& choices) {
  Interface interface;
  interface.link_type = choices.u16();
  interface.snaplen = choices.u32();
  interface.resolution = TimestampResolution::from_if_tsresol(choices.u8());
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
  pcapng::OptionList list(block.subspan(pcapng::kEnhancedDataOffset + padded,
                                        block.size() - pcapng::kEnhancedFixedSize - padded),
                          order);
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

}  // namespace

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

}  // namespace packetglass
