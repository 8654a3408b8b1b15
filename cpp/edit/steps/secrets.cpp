// --secrets: a key log as a decryption secrets block, as editcap --inject-secrets does.
#include "base/appender.h"
#include "base/text.h"
#include "edit/added_blocks.h"
#include "edit/changed_options.h"
#include "edit/edits.h"
#include "format/pcapng/decryption_secrets.h"

namespace packetglass {
namespace {

constexpr std::uint32_t kTlsKeyLog = 0x544c534b;
constexpr std::uint32_t kWireGuardKeyLog = 0x57474b4c;

// As its first line that says something: "CLIENT_RANDOM 0123… 4567…", or of WireGuard
// "LOCAL_STATIC_PRIVATE_KEY = …".
std::optional<std::uint32_t> type_of(std::string_view content) {
  while (!content.empty()) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(line.size() + 1, content.size()));
    if (line.empty() || line.front() == '#' || line.front() == '\r') continue;
    const std::size_t label = line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    if (label == 0 || label == std::string_view::npos || line[label] != ' ') return std::nullopt;
    const std::string_view rest = line.substr(label + 1);
    if (rest.starts_with('=') || rest.starts_with(" =")) return kWireGuardKeyLog;
    const bool is_hex = rest.find_first_of("0123456789abcdefABCDEF") == 0;
    return is_hex ? std::optional(kTlsKeyLog) : std::nullopt;
  }
  return std::nullopt;
}

class Secrets final : public AddedBlocks {
 public:
  Secrets(std::uint32_t type, std::string_view content) : type_(type), content_(content) {}

 protected:
  std::string_view what() const override { return "secrets"; }

  // In front of all packets that they may be of.
  std::vector<std::uint8_t> blocks_of(std::size_t section, ByteOrder order) override {
    if (section != 0) return {};
    std::vector<std::uint8_t> block;
    Appender fields(block, order);
    fields.u32(pcapng::kDecryptionSecrets);
    fields.u32(0);  // the length, known at the end
    fields.u32(type_);
    fields.u32(static_cast<std::uint32_t>(content_.size()));
    fields.bytes(bytes_of(content_));
    return block_with_options(block, {}, order);
  }

 private:
  const std::uint32_t type_;
  const std::string content_;
};

MadeEdit make(std::string_view content) {
  const auto type = type_of(content);
  if (!type) return {nullptr, "is no key log of TLS or WireGuard"};
  return {std::make_unique<Secrets>(*type, content), {}};
}

}  // namespace

extern const EditKind kSecrets;
const EditKind kSecrets{"secrets", EditValue::kFile, "FILE",
                        "pcapng: put in the secrets of a key log of TLS or WireGuard", make};

}  // namespace packetglass
