// The options of the header of a section that is joined of several.
#include "edit/join/section_options.h"

#include <limits>

#include "base/appender.h"
#include "base/text.h"
#include "format/pcapng/block.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

using namespace pcapng;

constexpr std::uint16_t kHardware = 2, kSystem = 3, kApplication = 4;

const char* title_of(std::uint16_t code) {
  if (code == kHardware) return "Hardware";
  return code == kSystem ? "Operating system" : "Application";
}

bool is_of_maker(std::uint16_t code) {
  return code == kHardware || code == kSystem || code == kApplication;
}

// Text may end with NUL.
std::string_view trimmed(std::string_view text) {
  return text.substr(0, text.find('\0'));
}

}  // namespace

void SectionOptions::add(const std::string& name, Bytes options) {
  Source source{name, {}};
  bool leaves_out = options.size() > kMost - size_;
  OptionList list(options, order_);
  while (const Option* option = leaves_out ? nullptr : list.next()) {
    Said said{option->code, std::string(text_of(option->value))};
    size_ += said.value.size() + kOptionHeadSize;
    if (is_of_maker(said.code)) {
      ++count_[said];
      source.said.push_back(std::move(said));
    } else if (known_.insert(said).second) {
      kept_.push_back(std::move(said));
    }
  }
  if (leaves_out || list.malformed()) ++left_out_;
  sources_.push_back(std::move(source));
}

bool SectionOptions::is_of_all(const Said& said) const {
  return count_.at(said) == sources_.size();
}

std::vector<std::uint8_t> SectionOptions::joined() const {
  std::vector<std::uint8_t> out;
  for (const Said& said : kept_) append(out, said.code, said.value);
  bool first = true;
  for (const Source& source : sources_) {
    std::string differs;
    for (const Said& said : source.said) {
      if (is_of_all(said)) {
        if (first) append(out, said.code, said.value);
        continue;
      }
      differs += (differs.empty() ? source.name + ": " : std::string(", ")) + title_of(said.code) +
                 " " + std::string(trimmed(said.value));
    }
    if (!differs.empty()) append(out, kComment, differs);
    first = false;
  }
  if (!out.empty()) Appender(out, order_).u32(kEndOfOptions);
  return out;
}

void SectionOptions::append(std::vector<std::uint8_t>& out, std::uint16_t code,
                            std::string_view value) const {
  value = value.substr(0, std::numeric_limits<std::uint16_t>::max());
  Appender to(out, order_);
  to.u16(code);
  to.u16(static_cast<std::uint16_t>(value.size()));
  to.bytes(bytes_of(value));
  for (std::size_t i = value.size(); i % 4 != 0; ++i) to.u8(0);
}

}  // namespace packetglass
