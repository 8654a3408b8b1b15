// Asks any filter of any packet: the first line is the filter, a byte chooses the dissector of the
// rest. The answer does not depend on when the engine of regular expressions is asked.
#include "base/text.h"
#include "bounded.h"
#include "dissect/dissectors.h"
#include "filtering.h"
#include "require.h"

namespace packetglass {
namespace {

struct Choice {
  Tree tree;
  DissectedPacket packet;
  Interface interface;

  explicit Choice(Bytes bytes) : tree(bytes) {
    packet.number = 7;
    packet.packet.captured_length = packet.packet.original_length =
        static_cast<std::uint32_t>(bytes.size());
    packet.bytes = packet.record = bytes;
    packet.interface = &interface;
    packet.tree = &tree;
  }
};

void dissect_by_choice(Choice& out, std::uint8_t choice) {
  Dissection dissection(out.packet.summary);
  dissection.wanted.tree = &out.tree;
  dissection.wanted.info = &out.packet.info;
  dissection.wanted.carried = &out.packet.carried;
  const Dissector& dissector = *dissectors()[choice % dissectors().size()];
  const Bytes bytes = out.packet.bytes;
  dissect_as(dissector, {bytes, bytes.size()}, dissection);
}

void ask(Filter& filter, RegexEngine& engine, const DissectedPacket& packet) {
  filter.select(packet);
  const bool at_once = filter.matches(packet);
  const bool exceeded = filter.exceeded() != 0;
  OpenMatches open;
  Truth truth = filter.evaluation().matches(packet, open);
  bool later_exceeded = filter.evaluation().exceeded();
  if (truth == Truth::kUnknown) {
    std::vector<RegexEngine::Answer> answers(open.questions.size());
    engine.match(open.questions, answers);
    truth = filter.evaluation().resolve(open, answers) ? Truth::kYes : Truth::kNo;
    later_exceeded |= filter.evaluation().exceeded();
  }
  if (exceeded || later_exceeded) return;
  require(at_once == (truth == Truth::kYes), "the answer is the same later");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  static_cast<void>(all_fields());
  const fuzz::Bounded bounded(size, {200'000'000, 20'000}, {std::size_t{200} << 20, 2'000});
  const std::string_view all = text_of(Bytes(bytes, size));
  const std::size_t line = std::min(all.find('\n'), all.size());
  AnyEngine engine;
  const FilterCompilation compilation = compile_filter(all.substr(0, line), {{}, &engine});
  if (compilation.filter == nullptr || size < line + 2) return 0;
  const Bytes rest = Bytes(bytes, size).subspan(line + 1);
  Choice packet(rest.subspan(1));
  dissect_by_choice(packet, rest[0]);
  ask(*compilation.filter, engine, packet.packet);
  return 0;
}
