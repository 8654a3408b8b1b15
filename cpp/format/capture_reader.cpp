// Reads a capture of any format.
#include "format/capture_reader.h"

#include "base/text.h"
#include "format/formats.h"

namespace packetglass {
namespace {

struct Recognised {
  Match match = Match::kNo;
  const Format* format = nullptr;
};

Recognised recognise(Bytes start) {
  Recognised best;
  for (const Format* format : formats()) {
    const Match match = format->match(start);
    if (match == Match::kYes) return {match, format};
    if (match == Match::kNeedMore) best.match = match;
  }
  return best;
}

}  // namespace

Result<std::size_t> CaptureReader::push(Bytes window, RecordSink& sink) {
  if (reader_ == nullptr) {
    const auto [match, format] = recognise(window);
    if (match == Match::kNeedMore) return std::size_t{0};
    if (match == Match::kNo) {
      return Error{ErrorCode::kUnknownFormat, 0, describe_unknown_format(window)};
    }
    reader_ = format->make_reader(0);
  }
  return reader_->push(window, sink);
}

Result<std::size_t> CaptureReader::finish(Bytes rest, RecordSink& sink) {
  if (reader_ != nullptr) return reader_->finish(rest, sink);
  if (rest.empty()) return Error{ErrorCode::kEmpty, 0, "The capture is empty: it has no bytes."};
  return Error{ErrorCode::kUnknownFormat, 0,
               format_text("This is not a packet capture: %zu bytes are too few for any format.",
                           rest.size())};
}

}  // namespace packetglass
