// --interface-name, --interface-description and --interface-comment: options of an interface.
#include "edit/changed_header.h"
#include "edit/changed_options.h"
#include "edit/edits.h"
#include "edit/step_value.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

// Of the interface of this number in each section, as everywhere interfaces are numbered.
class InterfaceOption final : public Edit {
 public:
  InterfaceOption(std::uint64_t number, std::string_view text, std::uint16_t code)
      : number_(number), text_(text.begin(), text.end()), code_(code) {}

  void section(const Section& section, Bytes raw) override {
    has_place_for("options of interfaces", section);
    section_ = section;
    section_.options = {};
    Edit::section(section, raw);
  }

  void interface(const Interface& interface, Bytes raw) override {
    if (interface.number != number_ || raw.empty()) return Edit::interface(interface, raw);
    found_ = true;
    const Bytes options = pcapng::read_interface_description(raw, section_.order).options;
    // There may be many comments, but one name.
    const auto add = code_ == pcapng::kComment ? options_with : options_replaced;
    ChangedInterface changed(interface, raw, section_);
    changed.set_options(add(options, section_.order, code_, text_));
    Edit::interface(changed.interface(), changed.raw());
  }

  bool finish() override {
    if (!found_ && !error()) {
      fail({ErrorCode::kUnsupported, 0,
            "There is no interface " + std::to_string(number_) + "; the first one is 0."});
    }
    return !error();
  }

 private:
  const std::uint64_t number_;
  const std::vector<std::uint8_t> text_;
  const std::uint16_t code_;
  Section section_;
  bool found_ = false;
};

template <std::uint16_t kCode>
MadeEdit make(std::string_view value) {
  const auto said = parse_numbered_text(value, 0);
  if (!said) return {nullptr, "is no number of an interface, a colon and a text: 0:eth1"};
  if (said->text.size() > kMostOfOption) return {nullptr, "is longer than 65535 bytes"};
  return {std::make_unique<InterfaceOption>(said->number, said->text, kCode), {}};
}

}  // namespace

extern const EditKind kInterfaceComment, kInterfaceDescriptionText, kInterfaceName;
const EditKind kInterfaceComment{"interface-comment", EditValue::kText, "NUMBER:TEXT",
                                 "pcapng: add a comment to the interface of this number, from 0",
                                 make<pcapng::kComment>};
const EditKind kInterfaceDescriptionText{"interface-description", EditValue::kText, "NUMBER:TEXT",
                                         "pcapng: describe the interface of this number so",
                                         make<pcapng::kIfDescription>};
const EditKind kInterfaceName{"interface-name", EditValue::kText, "NUMBER:NAME",
                              "pcapng: call the interface of this number so",
                              make<pcapng::kIfName>};

}  // namespace packetglass
