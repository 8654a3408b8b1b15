// What JavaScript sees of reading events: columns of one stretch of a source at a time.
// web/lib/core/stream-module.ts declares the same in TypeScript.
#include <emscripten/bind.h>

#include "base/block_window.h"
#include "describe/describe.h"
#include "event/event_columns.h"
#include "format/capture_reader.h"
#include "wasm/address.h"
#include "wasm/described_error.h"
#include "wasm/reported_issues.h"

namespace packetglass {
namespace {

// Notes issues too, where they are wanted.
class Stretch final : public EventColumns {
 public:
  Stretch(bool applies_zone, Description* issues) : EventColumns(applies_zone), issues_(issues) {}

  void issue(const Issue& issue) override {
    if (issues_ != nullptr) report(*issues_, issue);
  }

 private:
  Description* issues_;
};

// The order is that of web/lib/core/stream-module.ts.
enum class Which : int {
  kTimes,
  kDataOffsets,
  kCaptured,
  kOriginal,
  kInterfaces,
  kLinkTypes,
  kTimed,
  kSections,
  kBytes,
};

// A source and the events of the stretch that came last. Whatever it says of them is stale after
// the next block(), commit() or finish(). Nothing is called per packet.
class EventReader {
 public:
  EventReader(bool strict, bool strict_snaplen, bool apply_time_zone, bool report_issues)
      : reader_({strict, strict_snaplen, apply_time_zone}),
        stretch_(apply_time_zone, report_issues ? &issues_ : nullptr) {}

  double block() { return address(window_.block()); }
  double block_size() const { return BlockWindow::kBlockSize; }

  bool commit(double count) {
    window_.commit(static_cast<std::size_t>(count));
    begin_stretch();
    const auto used = settle(reader_.push(window_.bytes(), stretch_));
    window_.consume(used);
    return good();
  }

  bool finish() {
    begin_stretch();
    settle(reader_.finish(window_.bytes(), stretch_));
    return good();
  }

  double length() const { return static_cast<double>(stretch_.size()); }
  double section_count() const { return static_cast<double>(stretch_.sections().size()); }
  double bytes_length() const { return static_cast<double>(stretch_.bytes().size()); }

  double column(int which) const {
    switch (static_cast<Which>(which)) {
      case Which::kTimes:
        return address(stretch_.times());
      case Which::kDataOffsets:
        return address(stretch_.data_offsets());
      case Which::kCaptured:
        return address(stretch_.captured_lengths());
      case Which::kOriginal:
        return address(stretch_.original_lengths());
      case Which::kInterfaces:
        return address(stretch_.interfaces());
      case Which::kLinkTypes:
        return address(stretch_.link_types());
      case Which::kTimed:
        return address(stretch_.timed());
      case Which::kSections:
        return address(stretch_.sections().values());
      case Which::kBytes:
        return address(stretch_.bytes().data());
    }
    return 0;
  }

  // The addresses of descriptions; 0 when there is no error, too.
  double issues() {
    issues_.end();
    return address(issues_);
  }
  double error() { return described_error(description_, error_); }

 private:
  void begin_stretch() {
    stretch_.clear();
    issues_.clear();
    issues_.begin_array();
  }

  std::size_t settle(const Result<std::size_t>& used) {
    if (!used) error_ = used.error();
    return used ? *used : 0;
  }
  bool good() const { return !error_ && !issues_.failed(); }

  CaptureReader reader_;
  BlockWindow window_;
  Description issues_;
  Description description_;
  Stretch stretch_;
  std::optional<Error> error_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_stream_reading) {
  emscripten::class_<EventReader>("EventReader")
      .constructor<bool, bool, bool, bool>()
      .function("block", &EventReader::block)
      .function("blockSize", &EventReader::block_size)
      .function("commit", &EventReader::commit)
      .function("finish", &EventReader::finish)
      .function("length", &EventReader::length)
      .function("sectionCount", &EventReader::section_count)
      .function("bytesLength", &EventReader::bytes_length)
      .function("column", &EventReader::column)
      .function("issues", &EventReader::issues)
      .function("error", &EventReader::error);
}

}  // namespace packetglass
