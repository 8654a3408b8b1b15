// Decryption Secrets Block: draft-ietf-opsawg-pcapng, section 4.7.
#pragma once

#include <string_view>

#include "format/pcapng/block.h"

namespace packetglass::pcapng {

struct DecryptionSecrets {
  std::uint32_t type = 0;
  std::uint32_t length = 0;  // bytes of secrets, as the block says
  Bytes secrets;             // empty when they do not fit the block
  Bytes options;

  bool fits() const { return secrets.size() == length; }
};

// `block` is whole and not below the least size of its type.
DecryptionSecrets read_decryption_secrets(Bytes block, ByteOrder order);

// "TLS Key Log"; empty when not known.
std::string_view secrets_name(std::uint32_t type);

}  // namespace packetglass::pcapng
