// What a row says of a packet whose link type no dissector is for.
#include "dissect/unknown_link_type.h"

#include "base/text.h"

namespace packetglass {

void name_link_type(const Route& route, Dissection& dissection) {
  Summary& summary = dissection.summary;
  if (dissection.quoted || *summary.protocol != 0) return;
  const auto number = static_cast<LinkType>(route.number);
  const LinkTypeEntry* const entry = find_link_type(number);
  // Names are constants that end with a zero.
  summary.protocol = entry != nullptr ? entry->name.data() : "UNKNOWN";
  std::string* const info = dissection.wanted.info;
  if (info == nullptr) return;
  *info = entry != nullptr ? format_text("%s (LINKTYPE_%s, %u)", entry->description.data(),
                                         entry->name.data(), number)
                           : format_text("LINKTYPE_%u", number);
}

}  // namespace packetglass
