// --shift: adds a duration to the time of each packet, as editcap -t does.
#include "edit/edits.h"
#include "edit/step_value.h"
#include "edit/time_edit.h"

namespace packetglass {
namespace {

class Shift final : public TimeEdit {
 public:
  explicit Shift(Nanoseconds by) : by_(by) {}

 protected:
  std::optional<Nanoseconds> time_of(const PacketDraft& draft) override {
    return sum_of(draft.timestamp, by_);
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
