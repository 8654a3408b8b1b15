// Which packets of a capture match filters.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "filter/column_filter.h"
#include "filter/regex/pcre2_engine.h"
#include "format/capture_reader.h"
#include "inspect/dissected_packets.h"
#include "native/input_file.h"
#include "native/print/later.h"
#include "support/read_all.h"

namespace packetglass::test {

// Asks filters of each packet of a capture, in one pass.
class Filtering final : public RecordSink {
 public:
  explicit Filtering(std::vector<Filter*> filters) : filters_(std::move(filters)) {
    matching.resize(filters_.size());
    for (Filter* filter : filters_) {
      columns_.push_back(std::make_unique<ColumnFilter>(
          *filter,
          ColumnTables{packets_.kinds(), packets_.history().paths(), packets_.history().flows()}));
    }
  }

  // Of each filter the numbers of the packets that match.
  std::vector<std::vector<std::uint64_t>> matching;

  void read(Bytes source) { read_all(source, *this); }
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
  void knows_later(const FragmentLog& log) { packets_.history().knows_later(log); }

  // Answers that columns knew, and the packets and filters of which these were wrong.
  std::uint64_t from_columns = 0;
  std::vector<std::pair<std::uint64_t, std::size_t>> differing;

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) ask(i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  void ask(std::size_t i) {
    const DissectedPacket& packet = packets_.begin(i);
    std::vector<Truth> known;
    for (const auto& each : columns_) {
      known.push_back(each->decide(packets_.kind(i), packets_.history().flow(i), packet));
    }
    packets_.dissect();
    for (std::size_t k = 0; k < filters_.size(); ++k) {
      if (packet.number == selected_) filters_[k]->select(packet);
      if (selected_ == 0) ask(k, packet, known[k]);
    }
  }

  // What columns know is what the fields say.
  void ask(std::size_t k, const DissectedPacket& packet, Truth known) {
    const bool matches = filters_[k]->matches(packet);
    if (matches) matching[k].push_back(packet.number);
    if (known == Truth::kUnknown) return;
    ++from_columns;
    if ((known == Truth::kYes) != matches) differing.emplace_back(packet.number, k);
  }

  std::vector<Filter*> filters_;
  std::uint64_t selected_ = 0;  // 0: packets are asked
  DissectedPackets packets_{{.fields = true, .text = false}};
  std::vector<std::unique_ptr<ColumnFilter>> columns_;
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
