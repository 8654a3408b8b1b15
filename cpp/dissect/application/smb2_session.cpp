// Sessions and shares of SMB2: [MS-SMB2], sections 2.2.3 to 2.2.12.
#include "dissect/application/ntlm.h"
#include "dissect/application/smb2_messages.h"
#include "dissect/application/text_line.h"
#include "dissect/application/utf16_text.h"

namespace packetglass {

extern constexpr Field kSmb2Structure{"smb2.buffer_code", "StructureSize", Shape::kHex16};
extern constexpr Field kSmb2Reserved{"smb2.reserved", "Reserved", Shape::kBytes};
extern constexpr Field kSmb2Tree{"smb2.tree", "Tree", Shape::kText};

namespace {

constexpr Name kDialects[] = {{0x0202, "SMB 2.0.2"}, {0x0210, "SMB 2.1"},
                              {0x0300, "SMB 3.0"},   {0x0302, "SMB 3.0.2"},
                              {0x0311, "SMB 3.1.1"}, {0x02ff, "SMB2 wildcard"}};

constexpr Field kDialectCount{"smb2.dialect_count", "Dialect count", Shape::kNumber16};
constexpr Field kSecurity{"smb2.sec_mode", "Security mode", Shape::kHex8};
constexpr Field kSignEnabled{"smb2.sec_mode.sign_enabled", "Signing enabled", Shape::kFlag, 0x01};
constexpr Field kSignRequired{"smb2.sec_mode.sign_required", "Signing required", Shape::kFlag,
                              0x02};
constexpr Field kCapabilities{"smb2.capabilities", "Capabilities", Shape::kHex32};
constexpr Field kClientGuid{"smb2.client_guid_bytes", "Client Guid", Shape::kBytes};
constexpr Field kDialect{"smb2.dialect", "Dialect", Shape::kHex16, 0, kDialects};

void read_security(Layer& smb) {
  const std::uint8_t security = smb.u8(kSecurity);
  smb.parts(security, {&kSignEnabled, &kSignRequired});
}

// What a client offers.
std::string read_offer(Smb2Message& message) {
  Layer& smb = message.smb;
  smb.u16le(kSmb2Structure);
  const std::uint16_t count = smb.u16le(kDialectCount);
  read_security(smb);
  smb.skip(1);
  smb.bytes(kSmb2Reserved, 2);
  smb.u32le(kCapabilities);
  smb.bytes(kClientGuid, 16);
  smb.skip(8);
  for (unsigned i = 0; i < count && !smb.truncated(); ++i) smb.u16le(kDialect);
  return {};
}

// What the server chose.
std::string read_choice(Smb2Message& message) {
  Layer& smb = message.smb;
  smb.u16le(kSmb2Structure);
  read_security(smb);
  smb.skip(1);
  smb.u16le(kDialect);
  return {};
}

std::string read_setup(Smb2Message& message) {
  return ntlm_text(message.smb.left());
}

std::string read_connect(Smb2Message& message) {
  Layer& smb = message.smb;
  smb.u16le(kSmb2Structure);
  smb.skip(2);
  const auto offset = swap_bytes(smb.peek16(0)), size = swap_bytes(smb.peek16(2));
  smb.skip(4);
  if (smb.truncated()) return {};
  const std::string path = message.text_at(kSmb2Tree, offset, size);
  message.remember_request(0, path);
  return " Tree: " + smb2_shown(path);
}

std::string read_connected(Smb2Message& message) {
  const auto request = message.request();
  if (!request) return {};
  const std::string path(request->text);  // more is added
  message.remember_share(path);
  return {};
}

constexpr Smb2Body kBodies[] = {{0, false, read_offer},   {0, true, read_choice},
                                {1, false, read_setup},   {1, true, read_setup},
                                {3, false, read_connect}, {3, true, read_connected}};

constexpr FieldSpan kFields[] = {kSmb2Structure, kSmb2Tree,    kSmb2Reserved, kDialectCount,
                                 kSecurity,      kSignEnabled, kSignRequired, kCapabilities,
                                 kClientGuid,    kDialect};

}  // namespace

std::string smb2_shown(std::string_view text) {
  return shown_text(text);
}

std::string Smb2Message::text_at(const Field& field, std::size_t offset, std::size_t size) {
  const Bytes whole = smb.whole().subspan(header.start);
  const std::size_t from = std::min(offset, whole.size());
  const Bytes bytes = whole.subspan(from, std::min(size, whole.size() - from));
  std::string text = utf16_text(bytes);
  smb.look_at(field, bytes);
  smb.say(text);
  return text;
}

extern constexpr std::span<const Smb2Body> kSmb2SessionBodies = kBodies;
extern constexpr FieldList kSmb2SessionFields = kFields;

}  // namespace packetglass
