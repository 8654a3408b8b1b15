// Checksums that are verified, against what tshark says of them under the same preferences.
#include <gtest/gtest.h>

#include <sstream>

#include "dissect/render.h"
#include "inspect/dissected_packets.h"
#include "inspect/packet_values.h"
#include "support/captures.h"
#include "support/packets.h"
#include "support/pcapng_bytes.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

using Row = std::vector<std::string>;

const std::string kFolder = test::captures().string() + "/checksums/";

std::vector<Row> rows_of(const std::string& text) {
  std::vector<Row> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    rows.push_back(row);
  }
  return rows;
}

// As --fields prints them.
std::string values_of(const DissectedPacket& packet, const std::string& name) {
  if (name == "_ws.col.Info") return info_text(packet.summary, packet.info);
  if (name == "frame.number") return std::to_string(packet.number);
  std::string text;
  for (const Node& node : packet.tree->nodes()) {
    if (std::string_view(node.field->name) != name) continue;
    const bool is_number = node.field->shape == Shape::kNumber8;
    if (!text.empty()) text += ',';
    text += is_number ? std::to_string(node.number) : field_text(*packet.tree, node);
  }
  return text;
}

class Rows final : public RecordSink {
 public:
  Rows(const Row& names, const Choices& choices) : names_(names) {
    packets_.history().dissects_as(choices);
  }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      packets_.begin(i);
      const DissectedPacket& packet = packets_.dissect();
      Row row;
      for (const std::string& name : names_) row.push_back(values_of(packet, name));
      rows.push_back(row);
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  std::vector<Row> rows;

 private:
  const Row& names_;
  DissectedPackets packets_{{.fields = true, .info = true}};
  std::vector<Interface> interfaces_;
};

std::vector<Row> rows_under(const Row& names, std::initializer_list<const char*> preferences) {
  Choices choices;
  for (const char* each : preferences) EXPECT_EQ(choices.preferences.set(each), "");
  const std::string source = test::read_file(kFolder + "checksums.pcap");
  Rows rows(names, choices);
  test::read_all(test::as_bytes(source), rows);
  return rows.rows;
}

std::vector<Row> answers() {
  return rows_of(test::read_file(kFolder + "checksums.tshark.tsv"));
}

// Of TCP and UDP Info is the same, but for messages: in a conversation that sends again what was
// damaged, tshark leaves the message as it is. Of a payload that was cut short (16) tshark says
// so.
bool has_same_info(std::size_t number) {
  return (number <= 20 && number != 16) || (number >= 22 && number <= 29) || number >= 39;
}

// A number, however many zeros stand in front of it.
std::string number_of(const std::string& text) {
  if (text.rfind("0x", 0) != 0 || text.find(',') != text.npos) return text;
  return std::to_string(std::stoul(text, nullptr, 16));
}

TEST(Checksums, AreAsTsharkSaysUnderTheSamePreferences) {
  const std::vector<Row> theirs = answers();
  const Row& names = theirs.at(0);
  const std::vector<Row> ours =
      rows_under(names, {"ip.check_checksum:TRUE", "tcp.check_checksum:TRUE",
                         "udp.check_checksum:TRUE", "sctp.checksum:Automatic"});
  ASSERT_EQ(ours.size() + 1, theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    for (std::size_t column = 0; column < names.size(); ++column) {
      const bool differs = names[column] == "_ws.col.Info" && !has_same_info(i + 1);
      const std::string expected = column < theirs[i + 1].size() ? theirs[i + 1][column] : "";
      if (differs) continue;
      EXPECT_EQ(number_of(ours[i][column]), number_of(expected))
          << names[column] << " of " << i + 1;
    }
  }
}

// What was damaged is sent again, and only that belongs to the message.
TEST(Checksums, OfDamagedSegmentsNothingIsReassembled) {
  const Row names = {"http.host", "_ws.col.Info"};
  const auto checked = rows_under(names, {"tcp.check_checksum:TRUE"});
  EXPECT_EQ(checked[37][0], "right.test");
  const auto unchecked = rows_under(names, {});
  EXPECT_EQ(unchecked[37][0], "wrong.test");
}

TEST(Checksums, AreNotVerifiedUnlessThatIsPreferred) {
  const Row names = {"ip.checksum.status", "tcp.checksum.status", "udp.checksum.status",
                     "sctp.checksum.status"};
  for (const Row& row : rows_under(names, {})) EXPECT_EQ(row, Row(4));
  std::size_t tcp = 0;
  for (const Row& row : rows_under(names, {"tcp.check_checksum:TRUE"})) {
    EXPECT_EQ(row[0] + row[2] + row[3], "");
    tcp += row[1].empty() ? 0 : 1;
  }
  EXPECT_EQ(tcp, 14u);
}

TEST(Checksums, OfSctpAreOfTheKindThatIsPreferred) {
  const Row names = {"sctp.checksum.status"};
  const auto statuses = [&](const char* kind) {
    std::string text;
    for (const Row& row : rows_under(names, {kind})) text += row[0];
    return text;
  };
  EXPECT_EQ(statuses("sctp.checksum:None"), "");
  EXPECT_EQ(statuses("sctp.checksum:CRC 32c"), "10002");
  EXPECT_EQ(statuses("sctp.checksum:Adler 32"), "00102");
}

}  // namespace
}  // namespace packetglass
