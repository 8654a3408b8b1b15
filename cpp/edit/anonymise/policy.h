// What anonymising keeps, gives pseudonyms to and takes out.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace packetglass::anonymise {

// What becomes of bytes that no field with a known place covers.
enum class Payload : std::uint8_t {
  kZero,  // zeros, as many
  kCut,   // likewise, and a packet ends behind the last byte that is understood
  kKeep,  // they stay: nothing vouches for what is in them
};

enum class Treatment : std::uint8_t {
  kKeep,
  kPrefix,  // of an address range: it stays in the range
  kPseudonym,
  kZero,
};

// Ranges of addresses that say what an address is for.
enum class Range : std::uint8_t {
  kOther,
  kPrivate,
  kLinkLocal,
  kLoopback,
  kMulticast,
  kBroadcast,
  kUnspecified,
  kDocumentation,
};
inline constexpr std::size_t kRanges = 8;

enum class MacTreatment : std::uint8_t { kPseudonym, kVendor, kKeep };

// Key of Crypto-PAn: 16 bytes of AES, 16 bytes of padding. Whoever has it can undo addresses.
using Key = std::array<std::uint8_t, 32>;

struct Policy {
  Payload payload = Payload::kZero;
  bool keep_comments = false;
  Treatment names = Treatment::kPseudonym;
  Treatment ports = Treatment::kKeep;
  Treatment vlans = Treatment::kKeep;
  MacTreatment macs = MacTreatment::kPseudonym;
  std::array<Treatment, kRanges> ranges = {
      Treatment::kPseudonym, Treatment::kPrefix, Treatment::kPrefix, Treatment::kKeep,
      Treatment::kKeep,      Treatment::kKeep,   Treatment::kKeep,   Treatment::kKeep,
  };
  // By the name of a field, before what its type says; a name with a full stop at its end is of
  // all fields that begin so.
  std::map<std::string, Treatment, std::less<>> fields;
};

// One setting of a policy by its name: "payload", "addresses.private", "fields.dns.txt".
struct Setting {
  std::string_view name;
  std::string_view description;
  std::span<const std::string_view> words;  // what it may be
  void (*set)(Policy& policy, std::size_t word);
  std::size_t (*get)(const Policy& policy);
};

// All but those of single fields.
std::span<const Setting> settings();

// Sets one; returns what is wrong with the name or the word, with the near one, as a sentence
// without its full stop; empty when nothing is.
std::string set(Policy& policy, std::string_view name, std::string_view word);

// 64 hexadecimal digits; false: they are none.
bool parse_key(std::string_view text, Key& key);

}  // namespace packetglass::anonymise
