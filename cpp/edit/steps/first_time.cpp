// --first-time: moves all times so that the capture begins at one that is given.
#include "edit/edits.h"
#include "edit/time_edit.h"
#include "filter/literal.h"

namespace packetglass {
namespace {

class FirstTime final : public TimeEdit {
 public:
  explicit FirstTime(Nanoseconds first) : first_(first) {}

 protected:
  // The first packet is the first one in the capture that has a time, not the earliest.
  std::optional<Nanoseconds> time_of(const PacketDraft& draft) override {
    if (!begins_) begins_ = draft.timestamp;
    __extension__ using Wide = __int128;
    const Wide time = static_cast<Wide>(draft.timestamp) - *begins_ + first_;
    const auto narrow = static_cast<Nanoseconds>(time);
    return narrow == time ? std::optional(narrow) : std::nullopt;
  }

 private:
  const Nanoseconds first_;
  std::optional<Nanoseconds> begins_;
};

MadeEdit make(std::string_view value) {
  const auto first = read_absolute_time(value);
  if (!first) return {nullptr, "is no time: 2024-01-31T10:00:00.5Z or 1706695200.5"};
  return {std::make_unique<FirstTime>(*first), {}};
}

}  // namespace

extern const EditKind kFirstTime;
const EditKind kFirstTime{"first-time", EditValue::kText, "TIME",
                          "Move all times so that the first packet has this one: "
                          "2024-01-31T10:00:00Z",
                          make};

}  // namespace packetglass
