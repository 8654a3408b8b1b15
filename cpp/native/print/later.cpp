// What packets to come say of those before them.
#include "native/print/later.h"

#include <filesystem>

#include "format/capture_reader.h"
#include "inspect/running_history.h"
#include "native/input_file.h"

namespace packetglass::native {
namespace {

class Ahead final : public RecordSink {
 public:
  Ahead(std::uint64_t most, const Choices& choices) : most_(most) {
    history_.dissects_as(choices);
  }

  RelatedPackets take_related() { return history_.take_related(); }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override {
    interfaces_.push_back(interface);
    interfaces_.back().options = {};
  }
  bool packets(const PacketBatch& batch) override {
    history_.add(batch, interfaces_);
    count_ += batch.count;
    return most_ == 0 || count_ < most_;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  std::uint64_t most_, count_ = 0;
  RunningHistory history_;
  std::vector<Interface> interfaces_;
};

}  // namespace

std::unique_ptr<RelatedPackets> read_ahead(const std::string& file, const SourceOptions& options,
                                           std::uint64_t most) {
  std::error_code unknown;
  if (file == "-" || !std::filesystem::is_regular_file(file, unknown)) return nullptr;
  DecompressionBudget budget(options.max_decompressed);
  InputFile input(file, &budget);
  CaptureReader reader(options);
  Ahead ahead(most, options.choices);
  const auto used = [](const Result<std::size_t>& result) {
    return result ? std::optional(*result) : std::nullopt;
  };
  static_cast<void>(input.read_all([&](Bytes window) { return used(reader.push(window, ahead)); },
                                   [&](Bytes rest) { used(reader.finish(rest, ahead)); }));
  return std::make_unique<RelatedPackets>(ahead.take_related());
}

}  // namespace packetglass::native
