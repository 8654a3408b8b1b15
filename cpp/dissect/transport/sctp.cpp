// Stream Control Transmission Protocol: RFC 9260; partial reliability RFC 3758.
#include <array>

#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/transport/sctp_checksum.h"
#include "dissect/transport/sctp_chunks.h"

namespace packetglass {
namespace {

constexpr Name kChunkNames[] = {
    {0, "DATA"},        {1, "INIT"},           {2, "INIT_ACK"},
    {3, "SACK"},        {4, "HEARTBEAT"},      {5, "HEARTBEAT_ACK"},
    {6, "ABORT"},       {7, "SHUTDOWN"},       {8, "SHUTDOWN_ACK"},
    {9, "ERROR"},       {10, "COOKIE_ECHO"},   {11, "COOKIE_ACK"},
    {12, "ECNE"},       {13, "CWR"},           {14, "SHUTDOWN_COMPLETE"},
    {15, "AUTH"},       {64, "I_DATA"},        {128, "ASCONF_ACK"},
    {130, "RE_CONFIG"}, {132, "PAD"},          {192, "FORWARD_TSN"},
    {193, "ASCONF"},    {194, "I_FORWARD_TSN"}};

constexpr Field kSource{"sctp.srcport", "Source port", Shape::kPort};
constexpr Field kDestination{"sctp.dstport", "Destination port", Shape::kPort};
constexpr Field kTag{"sctp.verification_tag", "Verification tag", Shape::kHex32};
constexpr Field kChunk{"sctp.chunk", "Chunk", Shape::kGroup};
constexpr Field kType{"sctp.chunk_type", "Chunk type", Shape::kNumber8, 0, kChunkNames};
constexpr Field kStopBit{"sctp.chunk_bit_1", "Bit: skip the chunk", Shape::kFlag, 0x80};
constexpr Field kReportBit{"sctp.chunk_bit_2", "Bit: report", Shape::kFlag, 0x40};
constexpr Field kFlags{"sctp.chunk_flags", "Chunk flags", Shape::kHex8};
constexpr Field kImmediate{"sctp.data_i_bit", "I-Bit", Shape::kFlag, 0x08};
constexpr Field kUnordered{"sctp.data_u_bit", "U-Bit", Shape::kFlag, 0x04};
constexpr Field kBegin{"sctp.data_b_bit", "B-Bit", Shape::kFlag, 0x02};
constexpr Field kEnd{"sctp.data_e_bit", "E-Bit", Shape::kFlag, 0x01};
constexpr Field kLength{"sctp.chunk_length", "Chunk length", Shape::kNumber16};
constexpr Field kPadding{"sctp.chunk_padding", "Chunk padding", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 132}, {Space::kLinkType, 248}};

constexpr std::uint16_t kHeaderSize = 4;
constexpr std::uint8_t kData = 0;

void report_ports(Layer& sctp, const SctpHeader& ports) {
  sctp.ports(Transport::kSctp, ports.source, ports.destination);
  if (std::string* info = sctp.info()) info->clear();
  if (sctp.recording()) {
    sctp.title(format_text(", Src Port: %u, Dst Port: %u", ports.source, ports.destination));
  }
}

void report_chunk(Layer& sctp, Layer::Group& chunk, std::uint8_t type) {
  const std::string name(name_of(kChunkNames, type));
  if (sctp.recording()) chunk.say(": " + name);
  if (std::string* info = sctp.info()) *info += (name.empty() ? "RESERVED" : name) + " ";
}

void read_padding(Layer& sctp, std::size_t length) {
  const std::size_t padding = (4 - length % 4) % 4;
  if (padding != 0 && sctp.left().size() >= padding) sctp.bytes(kPadding, padding);
}

// One chunk; false when none can follow.
bool read_chunk(Layer& sctp, const SctpHeader& header, SctpMessages& messages) {
  Layer::Group chunk(sctp, kChunk);
  const std::uint8_t type = sctp.u8(kType);
  sctp.parts(type, {&kStopBit, &kReportBit});
  const std::uint8_t flags = sctp.u8(kFlags);
  if (type == kData) sctp.parts(flags, {&kImmediate, &kUnordered, &kBegin, &kEnd});
  const std::uint16_t length = sctp.u16(kLength);
  if (sctp.truncated()) return false;
  report_chunk(sctp, chunk, type);
  if (length < kHeaderSize) {
    sctp.malformed("the length of this chunk is less than its header");
    return false;
  }
  const std::size_t size = length - std::size_t{kHeaderSize};
  const bool whole = size <= sctp.left().size();
  {
    Layer::Limit body(sctp, size);
    read_sctp_chunk(sctp, header, type, flags, messages);
    if (sctp.truncated() && whole) sctp.malformed("this chunk is shorter than what is in it");
  }
  if (whole) read_padding(sctp, length);
  return whole;
}

// What the chunks carry stands behind all of them in the tree, each message a layer of its own.
void dissect_messages(Layer& sctp, const SctpMessages& messages, const SctpHeader& ports) {
  const auto [low, high] = std::minmax(ports.source, ports.destination);
  for (std::size_t i = 0; i < messages.count; ++i) {
    const SctpMessage& message = messages.list[i];
    sctp.inside(message.payload, {{Space::kSctpPayload, message.protocol},
                                  {Space::kSctpPort, low},
                                  {Space::kSctpPort, high}});
  }
}

Outcome dissect(Layer& sctp) {
  SctpHeader header;
  header.source = sctp.u16(kSource);
  header.destination = sctp.u16(kDestination);
  header.tag = sctp.u32(kTag);
  read_sctp_checksum(sctp);
  if (sctp.truncated()) return stop("the header is incomplete");
  report_ports(sctp, header);
  SctpMessages messages;
  while (!sctp.left().empty() && read_chunk(sctp, header, messages)) {
  }
  const bool incomplete = sctp.truncated();
  dissect_messages(sctp, messages, header);
  return incomplete ? stop_truncated("a chunk is incomplete") : done();
}

constexpr FieldSpan kFields[] = {kSource, kDestination, kTag,       kSctpChecksumFields,
                                 kChunk,  kType,        kStopBit,   kReportBit,
                                 kFlags,  kImmediate,   kUnordered, kBegin,
                                 kEnd,    kLength,      kPadding,   kSctpChunkFields};

}  // namespace

extern const Dissector kSctp{{"sctp", "Stream Control Transmission Protocol", Shape::kLayer},
                             "SCTP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
