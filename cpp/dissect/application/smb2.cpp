// Server Message Block, versions 2 and 3: [MS-SMB2]. Its header, and the negotiation.
#include <algorithm>

#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kCommands[] = {{0, "Negotiate Protocol"},
                              {1, "Session Setup"},
                              {2, "Session Logoff"},
                              {3, "Tree Connect"},
                              {4, "Tree Disconnect"},
                              {5, "Create"},
                              {6, "Close"},
                              {7, "Flush"},
                              {8, "Read"},
                              {9, "Write"},
                              {10, "Lock"},
                              {11, "Ioctl"},
                              {12, "Cancel"},
                              {13, "KeepAlive"},
                              {14, "Find"},
                              {15, "Notify"},
                              {16, "GetInfo"},
                              {17, "SetInfo"},
                              {18, "Break"}};
constexpr Name kDialects[] = {{0x0202, "SMB 2.0.2"}, {0x0210, "SMB 2.1"},
                              {0x0300, "SMB 3.0"},   {0x0302, "SMB 3.0.2"},
                              {0x0311, "SMB 3.1.1"}, {0x02ff, "SMB2 wildcard"}};

constexpr Field kMagic{"smb2.protocol_id", "ProtocolId", Shape::kHex32};
constexpr Field kHeaderLength{"smb2.header_len", "Header Length", Shape::kNumber16};
constexpr Field kCharge{"smb2.credit.charge", "Credit Charge", Shape::kNumber16};
constexpr Field kSequence{"smb2.channel_sequence", "Channel Sequence", Shape::kNumber16};
constexpr Field kReserved{"smb2.reserved", "Reserved", Shape::kBytes};
constexpr Field kStatus{"smb2.nt_status", "NT Status", Shape::kHex32};
constexpr Field kCommand{"smb2.cmd", "Command", Shape::kNumber16, 0, kCommands};
constexpr Field kWanted{"smb2.credits.requested", "Credits requested", Shape::kNumber16};
constexpr Field kGranted{"smb2.credits.granted", "Credits granted", Shape::kNumber16};
constexpr Field kFlags{"smb2.flags", "Flags", Shape::kHex32};
constexpr Field kResponse{"smb2.flags.response", "Response", Shape::kFlag, 0x00000001};
constexpr Field kAsync{"smb2.flags.async", "Async command", Shape::kFlag, 0x00000002};
constexpr Field kChained{"smb2.flags.chained", "Chained", Shape::kFlag, 0x00000004};
constexpr Field kIsSigned{"smb2.flags.signature", "Signing", Shape::kFlag, 0x00000008};
constexpr Field kDfs{"smb2.flags.dfs", "DFS operation", Shape::kFlag, 0x10000000};
constexpr Field kReplay{"smb2.flags.replay", "Replay operation", Shape::kFlag, 0x20000000};
constexpr Field kNext{"smb2.chain_offset", "Chain Offset", Shape::kHex32};
constexpr Field kMessageId{"smb2.msg_id", "Message ID", Shape::kNumber64};
constexpr Field kProcess{"smb2.pid", "Process Id", Shape::kHex32};
constexpr Field kTree{"smb2.tid", "Tree Id", Shape::kHex32};
constexpr Field kAsyncId{"smb2.aid", "Async Id", Shape::kHex64};
constexpr Field kSession{"smb2.sesid", "Session Id", Shape::kHex64};
constexpr Field kSignature{"smb2.signature", "Signature", Shape::kBytes};
constexpr Field kStructure{"smb2.buffer_code", "StructureSize", Shape::kHex16};
constexpr Field kDialectCount{"smb2.dialect_count", "Dialect count", Shape::kNumber16};
constexpr Field kSecurity{"smb2.sec_mode", "Security mode", Shape::kHex8};
constexpr Field kSignEnabled{"smb2.sec_mode.sign_enabled", "Signing enabled", Shape::kFlag, 0x01};
constexpr Field kSignRequired{"smb2.sec_mode.sign_required", "Signing required", Shape::kFlag,
                              0x02};
constexpr Field kCapabilities{"smb2.capabilities", "Capabilities", Shape::kHex32};
constexpr Field kClientGuid{"smb2.client_guid_bytes", "Client Guid", Shape::kBytes};
constexpr Field kDialect{"smb2.dialect", "Dialect", Shape::kHex16, 0, kDialects};
constexpr Field kBody{"smb2.body", "Body", Shape::kBytes};
constexpr Field kEncrypted{"smb2.encrypted", "Encrypted or compressed", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kSmb, 0xfe}, {Space::kSmb, 0xfd}, {Space::kSmb, 0xfc}};

constexpr std::uint8_t kPlain = 0xfe;

void read_flags(Layer& smb, std::uint32_t flags) {
  smb.parts(flags, {&kResponse, &kAsync, &kChained, &kIsSigned, &kDfs, &kReplay});
}

// What a client offers.
void read_offer(Layer& smb) {
  smb.u16le(kStructure);
  const std::uint16_t count = smb.u16le(kDialectCount);
  const std::uint8_t security = smb.u8(kSecurity);
  smb.parts(security, {&kSignEnabled, &kSignRequired});
  smb.skip(1);
  smb.bytes(kReserved, 2);
  smb.u32le(kCapabilities);
  smb.bytes(kClientGuid, 16);
  smb.skip(8);
  for (unsigned i = 0; i < count && !smb.truncated(); ++i) smb.u16le(kDialect);
}

// What the server chose.
void read_choice(Layer& smb) {
  smb.u16le(kStructure);
  const std::uint8_t security = smb.u8(kSecurity);
  smb.parts(security, {&kSignEnabled, &kSignRequired});
  smb.skip(1);
  smb.u16le(kDialect);
}

void read_body(Layer& smb, std::uint16_t command, bool response) {
  if (command == 0 && !smb.left().empty()) response ? read_choice(smb) : read_offer(smb);
  if (!smb.truncated() && !smb.left().empty()) smb.remaining(kBody);
}

struct Head {
  std::uint16_t command;
  std::uint32_t flags, next;
};

// The direction stands behind what it decides on.
bool is_response(const Layer& smb) {
  return (smb.peek(16) & 1) != 0;
}

Head read_head(Layer& smb) {
  const bool response = is_response(smb);
  Head head{};
  smb.u32(kMagic);
  smb.u16le(kHeaderLength);
  smb.u16le(kCharge);
  if (response) {
    smb.u32le(kStatus);
  } else {
    smb.u16le(kSequence);
    smb.bytes(kReserved, 2);
  }
  head.command = smb.u16le(kCommand);
  smb.u16le(response ? kGranted : kWanted);
  head.flags = smb.u32le(kFlags);
  read_flags(smb, head.flags);
  head.next = smb.u32le(kNext);
  smb.u64le(kMessageId);
  if ((head.flags & kAsync.mask) != 0) {
    smb.u64le(kAsyncId);
  } else {
    smb.u32le(kProcess);
    smb.u32le(kTree);
  }
  smb.u64le(kSession);
  smb.bytes(kSignature, 16);
  return head;
}

std::string name_of_message(const Head& head) {
  const std::string name(name_of(kCommands, head.command));
  const std::string words = name.empty() ? format_text("unknown-0x%02x", head.command) : name;
  return words + ((head.flags & 1) != 0 ? " Response" : " Request");
}

Outcome dissect_hidden(Layer& smb) {
  if (std::string* info = smb.info())
    *info = smb.peek() == 0xfd ? "Encrypted SMB3" : "Compressed SMB3";
  smb.remaining(kEncrypted);
  return done();
}

Outcome dissect(Layer& smb) {
  if (smb.left().size() < 4 || smb.peek(1) != 'S' || smb.peek(2) != 'M') return not_mine();
  if (!smb.recording() && smb.info() == nullptr) return done();
  if (smb.peek() != kPlain) return dissect_hidden(smb);
  bool first = true;
  // Messages may be chained; each takes at least its header.
  while (!smb.left().empty() && !smb.truncated()) {
    const std::size_t start = smb.position();
    const Head head = read_head(smb);
    if (smb.truncated()) break;
    if (std::string* info = smb.info()) {
      *info = first ? name_of_message(head) : *info + ";" + name_of_message(head);
    }
    first = false;
    const std::size_t read = smb.position() - start;
    const std::size_t body = head.next > read ? head.next - read : smb.left().size();
    Layer::Limit limit(smb, std::min(body, smb.left().size()));
    read_body(smb, head.command, (head.flags & 1) != 0);
  }
  return smb.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kMagic,        kHeaderLength, kCharge,      kSequence,     kReserved,     kStatus,
    kCommand,      kWanted,       kGranted,     kFlags,        kResponse,     kAsync,
    kChained,      kIsSigned,     kDfs,         kReplay,       kNext,         kMessageId,
    kProcess,      kTree,         kAsyncId,     kSession,      kSignature,    kStructure,
    kDialectCount, kSecurity,     kSignEnabled, kSignRequired, kCapabilities, kClientGuid,
    kDialect,      kBody,         kEncrypted};

}  // namespace

extern const Dissector kSmb2{
    {"smb2", "SMB2 (Server Message Block Protocol version 2)", Shape::kLayer},
    "SMB2",
    kFoundAt,
    kFields,
    dissect};

}  // namespace packetglass
