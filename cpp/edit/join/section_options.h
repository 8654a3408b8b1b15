// The options of the header of a section that is joined of several.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "record/section.h"

namespace packetglass {

// What all sections say stays an option. Of the rest comments and custom options all stay, each
// once, and what hardware, operating systems and applications made them becomes a comment:
//   "a.pcapng: Hardware x86-64, Operating system Linux 6.1, Application Dumpcap"
class SectionOptions {
 public:
  // Bytes of all options, above which what else sections say is left out.
  static constexpr std::size_t kMost = std::size_t{1} << 20;

  explicit SectionOptions(ByteOrder order) : order_(order) {}

  // The first section of a source that people know by this name; one without options counts too.
  // `options` are in the order of the joined section.
  void add(const std::string& name, Bytes options);

  // The list, with its end; empty where sections say nothing.
  std::vector<std::uint8_t> joined() const;
  // Sections of which something is left out.
  std::uint64_t left_out() const { return left_out_; }

 private:
  struct Said {
    std::uint16_t code;
    std::string value;
    bool operator<(const Said& other) const {
      return code != other.code ? code < other.code : value < other.value;
    }
  };
  struct Source {
    std::string name;
    std::vector<Said> said;  // without comments and custom options
  };

  bool is_of_all(const Said& said) const;
  void append(std::vector<std::uint8_t>& out, std::uint16_t code, std::string_view value) const;

  ByteOrder order_;
  std::vector<Source> sources_;
  std::vector<Said> kept_;             // comments and custom options
  std::set<Said> known_;               // the same
  std::map<Said, std::size_t> count_;  // of the sources that say it
  std::size_t size_ = 0;               // bytes of all that is kept
  std::uint64_t left_out_ = 0;
};

}  // namespace packetglass
