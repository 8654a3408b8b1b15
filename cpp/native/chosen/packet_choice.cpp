// The options that choose packets of a capture.
#include "native/chosen/packet_choice.h"

#include "filter/literal.h"

namespace packetglass::native {
namespace {

OptionList::Take take_time(std::optional<Nanoseconds>& time) {
  return [&time](const std::string& word) {
    time = read_absolute_time(word);
    return time ? std::string()
                : "\"" + word +
                      "\" is no time: 2024-01-31T10:00:00.5Z, 2024-01-31 10:00 +02:00, "
                      "2024-01-31 or 1706695200.5";
  };
}

}  // namespace

void declare_choice_options(OptionList& list, PacketChoice& choice, bool has_own_to) {
  declare_filter_options(list, choice.filter);
  list.text("--bpf", choice.bpf, "Only packets that a capture filter wants: tcp port 80")
      .called("FILTER");
  const auto take_numbers = [&choice](const std::string& word) {
    return choice.numbers.take(word);
  };
  list.word("--packets", take_numbers,
            "Only packets of these numbers in the capture, from 1: 7,10-20,30-")
      .called("RANGES");
  list.word("--from", take_time(choice.from),
            "Only packets of this time or later, by the capture's clock: ISO 8601, UTC unless it "
            "has an offset, or seconds since 1970, to the nanosecond")
      .called("TIME");
  list.word(has_own_to ? "--before" : "--to,--before", take_time(choice.to),
            "Only packets before this time, written likewise")
      .called("TIME");
  list.texts("--interface", choice.interfaces,
             "Only packets of this interface of the capture: its name, or its number in its "
             "section, from 0; may be given several times")
      .called("NAME")
      .one_each();
}

void declare_depth_option(OptionList& list, PacketChoice& choice) {
  const auto take = [&choice](const std::string& word) {
    choice.only_dissection = word == "dissection";
    if (choice.only_dissection) return std::string();
    choice.depth = word == "columns" ? FilterDepth::kColumns : FilterDepth::kHeaders;
    return word == "columns" || word == "headers"
               ? std::string()
               : "\"" + word + "\" is no depth: columns, headers or dissection";
  };
  list.word("--depth", take,
            "For tests: answer the filter from columns alone, from headers of plain packets too, "
            "or by dissection alone; packets that it does not answer are counted, exit code 1")
      .called("columns|headers|dissection");
}

}  // namespace packetglass::native
