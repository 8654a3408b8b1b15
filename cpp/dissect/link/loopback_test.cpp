// Configuration testing: the loopback protocol of Ethernet version 2, chapter 8.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kFunctionNames[] = {{1, "Reply"}, {2, "Forward Data"}};

constexpr Field kSkipCount{"loop.skipcount", "skipCount", Shape::kNumber16};
constexpr Field kRelevant{"loop.relevant_function", "Relevant function", Shape::kNumber16, 0,
                          kFunctionNames};
constexpr Field kFunction{"loop.function", "Function", Shape::kNumber16, 0, kFunctionNames};
constexpr Field kReceipt{"loop.receipt_number", "Receipt number", Shape::kNumber16};
constexpr Field kForwardTo{"loop.forwarding_address", "Forwarding address", Shape::kMac};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x9000}};

constexpr std::uint16_t kReply = 1, kForward = 2;

void put_info(Layer& loop, unsigned function) {
  loop.generated(kRelevant, function);
  if (std::string* info = loop.info()) {
    const std::string_view name = name_of(kFunctionNames, function);
    *info = name.empty() ? format_text("Unknown function (%u)", function) : std::string(name);
  }
}

// What was forwarded already is skipped: the function that counts now is behind it.
Outcome dissect(Layer& loop) {
  const std::size_t skipped = loop.u16le(kSkipCount);
  put_info(loop, loop.peek(skipped) | static_cast<unsigned>(loop.peek(skipped + 1)) << 8);
  while (!loop.truncated()) {
    const std::uint16_t function = loop.u16le(kFunction);
    if (function == kForward) {
      loop.mac(kForwardTo);
      continue;
    }
    if (function == kReply) loop.u16le(kReceipt);
    if (!loop.truncated()) return done(loop.rest(), {});
  }
  return stop("the message is incomplete");
}

constexpr FieldSpan kFields[] = {kSkipCount, kRelevant, kFunction, kReceipt, kForwardTo};

}  // namespace

extern const Dissector kLoopbackTest{
    {"loop", "Configuration Test Protocol (loopback)", Shape::kLayer},
    "LOOP",
    kFoundAt,
    kFields,
    dissect};

}  // namespace packetglass
