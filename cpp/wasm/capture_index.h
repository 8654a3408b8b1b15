// The index of one capture as JavaScript sees it. web/lib/core/core.ts declares the same in
// TypeScript.
#pragma once

#include <emscripten/bind.h>

#include <algorithm>

#include "base/block_window.h"
#include "base/buffer.h"
#include "capture.h"
#include "describe/describe.h"
#include "wasm/address.h"

namespace packetglass {

// What can be described. The order is that of web/lib/core/core.ts.
enum class DescribedSubject : int {
  kSections,
  kInterfaces,
  kIssues,
  kError,
  kBlocks,
  kBlock,
  kRecord,
  kSection,
  kInterface,
};

// A capture with the window through which its source is read. Addresses, sizes and yes or no cross
// as plain numbers, all else as descriptions. Nothing is called per packet. An address of 0 says
// that there is no memory, of -1 that a description would be too large.
class CaptureIndex {
 public:
  // `observer` is shown the packets, and outlives this.
  explicit CaptureIndex(PacketSink* observer = nullptr) : capture_({}, observer) {}

  double block() { return address(window_.block()); }
  double block_size() const { return BlockWindow::kBlockSize; }

  bool commit(double count) {
    window_.commit(static_cast<std::size_t>(count));
    window_.consume(capture_.push(window_.bytes()));
    return !capture_.error();
  }

  // The window is not needed any more: only the index stays.
  bool finish() {
    capture_.finish(window_.bytes());
    window_ = BlockWindow();
    return !capture_.error();
  }

  bool has_error() const { return capture_.error().has_value(); }
  double length() const { return static_cast<double>(index().packets.size()); }
  double issue_count() const { return static_cast<double>(index().issues.count()); }
  double section_count() const { return static_cast<double>(index().sections.size()); }
  double interface_count() const { return static_cast<double>(index().interfaces.size()); }
  double block_count() const { return static_cast<double>(index().blocks.size()); }
  double memory() const {
    return static_cast<double>(index().packets.memory() + index().blocks.memory());
  }

  double find_block(double type, double from) const {
    return static_cast<double>(
        index().blocks.find(static_cast<std::uint32_t>(type), static_cast<std::size_t>(from)));
  }

  // Columns one after another, the widest first so that each is aligned.
  double unpack(double first, double wanted) {
    const auto count = static_cast<std::size_t>(wanted);
    constexpr std::size_t kBytesPerPacket = 2 * sizeof(double) + 3 * sizeof(std::uint32_t) + 1;
    std::uint8_t* const at = columns_.reset(count * kBytesPerPacket);
    if (at == nullptr) return 0;
    auto* const timestamps = reinterpret_cast<std::int64_t*>(at);
    auto* const offsets = reinterpret_cast<double*>(timestamps + count);
    auto* const lengths = reinterpret_cast<std::uint32_t*>(offsets + count);
    index().packets.unpack(static_cast<std::uint64_t>(first), count,
                           {timestamps, offsets, lengths, lengths + count, lengths + 2 * count,
                            reinterpret_cast<std::uint8_t*>(lengths + 3 * count)});
    return address(at);
  }

  // Memory for what is read again of the source, to be described.
  double buffer(double size) { return address(reread_.reset(static_cast<std::size_t>(size))); }

  double head_size(double packet) const {
    return static_cast<double>(record_head_size(index(), static_cast<std::uint64_t>(packet)));
  }

  // The head of the record is in the buffer.
  double tail_size(double packet) const {
    const auto i = static_cast<std::uint64_t>(packet);
    return static_cast<double>(record_tail_size(index(), i, head(i)));
  }

  double describe(double subject, double i, double end) {
    return described([&](Description& out) {
      put(out, static_cast<DescribedSubject>(subject), static_cast<std::uint64_t>(i),
          static_cast<std::size_t>(end));
    });
  }

 protected:
  // The address of a description, which lasts until the next.
  template <typename Put>
  double described(const Put& put) {
    description_.clear();
    put(description_);
    return address(description_);
  }

  // What was read again.
  Bytes reread() const { return {reread_.get(), reread_.size()}; }
  Buffer<std::uint8_t>& columns() { return columns_; }
  const Index& index() const { return capture_.index(); }

 private:
  void put(Description& out, DescribedSubject subject, std::uint64_t i, std::size_t end) {
    const auto at = static_cast<std::size_t>(i);
    switch (subject) {
      case DescribedSubject::kSections:
        return put_sections(out, index(), at, end);
      case DescribedSubject::kInterfaces:
        return put_interfaces(out, index(), at, end);
      case DescribedSubject::kIssues:
        return put_issues(out, index());
      case DescribedSubject::kError:
        return packetglass::put(out, *capture_.error());
      case DescribedSubject::kBlocks:
        return put_blocks(out, index(), at, end);
      case DescribedSubject::kBlock:
        return put_block(out, index(), at, reread());
      case DescribedSubject::kRecord:
        return put_record(out, index(), i, head(i), tail(i));
      case DescribedSubject::kSection:
        return put_section(out, index(), at, reread());
      case DescribedSubject::kInterface:
        return put_interface(out, index(), at, reread());
    }
  }

  // The buffer has the record of packet `i` without the packet itself.
  Bytes head(std::uint64_t i) const {
    return reread().first(std::min(reread().size(), record_head_size(index(), i)));
  }
  Bytes tail(std::uint64_t i) const { return reread().subspan(head(i).size()); }

  Capture capture_;
  BlockWindow window_;
  Buffer<std::uint8_t> columns_;
  Buffer<std::uint8_t> reread_;  // of the source
  Description description_;
};

// What JavaScript may ask of an index.
inline emscripten::class_<CaptureIndex> declare_capture_index() {
  return emscripten::class_<CaptureIndex>("CaptureIndex")
      .function("block", &CaptureIndex::block)
      .function("blockSize", &CaptureIndex::block_size)
      .function("commit", &CaptureIndex::commit)
      .function("finish", &CaptureIndex::finish)
      .function("hasError", &CaptureIndex::has_error)
      .function("length", &CaptureIndex::length)
      .function("issueCount", &CaptureIndex::issue_count)
      .function("sectionCount", &CaptureIndex::section_count)
      .function("interfaceCount", &CaptureIndex::interface_count)
      .function("blockCount", &CaptureIndex::block_count)
      .function("memory", &CaptureIndex::memory)
      .function("findBlock", &CaptureIndex::find_block)
      .function("unpack", &CaptureIndex::unpack)
      .function("buffer", &CaptureIndex::buffer)
      .function("headSize", &CaptureIndex::head_size)
      .function("tailSize", &CaptureIndex::tail_size)
      .function("describe", &CaptureIndex::describe);
}

}  // namespace packetglass
