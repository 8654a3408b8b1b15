// Sections and interfaces, described.
#include "describe/describe.h"
#include "format/pcapng/block_types.h"

namespace packetglass {

void put(Description& out, const Section& section) {
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
  put_options(out, pcapng::kSectionHeader, section.options, section.order);
  out.end();
}

void put(Description& out, const Interface& interface, ByteOrder order) {
  const LinkTypeEntry* const entry = find_link_type(interface.link_type);
  out.begin_object();
  out.key("section").number(interface.section);
  out.key("linkType").number(std::uint32_t{interface.link_type});
  out.key("linkTypeName").text(link_type_name(interface.link_type));
  out.key("linkTypeDescription").text(entry != nullptr ? entry->description : "unknown");
  out.key("snaplen").number(interface.snaplen);
  out.key("ticksPerSecond").number(interface.resolution.ticks_per_second());
  out.key("timestampOffset").signed64(interface.timestamp_offset);
  if (interface.fcs_length) out.key("fcsLength").number(std::uint32_t{*interface.fcs_length});
  put_options(out, pcapng::kInterfaceDescription, interface.options, order);
  out.end();
}

void put_sections(Description& out, const Index& index) {
  out.begin_array();
  for (const Section& section : index.sections) put(out, section);
  out.end();
}

void put_interfaces(Description& out, const Index& index) {
  out.begin_array();
  for (const Interface& interface : index.interfaces) {
    put(out, interface, index.sections[interface.section].order);
  }
  out.end();
}

}  // namespace packetglass
