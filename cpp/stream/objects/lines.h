// The lines of what one side sends, each as soon as it has ended.
#pragma once

#include <algorithm>
#include <string>

#include "base/text.h"

namespace packetglass {

class Lines {
 public:
  // What is behind this in a line is not looked at.
  static constexpr std::size_t kMaxLine = 4096;

  // Takes a line as far as it is there, and hands it to `each` without its end; returns what is
  // behind it.
  template <typename Each>
  Bytes take(Bytes bytes, const Each& each) {
    const auto end = std::find(bytes.begin(), bytes.end(), '\n');
    const auto size = static_cast<std::size_t>(end - bytes.begin());
    line_ += text_of(bytes.first(std::min(size, kMaxLine - line_.size())));
    if (end == bytes.end()) return {};
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    const std::string line = std::move(line_);
    line_.clear();
    each(line);
    return bytes.subspan(size + 1);
  }
  void forget() { line_.clear(); }

 private:
  std::string line_;
};

}  // namespace packetglass
