// The cryptography of protocols, by Mbed TLS.
#include "crypto/crypto.h"

#include <mbedtls/aes.h>
#include <mbedtls/gcm.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/md.h>
#include <mbedtls/md5.h>

#include <algorithm>

namespace packetglass::crypto {
namespace {

constexpr std::size_t kTag = 16;

const mbedtls_md_info_t* sha256() {
  return mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
}

}  // namespace

std::array<std::uint8_t, 16> md5(Bytes bytes) {
  std::array<std::uint8_t, 16> hash{};
  mbedtls_md5(bytes.data(), bytes.size(), hash.data());
  return hash;
}

std::array<std::uint8_t, 32> hkdf_extract(Bytes salt, Bytes key) {
  std::array<std::uint8_t, 32> secret{};
  mbedtls_hkdf_extract(sha256(), salt.data(), salt.size(), key.data(), key.size(), secret.data());
  return secret;
}

void hkdf_expand_label(Bytes secret, std::string_view label, std::span<std::uint8_t> out) {
  constexpr std::string_view kPrefix = "tls13 ";
  constexpr std::size_t kMostLabel = 64;
  label = label.substr(0, kMostLabel);
  std::vector<std::uint8_t> info;
  info.reserve(4 + kPrefix.size() + label.size());
  info.push_back(0);
  info.push_back(static_cast<std::uint8_t>(out.size()));
  info.push_back(static_cast<std::uint8_t>(kPrefix.size() + label.size()));
  info.insert(info.end(), kPrefix.begin(), kPrefix.end());
  info.insert(info.end(), label.begin(), label.end());
  info.push_back(0);
  mbedtls_hkdf_expand(sha256(), secret.data(), secret.size(), info.data(), info.size(), out.data(),
                      out.size());
}

std::array<std::uint8_t, 16> aes128_block(Bytes key, Bytes block) {
  std::array<std::uint8_t, 16> out{};
  if (key.size() != 16 || block.size() != 16) return out;
  mbedtls_aes_context context;
  mbedtls_aes_init(&context);
  mbedtls_aes_setkey_enc(&context, key.data(), 128);
  mbedtls_aes_crypt_ecb(&context, MBEDTLS_AES_ENCRYPT, block.data(), out.data());
  mbedtls_aes_free(&context);
  return out;
}

struct Aes128::State {
  mbedtls_aes_context aes;
};

Aes128::Aes128(const std::array<std::uint8_t, 16>& key) : state_(std::make_unique<State>()) {
  mbedtls_aes_init(&state_->aes);
  mbedtls_aes_setkey_enc(&state_->aes, key.data(), 128);
}

Aes128::~Aes128() {
  mbedtls_aes_free(&state_->aes);
}

std::array<std::uint8_t, 16> Aes128::block(const std::array<std::uint8_t, 16>& plain) {
  std::array<std::uint8_t, 16> out;
  mbedtls_aes_crypt_ecb(&state_->aes, MBEDTLS_AES_ENCRYPT, plain.data(), out.data());
  return out;
}

bool aes128_gcm_open(Bytes key, Bytes nonce, Bytes associated, Bytes sealed,
                     std::vector<std::uint8_t>& plain) {
  plain.clear();
  if (key.size() != 16 || sealed.size() < kTag) return false;
  const Bytes text = sealed.first(sealed.size() - kTag), tag = sealed.last(kTag);
  plain.resize(text.size());
  mbedtls_gcm_context context;
  mbedtls_gcm_init(&context);
  const bool opened = mbedtls_gcm_setkey(&context, MBEDTLS_CIPHER_ID_AES, key.data(), 128) == 0 &&
                      mbedtls_gcm_auth_decrypt(&context, text.size(), nonce.data(), nonce.size(),
                                               associated.data(), associated.size(), tag.data(),
                                               kTag, text.data(), plain.data()) == 0;
  mbedtls_gcm_free(&context);
  if (!opened) plain.clear();
  return opened;
}

}  // namespace packetglass::crypto
