// How much may come out of compressed bytes: a small file may claim to be endless.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace packetglass {

// More than `most` bytes may only come out of at least a hundredth as many compressed ones,
// counted as they are read. Real captures become ten times as large, and rarely fifty times.
class DecompressionBudget {
 public:
  static constexpr std::uint64_t kUsual = std::uint64_t{1} << 30;
  static constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::uint64_t kMostPerByte = 100;

  explicit DecompressionBudget(std::uint64_t most = kUsual) : most_(most) {}

  // False when so many bytes more are too many.
  bool spend(std::uint64_t compressed, std::uint64_t decompressed) {
    compressed_ += compressed;
    decompressed_ += decompressed;
    return decompressed_ <= most_ || decompressed_ / kMostPerByte <= compressed_;
  }

  // What is said when they are: "It is decompressed to more than …"
  std::string sentence() const {
    return "It decompresses to more than " + std::to_string(most_) + " bytes, and to more than " +
           std::to_string(kMostPerByte) +
           " times what it was; --max-decompressed allows for more.";
  }

 private:
  std::uint64_t most_;
  std::uint64_t compressed_ = 0;
  std::uint64_t decompressed_ = 0;
};

}  // namespace packetglass
