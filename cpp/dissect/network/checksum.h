// The checksum of the Internet protocols: RFC 1071.
#pragma once

#include "base/internet_checksum.h"
#include "dissect/layer.h"

namespace packetglass {

// Reads it. It is not verified, and says so: in what a host sends, its network card puts it in
// behind the capture.
void read_checksum(Layer& layer, const Field& field);

// What a checksum was found to be, in the order of Wireshark's numbers.
enum class ChecksumStatus : std::uint8_t { kBad, kGood, kUnverified, kNotPresent, kIllegal };
inline constexpr Name kChecksumStatuses[] = {
    {0, "Bad"}, {1, "Good"}, {2, "Unverified"}, {3, "Not present"}, {4, "Illegal"}};

struct Checked {
  ChecksumStatus status = ChecksumStatus::kUnverified;
  std::uint16_t stored = 0;
  std::uint16_t calculated = 0;  // of kBad and kGood: what it ought to be

  bool is_known() const { return status <= ChecksumStatus::kGood; }
};

// `all` is everything that is covered, with the checksum as it is stored.
Checked check(std::uint16_t stored, const InternetSum& all);

// That of a transport, which stands next in its layer. It covers this many bytes from the start of
// the layer on, and a pseudo-header: unverified, where not all of that is known.
Checked check_transport(const Layer& layer, std::uint8_t protocol, std::size_t length);

// The fields of a checksum that a preference asks to verify.
struct ChecksumFields {
  const Field& checksum;
  const Field& status;
  const Field* calculated;  // nullptr: it has no such field
  const Expert& bad;
  const char* offload;  // what a bad one may be due to; nullptr: nothing
};

// Reads it, records what it was found to be, and says so in these words where they are given:
// "[zero-value ignored]".
void record_checksum(Layer& layer, const ChecksumFields& fields, const Checked& checked,
                     const char* words = nullptr);

}  // namespace packetglass
