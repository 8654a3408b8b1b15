// --shift: adds a duration to the time of each packet, as editcap -t does.
#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/step_value.h"

namespace packetglass {
namespace {

class Shift final : public PacketEdit {
 public:
  explicit Shift(Nanoseconds by) : by_(by) {}

 protected:
  PacketFate edit(PacketDraft& draft) override {
    if (by_ == 0 || !draft.packet.has_timestamp()) return PacketFate::kAsItIs;
    if (!__builtin_add_overflow(draft.timestamp, by_, &draft.timestamp)) {
      return PacketFate::kChanged;
    }
    fail({ErrorCode::kTimeOutOfRange, draft.packet.offset,
          "Packet " + std::to_string(draft.number) + " would have a time before 1677 or after " +
              "2262."});
    return PacketFate::kDropped;
  }

 private:
  const Nanoseconds by_;
};

MadeEdit make(std::string_view value) {
  const auto by = parse_duration(value);
  if (!by) return {nullptr, "is no duration: 1.5s, -2h, 100ms"};
  return {std::make_unique<Shift>(*by), {}};
}

}  // namespace

extern const EditKind kShift;
const EditKind kShift{"shift", EditValue::kText, "DURATION",
                      "Add a duration to each time: 1.5s, -2h, 100ms", make};

}  // namespace packetglass
