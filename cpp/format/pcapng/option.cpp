// The options of pcapng blocks: draft-ietf-opsawg-pcapng, section 3.5.
#include "format/pcapng/option.h"

#include <algorithm>

namespace packetglass::pcapng {

const Option* OptionList::next() {
  if (left_.empty()) return nullptr;
  if (left_.size() < kOptionHeadSize) {
    option_.code = kEndOfOptions;
    return give_up(static_cast<std::uint16_t>(left_.size()));
  }
  option_.code = load<std::uint16_t>(left_.data(), order_);
  const auto length = load<std::uint16_t>(left_.data() + 2, order_);
  left_ = left_.subspan(kOptionHeadSize);
  if (option_.code == kEndOfOptions) return length == 0 ? (left_ = {}, nullptr) : give_up(length);
  if (length > left_.size()) return give_up(length);
  option_.value = left_.first(length);
  // The padding of the last one is sometimes missing.
  left_ = left_.subspan(std::min<std::size_t>(left_.size(), (length + 3u) & ~3u));
  return &option_;
}

const Option* OptionList::give_up(std::uint16_t length) {
  malformed_ = true;
  bad_length_ = length;
  left_ = {};
  return nullptr;
}

}  // namespace packetglass::pcapng
