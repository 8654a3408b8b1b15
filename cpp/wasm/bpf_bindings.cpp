// What JavaScript sees of capture filters: the module bpf. web/lib/core/bpf-module.ts declares the
// same in TypeScript.
#include <emscripten/bind.h>

#include <optional>

#include "base/buffer.h"
#include "filter/bpf/compiler/compile.h"
#include "filter/bpf/filter.h"
#include "wasm/address.h"

namespace packetglass {
namespace {

// One filter: its text is compiled, then packets are asked for.
class CaptureFilter {
 public:
  CaptureFilter(double link_type, double snaplen, double netmask, bool optimize) {
    options_.link_type = static_cast<LinkType>(link_type);
    options_.snaplen = static_cast<std::uint32_t>(snaplen);
    options_.netmask = static_cast<std::uint32_t>(netmask);
    options_.optimize = optimize;
  }

  // Memory for the text of the filter, or for the bytes of a packet.
  double buffer(double size) {
    return address(buffer_.reserve(static_cast<std::size_t>(size) + 1));
  }

  // Compiles the text in the buffer; false: text() is the reason.
  bool compile(double size) {
    const std::string_view text(reinterpret_cast<const char*>(buffer_.get()),
                                static_cast<std::size_t>(size));
    auto program = bpf::compile(text, options_);
    if (!program) {
      text_ = program.error().message;
      return false;
    }
    program_ = std::move(*program);
    return true;
  }

  // Takes the instructions in the buffer, eight bytes each, as a program that was compiled
  // elsewhere.
  void load(double count) {
    const auto* begin = reinterpret_cast<const bpf::Instruction*>(buffer_.get());
    program_.assign(begin, begin + static_cast<std::size_t>(count));
  }

  // Eight bytes each, in the order of the struct.
  double instructions() const { return address(program_.data()); }
  double instruction_count() const { return static_cast<double>(program_.size()); }

  // Puts into text() what tcpdump prints with -d (1), -dd (2), -ddd (3).
  void print(double form) {
    text_ = form < 2   ? bpf::assembly_text(program_)
            : form < 3 ? bpf::c_array_text(program_)
                       : bpf::decimal_text(program_);
  }

  // Makes the program run; false: text() is the reason.
  bool start() {
    auto filter = bpf::Filter::make(program_);
    if (!filter) {
      text_ = filter.error().message;
      return false;
    }
    filter_.emplace(std::move(*filter));
    return true;
  }

  // How many bytes of the packet in the buffer are wanted; only after start().
  double run(double size, double original_length) const {
    return filter_->run({buffer_.get(), static_cast<std::size_t>(size)},
                        static_cast<std::uint32_t>(original_length));
  }

  double text() const { return address(text_.data()); }
  double text_size() const { return static_cast<double>(text_.size()); }

 private:
  bpf::CompileOptions options_;
  bpf::Program program_;
  std::optional<bpf::Filter> filter_;
  Buffer<std::uint8_t> buffer_;
  std::string text_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_bpf) {
  emscripten::class_<CaptureFilter>("CaptureFilter")
      .constructor<double, double, double, bool>()
      .function("buffer", &CaptureFilter::buffer)
      .function("compile", &CaptureFilter::compile)
      .function("load", &CaptureFilter::load)
      .function("instructions", &CaptureFilter::instructions)
      .function("instructionCount", &CaptureFilter::instruction_count)
      .function("print", &CaptureFilter::print)
      .function("start", &CaptureFilter::start)
      .function("run", &CaptureFilter::run)
      .function("text", &CaptureFilter::text)
      .function("textSize", &CaptureFilter::text_size);
}

}  // namespace packetglass
