// Reads a source of any format.
#include "format/capture_reader.h"

#include "base/text.h"
#include "format/formats.h"

namespace packetglass {
namespace {

struct Recognised {
  Match match = Match::kNo;
  const Format* format = nullptr;
};

Recognised find_format(Bytes start) {
  Recognised best;
  for (const Format* format : formats()) {
    const Match match = format->match(start);
    if (match == Match::kYes) return {match, format};
    if (match == Match::kNeedMore) best.match = match;
  }
  return best;
}

Error too_short(Bytes start) {
  if (start.empty()) return {ErrorCode::kEmpty, 0, "The capture is empty: it has no bytes."};
  return {ErrorCode::kUnknownFormat, 0,
          format_text("This is not a packet capture: %zu bytes are too few for any format.",
                      start.size())};
}

}  // namespace

Result<std::size_t> CaptureReader::push(Bytes window, RecordSink& sink) {
  return read(window, Input::kMore, sink);
}

Result<std::size_t> CaptureReader::finish(Bytes rest, RecordSink& sink) {
  return read(rest, Input::kEnds, sink);
}

Result<std::size_t> CaptureReader::read(Bytes window, Input input, RecordSink& sink) {
  std::size_t used = 0;
  for (;;) {
    const Bytes rest = window.subspan(used);
    if (reader_ == nullptr) {
      const auto known = recognise(rest, input);
      if (!known) return known.error();
      if (!*known) return used;
    }
    const auto taken = reader_->read(rest, input, sink);
    if (!taken) return taken;
    used += *taken;
    if (!reader_->ended()) return used;
    reader_.reset();
  }
}

// Whether the format is known now; false when that takes more bytes.
Result<bool> CaptureReader::recognise(Bytes start, Input input) {
  const auto [match, format] = find_format(start);
  if (match == Match::kYes) {
    reader_ = format->make_reader(reading_);
    return true;
  }
  if (match == Match::kNo) {
    return Error{ErrorCode::kUnknownFormat, reading_.offset, describe_unknown_format(start)};
  }
  if (input == Input::kEnds) return too_short(start);
  return false;
}

}  // namespace packetglass
