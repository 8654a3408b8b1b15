// What packets say that later ones refer to: who has an address, where an association begins, what
// the number of an open file stands for.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/distinct_texts.h"
#include "record/timestamp.h"

namespace packetglass {

// What a value is of. Whose it is stands behind that in the key.
enum class Subject : std::uint8_t {
  kAddressOwner,   // ARP: of an IP address
  kAssociation,    // SCTP: of a side
  kUsbRequest,     // of a transfer
  kUsbInterface,   // of a device
  kSshVersion,     // of a conversation …
  kSshAlgorithms,  // … and of a side of it
  kSshKeys,
  kSmbRequest,
  kSmbTree,
  kSmbFile,
  kQuicConnection,  // of a side
};

// The subject, and numbers and bytes that say whose value it is.
class EarlierKey {
 public:
  static constexpr std::size_t kMost = 256;  // bytes; longer ones have no value

  explicit EarlierKey(Subject subject) { add(static_cast<char>(subject)); }

  EarlierKey& with(std::uint64_t number) {
    for (unsigned i = 0; i < 8; ++i) add(static_cast<char>(number >> 8 * i & 0xff));
    return *this;
  }
  EarlierKey& with(Bytes bytes) {
    with(bytes.size());
    for (const std::uint8_t byte : bytes) add(static_cast<char>(byte));
    return *this;
  }
  // Empty where it is too long.
  std::string_view text() const { return {text_.data(), size_ > kMost ? 0 : size_}; }

 private:
  void add(char byte) {
    if (size_ < kMost) text_[size_] = byte;
    size_ += size_ <= kMost ? 1 : 0;
  }

  std::array<char, kMost> text_;
  std::size_t size_ = 0;
};

struct EarlierValue {
  std::uint64_t packet = 0;  // that said so, from 1
  Nanoseconds time = 0;      // of that
  std::uint64_t number = 0;
  std::string_view text = {};  // valid until more is added
};

// A log: what it says to a packet does not change while others follow. Memory is bounded: beyond
// the limits nothing is added, which is so for the rest of the capture.
class EarlierValues {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 20;  // values
  static constexpr std::size_t kMostText = 4096;              // bytes; what is longer is no value
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // of all keys and texts

  // Of the values of a packet this is number `ordinal`. In the order of the capture.
  void add(const EarlierKey& key, const EarlierValue& value, unsigned ordinal);

  // The last one that was said before packet `packet`, or by that one before its value `ordinal`.
  std::optional<EarlierValue> find(const EarlierKey& key, std::uint64_t packet,
                                   unsigned ordinal) const;

  // Bytes held.
  std::size_t memory() const { return bytes_ + texts_.bytes().size(); }

 private:
  struct Row {
    std::uint64_t position;  // packet and ordinal
    Nanoseconds time;
    std::uint64_t number;
    std::uint32_t text;  // number of the text; DistinctTexts::kNone: it has none
  };

  bool has_room(std::size_t key, std::size_t text) const;

  std::map<std::string, std::vector<Row>, std::less<>> rows_;  // by key; each in their order
  DistinctTexts texts_;
  std::size_t count_ = 0, bytes_ = 0;
};

}  // namespace packetglass
