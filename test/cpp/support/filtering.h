// Which packets of a capture match filters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filter/filter.h"
#include "format/capture_reader.h"
#include "inspect/running_dissection.h"
#include "native/filter/pcre2_engine.h"
#include "native/input_file.h"
#include "native/print/later.h"

namespace packetglass::test {

// Asks filters of each packet of a capture, in one pass.
class Filtering final : public RecordSink {
 public:
  explicit Filtering(std::vector<Filter*> filters) : filters_(std::move(filters)) {
    matching.resize(filters_.size());
  }

  // Of each filter the numbers of the packets that match.
  std::vector<std::vector<std::uint64_t>> matching;

  void read(Bytes source) {
    CaptureReader reader;
    const auto used = reader.push(source, *this);
    if (used) static_cast<void>(reader.finish(source.subspan(*used), *this));
  }
  // The same of a file, which may be compressed.
  void read_file(const std::string& path) {
    native::InputFile input(path);
    CaptureReader reader;
    const auto used = [](const Result<std::size_t>& result) {
      return result ? std::optional(*result) : std::nullopt;
    };
    static_cast<void>(
        input.read_all([&](Bytes window) { return used(reader.push(window, *this)); },
                       [&](Bytes rest) { used(reader.finish(rest, *this)); }));
  }
  // Before read(): whose values ${field} has.
  void select(std::uint64_t number) { selected_ = number; }
  void knows_later(const FragmentLog& log) { packets_.knows_later(log); }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      ask(packets_.dissect(batch, i, interfaces_[batch.interface[i]], true));
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  void ask(const DissectedPacket& packet) {
    for (std::size_t i = 0; i < filters_.size(); ++i) {
      if (packet.number == selected_)
        filters_[i]->select(packet);
      else if (selected_ == 0 && filters_[i]->matches(packet))
        matching[i].push_back(packet.number);
    }
  }

  std::vector<Filter*> filters_;
  std::uint64_t selected_ = 0;  // 0: packets are asked
  RunningDissection packets_;
  std::vector<Interface> interfaces_;
};

// "1-3,7", or "-" where none matches.
inline std::string ranges_of(const std::vector<std::uint64_t>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += ',';
    text += std::to_string(numbers[i]);
    if (last != i) text += "-" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return text.empty() ? "-" : text;
}

}  // namespace packetglass::test
