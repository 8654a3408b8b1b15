// A capture: push its bytes, finish, then ask. Start reading here.
#pragma once

#include <optional>

#include "format/capture_reader.h"
#include "index/index_builder.h"

namespace packetglass {

// Joins the rooms: a reader of any format fills the index. The capture's bytes are not kept; the
// index says where each packet's bytes are in the source, to be read again when they are needed.
//
//   Capture capture;
//   while (more) window.consume(capture.push(window.bytes()));
//   capture.finish(window.bytes());
class Capture {
 public:
  // `observer` is shown the packets while they are read, and outlives the capture: a SummaryIndex.
  explicit Capture(const ReadOptions& options = {}, PacketSink* observer = nullptr)
      : builder_(index_, observer), reader_(options) {}
  Capture(const Capture&) = delete;  // the builder points into it
  Capture& operator=(const Capture&) = delete;

  // Takes what it can of the window and returns how many bytes that were; offer the rest again
  // with more behind it. After an error, or when the index is full, it takes everything and does
  // nothing.
  std::size_t push(Bytes window);

  // The source has ended; `rest` is what push() has not used.
  void finish(Bytes rest);

  // Why the capture cannot be read (on), if so. What was read before stays in the index.
  const std::optional<Error>& error() const { return error_; }

  const Index& index() const { return index_; }

 private:
  bool done() const { return error_ || builder_.full(); }
  std::size_t settle(const Result<std::size_t>& used, std::size_t size);

  Index index_;
  IndexBuilder builder_;
  CaptureReader reader_;
  std::optional<Error> error_;
};

}  // namespace packetglass
