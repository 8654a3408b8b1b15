// Fields of packets as a table.
#include "table/table.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"
#include "dissect/field_names.h"
#include "dissect/field_type.h"
#include "dissect/render.h"
#include "filter/names.h"
#include "inspect/said_later.h"

namespace packetglass {
namespace {

// Where the values of a field stand: of those that stand in nodes its name.
std::string_view node_name(const ListedField& listed) {
  const std::string_view name = listed.field->name;
  return packet_values(name) == nullptr ? name : "";
}

std::vector<std::string_view> node_names(const std::vector<ColumnWish>& wishes) {
  std::vector<std::string_view> names;
  names.reserve(wishes.size());
  for (const ColumnWish& wish : wishes) {
    names.push_back(node_name(*find_filter_field(wish.name).listed));
  }
  return names;
}

// Of those that an occurrence means: [first, end).
std::pair<std::size_t, std::size_t> chosen(Occurrence occurrence, std::size_t count) {
  if (count == 0 || occurrence == Occurrence::kAll) return {0, count};
  const std::size_t first = occurrence == Occurrence::kLast ? count - 1 : 0;
  return {first, first + 1};
}

// What a number means, else what --fields prints.
std::string meaning_of(const Tree& tree, const Node& node) {
  const std::string_view name = number_form(node.field->shape) == NumberForm::kOther
                                    ? ""
                                    : name_of(node.field->names, node.number);
  return name.empty() ? field_text(tree, node) : std::string(name);
}

// A time that is not set has no value: what NTP says of the time zero.
bool is_unset(const Tree& tree, const Node& node) {
  return node.field->shape == Shape::kTime && tree.said(node) == "NULL";
}

// Numbers that are written in digits may be larger than their field can be: then they are the
// largest.
std::uint64_t most_of(unsigned width) {
  return ~std::uint64_t{0} >> (64 - 8 * width);
}

}  // namespace

std::string wrong_column(const std::vector<ColumnWish>& wishes) {
  std::set<std::tuple<std::string_view, Occurrence, bool>> known;
  for (const ColumnWish& wish : wishes) {
    if (find_filter_field(wish.name).listed == nullptr) {
      return wrong_field(wish.name, "fields() lists all");
    }
    if (!known.emplace(wish.name, wish.occurrence, wish.as_text).second) {
      return wish.name + " is asked for twice";
    }
  }
  return {};
}

Table::Table(const std::vector<ColumnWish>& wishes) : nodes_(node_names(wishes)) {
  std::vector<std::string_view> names;
  for (const ColumnWish& wish : wishes) {
    const ListedField* const listed = find_filter_field(wish.name).listed;
    const std::string_view name = listed->field->name;
    const ColumnType type = column_type(*listed->field, wish);
    columns_.push_back({wish, listed, packet_values(name), ColumnData(type)});
    row_size_ += type.is_list || type.kind == ColumnKind::kBytes ? 4 : type.width;
    level_ = std::max(level_, packet_level(name));
    names.push_back(name);
  }
  wanted_ = wanted_for(names);
}

bool Table::needs_later() const {
  return std::any_of(columns_.begin(), columns_.end(), [](const Column& column) {
    return is_said_later(column.listed->field->name);
  });
}

void Table::add(const DissectedPacket& packet) {
  if (rows_ == 0) first_ = packet.number - 1;
  nodes_.load(packet.tree);
  size_ = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    if (column.of_packet != nullptr)
      add_generic(column, packet);
    else if (packet.tree != nullptr)
      add_nodes(column, *packet.tree, nodes_.of(i));
    column.data.end_row();
    failed_ = failed_ || column.data.failed();
    size_ += column.data.size();
  }
  failed_ = failed_ || limited();
  ++rows_;
}

void Table::add_generic(Column& column, const DissectedPacket& packet) {
  values_.clear();
  column.of_packet(packet, values_);
  const auto [first, end] = chosen(column.wish.occurrence, values_.size());
  for (std::size_t i = first; i < end; ++i) add(column, values_[i]);
}

void Table::add_nodes(Column& column, const Tree& tree, std::span<const std::uint32_t> nodes) {
  const auto [first, end] = chosen(column.wish.occurrence, nodes.size());
  for (std::size_t i = first; i < end; ++i) add(column, tree, tree.nodes()[nodes[i]]);
}

void Table::add(Column& column, const PacketValue& value) {
  switch (column.data.type().kind) {
    case ColumnKind::kText:
      if (column.wish.as_text) {
        return column.data.add(packet_value_text(type_of(column.listed->field->shape), value));
      }
      return column.data.add(value.text);
    case ColumnKind::kFixedBytes:
    case ColumnKind::kBytes:
      return column.data.add(value.bytes);
    default:
      return column.data.add(value.number);
  }
}

void Table::add(Column& column, const Tree& tree, const Node& node) {
  if (column.wish.as_text) return column.data.add(meaning_of(tree, node));
  const ColumnType type = column.data.type();
  switch (type.kind) {
    case ColumnKind::kText:
      return column.data.add(field_text(tree, node));
    case ColumnKind::kBytes:
      return column.data.add(tree.value_bytes(node));
    case ColumnKind::kFixedBytes: {
      const Bytes bytes = tree.value_bytes(node);
      if (bytes.size() >= type.width) column.data.add(bytes);
      return;
    }
    case ColumnKind::kBoolean: {
      const bool is_flag = type_of(node.field->shape) == FieldType::kBoolean;
      return column.data.add(std::uint64_t{!is_flag || node.number != 0});
    }
    case ColumnKind::kSigned:
      return column.data.add(static_cast<std::uint64_t>(signed_number(node)));
    case ColumnKind::kUnsigned:
      return column.data.add(std::min(node.number, most_of(type.width)));
    default:
      if (!is_unset(tree, node)) column.data.add(node.number);
  }
}

void Table::clear() {
  for (Column& column : columns_) column.data.clear();
  rows_ = size_ = 0;
}

}  // namespace packetglass
