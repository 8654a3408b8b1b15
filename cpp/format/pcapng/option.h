// The options of pcapng blocks: draft-ietf-opsawg-pcapng, section 3.5.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace packetglass::pcapng {

inline constexpr std::size_t kOptionHeadSize = 4;
inline constexpr std::uint16_t kEndOfOptions = 0;

struct Option {
  std::uint16_t code = 0;
  Bytes value;  // without padding
};

// Walks a list of options, which ends with endofopt or with its bytes.
//
//   OptionList list(bytes, order);
//   while (const Option* option = list.next()) …
class OptionList {
 public:
  OptionList(Bytes bytes, ByteOrder order) : left_(bytes), order_(order) {}

  // nullptr at the end, and where an option does not fit: malformed(). The option is valid until
  // the next call.
  const Option* next();

  // The list goes on with what is no whole option, or its end has a length.
  bool malformed() const { return malformed_; }
  // Code and length of what is malformed.
  std::uint16_t bad_code() const { return option_.code; }
  std::uint16_t bad_length() const { return bad_length_; }

 private:
  const Option* give_up(std::uint16_t length);

  Bytes left_;
  ByteOrder order_;
  Option option_;
  std::uint16_t bad_length_ = 0;
  bool malformed_ = false;
};

}  // namespace packetglass::pcapng
