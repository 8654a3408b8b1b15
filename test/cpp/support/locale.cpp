// The commands that tests run are in a locale of UTF-8, unless a test says another.
#include <cstdlib>

namespace packetglass::test {
namespace {

[[maybe_unused]] const int kSet = setenv("LC_ALL", "C.UTF-8", 1);

}  // namespace
}  // namespace packetglass::test
