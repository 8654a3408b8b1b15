// The number that tables hash by, while a test lasts.
#pragma once

#include "base/keyed_hash.h"

namespace packetglass::test {

class HashKey {
 public:
  explicit HashKey(std::uint32_t number) { set_hash_key({number, number, number, number}); }
  ~HashKey() { set_hash_key({}); }
  HashKey(const HashKey&) = delete;
  HashKey& operator=(const HashKey&) = delete;
};

}  // namespace packetglass::test
