// Dissects the packets of any capture, and bytes that are none by a dissector that they choose:
// fields must lie in the packet, and the columns may not depend on whether fields are recorded.
#include <cstring>

#include "bounded.h"
#include "dissect/dissectors.h"
#include "dissect/plain_summary.h"
#include "dissect/render.h"
#include "inspect/running_history.h"
#include "read_whole.h"
#include "require.h"

namespace packetglass {
namespace {

void require_fields(const Tree& tree) {
  for (const Node& node : tree.nodes()) {
    const std::uint64_t end = node.offset + std::uint64_t{node.size};
    require(end <= tree.source(node.source).size(), "a field lies in its source");
    require(!line_text(tree, node).empty(), "a field is shown");
    static_cast<void>(value_text(tree, node));
  }
}

void require_same(const Summary& a, const Summary& b) {
  require(std::strcmp(a.protocol, b.protocol) == 0, "the protocol is the same");
  require(a.source == b.source && a.destination == b.destination, "the addresses are the same");
  require(a.source_port == b.source_port && a.destination_port == b.destination_port,
          "the ports are the same");
  require(a.transport == b.transport && a.ip_protocol == b.ip_protocol, "the flow is the same");
}

struct Recorded {
  explicit Recorded(Bytes packet) : tree(packet) {
    dissection.wanted.tree = &tree;
    dissection.wanted.info = &info;
  }

  Tree tree;
  std::string info;
  Summary summary;
  Dissection dissection{summary};
};

// Dissects every packet as it is read, with what those before it say.
class EachPacket final : public RecordSink {
 public:
  bool any = false;

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    any = true;
    history_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) dissect_one(batch, i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  void dissect_one(const PacketBatch& batch, std::size_t i) {
    Recorded recorded(batch.bytes(i));
    recorded.dissection.history = history_.of(i, true);
    dissect(batch.bytes(i), batch.original_length[i], interfaces_[batch.interface[i]].link_type,
            recorded.dissection);
    require_fields(recorded.tree);
    require_same(recorded.summary, history_.summary(i));
  }

  std::vector<Interface> interfaces_;
  RunningHistory history_;
};

void dissect_by_choice(Bytes source) {
  if (source.size() < 2) return;
  const Bytes bytes = source.subspan(2);
  const Dissector& dissector = *dissectors()[source[0] % dissectors().size()];
  Recorded recorded(bytes);
  dissect_as(dissector, {bytes, bytes.size() + source[1]}, recorded.dissection);
  require_fields(recorded.tree);
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {300'000, 1'200}, {std::size_t{3} << 20, 100});
  const Bytes source(bytes, size);
  EachPacket each;
  read_whole(source, each);
  if (!each.any) dissect_by_choice(source);
  return 0;
}
