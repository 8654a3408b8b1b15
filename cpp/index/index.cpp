// The index of a capture.
#include "index/index.h"

#include <algorithm>
#include <utility>

namespace packetglass {

// They stand in the order of sections and numbers; the one that stands for all that are not
// described has the number of the next that is.
const Interface* find_interface(const Index& index, std::uint32_t section, std::uint32_t number) {
  const auto wanted = std::pair(section, number);
  const auto before = [](const Interface& interface, const auto& key) {
    return std::pair(interface.section, interface.number) < key;
  };
  const auto& all = index.interfaces;
  auto found = std::lower_bound(all.begin(), all.end(), wanted, before);
  if (found != all.end() && !found->described) ++found;
  const bool right = found != all.end() && std::pair(found->section, found->number) == wanted;
  return right ? &*found : nullptr;
}

}  // namespace packetglass
