// Columns of fields: their values are those that print --fields prints.
#include "table/table.h"

#include <gtest/gtest.h>

#include <bit>
#include <fstream>
#include <set>
#include <sstream>

#include "base/real_bits.h"
#include "base/text.h"
#include "dissect/address.h"
#include "dissect/generic_fields.h"
#include "dissect/render.h"
#include "support/every_capture.h"
#include "support/tabulating.h"
#include "table/table_batch.h"

namespace packetglass {
namespace {

namespace fs = std::filesystem;

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
    case ColumnKind::kReal:
      return format_text("%.15g", real_of_bits(number));
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

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> words;
  std::istringstream in(line + "\t");
  for (std::string word; std::getline(in, word, '\t');) words.push_back(word);
  return words;
}

// All rows of a table as tshark prints them: values separated by commas, columns by tabs.
std::vector<std::string> lines_of(const Table& table) {
  std::vector<std::string> lines(table.rows());
  for (std::size_t i = 0; i < table.columns(); ++i) {
    const std::vector<Row> rows = rows_of(table, i);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      if (i != 0) lines[k] += '\t';
      for (const std::string& value : rows[k].all) {
        if (&value != &rows[k].all.front()) lines[k] += ',';
        lines[k] += value;
      }
    }
  }
  return lines;
}

// Captures and packets of which test/dissect/differences.tsv says what differs.
std::set<std::pair<std::string, std::string>> packets_that_differ(const fs::path& folder) {
  std::set<std::pair<std::string, std::string>> listed;
  std::ifstream differences(folder / "differences.tsv");
  for (std::string line; std::getline(differences, line);) {
    const auto words = split(line);
    if (words.size() > 1) listed.emplace(words[0], words[1]);
  }
  return listed;
}

// test/dissect/columns.mjs asks tshark: the names of columns, then of each capture its name and
// its rows.
TEST(Table, HasTheRowsThatTsharkPrintsButForWhatIsListed) {
  const fs::path folder = test::captures() / "../dissect";
  const auto listed = packets_that_differ(folder);
  std::ifstream facts(folder / "columns.tshark.tsv");
  std::string line;
  ASSERT_TRUE(std::getline(facts, line));
  std::vector<ColumnWish> wishes;
  for (const std::string& name : split(line)) wishes.push_back({name, Occurrence::kAll});
  std::string capture;
  std::vector<std::string> ours;
  std::size_t row = 0, same = 0;
  while (std::getline(facts, line)) {
    if (line.find('\t') == line.npos) {
      ASSERT_EQ(row, ours.size()) << capture;
      const std::string text = test::read_file(test::captures() / "dissect" / line);
      ours = lines_of(*test::tabulated(bytes_of(text), wishes));
      capture = fs::path(line).stem();
      row = 0;
      continue;
    }
    ASSERT_LT(row, ours.size()) << capture;
    if (ours[row] == line)
      ++same;
    else
      EXPECT_TRUE(listed.count({capture, std::to_string(row + 1)}) != 0) << capture << '\n'
                                                                         << ours[row] << '\n'
                                                                         << line;
    ++row;
  }
  EXPECT_GT(same, 900u);
}

// All fields, in all ways in which a column may be one.
std::vector<ColumnWish> all_wishes(std::size_t most) {
  std::vector<ColumnWish> wishes;
  for (const bool as_text : {false, true}) {
    for (const Occurrence which : {Occurrence::kFirst, Occurrence::kLast, Occurrence::kAll}) {
      for (const ListedField& listed : all_fields()) {
        wishes.push_back({std::string(listed.field->name), which, as_text});
      }
    }
  }
  wishes.resize(std::min(most, wishes.size()));
  return wishes;
}

TEST(Table, IntegersHaveRoomForAllThatTheirFieldsMayBe) {
  for (const FieldRow& row : field_rows()) {
    visit_fields(row.fields, [](const Field& field) {
      const ColumnType type = column_type(*find_field(field.name)->field, {});
      if (type.kind != ColumnKind::kUnsigned || field.mask == 0) return;
      const std::uint64_t part = field.mask >> std::countr_zero(field.mask);
      const std::uint64_t most = part * field.unit;
      EXPECT_LE(most, ~std::uint64_t{0} >> (64 - 8 * type.width)) << std::string_view(field.name);
    });
  }
}

TEST(Table, NamesTheTypesOfColumns) {
  const auto name = [](const char* field, const ColumnWish& wish = {}) {
    return column_type_name(*find_field(field)->field, wish);
  };
  EXPECT_EQ(name("ip.ttl"), "uint8");
  EXPECT_EQ(name("tcp.srcport"), "uint16");
  EXPECT_EQ(name("frame.number"), "uint32");
  EXPECT_EQ(name("nbss.length"), "uint32");  // of 24 bits
  EXPECT_EQ(name("icmpv6.mld.maximum_response_code"), "uint32");
  EXPECT_EQ(name("tcp.flags.syn"), "boolean");
  EXPECT_EQ(name("ip.src"), "ipv4");
  EXPECT_EQ(name("ipv6.src"), "ipv6");
  EXPECT_EQ(name("eth.src"), "ether");
  EXPECT_EQ(name("frame.time"), "absolute_time");
  EXPECT_EQ(name("frame.time_delta"), "relative_time");
  EXPECT_EQ(name("tcp.payload"), "bytes");
  EXPECT_EQ(name("dns.qry.name"), "string");
  EXPECT_EQ(name("tcp"), "string");
  EXPECT_EQ(name("ip.ttl", {"", Occurrence::kFirst, true}), "string");
}

TEST(Table, SaysWhatIsWrongWithColumns) {
  const auto wrong = [](std::vector<ColumnWish> wishes) { return wrong_column(wishes); };
  EXPECT_EQ(wrong({{"ip.src"}, {"ip.src", Occurrence::kLast}, {"_ws.col.info"}}), "");
  EXPECT_EQ(wrong({{"ip.src"}, {"ip.src"}}), "ip.src is asked for twice");
  EXPECT_TRUE(wrong({{"ip.scr"}}).starts_with("no field is called ip.scr; did you mean ip.src"));
}

TEST(Table, SaysWhatNumbersMeanWhereTextsAreWanted) {
  const std::string text = test::read_file(test::captures() / "dissect" / "http.pcap");
  const auto table = test::tabulated(bytes_of(text), {{"ip.proto", Occurrence::kFirst, true},
                                                      {"ip.ttl", Occurrence::kFirst, true},
                                                      {"frame.len", Occurrence::kFirst, true}});
  EXPECT_EQ(rows_of(*table, 0)[0].all, std::vector<std::string>{"TCP"});
  EXPECT_EQ(rows_of(*table, 1)[0].all, std::vector<std::string>{"64"});
  EXPECT_EQ(rows_of(*table, 2)[0].all, std::vector<std::string>{"388"});
}

// A packet of pcapng with so many comments.
class Commented {
 public:
  explicit Commented(std::size_t comments) : record_(28) {
    record_[0] = 6;
    for (std::size_t i = 0; i < comments; ++i) {
      for (const int byte : {1, 0, 1, 0, 120, 0, 0, 0})
        record_.push_back(static_cast<std::uint8_t>(byte));
    }
    record_.resize(record_.size() + 4);
    packet_.number = 1;
    packet_.packet.kind = RecordKind::kEnhanced;
    packet_.record = record_;
  }
  const DissectedPacket& packet() const { return packet_; }

 private:
  std::vector<std::uint8_t> record_;
  DissectedPacket packet_;
};

TEST(Table, TakesMemoryInProportionToTheValuesOfAPacket) {
  for (const std::size_t count : {10'000u, 100'000u, 1'000'000u}) {
    const Commented commented(count);
    Table table({{"frame.comment", Occurrence::kAll}, {"frame.comment", Occurrence::kLast}});
    table.add(commented.packet());
    ASSERT_FALSE(table.failed());
    EXPECT_EQ(table.data(0).values(), count);
    EXPECT_EQ(table.data(0).texts().size(), 1u);
    EXPECT_LE(table.data(0).size(), 4 * count + 16);
    EXPECT_LE(table.data(1).size(), 16u);
    EXPECT_EQ(table.full(), false);
  }
  // So many are a batch alone.
  const Commented commented(5'000'000);
  Table table({{"frame.comment", Occurrence::kAll}});
  table.add(commented.packet());
  EXPECT_TRUE(table.full());
}

TEST(Table, EndsABatchOfManyColumnsWhenItIsLarge) {
  const auto wishes = all_wishes(10'000);
  ASSERT_EQ(wishes.size(), 10'000u);
  ASSERT_EQ(wrong_column(wishes), "");
  DissectedPacket packet;
  Interface interface;
  packet.interface = &interface;
  const Tree tree{{}};
  packet.tree = &tree;
  std::size_t rows[3];
  for (const std::size_t factor : {1u, 2u, 4u}) {
    Table table({wishes.begin(), wishes.begin() + static_cast<long>(2500 * factor)});
    while (!table.full()) table.add(packet);
    ASSERT_FALSE(table.failed());
    EXPECT_LE(table.rows() * table.row_size(), Table::kEnoughBytes + (1u << 20)) << factor;
    rows[factor / 2] = table.rows();
    Buffer<std::uint8_t> memory;
    ASSERT_NE(make_batch(table, memory), nullptr);
    EXPECT_LE(memory.size(), Table::kEnoughBytes * 2);
    table.clear();
    EXPECT_FALSE(table.full());
  }
  EXPECT_GT(rows[0], rows[1]);
  EXPECT_GT(rows[1], rows[2]);
}

// What a program without pointers reads of a batch.
TEST(TableBatch, SaysWhereItsBuffersLie) {
  const std::string text = test::read_file(test::captures() / "dissect" / "http.pcap");
  const auto table = test::tabulated(bytes_of(text), {{"frame.len"},
                                                      {"tcp.port", Occurrence::kAll},
                                                      {"tcp.payload"},
                                                      {"http.host"},
                                                      {"tcp.flags.syn"}});
  Buffer<std::uint8_t> memory;
  const std::uint8_t* const at = make_batch(*table, memory);
  ASSERT_NE(at, nullptr);
  BatchHead head;
  std::memcpy(&head, at, sizeof(head));
  EXPECT_EQ(head.size, memory.size());
  EXPECT_EQ(head.rows, table->rows());
  EXPECT_EQ(head.columns, 5u);
  EXPECT_EQ(head.first, 0u);
  std::uint32_t end = sizeof(head) + 5 * sizeof(BatchColumn);
  for (std::size_t i = 0; i < 5; ++i) {
    BatchColumn column;
    std::memcpy(&column, at + sizeof(head) + i * sizeof(column), sizeof(column));
    const ColumnData& data = table->data(i);
    EXPECT_EQ(column.nulls, data.nulls());
    EXPECT_EQ(column.values, data.values());
    EXPECT_EQ(column.validity.size, (table->rows() + 7) / 8);
    for (const BufferPlace& place :
         {column.validity, column.rows, column.data, column.offsets, column.text}) {
      if (place.size == 0) continue;
      EXPECT_EQ(place.offset % 8, 0u);
      EXPECT_GE(place.offset, end);
      end = place.offset + place.size;
    }
    EXPECT_EQ(column.rows.size, data.type().is_list ? 4 * (table->rows() + 1) : 0);
    if (i == 4) continue;
    EXPECT_EQ(std::memcmp(at + column.data.offset, data.bytes().values(), column.data.size), 0);
  }
  EXPECT_LE(end, head.size);
}

}  // namespace
}  // namespace packetglass
