// Datagram Congestion Control Protocol: RFC 4340; its options stay bytes. Sequence numbers are
// those of the packet: nothing here knows the first of a conversation.
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0, "Request"}, {1, "Response"}, {2, "Data"},   {3, "Ack"},
                           {4, "DataAck"}, {5, "CloseReq"}, {6, "Close"},  {7, "Reset"},
                           {8, "Sync"},    {9, "SyncAck"},  {10, "Listen"}};
constexpr Name kResets[] = {{0, "Unspecified"},      {1, "Closed"},
                            {2, "Aborted"},          {3, "No Connection"},
                            {4, "Packet Error"},     {5, "Option Error"},
                            {6, "Mandatory Error"},  {7, "Connection Refused"},
                            {8, "Bad Service Code"}, {9, "Too Busy"},
                            {10, "Bad Init Cookie"}, {11, "Aggression Penalty"}};

constexpr Field kSource{"dccp.srcport", "Source Port", Shape::kPort};
constexpr Field kDestination{"dccp.dstport", "Destination Port", Shape::kPort};
constexpr Field kOffset{"dccp.data_offset", "Data Offset", Shape::kNumber8};
constexpr Field kCongestion{"dccp.ccval", "CCVal", Shape::kNumber8, 0xf0};
constexpr Field kCoverage{"dccp.cscov", "Checksum Coverage", Shape::kNumber8, 0x0f};
constexpr Field kChecksum{"dccp.checksum", "Checksum", Shape::kHex16};
constexpr Field kType{"dccp.type", "Type", Shape::kNumber8, 0x1e, kTypes};
constexpr Field kExtended{"dccp.x", "Extended Sequence Numbers", Shape::kFlag, 0x01};
constexpr Field kSequence{"dccp.seq_raw", "Sequence Number (raw)", Shape::kNumber64};
constexpr Field kAcknowledgment{"dccp.ack_raw", "Acknowledgement Number (raw)", Shape::kNumber64};
constexpr Field kService{"dccp.service_code", "Service Code", Shape::kNumber32};
constexpr Field kReset{"dccp.reset_code", "Reset Code", Shape::kNumber8, 0, kResets};
constexpr Field kData1{"dccp.data1", "Data 1", Shape::kNumber8};
constexpr Field kData2{"dccp.data2", "Data 2", Shape::kNumber8};
constexpr Field kData3{"dccp.data3", "Data 3", Shape::kNumber8};
constexpr Field kOptions{"dccp.options_bytes", "Options", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 33}};

enum Type : std::uint8_t { kRequest = 0, kResponse = 1, kDataOnly = 2, kResetType = 7 };

struct Header {
  unsigned source = 0, destination = 0;
  std::uint8_t type = 0;
  bool extended = false;
  std::uint64_t sequence = 0, acknowledgment = 0;
  std::uint32_t service = 0;
  std::uint8_t reset = 0;

  bool has_acknowledgment() const { return type != kRequest && type != kDataOnly && type < 10; }
};

// Numbers of 48 bits, or of 24.
void read_numbers(Layer& dccp, Header& header) {
  if (header.extended) dccp.skip(1);
  header.sequence = dccp.uint(kSequence, header.extended ? 6 : 3);
  if (!header.has_acknowledgment()) return;
  dccp.skip(header.extended ? 2 : 1);
  header.acknowledgment = dccp.uint(kAcknowledgment, header.extended ? 6 : 3);
}

void read_rest(Layer& dccp, Header& header) {
  if (header.type == kRequest || header.type == kResponse) header.service = dccp.u32(kService);
  if (header.type != kResetType) return;
  header.reset = dccp.u8(kReset);
  dccp.u8(kData1);
  dccp.u8(kData2);
  dccp.u8(kData3);
}

void put_info(Layer& dccp, const Header& header) {
  std::string name(name_of(kTypes, header.type));
  if (name.empty()) name = "Reserved";
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  if (dccp.recording_text()) {
    dccp.title(format_text(", Src Port: %u, Dst Port: %u [%s] Seq=%llu", header.source,
                           header.destination, name.c_str(), number(header.sequence)));
  }
  std::string* const info = dccp.info();
  if (info == nullptr) return;
  *info = format_text("%u \u2192 %u [%s] Seq=%llu", header.source, header.destination,
                      name.c_str(), number(header.sequence));
  if (header.has_acknowledgment())
    *info += format_text(" (Ack=%llu)", number(header.acknowledgment));
  if (header.type == kRequest || header.type == kResponse) {
    *info += format_text(" (service=%u)", header.service);
  }
  if (header.type != kResetType) return;
  const std::string_view reset = name_of(kResets, header.reset);
  info->append(" (code=").append(reset.empty() ? "Unknown" : reset).append(")");
}

Outcome dissect(Layer& dccp) {
  Header header;
  header.source = dccp.u16(kSource);
  header.destination = dccp.u16(kDestination);
  const std::size_t size = std::size_t{4} * dccp.u8(kOffset);
  dccp.u8({&kCongestion, &kCoverage});
  read_checksum(dccp, kChecksum);
  const std::uint8_t kind = dccp.u8({&kType, &kExtended});
  header.type = kind >> 1 & 0x0f;
  header.extended = (kind & 1) != 0;
  read_numbers(dccp, header);
  read_rest(dccp, header);
  if (dccp.truncated()) return stop("the header is incomplete");
  put_info(dccp, header);
  if (size < dccp.position()) return stop("the length is less than the header");
  if (size > dccp.position()) dccp.bytes(kOptions, size - dccp.position());
  if (dccp.truncated()) return stop("the options are incomplete");
  return done(dccp.rest(), {});
}

constexpr FieldSpan kFields[] = {kSource,   kDestination, kOffset,  kCongestion,
                                 kCoverage, kChecksum,    kType,    kExtended,
                                 kSequence, kService,     kReset,   kData1,
                                 kData2,    kData3,       kOptions, kAcknowledgment};

}  // namespace

extern const Dissector kDccp{{"dccp", "Datagram Congestion Control Protocol", Shape::kLayer},
                             "DCCP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
