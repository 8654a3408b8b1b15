// The list of all fields: one type a name, Wireshark's where it has the name, and found by name.
#include "dissect/field_list.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "dissect/dissectors.h"
#include "dissect/field_type.h"
#include "dissect/generic_fields.h"
#include "support/command.h"

namespace packetglass {
namespace {

const std::filesystem::path kFacts = PACKETGLASS_TEST_CAPTURES "/../dissect";

std::string text(const Text& constant) {
  return std::string(std::string_view(constant));
}

std::vector<const Field*> every_field() {
  std::vector<const Field*> all;
  for (const FieldRow& row : field_rows()) {
    all.push_back(row.layer);
    visit_fields(row.fields, [&](const Field& field) { all.push_back(&field); });
  }
  return all;
}

// Lines of a table, by tabs; those that begin with # say what it is.
std::vector<std::vector<std::string>> table(const char* name) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(kFacts / name);
  EXPECT_TRUE(file.is_open()) << name;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> row;
    std::istringstream words(line);
    for (std::string word; std::getline(words, word, '\t');) row.push_back(word);
    rows.push_back(row);
  }
  return rows;
}

TEST(FieldList, HasAllFieldsOfAllRowsAndNoNameTwice) {
  std::set<std::string> names;
  for (const Field* field : every_field()) names.insert(text(field->name));
  const auto all = all_fields();
  EXPECT_GT(all.size(), 2500u);
  ASSERT_EQ(all.size(), names.size());
  EXPECT_TRUE(std::equal(all.begin(), all.end(), names.begin(), names.end(),
                         [](const ListedField& listed, const std::string& name) {
                           return listed.field->name == name;
                         }));
}

TEST(FieldList, EachNameHasOneType) {
  std::map<std::string, std::string_view> types;
  for (const Field* field : every_field()) {
    const auto [at, is_new] = types.emplace(text(field->name), type_name(field->shape));
    EXPECT_EQ(at->second, type_name(field->shape)) << at->first;
  }
}

TEST(FieldList, EachFieldSaysItsShapeAndIsAsWideAsItsMask) {
  for (const Field* field : every_field()) {
    EXPECT_NE(field->shape, Shape::kNone) << text(field->name);
    if (field->mask == 0 || number_form(field->shape) == NumberForm::kOther) continue;
    const int bits = std::bit_width(field->mask) - std::countr_zero(field->mask);
    EXPECT_LE(bits, static_cast<int>(field_bytes(field->shape) * 8)) << text(field->name);
  }
}

TEST(FieldList, FindsEachNameAndNoOther) {
  for (const ListedField& listed : all_fields()) {
    EXPECT_EQ(find_field(listed.field->name), &listed) << text(listed.field->name);
    EXPECT_EQ(find_field(text(listed.field->name) + " "), nullptr);
  }
  for (const char* name : {"", "ip.", "ip.srcc", "IP.SRC", "zzz"}) {
    EXPECT_EQ(find_field(name), nullptr) << name;
  }
}

TEST(FieldList, GivesWhatBeginsWithAPrefix) {
  for (const std::string prefix :
       {"", "tcp", "tcp.flags", "tcp.flags.", "_ws.col.", "none at all"}) {
    std::size_t count = 0;
    for (const ListedField& listed : all_fields()) {
      count += text(listed.field->name).starts_with(prefix);
    }
    const auto found = fields_with_prefix(prefix);
    EXPECT_EQ(found.size(), count) << prefix;
    for (const ListedField& listed : found) {
      EXPECT_TRUE(text(listed.field->name).starts_with(prefix)) << text(listed.field->name);
    }
  }
}

TEST(FieldList, KnowsWhoseFieldItIs) {
  EXPECT_EQ(find_field("tcp.srcport")->protocol->name, "tcp");
  EXPECT_EQ(find_field("http.host")->protocol->name, "http") << "SSDP has it too";
  EXPECT_EQ(find_field("dns.qry.name")->protocol->name, "dns");
  EXPECT_EQ(find_field("frame.number")->protocol->name, "frame");
}

TEST(FieldList, HasTheMembersOfWhatStandsForSeveral) {
  for (const GenericField& generic : generic_fields()) {
    for (const Text& member : members_of(generic.field)) {
      const ListedField* const listed = find_field(member);
      ASSERT_NE(listed, nullptr) << text(member);
      const Shape shape = generic.field.shape;
      const bool shown = type_of(shape) == FieldType::kString || shape == Shape::kLayer;
      if (!shown) EXPECT_EQ(type_name(listed->field->shape), type_name(shape)) << text(member);
    }
  }
  EXPECT_EQ(members_of(*find_field("ip.addr")->field).size(), 2u);
  EXPECT_TRUE(members_of(*find_field("ip.src")->field).empty());
}

TEST(FieldTypes, AreOneWhateverTheNumberLooksLike) {
  for (const Shape shape : {Shape::kNumber16, Shape::kHex16, Shape::kHexNumber16, Shape::kPort}) {
    EXPECT_EQ(type_name(shape), "uint16");
  }
  EXPECT_EQ(type_name(Shape::kSigned8), "int8");
  EXPECT_EQ(type_name(Shape::kFrameNumber), "framenum");
  EXPECT_EQ(type_name(Shape::kColonBytes), type_name(Shape::kBytes));
}

// test/dissect/fields.mjs makes the table of what tshark says, and lists differences without a
// reason; each has one here.
TEST(FieldTypes, AreThoseOfTsharkButForWhatIsListed) {
  std::map<std::string, std::vector<std::string>> listed;
  for (const auto& row : table("field-differences.tsv")) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    EXPECT_FALSE(row[3].empty()) << row[0] << ": no reason is given";
    listed[row[0]] = row;
  }
  std::size_t compared = 0, different = 0;
  for (const auto& row : table("fields.tshark.tsv")) {
    const ListedField* const ours = find_field(row[0]);
    ASSERT_NE(ours, nullptr) << row[0] << " is no field of ours any more";
    const std::string_view type = type_name(ours->field->shape);
    ++compared;
    if (type == row[1]) continue;
    ++different;
    const auto difference = listed.find(row[0]);
    ASSERT_NE(difference, listed.end()) << row[0] << ": " << type << ", of tshark " << row[1];
    EXPECT_EQ(difference->second[1], type) << row[0];
    EXPECT_EQ(difference->second[2], row[1]) << row[0];
  }
  EXPECT_GT(compared, 2500u);
  EXPECT_EQ(different, listed.size()) << "a difference is listed that is none";
}

}  // namespace
}  // namespace packetglass
