// Lines of a text that comes in blocks of bytes.
#include "native/line_reader.h"

#include "base/text.h"

namespace packetglass::native {

bool LineReader::take(Bytes block) {
  std::string_view rest = text_of(block);
  for (auto end = rest.find('\n'); good_ && end != rest.npos; end = rest.find('\n')) {
    take_line(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (!good_) return false;
  partial_ += rest;
  if (partial_.size() <= longest_) return true;
  ++number_;
  too_long_ = true;
  return good_ = false;
}

bool LineReader::finish() {
  if (good_ && !partial_.empty()) take_line({});
  return good_;
}

void LineReader::take_line(std::string_view end) {
  ++number_;
  if (partial_.empty()) {
    good_ = taker_(end);
    return;
  }
  partial_ += end;
  good_ = taker_(partial_);
  partial_.clear();
}

}  // namespace packetglass::native
