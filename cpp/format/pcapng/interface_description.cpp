// Interface Description Block: draft-ietf-opsawg-pcapng, section 4.2.
#include "format/pcapng/interface_description.h"

#include "base/cursor.h"

namespace packetglass::pcapng {
namespace {

// The draft says bits, its example and Wireshark say bytes. No frame has a check sequence of less
// than 8 bits or of 8 bytes and more, so that the number shows which is meant.
std::uint8_t fcs_bytes(std::uint8_t value) {
  return value >= 8 ? static_cast<std::uint8_t>(value / 8) : value;
}

// Options of a wrong length count for nothing.
void apply(const Option& option, ByteOrder order, Interface& interface) {
  const Bytes value = option.value;
  if (option.code == kIfTsresol && value.size() == 1) {
    interface.resolution = TimestampResolution::from_if_tsresol(value[0]);
  } else if (option.code == kIfTsoffset && value.size() == sizeof(std::int64_t)) {
    interface.timestamp_offset =
        static_cast<std::int64_t>(load<std::uint64_t>(value.data(), order));
  } else if (option.code == kIfFcslen && value.size() == 1) {
    interface.fcs_length = fcs_bytes(value[0]);
  }
}

}  // namespace

InterfaceDescription read_interface_description(Bytes block, ByteOrder order) {
  Cursor cursor(body_of(block), order);
  InterfaceDescription description;
  description.link_type = cursor.u16();
  cursor.u16();
  description.snaplen = cursor.u32();
  description.options = cursor.bytes(cursor.left());
  return description;
}

Interface interface_of(const InterfaceDescription& description, ByteOrder order) {
  Interface interface;
  interface.link_type = description.link_type;
  interface.snaplen = description.snaplen;
  OptionList list(description.options, order);
  while (const Option* option = list.next()) apply(*option, order, interface);
  interface.options_kept = description.options.size() <= kMaxKeptOptions;
  if (interface.options_kept) {
    interface.options.assign(description.options.begin(), description.options.end());
  }
  return interface;
}

std::string interface_option_text(const Interface& interface, ByteOrder order,
                                  std::uint16_t code) {
  OptionList list(interface.options, order);
  while (const Option* option = list.next()) {
    if (option->code == code) return decode(kInterfaceDescription, *option, order).text;
  }
  return {};
}

}  // namespace packetglass::pcapng
