// What NTLM says where it stands in other protocols: [MS-NLMP], section 2.2.1.
#include "dissect/application/ntlm.h"

#include "base/text.h"
#include "dissect/application/text_line.h"
#include "dissect/application/utf16_text.h"

namespace packetglass {
namespace {

constexpr std::string_view kSignature("NTLMSSP\0", 8);
constexpr std::size_t kTypeAt = 8, kDomainAt = 28, kUserAt = 36, kFlagsAt = 60;
constexpr std::uint32_t kUnicode = 1;

std::uint32_t number_at(Bytes message, std::size_t at) {
  if (at + 4 > message.size()) return 0;
  return load<std::uint32_t>(message.data() + at, ByteOrder::kLittle);
}

// Its length has two bytes, its offset four, two of another length are between.
std::string text_at(Bytes message, std::size_t at) {
  const std::size_t size = number_at(message, at) & 0xffff, offset = number_at(message, at + 4);
  if (offset > message.size() || size > message.size() - offset) return {};
  const Bytes bytes = message.subspan(offset, size);
  const bool wide = (number_at(message, kFlagsAt) & kUnicode) != 0;
  return shown_text(wide ? utf16_text(bytes) : std::string(text_of(bytes)));
}

}  // namespace

std::string ntlm_text(Bytes bytes) {
  const std::size_t at = text_of(bytes).find(kSignature);
  if (at == std::string_view::npos) return {};
  const Bytes message = bytes.subspan(at);
  switch (number_at(message, kTypeAt)) {
    case 1:
      return ", NTLMSSP_NEGOTIATE";
    case 2:
      return ", NTLMSSP_CHALLENGE";
    case 3:
      return ", NTLMSSP_AUTH, User: " + text_at(message, kDomainAt) + "\\" +
             text_at(message, kUserAt);
    default:
      return {};
  }
}

}  // namespace packetglass
