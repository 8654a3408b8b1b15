#include "base/sha256.h"

#include <gtest/gtest.h>

#include <string>

#include "base/text.h"

namespace packetglass {
namespace {

std::string hash(std::string_view text) {
  std::string digits;
  for (const std::uint8_t byte :
       sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})) {
    digits += format_text("%02x", byte);
  }
  return digits;
}

// The examples of NIST for FIPS 180-4.
TEST(Sha256, EqualsTheExamplesOfItsStandard) {
  EXPECT_EQ(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hash(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Short messages of NIST's validation system, around the block's edges too.
TEST(Sha256, EqualsTheVectorsOfEveryLengthNearABlock) {
  EXPECT_EQ(hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hash("\xd3"), "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  EXPECT_EQ(hash(std::string(55, '\0')),
            "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
  EXPECT_EQ(hash(std::string(56, '\0')),
            "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
  EXPECT_EQ(hash(std::string(64, '\0')),
            "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
}

}  // namespace
}  // namespace packetglass
