// --strict-times: no packet is earlier than the one before it, as editcap -S has it; --interval:
// all packets are equally far apart, as editcap -S has it with a negative number.
#include "edit/edits.h"
#include "edit/step_value.h"
#include "edit/time_edit.h"

namespace packetglass {
namespace {

class StrictTimes final : public TimeEdit {
 public:
  StrictTimes(Nanoseconds by, bool all) : by_(by), all_(all) {}

  std::vector<EditCount> counts() const override { return {{"times changed", changed_}}; }

 protected:
  std::optional<Nanoseconds> time_of(const PacketDraft& draft) override {
    const bool moves = last_ && (all_ || draft.timestamp < *last_);
    const auto time = moves ? sum_of(*last_, by_) : draft.timestamp;
    if (!time) return time;
    last_ = *time;
    changed_ += *time != draft.timestamp ? 1 : 0;
    return time;
  }

 private:
  const Nanoseconds by_;
  const bool all_;
  std::optional<Nanoseconds> last_;
  std::uint64_t changed_ = 0;
};

template <bool kAll>
MadeEdit make(std::string_view value) {
  const auto by = parse_duration(value);
  if (!by || *by < 0) return {nullptr, "is no duration from 0: 0, 1us, 10ms"};
  return {std::make_unique<StrictTimes>(*by, kAll), {}};
}

}  // namespace

extern const EditKind kStrictTimes, kInterval;
const EditKind kStrictTimes{"strict-times", EditValue::kText, "DURATION",
                            "A packet earlier than the one before it gets that one's time and "
                            "DURATION more: 0, 1us",
                            make<false>};
const EditKind kInterval{"interval", EditValue::kText, "DURATION",
                         "Each packet comes DURATION behind the one before it", make<true>};

}  // namespace packetglass
