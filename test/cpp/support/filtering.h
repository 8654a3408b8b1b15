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
      for (const bool headers : {false, true}) {
        columns_.push_back(std::make_unique<ColumnFilter>(
            *filter, ColumnTables{packets_.kinds(), packets_.history().paths(),
                                  packets_.history().flows()}));
        columns_.back()->reads_headers(headers);
      }
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
  void knows_later(const RelatedPackets& log) { packets_.history().knows_later(log); }

  // Answers, those that columns knew, and those that headers of plain packets added; the packets
  // and filters of which any of these were wrong.
  std::uint64_t asked = 0, from_columns = 0, from_headers = 0;
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
      if (selected_ == 0) ask(k, packet, known[2 * k], known[2 * k + 1]);
    }
  }

  // What columns and headers know is what the fields say, and headers know no less.
  void ask(std::size_t k, const DissectedPacket& packet, Truth columns, Truth headers) {
    const bool matches = filters_[k]->matches(packet);
    if (matches) matching[k].push_back(packet.number);
    const auto is_wrong = [matches](Truth known) {
      return known != Truth::kUnknown && (known == Truth::kYes) != matches;
    };
    ++asked;
    from_columns += columns != Truth::kUnknown ? 1 : 0;
    from_headers += columns == Truth::kUnknown && headers != Truth::kUnknown ? 1 : 0;
    const bool less = columns != Truth::kUnknown && headers != columns;
    if (is_wrong(columns) || is_wrong(headers) || less) differing.emplace_back(packet.number, k);
  }

  std::vector<Filter*> filters_;
  std::uint64_t selected_ = 0;  // 0: packets are asked
  DissectedPackets packets_{{.fields = true, .text = false}};
  std::vector<std::unique_ptr<ColumnFilter>> columns_;  // of each: columns alone, with headers
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
