// The options of TCP.
#include "dissect/transport/tcp_options.h"

#include "base/text.h"
#include "dissect/option_length.h"

namespace packetglass {
namespace {

constexpr Name kKindNames[] = {{0, "End of Option List (EOL)"},
                               {1, "No-Operation (NOP)"},
                               {2, "Maximum segment size"},
                               {3, "Window scale"},
                               {4, "SACK permitted"},
                               {5, "SACK"},
                               {8, "Timestamps"},
                               {19, "TCP MD5 signature"},
                               {28, "User Timeout"},
                               {29, "TCP Authentication"},
                               {30, "Multipath TCP"},
                               {34, "TCP Fast Open"}};

constexpr Field kOptions{"tcp.options", "Options", Shape::kGroup};
constexpr Field kOption{"tcp.option", "TCP Option", Shape::kGroup};
constexpr Field kKind{"tcp.option_kind", "Kind", Shape::kNumber8, 0, kKindNames};
constexpr Field kLength{"tcp.option_len", "Length", Shape::kNumber8};
constexpr Field kMss{"tcp.options.mss_val", "MSS Value", Shape::kNumber16};
constexpr Field kShift{"tcp.options.wscale.shift", "Shift count", Shape::kNumber8};
constexpr Field kLeftEdge{"tcp.options.sack_le", "left edge", Shape::kNumber32};
constexpr Field kRightEdge{"tcp.options.sack_re", "right edge", Shape::kNumber32};
constexpr Field kTimestamp{"tcp.options.timestamp.tsval", "Timestamp value", Shape::kNumber32};
constexpr Field kTimestampEcho{"tcp.options.timestamp.tsecr", "Timestamp echo reply",
                               Shape::kNumber32};
constexpr Field kValue{"tcp.options.unknown.payload", "Payload", Shape::kBytes};

constexpr Expert kWrongLength{
    {"tcp.option.len.invalid", "Invalid length for option", Shape::kExpert},
    ExpertSeverity::kNote,
    ExpertGroup::kSequence};
constexpr Expert kShiftTooLarge{
    {"tcp.options.wscale.shift.invalid", "Window scale shift exceeds 14", Shape::kExpert},
    ExpertSeverity::kWarning,
    ExpertGroup::kProtocol};
constexpr Expert kMssAbsent{
    {"tcp.options.mss.absent", "The SYN packet does not contain a MSS option", Shape::kExpert},
    ExpertSeverity::kNote,
    ExpertGroup::kProtocol};
constexpr Expert kMssPresent{
    {"tcp.options.mss.present", "The non-SYN packet does contain a MSS option", Shape::kExpert},
    ExpertSeverity::kWarning,
    ExpertGroup::kProtocol};

constexpr std::uint8_t kEnd = 0, kNoOperation = 1, kSegmentSize = 2, kWindowScale = 3, kSack = 5;
constexpr std::uint8_t kLargestShift = 14;

// What an option adds to Info.
using Words = std::string;

// Edges count from `first`.
Words read_value(Layer& tcp, std::uint8_t kind, std::size_t size, std::uint32_t first) {
  switch (kind << 8 | static_cast<int>(size)) {
    case 2 << 8 | 2:
      return format_text(" MSS=%u", tcp.u16(kMss));
    case 3 << 8 | 1: {
      const std::uint8_t shift = tcp.u8(kShift);
      return format_text(" WS=%llu", 1ull << std::min(shift, kLargestShift));
    }
    case 4 << 8 | 0:
      return " SACK_PERM";
    case 8 << 8 | 8: {
      const std::uint32_t value = tcp.u32(kTimestamp);
      return format_text(" TSval=%u TSecr=%u", value, tcp.u32(kTimestampEcho));
    }
    default:
      break;
  }
  Words words;
  while (kind == 5 && tcp.left().size() >= 8) {
    const std::uint32_t left = tcp.u32(kLeftEdge) - first;
    tcp.means(left);
    const std::uint32_t right = tcp.u32(kRightEdge) - first;
    tcp.means(right);
    words += format_text(" SLE=%u SRE=%u", left, right);
  }
  if (!tcp.left().empty()) tcp.remaining(kValue);
  return words;
}

// One option; false when none can follow.
bool read_option(Layer& tcp, std::uint32_t first) {
  Layer::Group option(tcp, kOption);
  if (tcp.recording_text()) option.say(" - " + std::string(name_of(kKindNames, tcp.peek())));
  const std::uint8_t kind = tcp.u8(kKind);
  if (kind == kEnd) return false;
  if (kind == kNoOperation) return true;
  const std::uint8_t length = tcp.u8(kLength);
  if (tcp.truncated()) return false;
  if (length < 2 || length - 2u > tcp.left().size()) {
    tcp.expert_info(kWrongLength, wrong_option_length(name_of(kKindNames, kind), length));
    return false;
  }
  Layer::Limit value(tcp, length - 2u);
  const Words words = read_value(tcp, kind, length - 2u, first);
  if (std::string* info = tcp.info()) *info += words;
  return true;
}

// The value of the first option of this kind, as far as it is there; empty where there is none.
Bytes find_option(Bytes options, std::uint8_t wanted) {
  for (std::size_t at = 0; at < options.size();) {
    const std::uint8_t kind = options[at];
    if (kind == kEnd) break;
    if (kind == kNoOperation) {
      ++at;
      continue;
    }
    if (options.size() - at < 2 || options[at + 1] < 2) break;
    const std::size_t size = std::min<std::size_t>(options[at + 1], options.size() - at);
    if (kind == wanted) return options.subspan(at + 2, size - 2);
    at += size;
  }
  return {};
}

// RFC 7323, 2.3: a shift of more than 14 means 14.
std::uint8_t find_shift(Bytes options) {
  const Bytes shift = find_option(options, kWindowScale);
  return shift.empty() ? TcpSegment::kNoShift : std::min(shift[0], kLargestShift);
}

// Options that are too large, or not where they should be.
void report_options(Layer& tcp, Bytes options, bool syn) {
  if (!tcp.recording()) return;
  const Bytes shift = find_option(options, kWindowScale);
  if (!shift.empty() && shift[0] > kLargestShift) tcp.expert_info(kShiftTooLarge);
  const Bytes segment_size = find_option(options, kSegmentSize);
  const bool has_size = segment_size.size() == 2 && segment_size.data()[-1] == 4;  // its length
  if (syn && !has_size) tcp.expert_info(kMssAbsent);
  if (!syn && has_size) tcp.expert_info(kMssPresent);
}

std::uint32_t edge(Bytes edges, std::size_t at) {
  return load<std::uint32_t>(edges.data() + at, ByteOrder::kBig);
}

constexpr FieldSpan kFields[] = {kOptions,
                                 kOption,
                                 kKind,
                                 kLength,
                                 kMss,
                                 kShift,
                                 kLeftEdge,
                                 kRightEdge,
                                 kTimestamp,
                                 kTimestampEcho,
                                 kValue,
                                 kWrongLength.field,
                                 kShiftTooLarge.field,
                                 kMssAbsent.field,
                                 kMssPresent.field};

}  // namespace

std::uint32_t sacked_bytes(Bytes options) {
  std::uint32_t sacked = 0;
  for (Bytes edges = find_option(options, kSack); edges.size() >= 8; edges = edges.subspan(8)) {
    sacked += edge(edges, 4) - edge(edges, 0);
  }
  return sacked;
}

void read_tcp_options(Layer& tcp, std::size_t size, TcpSegment& segment) {
  if (size == 0) return;
  const Bytes options_there = tcp.left().first(std::min(size, tcp.left().size()));
  const bool syn = (segment.flags & TcpSegment::kSyn) != 0;
  if (syn) segment.shift = find_shift(options_there);  // elsewhere it says nothing
  segment.sacked = sacked_bytes(options_there);
  if (!tcp.recording() && tcp.info() == nullptr) return tcp.skip(size);
  const TcpFacts* const facts = tcp.tcp_facts();
  // What a SYN alone says of the other side's numbers comes before any of them.
  const bool opens = syn && (segment.flags & TcpSegment::kAck) == 0;
  const std::uint32_t first = facts && !opens ? facts->first_acknowledgment : 0;
  const std::size_t there = std::min(size, tcp.left().size());
  Layer::Group options(tcp, kOptions);
  if (tcp.recording_text()) options.say(format_text(": (%zu bytes)", size));
  {
    Layer::Limit limit(tcp, there);
    while (!tcp.left().empty() && read_option(tcp, first)) {
    }
  }
  report_options(tcp, options_there, syn);
  if (there < size) tcp.skip(size - there);
}

extern constexpr FieldList kTcpOptionFields = kFields;

}  // namespace packetglass
