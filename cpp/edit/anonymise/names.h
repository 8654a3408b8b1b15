// Pseudonyms of names: as long as the name, with letters where it has letters.
#pragma once

#include <string>

#include "edit/anonymise/addresses.h"

namespace packetglass::anonymise {

class Names {
 public:
  // `labels`: whether labels stay, get pseudonyms, or become x and 0. Addresses are changed
  // anyway.
  Names(const Key& key, Addresses& addresses, Treatment labels = Treatment::kPseudonym);

  // A label: letters become letters of the same case, digits digits, bytes above 0x7f letters;
  // all else stays. The same label, in whatever case, has the same pseudonym. What everybody has
  // ("arpa", "local", "_tcp") stays.
  void label(Bytes before, std::uint8_t* after);
  // A text: its labels one by one, and addresses of IPv4 as addresses where those fit.
  void text(Bytes before, std::uint8_t* after);
  // A name as DNS has it on the wire, up to its end or a pointer; of in-addr.arpa and ip6.arpa the
  // address. What is no name becomes zeros.
  void dns(Bytes before, std::uint8_t* after);
  // A name of NetBIOS over TCP/UDP (RFC 1001, section 14.1); the suffix stays.
  void netbios(Bytes before, std::uint8_t* after);
  // Characters of 16 bits, as a text; those that are not ASCII become letters.
  void wide(Bytes before, std::uint8_t* after, ByteOrder order);

 private:
  struct Known {
    std::string label, pseudonym;
  };

  const std::string& pseudonym_of(const std::string& label);
  bool address_name(Bytes before, std::uint8_t* after);

  const Key key_;
  Addresses& addresses_;
  const Treatment labels_;
  std::vector<Known> known_;
  std::string made_, lower_;
};

// Whether it is a label that everybody has, in lower case.
bool is_everybodys(std::string_view label);

constexpr bool is_label(std::uint8_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-' || c >= 0x80;
}

// An address of IPv4 as text: its parts, and what stands between.
struct AddressText {
  std::uint32_t address = 0;
  std::size_t size = 0;  // 0: there is none
};
// At the beginning of a text; `point` separates the parts.
AddressText read_address(Bytes text, char point);
// In exactly so many characters; false: it does not fit, and they are not touched.
bool write_address(std::uint32_t address, char point, std::span<std::uint8_t> out);

}  // namespace packetglass::anonymise
