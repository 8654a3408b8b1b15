// The list of all fields.
#include "dissect/field_list.h"

#include <algorithm>

#include "dissect/dissectors.h"
#include "dissect/generic_fields.h"

namespace packetglass {

extern const Dissector kTrailing;
extern const FieldList kEndFields, kNoteFields;

namespace {

// Of layers that are only fields.
constexpr Field kEveryPacket{"frame", "Frame", Shape::kLayer};
constexpr Field kNotes{"_ws.expert", "Expert Info", Shape::kLayer};

std::string_view name_of(const ListedField& listed) {
  return listed.field->name;
}

// Whether the name begins with that of the layer: of several rows that have it, it is this one's.
bool is_at_home(const ListedField& listed) {
  const std::string_view name = listed.field->name, layer = listed.protocol->name;
  return name.starts_with(layer) && (name.size() == layer.size() || name[layer.size()] == '.');
}

std::vector<ListedField> make_list() {
  std::vector<ListedField> all;
  for (const FieldRow& row : field_rows()) {
    all.push_back({row.layer, row.layer});
    visit_fields(row.fields, [&](const Field& field) { all.push_back({&field, row.layer}); });
  }
  const auto before = [](const ListedField& a, const ListedField& b) {
    if (name_of(a) != name_of(b)) return name_of(a) < name_of(b);
    return is_at_home(a) && !is_at_home(b);
  };
  std::stable_sort(all.begin(), all.end(), before);
  const auto same = [](const ListedField& a, const ListedField& b) {
    return name_of(a) == name_of(b);
  };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  all.shrink_to_fit();
  return all;
}

}  // namespace

std::vector<FieldRow> field_rows() {
  std::vector<FieldRow> rows{{&kEveryPacket, kGenericFields}, {&kNotes, kNoteFields}};
  for (const Dissector* dissector : dissectors()) {
    rows.push_back({&dissector->layer, dissector->fields});
  }
  rows.push_back({&kTrailing.layer, kTrailing.fields});
  rows.push_back({&kEveryPacket, kEndFields});
  return rows;
}

std::span<const ListedField> all_fields() {
  static const std::vector<ListedField> kAll = make_list();
  return kAll;
}

const ListedField* find_field(std::string_view name) {
  const auto found = fields_with_prefix(name);
  return !found.empty() && name_of(found.front()) == name ? &found.front() : nullptr;
}

std::span<const ListedField> fields_with_prefix(std::string_view prefix) {
  const auto all = all_fields();
  const auto less = [](const ListedField& listed, std::string_view value) {
    return name_of(listed).substr(0, value.size()) < value;
  };
  const auto greater = [](std::string_view value, const ListedField& listed) {
    return value < name_of(listed).substr(0, value.size());
  };
  const auto from = std::lower_bound(all.begin(), all.end(), prefix, less);
  return {from, std::upper_bound(from, all.end(), prefix, greater)};
}

}  // namespace packetglass
