// --capture-comment, --packet-comment: comments of pcapng, in addition to those that are there.
#include "base/text.h"
#include "edit/changed_header.h"
#include "edit/changed_options.h"
#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/step_value.h"
#include "format/pcapng/options.h"
#include "format/pcapng/section_header.h"

namespace packetglass {
namespace {

// Of the first section.
class CaptureComment final : public Edit {
 public:
  explicit CaptureComment(std::string_view text) : text_(text) {}

  void section(const Section& section, Bytes raw) override {
    if (said_ || !has_place_for("comments", section)) return Edit::section(section, raw);
    said_ = true;
    const bool whole = raw.size() > pcapng::kSectionFixedSize;
    const Bytes options =
        whole ? pcapng::read_section_header(raw, section.order).options : Bytes();
    const auto changed = options_with(options, section.order, pcapng::kComment, bytes_of(text_));
    ChangedHeader header(section, raw);
    header.set_options(changed);
    Edit::section(header.section(), header.raw());
  }

 private:
  const std::string text_;
  bool said_ = false;
};

class PacketComment final : public PacketEdit {
 public:
  PacketComment(std::uint64_t number, std::string_view text)
      : number_(number), text_(text.begin(), text.end()) {}

  bool finish() override {
    if (!found_ && !error()) {
      fail({ErrorCode::kUnsupported, 0,
            "There is no packet " + std::to_string(number_) + " to comment."});
    }
    return PacketEdit::finish() && !error();
  }

 protected:
  PacketFate edit(PacketDraft& draft) override {
    if (draft.number != number_ || !has_place_for("comments", current())) {
      return PacketFate::kAsItIs;
    }
    found_ = true;
    if (draft.packet.kind == RecordKind::kSimple) {
      fail({ErrorCode::kUnsupported, draft.packet.offset,
            "Packet " + std::to_string(number_) +
                " is a simple packet block, which has no place for comments."});
      return PacketFate::kDropped;
    }
    options_ = options_with(options_of(draft), draft.order, pcapng::kComment, text_);
    draft.options = options_;
    return PacketFate::kChanged;
  }

 private:
  const std::uint64_t number_;
  const std::vector<std::uint8_t> text_;
  std::vector<std::uint8_t> options_;  // of the packet
  bool found_ = false;
};

MadeEdit make_capture_comment(std::string_view value) {
  if (value.size() > kMostOfOption) return {nullptr, "is longer than 65535 bytes"};
  return {std::make_unique<CaptureComment>(value), {}};
}

MadeEdit make_packet_comment(std::string_view value) {
  const auto said = parse_numbered_text(value, 1);
  if (!said) return {nullptr, "is no packet number, a colon and a comment: 3:hello"};
  if (said->text.size() > kMostOfOption) return {nullptr, "is longer than 65535 bytes"};
  return {std::make_unique<PacketComment>(said->number, said->text), {}};
}

}  // namespace

extern const EditKind kCaptureComment, kPacketComment;
const EditKind kCaptureComment{"capture-comment", EditValue::kText, "TEXT",
                               "pcapng: add a comment to the capture's first section",
                               make_capture_comment};
const EditKind kPacketComment{"packet-comment", EditValue::kText, "NUMBER:TEXT",
                              "pcapng: add a comment to the packet of this number",
                              make_packet_comment};

}  // namespace packetglass
