// The header that a capture has lost.
#include "edit/first_header.h"

#include <algorithm>

#include "format/capture_reader.h"
#include "format/pcap/writer.h"
#include "format/pcapng/section_header.h"
#include "format/pcapng/writer.h"

namespace packetglass {
namespace {

constexpr ByteOrder kOrders[] = {ByteOrder::kLittle, ByteOrder::kBig};
constexpr LinkType kRawIp = 101;
constexpr std::size_t kVersionAt = 4;  // of a classic header
constexpr std::size_t kLinkTypeAt = 20;

// How well a source can be read.
class Score final : public RecordSink {
 public:
  std::uint64_t packets_found = 0, doubts = 0, skipped = 0;
  std::vector<std::uint8_t> first_packet;

  void section(const Section&, Bytes) override {}
  void interface(const Interface&, Bytes) override {}
  bool packets(const PacketBatch& batch) override {
    if (packets_found == 0) {
      const Bytes bytes = batch.bytes(0);
      first_packet.assign(bytes.begin(), bytes.end());
    }
    packets_found += batch.count;
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue& issue) override {
    doubts += severity(issue.kind) == Severity::kNote ? 0 : 1;
    if (issue.kind == IssueKind::kBytesSkipped) skipped += issue.found;
  }

  bool better_than(const Score& other) const {
    if (merit() != other.merit()) return merit() > other.merit();
    return skipped < other.skipped;
  }

 private:
  // A header read as a record is a packet more, and something wrong with it.
  std::int64_t merit() const {
    return static_cast<std::int64_t>(packets_found) - 2 * static_cast<std::int64_t>(doubts);
  }
};

Score score_of(const FirstHeader& header, Bytes start) {
  std::vector<std::uint8_t> source = header.bytes;
  const Bytes rest = start.subspan(header.replaced);
  source.insert(source.end(), rest.begin(), rest.end());
  Score score;
  CaptureReader reader;
  static_cast<void>(reader.finish(source, score));
  return score;
}

FirstHeader classic(const pcap::Variant& variant, ByteOrder order) {
  FirstHeader header;
  pcap::WriterOptions options;
  options.variant = &variant;
  options.order = order;
  pcap::PcapWriter(options, header.bytes);
  return header;
}

// The classic header that stands there, but with this magic; where its version stands there too.
std::optional<FirstHeader> with_magic(const pcap::Variant& variant, ByteOrder order, Bytes start) {
  if (start.size() < pcap::kFileHeaderSize) return std::nullopt;
  const auto major = load<std::uint16_t>(start.data() + kVersionAt, order);
  const auto minor = load<std::uint16_t>(start.data() + kVersionAt + 2, order);
  if (major != 2 || minor > 4) return std::nullopt;
  FirstHeader header{{start.begin(), start.begin() + pcap::kFileHeaderSize},
                     pcap::kFileHeaderSize};
  store(header.bytes.data(), variant.magic, order);
  return header;
}

// The section header that stands there with its type and byte-order magic.
std::optional<FirstHeader> with_type(ByteOrder order, Bytes start) {
  if (start.size() < pcapng::kSectionFixedSize) return std::nullopt;
  const auto length = load<std::uint32_t>(start.data() + 4, order);
  if (length < 28 || length > start.size()) return std::nullopt;
  FirstHeader header{{start.begin(), start.begin() + pcapng::kByteOrderEnd},
                     pcapng::kByteOrderEnd};
  store(header.bytes.data(), pcapng::kSectionHeader, order);
  store(header.bytes.data() + pcapng::kBlockHeadSize, pcapng::kByteOrderMagic, order);
  return header;
}

// The likeliest first.
std::vector<FirstHeader> candidates(Bytes start) {
  std::vector<FirstHeader> all;
  const auto add = [&](std::optional<FirstHeader> header) {
    if (header) all.push_back(std::move(*header));
  };
  for (const ByteOrder order : kOrders) {
    add(with_magic(pcap::kMicrosecondVariant, order, start));
    add(with_magic(pcap::kNanosecondVariant, order, start));
    add(with_type(order, start));
  }
  for (const ByteOrder order : kOrders) {
    add(classic(pcap::kMicrosecondVariant, order));
    add(classic(pcap::kNanosecondVariant, order));
    FirstHeader section;
    pcapng::PcapngWriter(order, section.bytes).write_section();
    add(std::move(section));
  }
  return all;
}

// Whether a packet is IP without anything in front: version and length stand where IP has them.
bool looks_like_ip(Bytes packet) {
  if (packet.size() < 20) return false;
  const unsigned version = packet[0] >> 4;
  const std::size_t length = load<std::uint16_t>(packet.data() + 2, ByteOrder::kBig);
  const std::size_t payload = load<std::uint16_t>(packet.data() + 4, ByteOrder::kBig);
  return (version == 4 && length == packet.size()) ||
         (version == 6 && payload + 40 == packet.size());
}

}  // namespace

std::optional<FirstHeader> find_first_header(Bytes start) {
  std::optional<FirstHeader> best;
  Score best_score;
  for (FirstHeader& header : candidates(start)) {
    Score score = score_of(header, start);
    if (best && !score.better_than(best_score)) continue;
    best_score = std::move(score);
    best = std::move(header);
  }
  if (!best || best_score.packets_found == 0) return std::nullopt;
  const bool is_made = best->replaced == 0 && best->bytes.size() == pcap::kFileHeaderSize;
  if (is_made && looks_like_ip(best_score.first_packet)) {
    const bool big = best->bytes[0] == 0xa1;
    store(best->bytes.data() + kLinkTypeAt, std::uint32_t{kRawIp},
          big ? ByteOrder::kBig : ByteOrder::kLittle);
  }
  return best;
}

bool is_text_mode_transfer(Bytes start) {
  constexpr std::size_t kEnough = 8;
  std::size_t line_feeds = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (start[i] != '\n') continue;
    if (i == 0 || start[i - 1] != '\r') return false;
    ++line_feeds;
  }
  return line_feeds >= kEnough;
}

}  // namespace packetglass
