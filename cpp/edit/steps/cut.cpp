// --cut: keeps the first bytes of each packet, as editcap -s does.
#include "edit/changed_header.h"
#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/step_value.h"
#include "record/limits.h"

namespace packetglass {
namespace {

class Cut final : public PacketEdit {
 public:
  explicit Cut(std::uint32_t most) : most_(most) {}

  void section(const Section& section, Bytes raw) override {
    ChangedHeader header(section, raw);
    header.limit_snaplen(most_);
    PacketEdit::section(header.section(), header.raw());
  }
  void interface(const Interface& interface, Bytes raw) override {
    ChangedInterface changed(interface, raw, current());
    changed.limit_snaplen(most_);
    PacketEdit::interface(changed.interface(), changed.raw());
  }
  std::vector<EditCount> counts() const override { return {{"packets cut", cut_}}; }

 protected:
  PacketFate edit(PacketDraft& draft) override {
    if (draft.bytes.size() <= most_) return PacketFate::kAsItIs;
    draft.bytes = draft.bytes.first(most_);
    ++cut_;
    return PacketFate::kChanged;
  }

 private:
  const std::uint32_t most_;
  std::uint64_t cut_ = 0;
};

MadeEdit make(std::string_view value) {
  const auto most = parse_whole(value);
  if (!most || *most == 0 || *most > kMaxLargeCaptured) {
    return {nullptr, "is no number of bytes from 1 to " + std::to_string(kMaxLargeCaptured)};
  }
  return {std::make_unique<Cut>(static_cast<std::uint32_t>(*most)), {}};
}

}  // namespace

extern const EditKind kCut;
const EditKind kCut{"cut", EditValue::kText, "BYTES",
                    "Keep the first BYTES of each packet; the original length stays", make};

}  // namespace packetglass
