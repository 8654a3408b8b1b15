// Texts that stay where they are.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace packetglass {

class TextArena {
 public:
  std::string_view keep(std::string_view text) {
    if (chunks_.empty() || chunks_.back().capacity() - chunks_.back().size() < text.size()) {
      chunks_.emplace_back().reserve(std::max(kChunk, text.size()));
    }
    std::string& chunk = chunks_.back();
    const std::size_t at = chunk.size();
    chunk += text;
    return std::string_view(chunk).substr(at);
  }
  // What was kept is gone.
  void clear() {
    if (chunks_.size() > 1) chunks_.resize(1);
    if (!chunks_.empty()) chunks_.front().clear();
  }

 private:
  static constexpr std::size_t kChunk = 4096;

  std::vector<std::string> chunks_;
};

}  // namespace packetglass
