// Fields that are asked for by their names.
#include "dissect/field_choice.h"

#include <algorithm>

#include "dissect/field_list.h"
#include "dissect/generic_fields.h"

namespace packetglass {
namespace {

void sort_once(std::vector<std::string_view>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

bool is_in(const std::vector<std::string_view>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

// Layers whose names have a dot are parts of others, or of no protocol. Of bytes that are left
// over it depends on what is wanted whether they are a layer.
bool is_counted(std::string_view layer) {
  return layer != "data" && layer != "frame" && layer.find('.') == layer.npos;
}

// What is looked for in the list of fields.
struct Names {
  std::vector<std::string_view> fields, layers;
  bool knows_layers = true;

  // A field that is a layer is in itself; it may stand in rows of others, too.
  void add_field(std::string_view name) {
    fields.push_back(name);
    const auto rows = layers_with(name);
    for (const Field* layer : rows) layers.push_back(layer->name);
    const ListedField* const listed = find_field(name);
    const bool is_layer = listed != nullptr && listed->protocol == listed->field;
    if (is_layer) layers.push_back(name);
    knows_layers = knows_layers && (is_layer || !rows.empty());
  }

  // Its members in the place of a field that has some.
  void add(std::string_view name) {
    const ListedField* const listed = find_field(name);
    if (listed == nullptr) return;
    const auto members = members_of(*listed->field);
    if (members.empty()) add_field(name);
    for (const Text& member : members) add_field(member);
  }
};

Names names_of(std::span<const std::string_view> asked) {
  Names names;
  for (const std::string_view name : asked) names.add(name);
  sort_once(names.fields);
  sort_once(names.layers);
  const bool counted = std::all_of(names.layers.begin(), names.layers.end(), is_counted);
  names.knows_layers = names.knows_layers && counted;
  return names;
}

}  // namespace

FieldChoice::FieldChoice(std::span<const std::string_view> asked, bool all_layers) {
  const Names names = names_of(asked);
  knows_layers_ = names.knows_layers && !all_layers;
  for (const FieldRow& row : field_rows()) {
    if (all_layers || is_in(names.fields, row.layer->name)) fields_.add(*row.layer);
    if (is_in(names.layers, row.layer->name)) layers_.add(*row.layer);
    visit_fields(row.fields, [&](const Field& field) {
      const bool is_layer = all_layers && field.shape == Shape::kLayer;
      if (is_layer || is_in(names.fields, field.name)) fields_.add(field);
    });
  }
}

void FieldChoice::Set::add(const Field& field) {
  if (has(field)) return;
  if (4 * ++used_ > table_.size()) {
    std::vector<const Field*> before(4 * table_.size());
    before.swap(table_);
    used_ = 1;
    for (const Field* each : before) {
      if (each != nullptr) add(*each);
    }
  }
  std::size_t at = slot_of(field);
  while (table_[at] != nullptr) at = next(at);
  table_[at] = &field;
}

}  // namespace packetglass
