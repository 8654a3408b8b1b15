// The algorithms that DNSSEC signs with: IANA's registry.
#pragma once

#include "dissect/field.h"

namespace packetglass {

inline constexpr Name kDnsAlgorithms[] = {{1, "RSA/MD5"},
                                          {2, "Diffie-Hellman"},
                                          {3, "DSA"},
                                          {5, "RSA/SHA1"},
                                          {6, "DSA + NSEC3/SHA1"},
                                          {7, "RSA/SHA1 + NSEC3/SHA1"},
                                          {8, "RSA/SHA-256"},
                                          {10, "RSA/SHA-512"},
                                          {12, "GOST R 34.10-2001"},
                                          {13, "ECDSA Curve P-256 with SHA-256"},
                                          {14, "ECDSA Curve P-384 with SHA-384"},
                                          {15, "Ed25519"},
                                          {16, "Ed448"},
                                          {252, "Indirect key"},
                                          {253, "Private, domain name"},
                                          {254, "Private, OID"}};

}  // namespace packetglass
