// What columns answer of a filter is what the fields answer, for every packet.
#include "filter/column_filter.h"

#include <memory>

#include "inspect/dissected_packets.h"
#include "support/every_capture.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

constexpr const char* kFilters[] = {
    "",
    "tcp.port == 80",
    "not tcp.port == 80",
    "tcp.port != 80",
    "tcp.port !== 80",
    "tcp.port in {20..80, 443, 1024..65535}",
    "udp.port == 53 or tcp.port == 53",
    "udp.srcport < udp.dstport",
    "tcp.srcport == tcp.dstport",
    "ip.addr == 192.0.2.0/24",
    "ip.addr != 192.0.2.1",
    "all ip.addr == 192.0.2.1",
    "ip.src == ip.dst",
    "not ip.src == 10.0.0.0/8",
    "count(ip.addr) == 2",
    "ip.src[0:2] == c0:00",
    "ipv6.addr == 2001:db8::/32",
    "ipv6.src[0] == 0xfe",
    "tcp.flags.syn == 1 and not tcp.flags.ack == 1",
    "tcp.flags & 0x12",
    "tcp.flags == 0x0018",
    "tcp.flags.reset or tcp.flags.fin",
    "tcp.stream == 1",
    "tcp.stream in {0..3} and tcp.flags.push == 1",
    "_ws.col.protocol == \"TCP\"",
    "_ws.col.protocol contains \"DNS\" xor udp",
    "frame.len > 100 and tcp",
    "frame.cap_len == frame.len",
    "frame.number in {1..10, 13}",
    "frame.time_epoch > 0 or ip.src == 192.0.2.1",
    "frame.number + 1 == 5 or ip.ttl == 64",
    "ip.ttl > 1 and tcp.port == 80",
    "frame",
    "data and tcp.port == 9",
};

// All layers that there are: "eth", "ip", …
std::vector<std::string> layer_filters() {
  std::vector<std::string> filters;
  for (const ListedField& listed : all_fields()) {
    if (type_of(listed.field->shape) == FieldType::kProtocol) {
      filters.emplace_back(std::string_view(listed.field->name));
    }
  }
  return filters;
}

// One filter, asked both ways.
struct BothWays {
  explicit BothWays(const std::string& words, DissectedPackets& packets)
      : text(words), compiled(compile_filter(text)) {
    if (compiled.filter == nullptr) return;
    columns.emplace(*compiled.filter, ColumnTables{packets.kinds(), packets.history().paths(),
                                                   packets.history().flows()});
  }

  std::string text;
  FilterCompilation compiled;
  std::optional<ColumnFilter> columns;
};

class Compare final : public RecordSink {
 public:
  Compare() {
    for (const char* filter : kFilters)
      both_.push_back(std::make_unique<BothWays>(filter, packets_));
    for (const std::string& layer : layer_filters()) {
      both_.push_back(std::make_unique<BothWays>(layer, packets_));
    }
  }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) compare(i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  std::uint64_t asked = 0, known = 0;

 private:
  void compare(std::size_t i) {
    const PacketFlow flow = packets_.history().flow(i);
    const std::uint32_t kind = packets_.kind(i);
    const DissectedPacket& packet = packets_.begin(i);
    std::vector<Truth> truths;
    for (const auto& each : both_) {
      truths.push_back(each->columns ? each->columns->decide(kind, flow, packet)
                                     : Truth::kUnknown);
    }
    packets_.dissect();
    for (std::size_t k = 0; k < both_.size(); ++k) {
      if (!both_[k]->columns) continue;
      ++asked;
      if (truths[k] == Truth::kUnknown) continue;
      ++known;
      EXPECT_EQ(truths[k] == Truth::kYes, both_[k]->compiled.filter->matches(packet))
          << both_[k]->text << ", packet " << packet.number;
    }
  }

  DissectedPackets packets_{{.fields = true}};
  std::vector<Interface> interfaces_;
  std::vector<std::unique_ptr<BothWays>> both_;
};

TEST(ColumnFilter, AnswersAsTheFieldsDo) {
  std::uint64_t asked = 0, known = 0;
  test::for_every_capture([&](Bytes bytes) {
    const auto compare = std::make_unique<Compare>();
    test::read_all(bytes, *compare);
    asked += compare->asked;
    known += compare->known;
  });
  // Most are answered without the fields.
  EXPECT_GT(asked, 10'000u);
  EXPECT_GT(known, asked * 6 / 10);
}

TEST(ColumnFilter, CompilesAllOfThese) {
  for (const char* filter : kFilters) {
    const FilterCompilation compiled = compile_filter(filter);
    EXPECT_NE(compiled.filter, nullptr)
        << filter << ": " << (compiled.error ? compiled.error->text : "");
  }
}

}  // namespace
}  // namespace packetglass
