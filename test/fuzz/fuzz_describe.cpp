// Describes all of any capture, as JavaScript gets it: also where blocks and records are
// read again from a source that was changed meanwhile.
#include "bounded.h"
#include "capture.h"
#include "describe/describe.h"
#include "described.h"
#include "dissect/describe_packet.h"
#include "format/pcapng/options.h"
#include "inspect/describe_headers.h"

namespace packetglass {
namespace {

// Of a capture of a thousand packets the rest says nothing new.
constexpr std::size_t kMost = 300;

// The source, and the same source changed: both are of its size.
class Sources {
 public:
  explicit Sources(Bytes source) : source_(source), changed_(source.rbegin(), source.rend()) {}

  // What stands at an offset, cut by the end of the source, now and after the change.
  template <typename Then>
  void each(std::uint64_t offset, std::uint64_t size, Then then) const {
    for (const Bytes all : {source_, Bytes(changed_)}) {
      const auto begin = std::min<std::uint64_t>(offset, all.size());
      const auto count = std::min<std::uint64_t>(size, all.size() - begin);
      // A copy of just this size, so that a byte behind it is noticed.
      const Bytes at =
          all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(count));
      const std::vector<std::uint8_t> copy(at.begin(), at.end());
      then(Bytes(copy));
    }
  }

 private:
  Bytes source_;
  std::vector<std::uint8_t> changed_;
};

void describe_blocks(const Index& index, const Sources& sources) {
  const std::size_t count = std::min<std::size_t>(index.blocks.size(), kMost);
  require_described([&](Description& out) { put_blocks(out, index, 0, count); });
  for (std::size_t i = 0; i < count; ++i) {
    const auto block = index.blocks[i];
    sources.each(block.offset, block.length, [&](Bytes bytes) {
      require_described([&](Description& out) { put_block(out, index, i, bytes); });
    });
  }
}

void describe_record(const Index& index, const Sources& sources, std::uint64_t i) {
  const Packet packet = index.packets[i];
  const std::size_t head_size = record_head_size(index, i);
  require(head_size <= packet.offset, "the head of a record stands in the source");
  sources.each(packet.offset - head_size, head_size, [&](Bytes head) {
    const std::size_t tail_size = record_tail_size(index, i, head);
    sources.each(packet.offset + packet.captured_length, tail_size, [&](Bytes tail) {
      require_described([&](Description& out) { put_record(out, index, i, head, tail); });
    });
  });
}

void describe_fields(const Dissection& dissection, const Tree& tree) {
  require_described([&](Description& out) { put_fields(out, tree); });
  require_described([&](Description& out) { put_sources(out, tree); });
  require_described([&](Description& out) { put_columns(out, dissection); });
}

void describe_packet(const Index& index, Bytes source, std::uint64_t i) {
  const Packet packet = index.packets[i];
  const Bytes bytes =
      source.subspan(static_cast<std::size_t>(packet.offset), packet.captured_length);
  const LinkType link_type = index.interfaces[packet.interface].link_type;
  Tree tree(bytes);
  std::string info;
  Summary summary;
  Dissection dissection{summary};
  dissection.wanted.tree = &tree;
  dissection.wanted.info = &info;
  dissect(bytes, packet.original_length, link_type, dissection);
  describe_fields(dissection, tree);
  require_described(
      [&](Description& out) { put(out, decapsulate(bytes, packet.original_length, link_type)); });
}

void describe_all(const Capture& capture, Bytes source) {
  const Index& index = capture.index();
  require_described([&](Description& out) { put_sections(out, index, 0, index.sections.size()); });
  require_described(
      [&](Description& out) { put_interfaces(out, index, 0, index.interfaces.size()); });
  require_described([&](Description& out) { put_issues(out, index); });
  if (capture.error()) require_described([&](Description& out) { put(out, *capture.error()); });
  const Sources sources(source);
  describe_blocks(index, sources);
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(index.packets.size(), kMost); ++i) {
    describe_record(index, sources, i);
    describe_packet(index, source, i);
  }
}

// Bytes that are no capture are options of the block that the first of them chooses.
void describe_options(Bytes source) {
  constexpr std::uint32_t kBlocks[] = {1, 3, 4, 5, 6, 9, 10, 0xbad, 0x0a0d0d0a};
  const std::uint32_t block = kBlocks[source[0] % std::size(kBlocks)];
  const ByteOrder order = source[0] & 0x80 ? ByteOrder::kBig : ByteOrder::kLittle;
  require_described([&](Description& out) {
    out.begin_object();
    put_options(out, block, source.subspan(1), order);
    out.end();
  });
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {300'000, 1'500}, {std::size_t{3} << 20, 100});
  const Bytes source(data, size);
  Capture capture;
  capture.finish(source.subspan(capture.push(source)));
  describe_all(capture, source);
  if (capture.error() && size > 0) describe_options(source);
  return 0;
}
