// Sections and interfaces, described.
#include "describe/describe.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/section_header.h"

namespace packetglass {
namespace {

// Of what has options: whether all of them are there, and where they are to be read again.
void put_kept(Description& out, bool options_kept, std::uint32_t size) {
  out.key("optionsKept").boolean(options_kept);
  out.key("blockSize").number(size);
}

void put(Description& out, const Section& section, Bytes options, bool options_kept) {
  out.begin_object();
  out.key("format").text(section.format);
  out.key("variant").text(section.variant);
  out.key("byteOrder").text(section.order == ByteOrder::kLittle ? "little" : "big");
  out.key("magic").number(section.magic);
  out.key("versionMajor").number(std::uint32_t{section.version_major});
  out.key("versionMinor").number(std::uint32_t{section.version_minor});
  out.key("thiszone").number(double{static_cast<double>(section.thiszone)});
  out.key("sigfigs").number(section.sigfigs);
  out.key("snaplen").number(section.snaplen);
  out.key("linkTypeWord").number(section.link_type_word);
  if (section.records_length) out.key("recordsLength").number(*section.records_length);
  if (section.section_length != -1) {
    out.key("sectionLength").unsigned64(static_cast<std::uint64_t>(section.section_length));
  }
  out.key("offset").number(section.offset);
  put_kept(out, options_kept, section.header_size);
  put_options(out, pcapng::kSectionHeader, options, section.order);
  out.end();
}

void put(Description& out, const Interface& interface, ByteOrder order, Bytes options,
         bool options_kept) {
  const LinkTypeEntry* const entry = find_link_type(interface.link_type);
  out.begin_object();
  out.key("section").number(interface.section);
  out.key("linkType").number(std::uint32_t{interface.link_type});
  out.key("linkTypeName").text(link_type_name(interface.link_type));
  out.key("linkTypeDescription").text(entry != nullptr ? entry->description : "unknown");
  out.key("snaplen").number(interface.snaplen);
  out.key("tsresol").number(std::uint32_t{interface.resolution.if_tsresol()});
  out.key("timestampOffset").signed64(interface.timestamp_offset);
  if (interface.fcs_length) out.key("fcsLength").number(std::uint32_t{*interface.fcs_length});
  out.key("offset").number(interface.offset);
  put_kept(out, options_kept, interface.block_size);
  put_options(out, pcapng::kInterfaceDescription, options, order);
  out.end();
}

// Whether bytes that were read again can be this block. Of a source that was changed they may be
// anything.
bool is_block(Bytes block, std::uint32_t type, ByteOrder order) {
  return block.size() >= pcapng::find_block_type(type)->least_size &&
         pcapng::read_head(block, order).type == type;
}

}  // namespace

void put(Description& out, const Section& section) {
  put(out, section, section.options, section.options_kept);
}

void put(Description& out, const Interface& interface, ByteOrder order) {
  put(out, interface, order, interface.options, interface.options_kept);
}

void put_sections(Description& out, const Index& index, std::size_t from, std::size_t to) {
  out.begin_array();
  for (std::size_t i = from; i < to; ++i) put(out, index.sections[i]);
  out.end();
}

void put_interfaces(Description& out, const Index& index, std::size_t from, std::size_t to) {
  out.begin_array();
  for (std::size_t i = from; i < to; ++i) {
    const Interface& interface = index.interfaces[i];
    put(out, interface, index.sections[interface.section].order);
  }
  out.end();
}

void put_section(Description& out, const Index& index, std::size_t i, Bytes block) {
  const Section& section = index.sections[i];
  const bool right = is_block(block, pcapng::kSectionHeader, section.order);
  put(out, section, right ? pcapng::read_section_header(block, section.order).options : Bytes{},
      right);
}

void put_interface(Description& out, const Index& index, std::size_t i, Bytes block) {
  const Interface& interface = index.interfaces[i];
  const ByteOrder order = index.sections[interface.section].order;
  const bool right = is_block(block, pcapng::kInterfaceDescription, order);
  put(out, interface, order,
      right ? pcapng::read_interface_description(block, order).options : Bytes{}, right);
}

}  // namespace packetglass
