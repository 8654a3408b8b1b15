// What JavaScript sees of the core: plain functions over one capture's index. web/lib/core.ts
// declares the same in TypeScript.
#include <emscripten/emscripten.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/block_window.h"
#include "capture.h"
#include "describe/describe.h"

namespace packetglass {
namespace {

double address(const void* memory) {
  return static_cast<double>(reinterpret_cast<std::uintptr_t>(memory));
}

// Memory that is asked for again and again; without any, allocating is an answer.
class Scratch {
 public:
  // Room for so many bytes, aligned for any number, instead of what was there; nullptr when there
  // is no memory.
  std::uint8_t* reset(std::size_t size) {
    memory_.reset(static_cast<std::uint8_t*>(std::malloc(size + 1)));
    size_ = memory_ == nullptr ? 0 : size;
    return memory_.get();
  }
  Bytes bytes() const { return {memory_.get(), size_}; }

 private:
  struct Free {
    void operator()(std::uint8_t* memory) const { std::free(memory); }
  };

  std::unique_ptr<std::uint8_t[], Free> memory_;
  std::size_t size_ = 0;
};

// What can be described. The order is that of web/lib/core.ts.
enum class Subject : int { kSections, kInterfaces, kIssues, kError, kBlocks, kBlock, kRecord };

}  // namespace

// A capture with the window through which its source is read.
struct CaptureIndex {
  Capture capture;
  BlockWindow window;
  Scratch columns;
  Scratch room;  // what was read again of the source
  Description description;

  const Index& index() const { return capture.index(); }

  void describe(Subject subject, std::uint64_t i, std::size_t end) {
    const auto at = static_cast<std::size_t>(i);
    switch (subject) {
      case Subject::kSections:
        return put_sections(description, index());
      case Subject::kInterfaces:
        return put_interfaces(description, index());
      case Subject::kIssues:
        return put_issues(description, index());
      case Subject::kError:
        return put(description, *capture.error());
      case Subject::kBlocks:
        return put_blocks(description, index(), at, end);
      case Subject::kBlock:
        return put_block(description, index(), at, room.bytes());
      case Subject::kRecord:
        return put_record(description, index(), i, head(i), tail(i));
    }
  }

  // The room has the record of packet `i` without the packet itself.
  Bytes head(std::uint64_t i) const {
    return room.bytes().first(std::min(room.bytes().size(), record_head_size(index(), i)));
  }
  Bytes tail(std::uint64_t i) const { return room.bytes().subspan(head(i).size()); }
};

// Addresses and sizes cross as plain numbers, all else as descriptions. Nothing is called per
// packet. An address of 0 says that there is no memory.
extern "C" {

EMSCRIPTEN_KEEPALIVE CaptureIndex* open_index() {
  return new CaptureIndex;
}

EMSCRIPTEN_KEEPALIVE void close_index(CaptureIndex* self) {
  delete self;
}

EMSCRIPTEN_KEEPALIVE double block_room(CaptureIndex* self) {
  return address(self->window.block());
}

EMSCRIPTEN_KEEPALIVE double block_room_size() {
  return BlockWindow::kBlockSize;
}

EMSCRIPTEN_KEEPALIVE bool commit_block(CaptureIndex* self, double count) {
  self->window.commit(static_cast<std::size_t>(count));
  self->window.consume(self->capture.push(self->window.bytes()));
  return !self->capture.error();
}

// The window is not needed any more: only the index stays.
EMSCRIPTEN_KEEPALIVE bool finish_index(CaptureIndex* self) {
  self->capture.finish(self->window.bytes());
  self->window = BlockWindow();
  return !self->capture.error();
}

EMSCRIPTEN_KEEPALIVE bool has_error(CaptureIndex* self) {
  return self->capture.error().has_value();
}

EMSCRIPTEN_KEEPALIVE double packet_count(CaptureIndex* self) {
  return static_cast<double>(self->index().packets.size());
}

EMSCRIPTEN_KEEPALIVE double issue_count(CaptureIndex* self) {
  return static_cast<double>(self->index().issues.count());
}

EMSCRIPTEN_KEEPALIVE double block_count(CaptureIndex* self) {
  return static_cast<double>(self->index().blocks.size());
}

EMSCRIPTEN_KEEPALIVE double index_memory(CaptureIndex* self) {
  return static_cast<double>(self->index().packets.memory() + self->index().blocks.memory());
}

EMSCRIPTEN_KEEPALIVE double find_block(CaptureIndex* self, std::uint32_t type, double from) {
  return static_cast<double>(self->index().blocks.find(type, static_cast<std::size_t>(from)));
}

// Columns one after another, the widest first so that each is aligned.
EMSCRIPTEN_KEEPALIVE double unpack_columns(CaptureIndex* self, double first, double wanted) {
  const auto count = static_cast<std::size_t>(wanted);
  constexpr std::size_t kBytesPerPacket = 2 * sizeof(double) + 3 * sizeof(std::uint32_t) + 1;
  std::uint8_t* const at = self->columns.reset(count * kBytesPerPacket);
  if (at == nullptr) return 0;
  auto* const timestamps = reinterpret_cast<std::int64_t*>(at);
  auto* const offsets = reinterpret_cast<double*>(timestamps + count);
  auto* const lengths = reinterpret_cast<std::uint32_t*>(offsets + count);
  self->index().packets.unpack(static_cast<std::uint64_t>(first), count,
                               {timestamps, offsets, lengths, lengths + count, lengths + 2 * count,
                                reinterpret_cast<std::uint8_t*>(lengths + 3 * count)});
  return address(at);
}

// Room for what is read again of the source, to be described.
EMSCRIPTEN_KEEPALIVE double reread_room(CaptureIndex* self, double size) {
  return address(self->room.reset(static_cast<std::size_t>(size)));
}

EMSCRIPTEN_KEEPALIVE double head_size(CaptureIndex* self, double packet) {
  return static_cast<double>(record_head_size(self->index(), static_cast<std::uint64_t>(packet)));
}

// The head of the record is in the room.
EMSCRIPTEN_KEEPALIVE double tail_size(CaptureIndex* self, double packet) {
  const auto i = static_cast<std::uint64_t>(packet);
  return static_cast<double>(record_tail_size(self->index(), i, self->head(i)));
}

// The address of a description, which lasts until the next; 0 when it would be too large.
EMSCRIPTEN_KEEPALIVE double describe_subject(CaptureIndex* self, int subject, double i,
                                             double end) {
  self->description.clear();
  self->describe(static_cast<Subject>(subject), static_cast<std::uint64_t>(i),
                 static_cast<std::size_t>(end));
  return self->description.failed() ? 0 : address(self->description.bytes().data());
}

}  // extern "C"

}  // namespace packetglass
