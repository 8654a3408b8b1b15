// Server Message Block, versions 2 and 3: [MS-SMB2]. Its header.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/smb2_messages.h"
#include "dissect/application/smb_status.h"

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

constexpr Field kMagic{"smb2.protocol_id", "ProtocolId", Shape::kHex32};
constexpr Field kHeaderLength{"smb2.header_len", "Header Length", Shape::kNumber16};
constexpr Field kCharge{"smb2.credit.charge", "Credit Charge", Shape::kNumber16};
constexpr Field kSequence{"smb2.channel_sequence", "Channel Sequence", Shape::kNumber16};
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
constexpr Field kBody{"smb2.body", "Body", Shape::kBytes};
constexpr Field kEncrypted{"smb2.encrypted", "Encrypted or compressed", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kSmb, 0xfe}, {Space::kSmb, 0xfd}, {Space::kSmb, 0xfc}};

constexpr std::uint8_t kPlain = 0xfe;
constexpr std::uint16_t kFind = 14, kBreak = 18;

void read_flags(Layer& smb, std::uint32_t flags) {
  smb.parts(flags, {&kResponse, &kAsync, &kChained, &kIsSigned, &kDfs, &kReplay});
}

const Smb2Body* find_body(const Smb2Header& header) {
  for (const std::span<const Smb2Body> bodies : {kSmb2SessionBodies, kSmb2FileBodies}) {
    for (const Smb2Body& body : bodies) {
      if (body.command == header.command && body.response == header.is_response()) return &body;
    }
  }
  return nullptr;
}

// A response with an error has another body, but for those that only say what more is wanted.
bool has_body(const Smb2Header& header) {
  constexpr std::uint32_t kMore = 0xc0000016, kOverflow = 0x80000005;
  return header.status == 0 || !header.is_response() || header.status == kMore ||
         header.status == kOverflow || header.command == kFind;
}

// Returns what Info says behind the name of the message.
std::string read_body(Smb2Message& message) {
  Layer& smb = message.smb;
  std::string text;
  const Smb2Body* const body = find_body(message.header);
  if (body != nullptr && !smb.left().empty() && has_body(message.header))
    text = body->read(message);
  if (!smb.truncated() && !smb.left().empty()) smb.remaining(kBody);
  return text;
}

// The direction stands behind what it decides on.
bool is_response(const Layer& smb) {
  return (smb.peek(16) & 1) != 0;
}

Smb2Header read_header(Layer& smb) {
  const bool response = is_response(smb);
  Smb2Header header;
  header.start = smb.position();
  smb.u32(kMagic);
  smb.u16le(kHeaderLength);
  smb.u16le(kCharge);
  if (response) {
    header.status = smb.u32le(kStatus);
    say_smb_status(smb, header.status);
  } else {
    smb.u16le(kSequence);
    smb.bytes(kSmb2Reserved, 2);
  }
  header.command = smb.u16le(kCommand);
  smb.u16le(response ? kGranted : kWanted);
  header.flags = smb.u32le(kFlags);
  read_flags(smb, header.flags);
  header.next = smb.u32le(kNext);
  header.id = smb.u64le(kMessageId);
  if ((header.flags & kAsync.mask) != 0) {
    smb.u64le(kAsyncId);
  } else {
    smb.u32le(kProcess);
    header.tree = smb.u32le(kTree);
  }
  header.session = smb.u64le(kSession);
  smb.bytes(kSignature, 16);
  return header;
}

std::string name_of_message(const Smb2Header& header) {
  if (header.command == kBreak) {
    return header.is_response() ? "Oplock Break Response" : "Oplock Break Acknowledgment";
  }
  const std::string name(name_of(kCommands, header.command));
  std::string text = name.empty() ? format_text("unknown-0x%02x", header.command) : name;
  text += header.is_response() ? " Response" : " Request";
  if (header.status != 0) text += ", Error: " + smb_status_text(header.status);
  return text;
}

Outcome dissect_hidden(Layer& smb) {
  if (std::string* info = smb.info())
    *info = smb.peek() == 0xfd ? "Encrypted SMB3" : "Compressed SMB3";
  smb.remaining(kEncrypted);
  return done();
}

Outcome dissect(Layer& smb) {
  if (smb.left().size() < 4 || smb.peek(1) != 'S' || smb.peek(2) != 'M') return not_mine();
  if (smb.peek() != kPlain) return dissect_hidden(smb);
  bool first = true, is_cut = false;
  // Messages may be chained; each takes at least its header.
  while (!smb.left().empty() && !is_cut) {
    const Smb2Header header = read_header(smb);
    is_cut = smb.truncated();
    if (is_cut) break;
    Smb2Message message(smb, header);
    if (const auto share = message.share()) smb.generated(kSmb2Tree, share->text);
    const std::size_t read = smb.position() - header.start;
    const std::size_t body = header.next > read ? header.next - read : smb.left().size();
    const Layer::Limit limit(smb, std::min(body, smb.left().size()));
    const std::string text = name_of_message(header) + read_body(message);
    is_cut = smb.truncated();
    if (std::string* info = smb.info()) *info = first ? text : *info + ";" + text;
    first = false;
  }
  return is_cut ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kMagic,         kHeaderLength, kCharge,   kSequence,  kStatus,
    kCommand,       kWanted,       kGranted,  kFlags,     kResponse,
    kAsync,         kChained,      kIsSigned, kDfs,       kReplay,
    kNext,          kMessageId,    kProcess,  kTree,      kAsyncId,
    kSession,       kSignature,    kBody,     kEncrypted, kSmb2SessionFields,
    kSmb2FileFields};

}  // namespace

extern const Dissector kSmb2{
    {"smb2", "SMB2 (Server Message Block Protocol version 2)", Shape::kLayer},
    "SMB2",
    kFoundAt,
    kFields,
    dissect};

}  // namespace packetglass
