// Which dissectors take what ports and types lead to, where the user chose them: "decode as".
#pragma once

#include <string>
#include <vector>

#include "dissect/dissector.h"

namespace packetglass {

class DecodeAs {
 public:
  static constexpr std::size_t kMost = 256;  // choices

  // Takes a choice as tshark's option -d has it: tcp.port==8888,http. The table is followed by one
  // number, by the first and the last of several (8000-8010), or by the first and how many there
  // are (8000:11). Link types that are the user's are in the table user_dlt. Of choices of the
  // same number the last one holds. Returns what is wrong with it, a sentence without a full stop;
  // empty: it was taken.
  std::string add(std::string_view choice);

  bool empty() const { return choices_.empty(); }

  struct Choice {
    Space space;
    std::uint32_t first, last;
    const Dissector* dissector;
    bool by_start;  // it stands at no number of that table: what it does not recognise is not its
  };
  // What was chosen for a route; nullptr: nothing. Takes kMost steps at most.
  const Choice* find(const Route& route) const;

 private:
  std::vector<Choice> choices_;
};

}  // namespace packetglass
