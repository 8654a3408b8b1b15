// What is done with a capture, stage by stage.
#include "growth/stages.h"

#include <algorithm>

#include "base/block_window.h"
#include "capture.h"
#include "describe/describe.h"
#include "flow/conversation_ends.h"
#include "flow/describe_lists.h"
#include "read_whole.h"
#include "stream/objects/object_conversations.h"

namespace packetglass::fuzz {
namespace {

using Mark = void (*)();

// As files are read: block by block through a window.
void read(Capture& capture, Bytes source) {
  BlockWindow window;
  for (std::size_t at = 0; at < source.size();) {
    const Bytes next = source.subspan(at, std::min(BlockWindow::kBlockSize, source.size() - at));
    std::copy(next.begin(), next.end(), window.block());
    window.commit(next.size());
    window.consume(capture.push(window.bytes()));
    at += next.size();
  }
  capture.finish(window.bytes());
}

void index(Bytes source, Mark begin, Mark end) {
  Capture capture;
  begin();
  read(capture, source);
  end();
}

void summary(Bytes source, Mark begin, Mark end) {
  SummaryIndex summary;
  Capture capture({}, &summary);
  begin();
  read(capture, source);
  end();
}

void list(const SummaryIndex& summary, const ListLayer& layer) {
  ConversationList conversations(summary, layer);
  EndpointList endpoints(conversations);
  for (const SortBy order : {SortBy::kBytes, SortBy::kFirst}) {
    conversations.sort(order);
    endpoints.sort(order);
  }
  Description out;
  put_conversations(out, conversations, 0, conversations.size());
  put_endpoints(out, endpoints, 0, endpoints.size());
}

void lists(Bytes source, Mark begin, Mark end) {
  SummaryIndex summary;
  Capture capture({}, &summary);
  read(capture, source);
  begin();
  for (const ListLayer& layer : list_layers()) list(summary, layer);
  Description out;
  put_hierarchy(out, summary.hierarchy().rows());
  end();
}

// What the rows at the end of a list need of packets before them.
void rows(Bytes source, Mark begin, Mark end) {
  constexpr std::uint64_t kRows = 16;
  SummaryIndex summary;
  Capture capture({}, &summary);
  read(capture, source);
  const std::uint64_t packets = summary.columns().size();
  begin();
  for (std::uint64_t i = packets - std::min(packets, kRows); i < packets; ++i) {
    static_cast<void>(summary.tcp_facts(i));
    static_cast<void>(summary.needed_for(i + 1));
  }
  end();
}

void describe(Bytes source, Mark begin, Mark end) {
  Capture capture;
  read(capture, source);
  const Index& index = capture.index();
  begin();
  Description out;
  put_sections(out, index, 0, index.sections.size());
  put_interfaces(out, index, 0, index.interfaces.size());
  put_issues(out, index);
  put_blocks(out, index, 0, index.blocks.size());
  for (std::size_t i = 0; i < index.blocks.size(); ++i) {
    const BlockEntry entry = index.blocks[i];
    out.clear();
    put_block(out, index, i, source.subspan(static_cast<std::size_t>(entry.offset), entry.length));
  }
  end();
}

class Messages final : public RecordSink, ObjectConversationSink {
 public:
  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    summarise(batch, number_, interfaces_, flows_, summary_);
    for (std::size_t i = 0; i < batch.count; ++i) add(batch, i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}
  void finish() { conversations_.finish(); }

 private:
  void body(std::uint32_t, const HttpMessage&, Bytes) override {}
  void end(std::uint32_t, const HttpMessage&) override {}

  void add(const PacketBatch& batch, std::size_t i) {
    const PacketFlow& flow = summary_.flows[i];
    ++number_;
    if (flow.conversation == PacketFlow::kNone) return;
    const Packet packet = batch.packet(i);
    summary_.fragments.packet(number_, packet.timestamp, batch.bytes(i));
    const bool is_followed =
        conversations_.has(flow.conversation) ||
        conversations_.begin(flow.conversation, ends_of(flows_[flow.conversation]));
    if (!is_followed) return;
    conversations_.add(flow.conversation, {batch.bytes(i), packet.original_length,
                                           interfaces_[packet.interface].link_type, flow.side,
                                           number_, packet.timestamp, &summary_.fragments});
  }

  std::vector<Interface> interfaces_;
  FlowTable flows_;
  BatchSummary summary_;
  ObjectConversations conversations_{*this};
  std::uint64_t number_ = 0;
};

void messages(Bytes source, Mark begin, Mark end) {
  Messages messages;
  begin();
  read_whole(source, messages);
  messages.finish();
  end();
}

constexpr Stage kStages[] = {{"index", index}, {"summary", summary},   {"lists", lists},
                             {"rows", rows},   {"describe", describe}, {"messages", messages}};

}  // namespace

std::span<const Stage> stages() {
  return kStages;
}

}  // namespace packetglass::fuzz
