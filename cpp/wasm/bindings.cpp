// What JavaScript sees of the core. web/lib/core.ts declares the same in TypeScript.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdlib>
#include <memory>

#include "base/block_window.h"
#include "capture.h"

namespace packetglass {
namespace {

using emscripten::val;

// Addresses and sizes cross as plain numbers, records as plain objects. Nothing is called per
// packet.
val to_js(const Section& section) {
  val object = val::object();
  object.set("format", std::string(section.format));
  object.set("variant", std::string(section.variant));
  object.set("byteOrder", std::string(section.order == ByteOrder::kLittle ? "little" : "big"));
  object.set("magic", section.magic);
  object.set("versionMajor", section.version_major);
  object.set("versionMinor", section.version_minor);
  object.set("thiszone", section.thiszone);
  object.set("sigfigs", section.sigfigs);
  object.set("snaplen", section.snaplen);
  object.set("linkTypeWord", section.link_type_word);
  object.set("offset", static_cast<double>(section.offset));
  return object;
}

val to_js(const Interface& interface) {
  const auto* const entry = find_link_type(interface.link_type);
  val object = val::object();
  object.set("section", interface.section);
  object.set("linkType", interface.link_type);
  object.set("linkTypeName", link_type_name(interface.link_type));
  object.set("linkTypeDescription",
             std::string(entry != nullptr ? entry->description : "unknown"));
  object.set("snaplen", interface.snaplen);
  object.set("ticksPerSecond", static_cast<double>(interface.resolution.ticks_per_second()));
  object.set("fcsLength", interface.fcs_length ? val(*interface.fcs_length) : val::undefined());
  return object;
}

val to_js(const Issue& issue) {
  val object = val::object();
  object.set("kind", std::string(name(issue.kind)));
  object.set("severity", std::string(name(severity(issue.kind))));
  object.set("offset", static_cast<double>(issue.offset));
  object.set("packet", static_cast<double>(issue.packet));
  object.set("message", describe(issue));
  return object;
}

val to_js(const Error& error) {
  val object = val::object();
  object.set("code", std::string(name(error.code)));
  object.set("offset", static_cast<double>(error.offset));
  object.set("message", error.message);
  return object;
}

template <typename T>
val to_js(const std::vector<T>& items) {
  val array = val::array();
  for (std::size_t i = 0; i < items.size(); ++i) array.set(i, to_js(items[i]));
  return array;
}

double address(const void* memory) {
  return static_cast<double>(reinterpret_cast<std::uintptr_t>(memory));
}

// A capture with the window through which its source is read.
class CaptureIndex {
 public:
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

  val error() const { return capture_.error() ? to_js(*capture_.error()) : val::undefined(); }

  double length() const { return static_cast<double>(index().packets.size()); }
  val sections() const { return to_js(index().sections); }
  val interfaces() const { return to_js(index().interfaces); }
  val issues() const { return to_js(index().issues.kept()); }
  double issue_count() const { return static_cast<double>(index().issues.count()); }
  double memory() const { return static_cast<double>(index().packets.memory()); }

  // Columns one after another, the widest first so that each is aligned.
  double unpack(double first, double wanted) {
    const auto count = static_cast<std::size_t>(wanted);
    constexpr std::size_t kBytesPerPacket = 2 * sizeof(double) + 3 * sizeof(std::uint32_t) + 1;
    scratch_.reset(static_cast<double*>(std::malloc(count * kBytesPerPacket + sizeof(double))));
    if (scratch_ == nullptr) return 0;
    auto* const timestamps = reinterpret_cast<std::int64_t*>(scratch_.get());
    double* const offsets = scratch_.get() + count;
    auto* const lengths = reinterpret_cast<std::uint32_t*>(offsets + count);
    index().packets.unpack(static_cast<std::uint64_t>(first), count,
                           {timestamps, offsets, lengths, lengths + count, lengths + 2 * count,
                            reinterpret_cast<std::uint8_t*>(lengths + 3 * count)});
    return address(scratch_.get());
  }

 private:
  struct Free {
    void operator()(double* memory) const { std::free(memory); }
  };

  const Index& index() const { return capture_.index(); }

  Capture capture_;
  BlockWindow window_;
  std::unique_ptr<double[], Free> scratch_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass) {
  emscripten::class_<CaptureIndex>("CaptureIndex")
      .constructor<>()
      .function("block", &CaptureIndex::block)
      .function("blockSize", &CaptureIndex::block_size)
      .function("commit", &CaptureIndex::commit)
      .function("finish", &CaptureIndex::finish)
      .function("error", &CaptureIndex::error)
      .function("length", &CaptureIndex::length)
      .function("sections", &CaptureIndex::sections)
      .function("interfaces", &CaptureIndex::interfaces)
      .function("issues", &CaptureIndex::issues)
      .function("issueCount", &CaptureIndex::issue_count)
      .function("memory", &CaptureIndex::memory)
      .function("unpack", &CaptureIndex::unpack);
}

}  // namespace packetglass
