// Server Message Block, version 1: [MS-CIFS] and [MS-SMB]. Its header, and the dialects offered.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/option.h"
#include "dissect/application/smb_bodies.h"
#include "dissect/application/smb_status.h"

namespace packetglass {
namespace {

constexpr Name kCommands[] = {{0x00, "Create Directory"},
                              {0x01, "Delete Directory"},
                              {0x04, "Close"},
                              {0x06, "Delete"},
                              {0x07, "Rename"},
                              {0x08, "Query Information"},
                              {0x10, "Check Directory"},
                              {0x24, "Locking AndX"},
                              {0x25, "Trans"},
                              {0x2b, "Echo"},
                              {0x2d, "Open AndX"},
                              {0x2e, "Read AndX"},
                              {0x2f, "Write AndX"},
                              {0x32, "Trans2"},
                              {0x34, "Find Close2"},
                              {0x70, "Tree Connect"},
                              {0x71, "Tree Disconnect"},
                              {0x72, "Negotiate Protocol"},
                              {0x73, "Session Setup AndX"},
                              {0x74, "Logoff AndX"},
                              {0x75, "Tree Connect AndX"},
                              {0xa0, "NT Trans"},
                              {0xa2, "NT Create AndX"},
                              {0xa4, "NT Cancel"}};

constexpr Field kMagic{"smb.server_component", "Server Component", Shape::kHex32};
constexpr Field kCommand{"smb.cmd", "SMB Command", Shape::kHex8, 0, kCommands};
constexpr Field kStatus{"smb.nt_status", "NT Status", Shape::kHex32};
constexpr Field kFlags{"smb.flags", "Flags", Shape::kHex8};
constexpr Field kResponse{"smb.flags.response", "Request/Response", Shape::kFlag, 0x80};
constexpr Field kNotify{"smb.flags.notify", "Notify", Shape::kFlag, 0x40};
constexpr Field kOplock{"smb.flags.oplock", "Oplocks", Shape::kFlag, 0x20};
constexpr Field kCanonical{"smb.flags.canon", "Canonicalized Pathnames", Shape::kFlag, 0x10};
constexpr Field kCaseless{"smb.flags.caseless", "Case Sensitivity", Shape::kFlag, 0x08};
constexpr Field kBuffer{"smb.flags.receive_buffer", "Receive Buffer Posted", Shape::kFlag, 0x02};
constexpr Field kLock{"smb.flags.lock", "Lock and Read", Shape::kFlag, 0x01};
constexpr Field kFlags2{"smb.flags2", "Flags2", Shape::kHex16};
constexpr Field kUnicode{"smb.flags2.string", "Unicode Strings", Shape::kFlag, 0x8000};
constexpr Field kNtErrors{"smb.flags2.nt_error", "Error Code Type", Shape::kFlag, 0x4000};
constexpr Field kExtended{"smb.flags2.esn", "Extended Security Negotiation", Shape::kFlag, 0x0800};
constexpr Field kLongUsed{"smb.flags2.long_names_used", "Long Names Used", Shape::kFlag, 0x0040};
constexpr Field kSigned{"smb.flags2.sec_sig", "Security Signatures", Shape::kFlag, 0x0004};
constexpr Field kLongAllowed{"smb.flags2.long_names_allowed", "Long Names Allowed", Shape::kFlag,
                             0x0001};
constexpr Field kPidHigh{"smb.pid.high", "Process ID High", Shape::kNumber16};
constexpr Field kSignature{"smb.signature", "Signature", Shape::kBytes};
constexpr Field kReserved{"smb.reserved", "Reserved", Shape::kBytes};
constexpr Field kTree{"smb.tid", "Tree ID", Shape::kNumber16};
constexpr Field kPid{"smb.pid", "Process ID", Shape::kNumber16};
constexpr Field kUser{"smb.uid", "User ID", Shape::kNumber16};
constexpr Field kMultiplex{"smb.mid", "Multiplex ID", Shape::kNumber16};
constexpr Field kWords{"smb.wct", "Word Count (WCT)", Shape::kNumber8};
constexpr Field kParameters{"smb.words", "Words", Shape::kBytes};
constexpr Field kByteCount{"smb.bcc", "Byte Count (BCC)", Shape::kNumber16};
constexpr Field kDialect{"smb.dialect", "Dialect", Shape::kText};
constexpr Field kFormat{"smb.buffer_format", "Buffer Format", Shape::kNumber8};
constexpr Field kDialectName{"smb.dialect.name", "Name", Shape::kText};
constexpr Field kData{"smb.bytes", "Bytes", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kSmb, 0xff}};

constexpr std::uint32_t kMagicNumber = 0x424d53ff;  // "\xffSMB", little-endian
constexpr std::uint8_t kNegotiate = 0x72;

void read_dialects(Layer& smb) {
  while (!smb.left().empty()) {
    Layer::Group group(smb, kDialect);
    const Bytes left = smb.left();
    std::size_t size = 1;
    while (size < left.size() && left[size] != 0) ++size;
    smb.u8(kFormat);
    group.say(read_padded_text(smb, kDialectName, std::min(size, left.size() - 1)));
  }
}

struct Header {
  std::uint8_t command = 0, flags = 0;
  std::uint32_t status = 0, id = 0;
  std::uint16_t flags2 = 0;

  bool is_response() const { return (flags & kResponse.mask) != 0; }
  bool has_nt_status() const { return (flags2 & kNtErrors.mask) != 0; }
};

Header read_header(Layer& smb) {
  Header header;
  smb.u32le(kMagic);
  header.command = smb.u8(kCommand);
  header.status = smb.u32le(kStatus);
  if ((smb.peek(2) & kNtErrors.mask >> 8) != 0) say_smb_status(smb, header.status);
  header.flags = smb.u8(kFlags);
  smb.parts(header.flags,
            {&kResponse, &kNotify, &kOplock, &kCanonical, &kCaseless, &kBuffer, &kLock});
  header.flags2 = smb.u16le(kFlags2);
  smb.parts(header.flags2,
            {&kUnicode, &kNtErrors, &kExtended, &kLongUsed, &kSigned, &kLongAllowed});
  smb.u16le(kPidHigh);
  smb.bytes(kSignature, 8);
  smb.bytes(kReserved, 2);
  smb.u16le(kTree);
  header.id = smb.u16le(kPid);
  smb.u16le(kUser);
  header.id = header.id << 16 | smb.u16le(kMultiplex);
  return header;
}

std::string name_of_message(const Header& header) {
  const std::string name(name_of(kCommands, header.command));
  std::string text = name.empty() ? format_text("Unknown (0x%02x)", header.command) : name;
  text += header.is_response() ? " Response" : " Request";
  if (header.status != 0 && header.has_nt_status()) {
    text += ", Error: " + smb_status_text(header.status);
  }
  return text;
}

void read_data(Layer& smb, const Header& header, std::uint16_t size) {
  if (header.command != kNegotiate || header.is_response()) {
    smb.bytes(kData, size);
    return;
  }
  const std::size_t lacking = size - std::min<std::size_t>(size, smb.left().size());
  {
    Layer::Limit dialects(smb, size);
    read_dialects(smb);
  }
  smb.skip(lacking);
}

// Returns what Info says behind the name of the message.
std::string read_body(Layer& smb, const Header& header) {
  SmbBody body;
  body.command = header.command;
  body.response = header.is_response();
  body.unicode = (header.flags2 & kUnicode.mask) != 0;
  body.id = header.id;
  const std::uint8_t words = smb.u8(kWords);
  if (words != 0) body.words = smb.bytes(kParameters, std::size_t{words} * 2);
  const std::uint16_t size = smb.u16le(kByteCount);
  if (smb.truncated()) return {};
  body.data_at = smb.position();
  body.data = smb.left().first(std::min<std::size_t>(size, smb.left().size()));
  const bool failed = header.is_response() && header.status != 0 && words == 0;
  std::string text = failed ? std::string() : smb_body_text(smb, body);
  if (size != 0) read_data(smb, header, size);
  return text;
}

Outcome dissect(Layer& smb) {
  if (smb.left().size() >= 4 &&
      load<std::uint32_t>(smb.left().data(), ByteOrder::kLittle) != kMagicNumber)
    return not_mine();
  const Header header = read_header(smb);
  if (smb.truncated()) return stop("the header is incomplete");
  if (std::string* info = smb.info()) *info = name_of_message(header);
  const std::string text = read_body(smb, header);
  if (std::string* info = smb.info()) *info += text;
  return smb.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kMagic,     kCommand,  kStatus,      kFlags,       kResponse,     kNotify,     kOplock,
    kCanonical, kCaseless, kBuffer,      kLock,        kFlags2,       kUnicode,    kNtErrors,
    kExtended,  kLongUsed, kSigned,      kLongAllowed, kPidHigh,      kSignature,  kReserved,
    kTree,      kPid,      kUser,        kMultiplex,   kWords,        kParameters, kByteCount,
    kDialect,   kFormat,   kDialectName, kData,        kSmbBodyFields};

}  // namespace

extern const Dissector kSmb{{"smb", "SMB (Server Message Block Protocol)", Shape::kLayer},
                            "SMB",
                            kFoundAt,
                            kFields,
                            dissect};

}  // namespace packetglass
