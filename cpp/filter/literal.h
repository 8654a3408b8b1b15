// Values as they are written: numbers, addresses, bytes and times.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filter/value.h"
#include "record/timestamp.h"

namespace packetglass {

// "80", "0x50", "0120", "0b1010000". Nothing for any other text; of one that is too large for 64
// bits `overflow` is set.
std::optional<Wide> read_whole(std::string_view word, bool* overflow = nullptr);

// "1.5", "2e-3", "inf", "nan".
std::optional<double> read_real(std::string_view word);

// "10.0.0.1", "10.0.0.0/8"; what is wrong with another text goes to `wrong`.
std::optional<FilterValue> read_ipv4(std::string_view word, std::string& wrong);

// "fe80::1", "fe80::/10": the bytes go to `bytes`; the value's text is to refer to a copy of them.
std::optional<FilterValue> read_ipv6(std::string_view word, std::string& bytes,
                                     std::string& wrong);

// "00:11:22", "00-11", "0011.2233", "001122", "fc:".
std::optional<std::string> read_bytes(std::string_view word);

// "True" and "false" in any case.
std::optional<bool> read_boolean(std::string_view word);

// "1.5", "3": seconds.
std::optional<Nanoseconds> read_seconds(std::string_view word);

// "2024-01-31", "2024-01-31 10:00:00.5 +02:00", "2024-01-31T10:00Z", "Jan 31, 2024 10:00:00 PST",
// "1700000000.5". A time without a zone is UTC.
std::optional<Nanoseconds> read_absolute_time(std::string_view text);

}  // namespace packetglass
