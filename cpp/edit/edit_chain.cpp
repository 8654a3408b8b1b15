// Steps one behind the other, as one sink.
#include "edit/edit_chain.h"

namespace packetglass {

EditChain::EditChain(std::vector<std::unique_ptr<Edit>> steps, RecordSink& to)
    : steps_(std::move(steps)), first_(&to) {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    (*step)->hands_on_to(*first_);
    first_ = step->get();
  }
}

bool EditChain::finish() {
  for (const auto& step : steps_) {
    if (!step->finish()) return false;
  }
  return true;
}

std::optional<Error> EditChain::error() const {
  for (const auto& step : steps_) {
    if (step->error()) return step->error();
  }
  return std::nullopt;
}

}  // namespace packetglass
