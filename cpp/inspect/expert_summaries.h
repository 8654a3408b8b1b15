// Expert information of many packets, counted.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "inspect/expert_items.h"

namespace packetglass {

// Items that say the same are one row, as in `tshark -z expert`.
class ExpertSummaries {
 public:
  // Of each text so many bytes count, as Wireshark shows them; a character is not cut in two.
  static constexpr std::size_t kMostText = 239;
  // Texts may come from packets: of more different rows than this nothing is kept but the number
  // of their items.
  static constexpr std::size_t kMostRows = 65'536;

  struct Row {
    ExpertSeverity severity;
    ExpertGroup group;
    std::string_view protocol;
    std::string text;
    std::uint64_t count = 0;
    std::uint64_t first_packet = 0;  // number of the first packet that has it, from 1
  };

  // Takes the steps of a look-up, and memory only for a new row.
  void add(const ExpertItem& item, std::uint64_t packet);

  // The most severe first; of one severity in the order in which they came.
  std::vector<const Row*> rows() const;
  // Items of a severity, those that are in no row too.
  std::uint64_t count(ExpertSeverity severity) const;
  // Items that are in no row.
  std::uint64_t left_out() const { return left_out_; }

 private:
  std::map<std::string, std::size_t, std::less<>> numbers_;  // of rows, by what they say
  std::vector<Row> rows_;
  std::map<ExpertSeverity, std::uint64_t> counts_;
  std::uint64_t left_out_ = 0;
  std::string key_;
};

}  // namespace packetglass
