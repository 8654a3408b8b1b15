// The columns of plain packets, at once: almost all packets of almost any capture are TCP or UDP
// right inside IP right inside Ethernet.
#pragma once

#include "dissect/dissection.h"
#include "dissect/dissectors.h"

namespace packetglass {

// What a plain packet carries, and who may take it.
struct PlainCarried {
  Outcome found;
  Leads leads = Leads::kNowhere;
};

// What dissect_headers() says in the columns, and of the layers where `paths` is given; but
// tunnels are not entered: that goes on with what is found. false: the packet is not plain, and
// the summary holds anything.
bool summarise_plain(const Payload& packet, LayerPaths* paths, Summary& summary,
                     PlainCarried& carried);

}  // namespace packetglass
