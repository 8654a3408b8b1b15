// The columns of plain packets, at once: almost all packets of almost any capture are TCP or UDP
// right inside IP right inside Ethernet.
#pragma once

#include "dissect/dissection.h"

namespace packetglass {

// The addresses, ports and TCP segment of a plain packet alone; protocol is that of its transport.
// false: it is not plain, and the summary holds anything.
bool summarise_headers(Bytes packet, std::size_t original_length, Summary& summary);

// Fills the summary, which is empty, as dissect() does and returns true; or leaves it empty: the
// packet is not plain. For dissections that record nothing.
bool summarise_plain(Bytes packet, std::size_t original_length, Dissection& dissection);

}  // namespace packetglass
