// Decryption Secrets Block: draft-ietf-opsawg-pcapng, section 4.7.
#include "format/pcapng/decryption_secrets.h"

#include <algorithm>

#include "base/cursor.h"

namespace packetglass::pcapng {
namespace {

struct SecretsType {
  std::uint32_t code;
  std::string_view name;
};

constexpr SecretsType kSecretsTypes[] = {
    {0x5353484b, "SSH Key Log"},
    {0x544c534b, "TLS Key Log"},
    {0x55414b4c, "OPC UA Key Log"},
    {0x57474b4c, "WireGuard Key Log"},
    {0x5a4e574b, "ZigBee Network Key"},
    {0x5a415053, "ZigBee APS Key"},
    {0x45535053, "ESP SA"},
};

}  // namespace

DecryptionSecrets read_decryption_secrets(Bytes block, ByteOrder order) {
  Cursor cursor(body_of(block), order);
  DecryptionSecrets secrets;
  secrets.type = cursor.u32();
  secrets.length = cursor.u32();
  secrets.secrets = cursor.bytes(secrets.length);
  if (cursor.failed()) return secrets;
  const std::size_t padding = (4 - secrets.length % 4) % 4;
  cursor.bytes(std::min(padding, cursor.left()));
  secrets.options = cursor.bytes(cursor.left());
  return secrets;
}

std::string_view secrets_name(std::uint32_t type) {
  for (const SecretsType& known : kSecretsTypes) {
    if (known.code == type) return known.name;
  }
  return {};
}

}  // namespace packetglass::pcapng
