// Steps one behind the other, as one sink.
#include "edit/edit_chain.h"

namespace packetglass {

EditChain::EditChain(std::vector<std::unique_ptr<Edit>> steps, RecordSink& to,
                     std::unique_ptr<Edit> front)
    : steps_(std::move(steps)), front_(std::move(front)), first_(&to) {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    (*step)->hands_on_to(*first_);
    first_ = step->get();
  }
  if (front_ == nullptr) return;
  front_->hands_on_to(*first_);
  first_ = front_.get();
}

bool EditChain::finish() {
  if (front_ != nullptr && !front_->finish()) return false;
  for (const auto& step : steps_) {
    if (!step->finish()) return false;
  }
  return true;
}

std::optional<Error> EditChain::error() const {
  if (front_ != nullptr && front_->error()) return front_->error();
  for (const auto& step : steps_) {
    if (step->error()) return step->error();
  }
  return std::nullopt;
}

}  // namespace packetglass
