// Dissects the packets of any capture as its last bytes choose and prefer: columns may not depend
// on whether fields are recorded, and fields lie in their packets.
#include <cstring>

#include "bounded.h"
#include "dissect/dissectors.h"
#include "inspect/dissected_packets.h"
#include "read_whole.h"
#include "require.h"

namespace packetglass {
namespace {

constexpr std::size_t kChoices = 2, kChoice = 5;  // bytes of one

constexpr const char* kPreferences[] = {"ip.check_checksum:TRUE", "tcp.check_checksum:TRUE",
                                        "udp.check_checksum:TRUE", "sctp.checksum:Automatic"};

constexpr const char* kTables[] = {"tcp.port", "udp.port", "sctp.port",    "sctp.ppi", "ethertype",
                                   "ip.proto", "llc.dsap", "ppp.protocol", "user_dlt"};

// Of each a byte is the table, two are its first number, one says how many, and one who takes
// them; the bits of the very last byte are preferences. What cannot be chosen is left out.
Choices choices_in(Bytes bytes) {
  Choices chosen;
  for (std::size_t i = 0; i < std::size(kPreferences) && !bytes.empty(); ++i) {
    if ((bytes.back() >> i & 1) != 0) {
      static_cast<void>(chosen.preferences.set(kPreferences[i]));
    }
  }
  for (std::size_t at = 0; at + kChoice <= bytes.size(); at += kChoice) {
    const std::string table = kTables[bytes[at] % std::size(kTables)];
    const unsigned first = load<std::uint16_t>(bytes.data() + at + 1, ByteOrder::kLittle);
    const Dissector& dissector = *dissectors()[bytes[at + 4] % dissectors().size()];
    const std::string numbers = std::to_string(first) + ":" + std::to_string(bytes[at + 3]);
    static_cast<void>(chosen.decode_as.add(table + "==" + numbers + "," +
                                           std::string(std::string_view(dissector.layer.name))));
  }
  return chosen;
}

class EachPacket final : public RecordSink {
 public:
  explicit EachPacket(const Choices& chosen) { packets_.history().dissects_as(chosen); }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) check(i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  void check(std::size_t i) {
    packets_.begin(i);
    const DissectedPacket& packet = packets_.dissect();
    const Summary &full = packet.summary, &columns = packets_.history().summary(i);
    require(std::strcmp(full.protocol, columns.protocol) == 0, "the protocol is the same");
    require(full.source == columns.source && full.destination == columns.destination &&
                full.source_port == columns.source_port && full.transport == columns.transport,
            "the flow is the same");
    for (const Node& node : packet.tree->nodes()) {
      const std::uint64_t end = node.offset + std::uint64_t{node.size};
      require(end <= packet.tree->source(node.source).size(), "a field lies in its source");
    }
  }

  DissectedPackets packets_{{.fields = true}};
  std::vector<Interface> interfaces_;
};

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {2'000'000, 3'000}, {std::size_t{4} << 20, 150});
  const Bytes source(bytes, size);
  const Choices chosen = choices_in(source.last(std::min(size, kChoices * kChoice)));
  EachPacket each(chosen);
  read_whole(source, each);
  return 0;
}
