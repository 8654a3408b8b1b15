// The cryptography of protocols, by Mbed TLS: nothing else includes it. What is opened by it
// anybody can open who has the capture and the keys, so nothing here takes care of secrets.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace packetglass::crypto {

// MD5 (RFC 1321), for fingerprints that are made with it.
std::array<std::uint8_t, 16> md5(Bytes bytes);

// HKDF-Extract of RFC 5869 with SHA-256: a secret of 32 bytes.
std::array<std::uint8_t, 32> hkdf_extract(Bytes salt, Bytes key);

// HKDF-Expand-Label of RFC 8446, section 7.1, with SHA-256 and without context: fills `out`, of at
// most 255 bytes, from a secret of 32. `label` has at most 64 bytes, "tls13 " is put in front.
void hkdf_expand_label(Bytes secret, std::string_view label, std::span<std::uint8_t> out);

// A block of 16 bytes by AES-128 (FIPS 197) with a key of 16.
std::array<std::uint8_t, 16> aes128_block(Bytes key, Bytes block);

// AES-128 with one key, for many blocks.
class Aes128 {
 public:
  explicit Aes128(const std::array<std::uint8_t, 16>& key);
  ~Aes128();
  Aes128(const Aes128&) = delete;
  Aes128& operator=(const Aes128&) = delete;

  std::array<std::uint8_t, 16> block(const std::array<std::uint8_t, 16>& plain);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Opens what AES-128-GCM has sealed (NIST SP 800-38D): `sealed` is the ciphertext and a tag of 16
// bytes, `key` has 16 bytes, `nonce` 12. Returns false, and leaves `plain` empty, where the tag
// does not fit the bytes.
bool aes128_gcm_open(Bytes key, Bytes nonce, Bytes associated, Bytes sealed,
                     std::vector<std::uint8_t>& plain);

}  // namespace packetglass::crypto
