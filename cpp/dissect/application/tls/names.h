// What the numbers of TLS mean: IANA's registries of TLS parameters and extensions.
#pragma once

#include <algorithm>
#include <array>

#include "dissect/field.h"

namespace packetglass::tls {

// Numbers that clients make up, so that servers stay tolerant (RFC 8701): 0x0a0a, 0x1a1a, ….
constexpr bool is_grease(std::uint16_t number) {
  return (number & 0x0f0f) == 0x0a0a && number >> 8 == (number & 0xff);
}

template <std::size_t kSize>
constexpr auto with_grease(const Name (&names)[kSize]) {
  std::array<Name, kSize + 16> all{};
  std::copy_n(names, kSize, all.begin());
  for (std::uint32_t i = 0; i < 16; ++i) {
    all[kSize + i] = {0x0a0a + 0x1010 * i, "Reserved (GREASE)"};
  }
  return all;
}

inline constexpr Name kContentNames[] = {{20, "Change Cipher Spec"}, {21, "Alert"},
                                         {22, "Handshake"},          {23, "Application Data"},
                                         {24, "Heartbeat"},          {25, "Connection ID"}};
inline constexpr Name kAlertLevelNames[] = {{1, "Warning"}, {2, "Fatal"}};
inline constexpr Name kAlertNames[] = {{0, "Close Notify"},
                                       {1, "End of Early Data"},
                                       {10, "Unexpected Message"},
                                       {20, "Bad Record MAC"},
                                       {21, "Decryption Failed"},
                                       {22, "Record Overflow"},
                                       {30, "Decompression Failure"},
                                       {40, "Handshake Failure"},
                                       {41, "No Certificate"},
                                       {42, "Bad Certificate"},
                                       {43, "Unsupported Certificate"},
                                       {44, "Certificate Revoked"},
                                       {45, "Certificate Expired"},
                                       {46, "Certificate Unknown"},
                                       {47, "Illegal Parameter"},
                                       {48, "Unknown CA"},
                                       {49, "Access Denied"},
                                       {50, "Decode Error"},
                                       {51, "Decrypt Error"},
                                       {60, "Export Restriction"},
                                       {70, "Protocol Version"},
                                       {71, "Insufficient Security"},
                                       {80, "Internal Error"},
                                       {86, "Inappropriate Fallback"},
                                       {90, "User Canceled"},
                                       {100, "No Renegotiation"},
                                       {109, "Missing Extension"},
                                       {110, "Unsupported Extension"},
                                       {111, "Certificate Unobtainable"},
                                       {112, "Unrecognized Name"},
                                       {113, "Bad Certificate Status Response"},
                                       {114, "Bad Certificate Hash Value"},
                                       {115, "Unknown PSK Identity"},
                                       {116, "Certificate Required"},
                                       {120, "No application Protocol"},
                                       {121, "ECH Required"}};
inline constexpr Name kHeartbeatNames[] = {{1, "Request"}, {2, "Response"}};
inline constexpr Name kPointFormatNames[] = {
    {0, "uncompressed"}, {1, "ansiX962_compressed_prime"}, {2, "ansiX962_compressed_char2"}};
inline constexpr Name kCompressionNames[] = {{0, "null"}, {1, "DEFLATE"}, {64, "LZS"}};
inline constexpr Name kPskModeNames[] = {{0, "PSK-only key establishment (psk_ke)"},
                                         {1, "PSK with (EC)DHE key establishment (psk_dhe_ke)"}};
inline constexpr Name kStatusNames[] = {{1, "OCSP"}, {2, "OCSP Multi"}};
inline constexpr Name kCurveTypeNames[] = {
    {1, "explicit_prime"}, {2, "explicit_char2"}, {3, "named_curve"}};
inline constexpr Name kCertificateCompressionNames[] = {{1, "zlib"}, {2, "brotli"}, {3, "zstd"}};
inline constexpr Name kFragmentLengthNames[] = {{1, "512"}, {2, "1024"}, {3, "2048"}, {4, "4096"}};
inline constexpr Name kUpdateNames[] = {{0, "update_not_requested"}, {1, "update_requested"}};
inline constexpr Name kServerNameNames[] = {{0, "host_name"}};
inline constexpr Name kMessageNames[] = {{0, "Hello Request"},
                                         {1, "Client Hello"},
                                         {2, "Server Hello"},
                                         {3, "Hello Verify Request"},
                                         {4, "New Session Ticket"},
                                         {5, "End of Early Data"},
                                         {6, "Hello Retry Request"},
                                         {8, "Encrypted Extensions"},
                                         {11, "Certificate"},
                                         {12, "Server Key Exchange"},
                                         {13, "Certificate Request"},
                                         {14, "Server Hello Done"},
                                         {15, "Certificate Verify"},
                                         {16, "Client Key Exchange"},
                                         {20, "Finished"},
                                         {21, "Client Certificate URL"},
                                         {22, "Certificate Status"},
                                         {23, "Supplemental Data"},
                                         {24, "Key Update"},
                                         {25, "Compressed Certificate"},
                                         {67, "Encrypted Extensions"}};
inline constexpr Name kCertificateTypeNames[] = {
    {1, "RSA Sign"},     {2, "DSS Sign"},         {3, "RSA Fixed DH"},
    {4, "DSS Fixed DH"}, {21, "GOST R 34.10-94"}, {22, "GOST R 34.10-2001"},
    {64, "ECDSA Sign"},  {65, "RSA Fixed ECDH"},  {66, "ECDSA Fixed ECDH"},
    {80, "IBC Params"}};
inline constexpr auto kVersionNames = with_grease({{0x0002, "SSL 2.0"},
                                                   {0x0300, "SSL 3.0"},
                                                   {0x0301, "TLS 1.0"},
                                                   {0x0101, "GMTLS"},
                                                   {0x0302, "TLS 1.1"},
                                                   {0x0303, "TLS 1.2"},
                                                   {0x0304, "TLS 1.3"},
                                                   {0x0100, "DTLS 1.0 (OpenSSL pre 0.9.8f)"},
                                                   {0xfeff, "DTLS 1.0"},
                                                   {0xfefd, "DTLS 1.2"},
                                                   {0xfefc, "DTLS 1.3"}});
// As the column Protocol has them.
inline constexpr Name kShortVersionNames[] = {
    {0x0002, "SSLv2"},    {0x0300, "SSLv3"},   {0x0301, "TLSv1"},    {0x0302, "TLSv1.1"},
    {0x0303, "TLSv1.2"},  {0x0304, "TLSv1.3"}, {0x0100, "DTLSv1.0"}, {0xfeff, "DTLSv1.0"},
    {0xfefd, "DTLSv1.2"}, {0xfefc, "DTLSv1.3"}};
inline constexpr auto kGroupNames = with_grease({{0x0001, "sect163k1"},
                                                 {0x0002, "sect163r1"},
                                                 {0x0003, "sect163r2"},
                                                 {0x0004, "sect193r1"},
                                                 {0x0005, "sect193r2"},
                                                 {0x0006, "sect233k1"},
                                                 {0x0007, "sect233r1"},
                                                 {0x0008, "sect239k1"},
                                                 {0x0009, "sect283k1"},
                                                 {0x000a, "sect283r1"},
                                                 {0x000b, "sect409k1"},
                                                 {0x000c, "sect409r1"},
                                                 {0x000d, "sect571k1"},
                                                 {0x000e, "sect571r1"},
                                                 {0x000f, "secp160k1"},
                                                 {0x0010, "secp160r1"},
                                                 {0x0011, "secp160r2"},
                                                 {0x0012, "secp192k1"},
                                                 {0x0013, "secp192r1"},
                                                 {0x0014, "secp224k1"},
                                                 {0x0015, "secp224r1"},
                                                 {0x0016, "secp256k1"},
                                                 {0x0017, "secp256r1"},
                                                 {0x0018, "secp384r1"},
                                                 {0x0019, "secp521r1"},
                                                 {0x001a, "brainpoolP256r1"},
                                                 {0x001b, "brainpoolP384r1"},
                                                 {0x001c, "brainpoolP512r1"},
                                                 {0x001d, "x25519"},
                                                 {0x001e, "x448"},
                                                 {0x0029, "curveSM2"},
                                                 {0x0100, "ffdhe2048"},
                                                 {0x0101, "ffdhe3072"},
                                                 {0x0102, "ffdhe4096"},
                                                 {0x0103, "ffdhe6144"},
                                                 {0x0104, "ffdhe8192"},
                                                 {0xff01, "arbitrary_explicit_prime_curves"},
                                                 {0xff02, "arbitrary_explicit_char2_curves"},
                                                 {0x11eb, "SecP256r1MLKEM768"},
                                                 {0x11ec, "X25519MLKEM768"},
                                                 {0x11ed, "SecP384r1MLKEM1024"},
                                                 {0x6399, "X25519Kyber768Draft00"}});
inline constexpr Name kSignatureNames[] = {{0x0201, "rsa_pkcs1_sha1"},
                                           {0x0203, "ecdsa_sha1"},
                                           {0x0401, "rsa_pkcs1_sha256"},
                                           {0x0403, "ecdsa_secp256r1_sha256"},
                                           {0x0501, "rsa_pkcs1_sha384"},
                                           {0x0503, "ecdsa_secp384r1_sha384"},
                                           {0x0601, "rsa_pkcs1_sha512"},
                                           {0x0603, "ecdsa_secp521r1_sha512"},
                                           {0x0708, "sm2sig_sm3"},
                                           {0x0804, "rsa_pss_rsae_sha256"},
                                           {0x0805, "rsa_pss_rsae_sha384"},
                                           {0x0806, "rsa_pss_rsae_sha512"},
                                           {0x0807, "ed25519"},
                                           {0x0808, "ed448"},
                                           {0x0809, "rsa_pss_pss_sha256"},
                                           {0x080a, "rsa_pss_pss_sha384"},
                                           {0x080b, "rsa_pss_pss_sha512"}};
inline constexpr auto kExtensionNames =
    with_grease({{0, "server_name"},
                 {1, "max_fragment_length"},
                 {2, "client_certificate_url"},
                 {3, "trusted_ca_keys"},
                 {4, "truncated_hmac"},
                 {5, "status_request"},
                 {6, "user_mapping"},
                 {7, "client_authz"},
                 {8, "server_authz"},
                 {9, "cert_type"},
                 {10, "supported_groups"},
                 {11, "ec_point_formats"},
                 {12, "srp"},
                 {13, "signature_algorithms"},
                 {14, "use_srtp"},
                 {15, "heartbeat"},
                 {16, "application_layer_protocol_negotiation"},
                 {17, "status_request_v2"},
                 {18, "signed_certificate_timestamp"},
                 {19, "client_certificate_type"},
                 {20, "server_certificate_type"},
                 {21, "padding"},
                 {22, "encrypt_then_mac"},
                 {23, "extended_master_secret"},
                 {24, "token_binding"},
                 {25, "cached_info"},
                 {27, "compress_certificate"},
                 {28, "record_size_limit"},
                 {34, "delegated_credentials"},
                 {35, "session_ticket"},
                 {40, "Reserved (key_share)"},
                 {41, "pre_shared_key"},
                 {42, "early_data"},
                 {43, "supported_versions"},
                 {44, "cookie"},
                 {45, "psk_key_exchange_modes"},
                 {46, "Reserved (ticket_early_data_info)"},
                 {47, "certificate_authorities"},
                 {48, "oid_filters"},
                 {49, "post_handshake_auth"},
                 {50, "signature_algorithms_cert"},
                 {51, "key_share"},
                 {52, "transparency_info"},
                 {53, "connection_id (deprecated)"},
                 {54, "connection_id"},
                 {55, "external_id_hash"},
                 {56, "external_session_id"},
                 {57, "quic_transport_parameters"},
                 {58, "ticket_request"},
                 {59, "dnssec_chain"},
                 {13172, "next_protocol_negotiation"},
                 {17513, "application_settings"},
                 {30031, "channel_id_old"},
                 {30032, "channel_id"},
                 {65281, "renegotiation_info"},
                 {65445, "quic_transport_parameters (drafts version)"},
                 {65486, "encrypted_server_name"},
                 {65037, "encrypted_client_hello"}});

}  // namespace packetglass::tls
