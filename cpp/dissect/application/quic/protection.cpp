// How the Initial packets of QUIC are protected.
#include "dissect/application/quic/protection.h"

#include <algorithm>

#include "crypto/crypto.h"

namespace packetglass::quic {
namespace {

using Salt = std::array<std::uint8_t, 20>;

// RFC 9001, section 5.2; RFC 9369, section 3.3.1; and their drafts.
constexpr Salt kVersion1 = {0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17,
                            0x9a, 0xe6, 0xa4, 0xc8, 0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a};
constexpr Salt kDraft29 = {0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97,
                           0x86, 0xf1, 0x9c, 0x61, 0x11, 0xe0, 0x43, 0x90, 0xa8, 0x99};
constexpr Salt kDraft23 = {0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7,
                           0xd2, 0x43, 0x2b, 0xb4, 0x63, 0x65, 0xbe, 0xf9, 0xf5, 0x02};
constexpr Salt kVersion2 = {0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93,
                            0x81, 0xbe, 0x6e, 0x26, 0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9};
constexpr Salt kVersion2Draft = {0xa7, 0x07, 0xc2, 0x03, 0xa5, 0x9b, 0x47, 0x18, 0x4a, 0x1d,
                                 0x62, 0xca, 0x57, 0x04, 0x06, 0xea, 0x7a, 0xe3, 0xe5, 0xd3};

const Salt& salt_of(std::uint32_t version) {
  constexpr std::uint32_t kDraft = 0xff000000;
  if (version == 0x709a50c4) return kVersion2Draft;
  if (is_second(version)) return kVersion2;
  if (version < kDraft || version > kDraft + 32) return kVersion1;
  return version < kDraft + 29 ? kDraft23 : kDraft29;
}

Keys keys_of(Bytes initial, std::string_view label, bool second) {
  std::array<std::uint8_t, 32> secret{};
  crypto::hkdf_expand_label(initial, label, secret);
  Keys keys{};
  crypto::hkdf_expand_label(secret, second ? "quicv2 key" : "quic key", keys.key);
  crypto::hkdf_expand_label(secret, second ? "quicv2 iv" : "quic iv", keys.nonce);
  crypto::hkdf_expand_label(secret, second ? "quicv2 hp" : "quic hp", keys.header);
  return keys;
}

}  // namespace

InitialKeys initial_keys(std::uint32_t version, Bytes id) {
  const auto initial = crypto::hkdf_extract(salt_of(version), id);
  const bool second = is_second(version);
  return {keys_of(initial, "client in", second), keys_of(initial, "server in", second)};
}

// RFC 9001, sections 5.3 and 5.4.
std::optional<Opened> open(const LongHeader& header, const Keys& keys) {
  constexpr std::size_t kSampleAt = 4, kSample = 16;
  const Bytes packet = header.packet;
  if (!header.whole || packet.size() < header.number_at + kSampleAt + kSample) return std::nullopt;
  const auto mask =
      crypto::aes128_block(keys.header, packet.subspan(header.number_at + kSampleAt, kSample));
  Opened opened;
  opened.first = static_cast<std::uint8_t>(packet[0] ^ (mask[0] & 0x0f));
  opened.number_size = static_cast<std::uint8_t>((opened.first & 3) + 1);
  const std::size_t end = header.number_at + opened.number_size;
  std::vector<std::uint8_t> associated(packet.begin(),
                                       packet.begin() + static_cast<std::ptrdiff_t>(end));
  associated[0] = opened.first;
  for (std::size_t i = 0; i < opened.number_size; ++i) {
    associated[header.number_at + i] ^= mask[1 + i];
    opened.number = opened.number << 8 | associated[header.number_at + i];
  }
  auto nonce = keys.nonce;
  for (std::size_t i = 0; i < 8; ++i) {
    nonce[11 - i] ^= static_cast<std::uint8_t>(opened.number >> 8 * i);
  }
  if (!crypto::aes128_gcm_open(keys.key, nonce, associated, packet.subspan(end), opened.payload)) {
    return std::nullopt;
  }
  return opened;
}

}  // namespace packetglass::quic
