// What columns answer of a filter is what the fields answer, for every packet.
#include "filter/column_filter.h"

#include <algorithm>
#include <map>
#include <memory>
#include <random>

#include "filter/canonical.h"
#include "flow/summary_index.h"
#include "index/index_builder.h"
#include "support/every_capture.h"
#include "support/filtering.h"

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
    // of fields that most packets lack
    "dns.qry.name contains \"example\" or http.host",
    "not http.request.method == \"GET\" and tcp",
    "count(dns.resp.name) == 0",
    "len(http.host) > 3 xor icmp.type == 8",
    "@dns.id == 00:01",
    // of headers
    "eth.addr == 02:00:00:00:00:01",
    "eth.src[0] == 2 or eth.dst == ff:ff:ff:ff:ff:ff",
    "eth.type == 0x800",
    "not eth.type == 0x800",
    "ip.version == 4 and ip.hdr_len > 20",
    "ip.dsfield.dscp != 0 or ip.dsfield.ecn == 1 or ip.dsfield == 2",
    "ip.len > 60 and ip.id != 0",
    "ip.flags.df == 1 xor ip.flags.mf == 1",
    "ip.frag_offset > 0",
    "ip.ttl in {1..64}",
    "not ip.ttl < 64 and tcp.port == 80",
    "ip.proto == 6 or ip.proto == 17",
    "tcp.hdr_len == 20",
    "tcp.window_size_value > 1000 and tcp.flags.push == 1",
    "tcp.urgent_pointer == 0",
    "udp.length < 20",
    "ip.len > udp.length",
    "tcp.hdr_len <= ip.hdr_len",
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

// Tests of columns, joined at random.
class RandomFilters {
 public:
  std::string filter(int depth = 2) {
    if (depth == 0 || below(3) == 0) return test();
    const std::string left = "(" + filter(depth - 1) + ")";
    if (below(4) == 0) return "not " + left;
    return left + any({" and ", " or ", " xor "}) + "(" + filter(depth - 1) + ")";
  }

 private:
  std::string test() {
    switch (below(5)) {
      case 0:
        return any({"tcp", "udp", "ip", "ipv6", "tcp.flags.syn == 1", "dns", "ip.ttl == 64"});
      case 1:
        return any({"ip.addr", "ip.src", "ip.dst"}) + sign() +
               any({"10.0.0.0/8", "192.0.2.1", "127.0.0.1"});
      case 2:
        return any({"ipv6.addr", "ipv6.src", "ipv6.dst"}) + sign() +
               any({"fe80::/10", "::1", "2001:db8::1"});
      case 3:
        return any({"frame.len", "frame.cap_len", "frame.number"}) + sign() +
               any({"60", "100", "3", "frame.len"});
      default:
        return any({"", "all ", "any "}) +
               any({"tcp.port", "tcp.srcport", "udp.port", "udp.dstport"}) +
               any({" == 80", " != 80", " !== 53", " === 53", " > 1023", " in {53, 80..443}",
                    " not in {53, 8080}"});
    }
  }
  std::string sign() { return any({" == ", " != ", " === ", " !== ", " > ", " <= "}); }
  unsigned below(unsigned most) { return static_cast<unsigned>(random_() % most); }
  std::string any(std::initializer_list<const char*> of) {
    return of.begin()[below(static_cast<unsigned>(of.size()))];
  }

  std::mt19937 random_{1};
};

std::vector<std::unique_ptr<Filter>> random_filters(std::size_t count) {
  RandomFilters random;
  std::vector<std::unique_ptr<Filter>> compiled;
  while (compiled.size() < count) {
    auto filter = compile_filter(random.filter()).filter;
    if (filter != nullptr) compiled.push_back(std::move(filter));
  }
  return compiled;
}

// Asks groups of the columns of an index.
class Indexed final : public RecordSink {
 public:
  void section(const Section& section, Bytes raw) override { builder_.section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    builder_.interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    summary_.add(batch, index_.interfaces);
    return builder_.packets(batch);
  }
  bool block(const Block& block) override { return builder_.block(block); }
  void issue(const Issue& issue) override { builder_.issue(issue); }

  // Of all packets.
  std::vector<Truth> ask(Filter& filter) const {
    const SummaryColumns& columns = summary_.columns();
    ColumnFilter asked(filter, {columns.kinds(), summary_.hierarchy().paths(), summary_.flows()});
    std::vector<Truth> all;
    SummaryGroup group{};
    Truth truths[kGroupSize];
    while (all.size() < columns.size()) {
      columns.read_group(all.size(), group);
      asked.decide(group, index_.packets, truths);
      all.insert(all.end(), truths, truths + group.count);
    }
    return all;
  }

 private:
  Index index_;
  IndexBuilder builder_{index_};
  SummaryIndex summary_;
};

// Those that groups answer are those that columns do, one packet after another.
TEST(ColumnFilter, AnswersAtRandomAsTheFieldsDo) {
  const auto compiled = random_filters(150);
  std::vector<Filter*> filters;
  for (const auto& filter : compiled) filters.push_back(filter.get());
  std::uint64_t asked = 0;
  test::for_every_capture([&](Bytes bytes) {
    const auto filtering = std::make_unique<test::Filtering>(filters);
    filtering->read(bytes);
    for (const auto& [packet, filter] : filtering->differing) {
      ADD_FAILURE() << canonical_text(filters[filter]->program()) << ", packet " << packet;
    }
    const auto indexed = std::make_unique<Indexed>();
    test::read_all(bytes, *indexed);
    std::uint64_t known = 0;
    for (std::size_t k = 0; k < filters.size(); ++k) {
      const std::vector<std::uint64_t>& matching = filtering->matching[k];
      const std::vector<Truth> truths = indexed->ask(*filters[k]);
      for (std::size_t i = 0; i < truths.size(); ++i) {
        if (truths[i] == Truth::kUnknown) continue;
        ++known;
        EXPECT_EQ(truths[i] == Truth::kYes,
                  std::binary_search(matching.begin(), matching.end(), i + 1))
            << canonical_text(filters[k]->program()) << ", packet " << i + 1;
      }
    }
    EXPECT_EQ(known, filtering->from_columns);
    asked += filtering->asked;
  });
  EXPECT_GT(asked, 50'000u);
}

TEST(ColumnFilter, AnswersAsTheFieldsDo) {
  std::vector<std::string> texts(std::begin(kFilters), std::end(kFilters));
  for (std::string& layer : layer_filters()) texts.push_back(std::move(layer));
  std::vector<std::unique_ptr<Filter>> compiled;
  for (const std::string& text : texts) {
    auto filter = compile_filter(text).filter;
    if (filter != nullptr) compiled.push_back(std::move(filter));
  }
  std::vector<Filter*> filters;
  for (const auto& filter : compiled) filters.push_back(filter.get());
  std::uint64_t asked = 0, columns = 0, headers = 0;
  test::for_every_capture([&](Bytes bytes) {
    const auto filtering = std::make_unique<test::Filtering>(filters);
    filtering->read(bytes);
    for (const auto& [packet, filter] : filtering->differing) {
      ADD_FAILURE() << canonical_text(filters[filter]->program()) << ", packet " << packet;
    }
    asked += filtering->asked;
    columns += filtering->from_columns;
    headers += filtering->from_headers;
  });
  // Most are answered without the fields.
  EXPECT_GT(asked, 10'000u);
  EXPECT_GT(columns, asked * 6 / 10);
  EXPECT_GT(headers, 1'000u);
}

// Asks of each field that a packet has whether columns say that it lacks it.
class FieldsPresent final : public RecordSink {
 public:
  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      packets_.begin(i);
      const DissectedPacket& packet = packets_.dissect();
      for (const Node& node : packet.tree->nodes()) ask(node.field->name, i, packet);
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  std::uint64_t asked = 0;

 private:
  struct Asked {
    std::unique_ptr<Filter> filter;
    std::unique_ptr<ColumnFilter> columns;
  };

  void ask(std::string_view name, std::size_t i, const DissectedPacket& packet) {
    Asked& one = of(name);
    if (one.filter == nullptr) return;
    ++asked;
    const RunningHistory& history = packets_.history();
    EXPECT_NE(one.columns->decide(packets_.kind(i), history.flow(i), packet), Truth::kNo)
        << name << ", packet " << packet.number;
  }
  Asked& of(std::string_view name) {
    const auto [found, is_new] = asked_.try_emplace(std::string(name));
    if (!is_new) return found->second;
    found->second.filter = compile_filter(name).filter;
    if (found->second.filter == nullptr) return found->second;
    const RunningHistory& history = packets_.history();
    found->second.columns = std::make_unique<ColumnFilter>(
        *found->second.filter, ColumnTables{packets_.kinds(), history.paths(), history.flows()});
    return found->second;
  }

  DissectedPackets packets_{{.fields = true}};
  std::vector<Interface> interfaces_;
  std::map<std::string, Asked> asked_;
};

TEST(ColumnFilter, SaysOfNoFieldThatAPacketHasThatItLacksIt) {
  std::uint64_t asked = 0;
  test::for_every_capture([&](Bytes bytes) {
    const auto present = std::make_unique<FieldsPresent>();
    test::read_all(bytes, *present);
    asked += present->asked;
  });
  EXPECT_GT(asked, 50'000u);
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
