// What anonymising did, counted.
#include "edit/anonymise/tally.h"

namespace packetglass::anonymise {

std::vector<EditCount> Tally::counts() const {
  return {{"packets", packets},
          {"IP addresses changed", addresses},
          {"hardware addresses changed", hardware},
          {"ports and VLAN numbers changed", numbers},
          {"names changed", names},
          {"bytes of text lines changed", lines},
          {"bytes of fields kept", kept},
          {"bytes zeroed", zeroed},
          {"bytes kept though no field covers them", unknown},
          {"packets cut", cut},
          {"packets malformed", malformed},
          {"checksums updated", checksums},
          {"packets changed by what a later one completes", reassembled},
          {"parts of messages in packets written before", too_early},
          {"options dropped", options},
          {"comments dropped", comments},
          {"blocks dropped", blocks},
          {"name records changed", name_records}};
}

}  // namespace packetglass::anonymise
