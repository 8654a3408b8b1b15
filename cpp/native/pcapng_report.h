// What packetglass info says about pcapng beyond what every capture has.
#pragma once

#include <nlohmann/json.hpp>

#include "index/index.h"

namespace packetglass::native {

// Whether a section is pcapng's, of whose blocks and options there is more to say.
bool is_pcapng(const Section& section);

// Whether the capture describes it, and it is not where packets without one were put.
bool is_described(const Interface& interface);

// "options" and "section_length" of a section.
void add_pcapng(nlohmann::ordered_json& json, const Section& section);

// "interface_id", "name", "description", "resolution", "timestamp_offset" and "options" of an
// interface that is_described(), and has this number in its section.
void add_pcapng(nlohmann::ordered_json& json, const Interface& interface, std::size_t number,
                ByteOrder order);

// The number of each type of block that is neither section, interface nor packet.
nlohmann::ordered_json block_counts(const Index& index);

// The lines of a section: its options, interfaces and blocks.
void print_pcapng(const Index& index, std::uint32_t section);

}  // namespace packetglass::native
