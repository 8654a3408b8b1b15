// Columns of fields: their values are those that print --fields prints.
#include "table/table.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "dissect/address.h"
#include "dissect/generic_fields.h"
#include "dissect/render.h"
#include "support/every_capture.h"
#include "support/tabulating.h"
#include "table/table_batch.h"

namespace packetglass {
namespace {

// The names of all fields that packets of a capture have.
std::set<std::string> names_in(Bytes source) {
  std::set<std::string> names;
  test::PacketPass pass({.fields = true}, [&](const DissectedPacket& packet) {
    for (const Node& node : packet.tree->nodes()) names.emplace(node.field->name);
  });
  read_all(source, pass);
  return names;
}

// What --fields prints of a packet, each value: found in the plainest way.
std::vector<std::string> printed(const std::string& name, const DissectedPacket& packet) {
  std::vector<std::string> texts;
  const Field& field = *find_field(name)->field;
  if (const PacketValues values = packet_values(name)) {
    std::vector<PacketValue> found;
    values(packet, found);
    for (const PacketValue& value : found) {
      texts.push_back(packet_value_text(type_of(field.shape), value));
    }
    return texts;
  }
  const auto members = members_of(field);
  const Node* last = nullptr;
  for (const Node& node : packet.tree->nodes()) {
    const bool is_member =
        std::find(members.begin(), members.end(), node.field->name) != members.end();
    if (members.empty() ? node.field->name != name : !is_member) continue;
    const bool again = last != nullptr && node.size != 0 && node.offset == last->offset &&
                       node.source == last->source && node.field->name != last->field->name;
    if (again) continue;
    last = &node;
    texts.push_back(field_text(*packet.tree, node));
  }
  return texts;
}

std::uint64_t number_at(const ColumnData& data, std::size_t i) {
  const ColumnType type = data.type();
  if (type.kind == ColumnKind::kBoolean) return data.bits().bytes()[i / 8] >> i % 8 & 1;
  std::uint8_t bytes[8] = {};
  std::memcpy(bytes, data.bytes().values() + i * type.width, type.width);
  auto number = load<std::uint64_t>(bytes, ByteOrder::kLittle);
  const unsigned unused = 64 - 8 * type.width;
  if (type.kind != ColumnKind::kSigned || unused == 0) return number;
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(number << unused) >> unused);
}

std::string address_text(const std::uint8_t* at, unsigned width) {
  return width == 4 ? ipv4_text(at) : width == 6 ? mac_text(at) : ipv6_text(at);
}

// A value of a column as --fields prints it; of numbers decimal.
std::string shown(const ColumnData& data, std::size_t i) {
  const ColumnType type = data.type();
  const std::uint64_t number =
      type.width <= 8 && type.kind != ColumnKind::kBytes ? number_at(data, i) : 0;
  switch (type.kind) {
    case ColumnKind::kText:
      return std::string(data.texts()[number]);
    case ColumnKind::kFixedBytes:
      return address_text(data.bytes().values() + i * type.width, type.width);
    case ColumnKind::kBytes: {
      const std::size_t begin = i == 0 ? 0 : data.ends()[i - 1];
      return hex_text({data.bytes().values() + begin, data.ends()[i] - begin});
    }
    case ColumnKind::kTime:
      return iso8601(static_cast<Nanoseconds>(number));
    case ColumnKind::kDuration:
      return epoch_seconds(static_cast<Nanoseconds>(number));
    case ColumnKind::kSigned:
      return std::to_string(static_cast<std::int64_t>(number));
    default:
      return std::to_string(number);
  }
}

// What was printed, as shown() has it: hexadecimal numbers are decimal, all bits of a boolean are
// one, bytes have no colons.
std::string plain(ColumnKind kind, std::string text) {
  if (kind == ColumnKind::kUnsigned && text.starts_with("0x")) {
    return std::to_string(std::stoull(text, nullptr, 16));
  }
  if (kind == ColumnKind::kBoolean && text != "0") return "1";
  if (kind == ColumnKind::kBytes) std::erase(text, ':');
  return text;
}

struct Row {
  std::vector<std::string> all;
};

// Of each row all that its column has.
std::vector<Row> rows_of(const Table& table, std::size_t column) {
  const ColumnData& data = table.data(column);
  std::vector<Row> rows(table.rows());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [begin, end] = test::values_of(data, i);
    for (std::size_t k = begin; k < end; ++k) rows[i].all.push_back(shown(data, k));
  }
  return rows;
}

std::vector<ColumnWish> wishes_for(const std::set<std::string>& names) {
  std::vector<ColumnWish> wishes;
  for (const std::string& name : names) {
    wishes.push_back({name, Occurrence::kAll});
    wishes.push_back({name, Occurrence::kFirst});
    wishes.push_back({name, Occurrence::kLast});
  }
  return wishes;
}

std::set<std::string> asked_names(Bytes source) {
  std::set<std::string> names = names_in(source);
  for (const GenericField& generic : generic_fields()) names.emplace(generic.field.name);
  return names;
}

// What tshark calls NULL is no time: it is not there.
bool is_a_time_that_is_not_set(ColumnKind kind, const std::string& text) {
  return kind == ColumnKind::kTime && text == "NULL";
}

TEST(Table, HasTheValuesThatFieldsPrints) {
  std::uint64_t compared = 0;
  test::for_every_capture([&](Bytes source) {
    const std::set<std::string> names = asked_names(source);
    const auto wishes = wishes_for(names);
    ASSERT_EQ(wrong_column(wishes), "");
    const auto table = test::tabulated(source, wishes);
    ASSERT_FALSE(table->failed());
    if (table->rows() == 0) return;
    std::vector<std::vector<Row>> found;
    for (std::size_t i = 0; i < wishes.size(); ++i) found.push_back(rows_of(*table, i));
    std::size_t rows = 0;
    test::PacketPass pass({.fields = true}, [&](const DissectedPacket& packet) {
      const std::size_t row = rows++;
      std::size_t column = 0;
      for (const std::string& name : names) {
        const ColumnKind kind = table->data(column).type().kind;
        std::vector<std::string> expected;
        for (const std::string& text : printed(name, packet)) {
          if (!is_a_time_that_is_not_set(kind, text)) expected.push_back(plain(kind, text));
        }
        ASSERT_EQ(found[column][row].all, expected) << name << " of packet " << packet.number;
        compared += expected.size();
        if (!expected.empty()) {
          const auto first = found[column + 1][row].all, last = found[column + 2][row].all;
          ASSERT_EQ(first, std::vector{expected.front()}) << name;
          ASSERT_EQ(last, std::vector{expected.back()}) << name;
        } else {
          ASSERT_TRUE(found[column + 1][row].all.empty() && found[column + 2][row].all.empty());
        }
        column += 3;
      }
    });
    read_all(source, pass);
    EXPECT_EQ(rows, table->rows());
  });
  EXPECT_GT(compared, 50'000u);
}

}  // namespace
}  // namespace packetglass
