// Where captures are that tests read.
#include "support/captures.h"

namespace packetglass::test {

// Named here alone: a compiler's cache serves all other files wherever the repository lies.
std::filesystem::path captures() {
  return PACKETGLASS_TEST_CAPTURES;
}

}  // namespace packetglass::test
