// --link-type: says that packets are of another link type; their bytes stay.
#include "edit/changed_header.h"
#include "edit/edits.h"
#include "edit/step_value.h"

namespace packetglass {
namespace {

class SetLinkType final : public Edit {
 public:
  explicit SetLinkType(LinkType link_type) : link_type_(link_type) {}

  void section(const Section& section, Bytes raw) override {
    ChangedHeader header(section, raw);
    if (!header.set_link_type(link_type_)) {
      fail({ErrorCode::kUnsupported, section.offset,
            "AIX has other words for link types: write another variant first, with --to usec."});
    }
    section_ = header.section();
    section_.options = {};
    Edit::section(header.section(), header.raw());
  }
  void interface(const Interface& interface, Bytes raw) override {
    ChangedInterface changed(interface, raw, section_);
    changed.set_link_type(link_type_);
    Edit::interface(changed.interface(), changed.raw());
  }

 private:
  const LinkType link_type_;
  Section section_;
};

MadeEdit make(std::string_view value) {
  const auto number = parse_whole(value);
  const auto named = number ? std::nullopt : link_type_by_name(value);
  if (!named && (!number || *number > 0xffff)) {
    return {nullptr, "is no link type: 1, ETHERNET, RAW"};
  }
  const auto link_type = named.value_or(static_cast<LinkType>(number.value_or(0)));
  return {std::make_unique<SetLinkType>(link_type), {}};
}

}  // namespace

extern const EditKind kSetLinkType;
const EditKind kSetLinkType{"link-type", EditValue::kText, "TYPE",
                            "Say that all packets are of this link type, by number or name; their "
                            "bytes stay as they are",
                            make};

}  // namespace packetglass
