// The fingerprint JA4 of a client: FoxIO's technical details of JA4.
#pragma once

#include <string>

#include "dissect/application/tls/hello.h"

namespace packetglass::tls {

// As "t13d1516h2_8daaf6152771_e5627efa2ab1", of the whole hello of a client.
std::string ja4(const Hello& hello);

}  // namespace packetglass::tls
