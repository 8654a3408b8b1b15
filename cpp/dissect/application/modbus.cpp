// Modbus over TCP: Modbus Messaging on TCP/IP 1.0b, Modbus Application Protocol 1.1b3.
#include <algorithm>

#include "base/text.h"
#include "dissect/exchange_fields.h"

namespace packetglass {
namespace {

constexpr Name kFunctions[] = {{1, "Read Coils"},
                               {2, "Read Discrete Inputs"},
                               {3, "Read Holding Registers"},
                               {4, "Read Input Registers"},
                               {5, "Write Single Coil"},
                               {6, "Write Single Register"},
                               {7, "Read Exception Status"},
                               {8, "Diagnostics"},
                               {11, "Get Comm. Event Counters"},
                               {12, "Get Comm. Event Log"},
                               {15, "Write Multiple Coils"},
                               {16, "Write Multiple Registers"},
                               {17, "Report Slave ID"},
                               {20, "Read File Record"},
                               {21, "Write File Record"},
                               {22, "Mask Write Register"},
                               {23, "Read Write Register"},
                               {24, "Read FIFO Queue"},
                               {43, "Encapsulated Interface Transport"}};
constexpr Name kExceptions[] = {{1, "Illegal function"},
                                {2, "Illegal data address"},
                                {3, "Illegal data value"},
                                {4, "Slave device failure"},
                                {5, "Acknowledge"},
                                {6, "Slave device busy"},
                                {8, "Memory parity error"},
                                {10, "Gateway path unavailable"},
                                {11, "Gateway target device failed to respond"}};

constexpr Field kTransaction{"mbtcp.trans_id", "Transaction Identifier", Shape::kNumber16};
constexpr Field kProtocol{"mbtcp.prot_id", "Protocol Identifier", Shape::kNumber16};
constexpr Field kLength{"mbtcp.len", "Length", Shape::kNumber16};
constexpr Field kUnit{"mbtcp.unit_id", "Unit Identifier", Shape::kNumber8};
constexpr Field kFunction{"modbus.func_code", "Function Code", Shape::kNumber8, 0x7f, kFunctions};
constexpr Field kException{"modbus.exception_code", "Exception Code", Shape::kNumber8, 0,
                           kExceptions};
constexpr Field kReference{"modbus.reference_num", "Reference Number", Shape::kNumber16};
constexpr Field kWordCount{"modbus.word_cnt", "Word Count", Shape::kNumber16};
constexpr Field kBitCount{"modbus.bit_cnt", "Bit Count", Shape::kNumber16};
constexpr Field kByteCount{"modbus.byte_cnt", "Byte Count", Shape::kNumber8};
constexpr Field kRequestFrame{"modbus.request_frame", "Request Frame", Shape::kFrameNumber};
constexpr Field kResponseFrame{"modbus.response_frame", "Response Frame", Shape::kFrameNumber};
constexpr Field kSinceRequest{"modbus.response_time", "Time from request", Shape::kDuration};
constexpr Field kData{"modbus.data", "Data", Shape::kBytes};

constexpr Route kTcpAt[] = {{Space::kTcpPort, 502}};
constexpr Route kQueryAt[] = {{Space::kModbus, 0}};
constexpr Route kAnswerAt[] = {{Space::kModbus, 1}};

constexpr std::size_t kHeaderSize = 7, kLongest = 254;
constexpr std::uint16_t kPort = 502;
constexpr std::uint8_t kFailed = 0x80;

const Field& count_of(std::uint8_t function) {
  return function == 3 || function == 4 || function == 16 ? kWordCount : kBitCount;
}

void read_query(Layer& modbus, std::uint8_t function) {
  const bool several = function == 15 || function == 16;
  if ((function < 1 || function > 6) && !several) return;
  modbus.u16(kReference);
  if (function == 5 || function == 6) return;
  modbus.u16(count_of(function));
  if (several) modbus.u8(kByteCount);
}

void read_answer(Layer& modbus, std::uint8_t function) {
  if (function >= 1 && function <= 4) {
    modbus.u8(kByteCount);
  } else if (function == 5 || function == 6) {
    modbus.u16(kReference);
  } else if (function == 15 || function == 16) {
    modbus.u16(kReference);
    modbus.u16(count_of(function));
  }
}

template <bool kAnswer>
Outcome dissect(Layer& modbus) {
  const std::uint8_t code = modbus.peek();
  modbus.u8({&kFunction});
  if ((code & kFailed) != 0) {
    modbus.u8(kException);
  } else {
    kAnswer ? read_answer(modbus, code) : read_query(modbus, code);
    if (!modbus.left().empty()) modbus.remaining(kData);
  }
  return modbus.truncated() ? stop("the message ends within a field") : done();
}

std::string info_of(bool answer, unsigned transaction, unsigned unit, std::uint8_t code) {
  const std::uint8_t function = code & ~kFailed;
  std::string info =
      format_text("%8s: Trans: %5u; Unit: %3u, Func: %3u: ", answer ? "Response" : "   Query",
                  transaction, unit, function);
  const std::string_view name = name_of(kFunctions, function);
  info += name.empty() ? "Unknown function" : name;
  return (code & kFailed) != 0 ? info + ". Exception returned " : info;
}

// The protocol of a header is 0, and its length that of a message.
bool plausible(const Layer& tcp) {
  const unsigned protocol = tcp.peek16(2);
  const unsigned length = tcp.peek16(4);
  return tcp.left().size() > kHeaderSize && protocol == 0 && length >= 2 && length <= kLongest;
}

MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  return end_by_length(sent.bytes, kHeaderSize, progress, [](Bytes bytes) -> std::size_t {
    const auto protocol = load<std::uint16_t>(&bytes[2], ByteOrder::kBig);
    const auto length = load<std::uint16_t>(&bytes[4], ByteOrder::kBig);
    return protocol == 0 && length >= 2 && length <= kLongest ? 6 + std::size_t{length} : 0;
  });
}

Outcome dissect_tcp(Layer& tcp) {
  if (!plausible(tcp)) return not_mine();
  tcp.skips_layers();
  const bool answer = tcp.source_port() == kPort;
  const std::uint64_t id = std::uint64_t{tcp.peek16()} << 8 | tcp.peek(6);
  const auto facts = tcp.exchange({ExchangeProtocol::kModbus, answer, id});
  if (!tcp.recording() && tcp.info() == nullptr) {
    tcp.skip(std::min<std::size_t>(6u + tcp.peek16(4), tcp.left().size()));
    return done(tcp.rest(), {{Space::kTcpPort, kPort}});
  }
  const std::uint16_t transaction = tcp.u16(kTransaction);
  tcp.u16(kProtocol);
  const std::uint16_t length = tcp.u16(kLength);
  const std::uint8_t unit = tcp.u8(kUnit);
  if (std::string* info = tcp.info()) *info = info_of(answer, transaction, unit, tcp.peek());
  if (facts) put_exchange(tcp, {kResponseFrame, kRequestFrame, kSinceRequest}, *facts);
  const std::size_t size = std::min<std::size_t>(length - 1u, tcp.left().size());
  tcp.inside(tcp.rest(length - 1u), {{Space::kModbus, answer ? 1u : 0u}});
  tcp.skip(size);
  return done(tcp.rest(), {{Space::kTcpPort, kPort}});
}

constexpr FieldSpan kFields[] = {
    kTransaction, kProtocol, kLength,    kUnit,         kFunction,      kException,    kReference,
    kWordCount,   kBitCount, kByteCount, kRequestFrame, kResponseFrame, kSinceRequest, kData};

}  // namespace

extern const Dissector kModbusTcp{{"mbtcp", "Modbus/TCP", Shape::kLayer},
                                  "Modbus/TCP",
                                  kTcpAt,
                                  kFields,
                                  dissect_tcp,
                                  nullptr,
                                  {},
                                  false,
                                  find_end};
extern const Dissector kModbusQuery{
    {"modbus", "Modbus", Shape::kLayer}, nullptr, kQueryAt, kFields, dissect<false>};
extern const Dissector kModbusAnswer{
    {"modbus", "Modbus", Shape::kLayer}, nullptr, kAnswerAt, kFields, dissect<true>};

}  // namespace packetglass
