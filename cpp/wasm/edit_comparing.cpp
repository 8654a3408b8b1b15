// What JavaScript sees of comparing captures. web/lib/core/edit-module.ts declares the same in
// TypeScript.
#include <emscripten/bind.h>

#include "base/block_window.h"
#include "describe/describe.h"
#include "dissect/field_names.h"
#include "edit/compare/capture_comparison.h"
#include "wasm/address.h"
#include "wasm/described_error.h"
#include "wasm/reported_issues.h"

namespace packetglass {
namespace {

// What of a difference is kept until JavaScript asks for it: at the end there may be many at once.
struct ListedPacket {
  std::uint64_t number;
  Nanoseconds time;
  std::uint32_t captured_length;
};
struct ListedDifference {
  Difference kind;
  bool moved;
  std::uint8_t aspects;
  bool has_a, has_b;
  ListedPacket a, b;
};

ListedPacket listed(const std::optional<PacketDigest>& packet) {
  if (!packet) return {};
  return {packet->number, packet->time, packet->captured_length};
}

// Two sources that are read in turns: 0 is capture A, 1 is B. Whatever it says is stale after the
// next block(), commit() or finish().
class Comparing {
 public:
  Comparing(int by, bool strict, bool strict_snaplen, bool apply_time_zone)
      : by_(static_cast<PairBy>(by)), reading_{strict, strict_snaplen, apply_time_zone} {
    issues_.begin_array();
  }

  // What may differ, before anything is read. Returns what is wrong with a word, empty where
  // nothing is.
  std::string ignore(const std::string& word) {
    return add_ignored(word, ignored_) ? "" : wrong_field(word, "fields() lists all");
  }

  // The source to be read on; -1: both have ended.
  int wants() {
    const auto side = comparison().wants();
    return side ? static_cast<int>(*side) : -1;
  }
  // Memory for the next bytes of a source.
  double block(int side) {
    issues_.clear();
    issues_.begin_array();
    return address(window(side).block());
  }
  double block_size() const { return BlockWindow::kBlockSize; }
  bool commit(int side, double count) {
    window(side).commit(static_cast<std::size_t>(count));
    const auto used = comparison().push(static_cast<unsigned>(side), window(side).bytes());
    if (used) window(side).consume(*used);
    return settle(used);
  }
  // The source has ended.
  bool finish(int side) {
    return settle(comparison().finish(static_cast<unsigned>(side), window(side).bytes()));
  }
  // Once none is wanted: compares some of the packets that are left. False while there are more.
  bool compare_left() { return comparison().compare_left(kMost); }

  // The addresses of descriptions, each valid until the next; 0 when there is none.
  //
  // The next differences, an array: empty when all were given.
  double differences() {
    const std::size_t end = std::min(found_.size(), given_ + kMost);
    description_.clear();
    description_.begin_array();
    for (; given_ < end; ++given_) put(found_[given_]);
    description_.end();
    if (given_ == found_.size()) {
      found_.clear();
      given_ = 0;
    }
    return address(description_);
  }
  double counts() {
    const ComparisonCounts& counts = comparison().counts();
    constexpr std::string_view kKeys[] = {"onlyInA", "onlyInB", "changed", "moved"};
    description_.clear();
    description_.begin_object();
    description_.key("same").number(counts.same);
    for (std::size_t i = 0; i < std::size(kKeys); ++i) {
      description_.key(kKeys[i]).number(counts.by[i]);
    }
    description_.end();
    return address(description_);
  }
  double issues() {
    issues_.end();
    return address(issues_);
  }
  double error() { return described_error(description_, error_); }

 private:
  // What is done at a time: some milliseconds.
  static constexpr std::size_t kMost = 4096;

  CaptureComparison& comparison() {
    if (!comparison_) {
      comparison_.emplace(
          by_, ignored_, reading_, [this](const FoundDifference& found) { note(found); },
          [this](unsigned, const Issue& issue) { report(issues_, issue); });
    }
    return *comparison_;
  }
  BlockWindow& window(int side) { return windows_[static_cast<std::size_t>(side)]; }

  bool settle(const Result<std::size_t>& used) {
    if (!used) error_ = used.error();
    return static_cast<bool>(used);
  }

  void note(const FoundDifference& found) {
    found_.push_back({found.kind, found.moved, static_cast<std::uint8_t>(found.aspects),
                      found.a.has_value(), found.b.has_value(), listed(found.a), listed(found.b)});
  }

  void put(const ListedDifference& found) {
    description_.begin_object();
    description_.key("difference").text(name_of(found.kind));
    if (found.has_a) put("a", found.a);
    if (found.has_b) put("b", found.b);
    description_.key("aspects").begin_array();
    for (unsigned i = 0; i < kAspects; ++i) {
      if ((found.aspects & aspect(i)) != 0) description_.text(name_of(aspect(i)));
    }
    description_.end();
    description_.key("moved").boolean(found.moved);
    description_.end();
  }
  void put(std::string_view key, const ListedPacket& packet) {
    description_.key(key).begin_object();
    description_.key("packet").number(packet.number);
    description_.key("timestamp").signed64(packet.time);
    description_.key("capturedLength").number(packet.captured_length);
    description_.end();
  }

  PairBy by_;
  ReadOptions reading_;
  IgnoredInPackets ignored_;
  std::optional<CaptureComparison> comparison_;
  std::array<BlockWindow, 2> windows_;
  std::deque<ListedDifference> found_;
  std::size_t given_ = 0;  // of those that were found
  Description issues_;
  Description description_;
  std::optional<Error> error_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_comparing) {
  emscripten::class_<Comparing>("Comparing")
      .constructor<int, bool, bool, bool>()
      .function("ignore", &Comparing::ignore)
      .function("wants", &Comparing::wants)
      .function("block", &Comparing::block)
      .function("blockSize", &Comparing::block_size)
      .function("commit", &Comparing::commit)
      .function("finish", &Comparing::finish)
      .function("compareLeft", &Comparing::compare_left)
      .function("differences", &Comparing::differences)
      .function("counts", &Comparing::counts)
      .function("issues", &Comparing::issues)
      .function("error", &Comparing::error);
}

}  // namespace packetglass
