// Differentiated services, RFC 2474 and 2597, and congestion, RFC 3168: a byte of both IPs.
#pragma once

#include <string>

#include "dissect/field.h"

namespace packetglass {

inline constexpr Name kDscpNames[] = {
    {0, "CS0"},   {8, "CS1"},   {10, "AF11"}, {12, "AF12"}, {14, "AF13"}, {16, "CS2"},
    {18, "AF21"}, {20, "AF22"}, {22, "AF23"}, {24, "CS3"},  {26, "AF31"}, {28, "AF32"},
    {30, "AF33"}, {32, "CS4"},  {34, "AF41"}, {36, "AF42"}, {38, "AF43"}, {40, "CS5"},
    {46, "EF"},   {48, "CS6"},  {56, "CS7"}};
inline constexpr Name kEcnNames[] = {{0, "Not ECN-Capable Transport"},
                                     {1, "ECN-Capable Transport codepoint '01'"},
                                     {2, "ECN-Capable Transport codepoint '10'"},
                                     {3, "Congestion Experienced"}};

// "0x00 (DSCP: CS0, ECN: Not-ECT)".
std::string traffic_class_text(std::uint8_t byte);

}  // namespace packetglass
