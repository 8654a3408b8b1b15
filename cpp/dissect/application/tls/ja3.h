// The fingerprints JA3 of a client and JA3S of a server: Salesforce's description of JA3.
#pragma once

#include <string>

#include "dissect/application/tls/hello.h"

namespace packetglass::tls {

// As "771,4865-4866,43-51,29-23,0": version, cipher suites, extensions, and of a client groups and
// point formats, without GREASE.
std::string ja3_full(const Hello& hello);

// Its MD5, 32 digits.
std::string ja3(const std::string& full);

}  // namespace packetglass::tls
