// What JavaScript sees of joining captures. web/lib/core/edit-module.ts declares the same in
// TypeScript.
#include <emscripten/bind.h>

#include <deque>

#include "base/block_window.h"
#include "describe/describe.h"
#include "edit/join/join.h"
#include "wasm/address.h"
#include "wasm/described_error.h"
#include "wasm/reported_issues.h"
#include "wasm/stream_patches.h"

namespace packetglass {
namespace {

// Sources that are read at a time, and the capture that they are joined to. Whatever it says is
// stale after the next block(), commit(), finish() or write().
class Merging {
 public:
  // Numbers of their tables: a variant of pcap, at whose end pcapng is; an order.
  Merging(int format, int order, bool unify, bool origins, bool concatenates)
      : join_(target_of(format, order, unify, origins, concatenates),
              [this](std::size_t, const Issue& issue) { report(issues_, issue); }) {
    issues_.begin_array();
  }

  // One more source, before anything is read; its name stands with its interfaces.
  void add(const std::string& name) {
    join_.add(name);
    windows_.emplace_back();
  }
  // The source to be read on before more can be written; -1: none.
  int wants() const {
    const auto source = join_.wants();
    return source ? static_cast<int>(*source) : -1;
  }

  // Memory for the next bytes of a source. While these are not enough for a record, it is wanted
  // again.
  double block(int source) {
    issues_.clear();
    issues_.begin_array();
    return address(window(source).block());
  }
  double block_size() const { return BlockWindow::kBlockSize; }
  bool commit(int source, double count) {
    window(source).commit(static_cast<std::size_t>(count));
    return push(source);
  }
  // Takes what is there of a source already; false: see error().
  bool push(int source) {
    const auto used = join_.push(static_cast<std::size_t>(source), window(source).bytes());
    if (used) window(source).consume(*used);
    return settle(source, used);
  }
  // Whether a source has records that wait to be written.
  bool waits(int source) const { return join_.source(static_cast<std::size_t>(source)).waits(); }
  // The source has ended.
  bool finish(int source) {
    const auto at = static_cast<std::size_t>(source);
    return settle(source, join_.finish(at, window(source).bytes()));
  }

  // Writes while no source is wanted, about 1 MiB at most.
  bool write() {
    join_.write(out_);
    return !join_.error();
  }
  bool ended() const { return join_.ended(); }
  // Everything was written.
  void end() { patches_ = join_.finish(); }

  double out() const { return address(out_.data()); }
  double out_size() const { return static_cast<double>(out_.size()); }
  void clear_out() { out_.clear(); }
  double packet_count() const {
    std::uint64_t packets = 0;
    for (std::size_t i = 0; i < join_.sources(); ++i) packets += join_.source(i).packets_written();
    return static_cast<double>(packets);
  }

  // The addresses of descriptions, each valid until the next; 0 when there is none.
  double issues() {
    issues_.end();
    return address(issues_);
  }
  double patches() {
    description_.clear();
    put(description_, patches_);
    return address(description_);
  }
  double error() { return described_error(description_, join_.error() ? join_.error() : error_); }
  // The source that the error is of.
  int error_source() const {
    return join_.error() ? static_cast<int>(join_.error_source()) : error_source_;
  }

 private:
  static JoinTarget target_of(int format, int order, bool unify, bool origins, bool concatenates) {
    JoinTarget target;
    if (format < static_cast<int>(std::size(pcap::kVariants))) {
      target.variant = &pcap::kVariants[format];
    }
    target.order = static_cast<ByteOrder>(order);
    target.unify = unify;
    target.origins = origins;
    target.one_after_another = concatenates;
    return target;
  }

  bool settle(int source, const Result<std::size_t>& used) {
    const bool is_capture = join_.source(static_cast<std::size_t>(source)).begun();
    if (used || (is_capture && used.error().code == ErrorCode::kDamaged)) return !join_.error();
    error_ = used.error();
    error_source_ = source;
    return false;
  }
  BlockWindow& window(int source) { return windows_[static_cast<std::size_t>(source)]; }

  Description issues_;
  Join join_;
  std::deque<BlockWindow> windows_;
  std::vector<std::uint8_t> out_;
  std::vector<CaptureFileWriter::Patch> patches_;
  Description description_;
  std::optional<Error> error_;
  int error_source_ = 0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_merging) {
  emscripten::class_<Merging>("Merging")
      .constructor<int, int, bool, bool, bool>()
      .function("add", &Merging::add)
      .function("wants", &Merging::wants)
      .function("block", &Merging::block)
      .function("blockSize", &Merging::block_size)
      .function("commit", &Merging::commit)
      .function("push", &Merging::push)
      .function("waits", &Merging::waits)
      .function("finish", &Merging::finish)
      .function("write", &Merging::write)
      .function("ended", &Merging::ended)
      .function("end", &Merging::end)
      .function("out", &Merging::out)
      .function("outSize", &Merging::out_size)
      .function("clearOut", &Merging::clear_out)
      .function("packetCount", &Merging::packet_count)
      .function("issues", &Merging::issues)
      .function("patches", &Merging::patches)
      .function("error", &Merging::error)
      .function("errorSource", &Merging::error_source);
}

}  // namespace packetglass
