// Every field that is recorded of any packet is in the list of fields.
#include <set>

#include "dissect/dissection.h"
#include "dissect/field_check.h"
#include "dissect/field_list.h"
#include "support/packets.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

const std::filesystem::path kCaptures = test::captures();
const std::filesystem::path kShared = kCaptures / "../../../shared/captures/files";

// Everything there that may be a capture, whole or damaged; none without the folder.
std::vector<std::filesystem::path> captures_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::exists(folder)) return found;
  const std::set<std::string> others{".mjs", ".txt", ".tsv", ".md"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const bool other = others.count(entry.path().extension()) != 0;
    if (entry.is_regular_file() && !other) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::set<const Field*> listed_fields() {
  std::set<const Field*> all;
  for (const FieldRow& row : field_rows()) {
    all.insert(row.layer);
    visit_fields(row.fields, [&](const Field& field) { all.insert(&field); });
  }
  return all;
}

// As far as it can be read.
std::vector<test::TestPacket> packets_of(const std::filesystem::path& capture) {
  const std::string source = test::read_file(capture);
  test::PacketCollector collector;
  test::read_all({reinterpret_cast<const std::uint8_t*>(source.data()), source.size()}, collector);
  return collector.packets_found;
}

TEST(RecordedFields, AreNamedByARow) {
  const std::set<const Field*> listed = listed_fields();
  std::set<const Field*> recorded;
  for (const auto& folder : {kCaptures, kShared}) {
    for (const auto& capture : captures_in(folder)) {
      for (const test::TestPacket& packet : packets_of(capture)) {
        Tree tree(packet.bytes);
        Summary summary;
        Dissection dissection(summary);
        dissection.wanted.tree = &tree;
        dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
        for (const Node& node : tree.nodes()) recorded.insert(node.field);
      }
    }
  }
  EXPECT_GT(recorded.size(), 1500u);
  for (const Field* field : recorded) {
    EXPECT_TRUE(listed.count(field) != 0) << std::string_view(field->name);
  }
}

// In values quotes are escaped.
void gather_names(const std::string& json, std::set<std::string>& names) {
  constexpr std::string_view kKey = "\"name\":\"";
  for (std::size_t at = json.find(kKey); at != json.npos; at = json.find(kKey, at)) {
    at += kKey.size();
    names.insert(json.substr(at, json.find('"', at) - at));
  }
}

// With what other packets say: reassembled datagrams, analysis flags. Of the captures of this
// project alone: all JSON of the real ones takes minutes, and a build for debugging checks each
// field itself.
TEST(RecordedFields, OfWholeCapturesAreInTheList) {
  const test::TemporaryFolder folder;
  std::set<std::string> names;
  for (const auto& capture : captures_in(kCaptures)) {
    const std::string words = PACKETGLASS_BINARY " print --json '" + capture.string() + "'";
    gather_names(folder.shell(words).out, names);
  }
  EXPECT_GT(names.size(), 1500u);
  for (const std::string& name : names) EXPECT_NE(find_field(name), nullptr) << name;
  EXPECT_EQ(names.count("tcp.analysis.retransmission"), 1u);
}

#ifndef NDEBUG
TEST(RecordedFields, EndTheProgramWhereNoRowNamesThem) {
  static constexpr Field kUnlisted{"ip.unlisted", "Unlisted", Shape::kNumber8};
  EXPECT_DEATH(require_listed(kUnlisted), "ip.unlisted: no dissector's row names this field");
}
#endif

}  // namespace
}  // namespace packetglass
