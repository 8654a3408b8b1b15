// Writes what was read of any bytes: verbatim it must be the same bytes, in any other format the
// same packets.
#include "ambiguity.h"
#include "bounded.h"
#include "record/host_order_headers.h"
#include "require.h"
#include "support/conversion.h"
#include "support/observed.h"

namespace packetglass {
namespace {

using test::observe;
using test::Observed;
using test::Rewritten;
using test::SeenPacket;

bool ambiguous(const CaptureTarget& target, const Observed& source, const Observed& again) {
  for (const SeenPacket& packet : source.packets()) {
    if (may_look_like_a_capture(packet)) return true;
  }
  for (std::size_t i = 1; i < source.sections.size(); ++i) {
    if (may_look_like_a_record(source.sections[i])) return true;
  }
  return target.variant != nullptr ? mistaken(again, *target.variant) : mistaken(again, source);
}

Nanoseconds rounded(Nanoseconds time, const CaptureTarget& target) {
  if (target.variant == nullptr) return time;
  const auto per_second = static_cast<Nanoseconds>(target.variant->ticks_per_second);
  return time - time % (kNanosecondsPerSecond / per_second);
}

ByteOrder order_of(const Observed& capture, const SeenPacket& packet) {
  return capture.sections[capture.interfaces[packet.interface].section].order;
}

// In a capture of the other byte order headers in host order are turned round.
test::ByteVector expected_bytes(const Observed& source, const SeenPacket& packet, ByteOrder to) {
  test::ByteVector bytes = packet.bytes;
  const HostOrderHeader* const header = find_host_order_header(source.link_type(packet));
  const ByteOrder from = order_of(source, packet);
  if (header != nullptr && from != to) header->reorder(bytes, from);
  return bytes;
}

void compare(const SeenPacket& before, const SeenPacket& after, const CaptureTarget& target) {
  require(before.original_length == after.original_length, "an original length");
  require(rounded(before.timestamp, target) == after.timestamp, "a time");
}

bool is_pcapng(const Section& section) {
  return section.format == "pcapng";
}

// Blocks that are damaged are written as they stand: what stands behind them decided how they were
// read, and is not all there any more.
bool comparable(const CaptureTarget& target, const Observed& source) {
  const bool blocks_stay = target.variant == nullptr &&
                           std::any_of(source.sections.begin(), source.sections.end(), is_pcapng);
  return !blocks_stay || !source.has(Severity::kWarning);
}

std::string_view name_of(const CaptureTarget& target) {
  if (target.variant != nullptr) return target.variant->name;
  return target.pcapng ? "pcapng" : "same format";
}

void check_converted(Bytes bytes, const Observed& source, const CaptureTarget& target) {
  trying = name_of(target);
  const Rewritten written = test::rewrite(bytes, target);
  if (!comparable(target, source)) return;
  const Observed again = observe(written.bytes);
  if (ambiguous(target, source, again)) return;
  require_none(again.wrong());
  require(again.packets().size() <= source.packets().size(), "more packets than there were");
  if (!written.error && !source.error) {
    require(again.packets().size() == source.packets().size(), "the number of packets");
    require(!again.has(Severity::kError), "what was written is damaged");
  }
  for (std::size_t i = 0; i < again.packets().size(); ++i) {
    const SeenPacket& packet = again.packets()[i];
    const auto bytes = expected_bytes(source, source.packets()[i], order_of(again, packet));
    require(bytes == packet.bytes, "the bytes of a packet");
    compare(source.packets()[i], packet, target);
    require(source.link_type(source.packets()[i]) == again.link_type(packet), "a link type");
  }
}

void check_verbatim(Bytes bytes, const Observed& source) {
  trying = "verbatim";
  const Rewritten written = test::rewrite(bytes, {});
  require(written.bytes == source.handed_on(), "written verbatim: what was handed on");
  const bool intact = !source.error && !source.has(Severity::kError);
  require(!intact ||
              std::equal(bytes.begin(), bytes.end(), written.bytes.begin(), written.bytes.end()),
          "written verbatim: the source");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {150'000, 600}, {std::size_t{256} << 10, 160});
  const Bytes bytes(data, size);
  const auto source = test::observe(bytes);
  trying = "reading";
  require_none(source.wrong());
  check_verbatim(bytes, source);
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    check_converted(bytes, source, {nullptr, true, order});
    check_converted(bytes, source, {nullptr, false, order});
    // One variant for each source: all of them would take most of the time.
    const pcap::Variant& variant = pcap::kVariants[size % std::size(pcap::kVariants)];
    check_converted(bytes, source, {&variant, false, order});
  }
  return 0;
}
