// The list of all fields.
#include "dissect/field_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "dissect/dissectors.h"
#include "dissect/expert.h"
#include "dissect/field_type.h"
#include "dissect/generic_fields.h"

namespace packetglass {

extern const Dissector kTrailing;
extern const FieldList kEndFields;

namespace {

// Of layers that are only fields.
constexpr Field kEveryPacket{"frame", "Frame", Shape::kLayer};

constexpr FieldSpan kOfExpert[] = {kExpertFields};

std::string_view name_of(const ListedField& listed) {
  return listed.field->name;
}

auto begin_of(std::span<const ListedField> all, std::string_view name) {
  const auto less = [](const ListedField& listed, std::string_view value) {
    return name_of(listed) < value;
  };
  return std::lower_bound(all.begin(), all.end(), name, less);
}

// The layer that the name begins with: that of "tcp.flags.syn" is tcp; nullptr when there is none.
const Field* layer_of(std::span<const ListedField> all, std::string_view name) {
  const auto found = begin_of(all, name);
  const bool is_listed = found != all.end() && name_of(*found) == name;
  if (is_listed && type_of(found->field->shape) == FieldType::kProtocol) return found->field;
  const std::size_t dot = name.rfind('.');
  return dot == name.npos ? nullptr : layer_of(all, name.substr(0, dot));
}

// By name; of one name first what says most, so that the list is the same everywhere.
bool stands_before(const ListedField& a, const ListedField& b) {
  const auto key = [](const ListedField& listed) {
    const Field& field = *listed.field;
    const std::string_view first = field.names.empty() ? "" : field.names.begin()->text;
    return std::tuple(std::string_view(field.name), field.names.empty(),
                      std::string_view(field.title), field.mask,
                      std::string_view(listed.protocol->name), field.names.size(), first);
  };
  return key(a) < key(b);
}

std::vector<ListedField> make_list() {
  std::vector<ListedField> all;
  for (const FieldRow& row : field_rows()) {
    all.push_back({row.layer, row.layer});
    visit_fields(row.fields, [&](const Field& field) { all.push_back({&field, row.layer}); });
  }
  std::sort(all.begin(), all.end(), stands_before);
  const auto end = std::unique(
      all.begin(), all.end(),
      [](const ListedField& a, const ListedField& b) { return name_of(a) == name_of(b); });
  all.erase(end, all.end());
  all.shrink_to_fit();
  // Of several rows that have it, and of every packet's, it is that of its name.
  for (ListedField& listed : all) {
    const Field* const layer = layer_of(all, name_of(listed));
    if (layer != nullptr) listed.protocol = layer;
  }
  return all;
}

using LayersByField = std::map<std::string_view, std::vector<const Field*>>;

bool is_of_every_packet(const Field* layer) {
  return layer == &kEveryPacket || layer == &kExpertFields.heading || layer == &kTrailing.layer;
}

LayersByField make_layers() {
  LayersByField layers;
  const auto rows = field_rows();
  for (const FieldRow& row : rows) {
    visit_fields(row.fields, [&](const Field& field) {
      std::vector<const Field*>& of = layers[field.name];
      if (of.empty() || of.back() != row.layer) of.push_back(row.layer);
    });
  }
  for (auto& [name, of] : layers) {
    if (std::any_of(of.begin(), of.end(), is_of_every_packet)) of.clear();
  }
  return layers;
}

}  // namespace

std::vector<FieldRow> field_rows() {
  std::vector<FieldRow> rows{{&kEveryPacket, kGenericFields}, {&kExpertFields.heading, kOfExpert}};
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
  const auto all = all_fields();
  const auto found = begin_of(all, name);
  return found != all.end() && name_of(*found) == name ? &*found : nullptr;
}

std::span<const Field* const> layers_with(std::string_view name) {
  static const LayersByField kAll = make_layers();
  const auto found = kAll.find(name);
  return found == kAll.end() ? std::span<const Field* const>() : found->second;
}

std::span<const ListedField> fields_with_prefix(std::string_view prefix) {
  const auto all = all_fields();
  const auto greater = [](std::string_view value, const ListedField& listed) {
    return value < name_of(listed).substr(0, value.size());
  };
  const auto from = begin_of(all, prefix);
  return {from, std::upper_bound(from, all.end(), prefix, greater)};
}

}  // namespace packetglass
