// --drop-names and --drop-secrets: pcapng without the blocks of one type.
#include "edit/edits.h"
#include "format/pcapng/block_types.h"

namespace packetglass {
namespace {

template <std::uint32_t kType>
class DropBlocks final : public Edit {
 public:
  bool block(const Block& block) override {
    if (block.type != kType) return Edit::block(block);
    ++dropped_;
    return !error();
  }
  std::vector<EditCount> counts() const override { return {{"blocks dropped", dropped_}}; }

 private:
  std::uint64_t dropped_ = 0;
};

template <std::uint32_t kType>
MadeEdit make(std::string_view) {
  return {std::make_unique<DropBlocks<kType>>(), {}};
}

}  // namespace

extern const EditKind kDropNames, kDropSecrets;
const EditKind kDropNames{"drop-names", EditValue::kNone, "", "Drop name resolution blocks",
                          make<pcapng::kNameResolution>};
const EditKind kDropSecrets{"drop-secrets", EditValue::kNone, "", "Drop decryption secrets",
                            make<pcapng::kDecryptionSecrets>};

}  // namespace packetglass
