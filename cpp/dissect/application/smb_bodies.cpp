// What is in the messages of SMB, version 1: [MS-CIFS], section 2.2.4.
#include "dissect/application/smb_bodies.h"

#include "base/text.h"
#include "dissect/application/ntlm.h"
#include "dissect/application/text_line.h"
#include "dissect/application/utf16_text.h"

namespace packetglass {
namespace {

constexpr Field kFile{"smb.file", "File Name", Shape::kText};
constexpr Field kPath{"smb.path", "Path", Shape::kText};
constexpr Field kFileId{"smb.fid", "FID", Shape::kHex16};
constexpr Field kAccount{"smb.account", "Account", Shape::kText};
constexpr Field kDomain{"smb.primary_domain", "Primary Domain", Shape::kText};

constexpr std::uint8_t kCreateDirectory = 0x00, kDeleteDirectory = 0x01, kClose = 0x04,
                       kDelete = 0x06, kRename = 0x07, kQuery = 0x08, kCheckDirectory = 0x10,
                       kLock = 0x24, kOpen = 0x2d, kRead = 0x2e, kWrite = 0x2f, kSetup = 0x73,
                       kConnect = 0x75, kCreate = 0xa2;
constexpr std::size_t kPlainSetup = 26, kExtendedSetup = 24;  // bytes of its words

std::uint32_t number_at(Bytes words, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t i = size; i-- > 0;) {
    number = number << 8 | (at + i < words.size() ? words[at + i] : 0u);
  }
  return number;
}

// Reads the texts of a body one behind another.
class Texts {
 public:
  Texts(Layer& smb, const SmbBody& body, std::size_t at) : smb_(smb), body_(body), at_(at) {}

  void skip(std::size_t count) { at_ += count; }

  // The next one, up to its zero; of Unicode it begins where the message has an even offset.
  std::string next(const Field& field) {
    if (body_.unicode) at_ += (body_.data_at + at_) % 2;
    const Bytes rest = body_.data.subspan(std::min(at_, body_.data.size()));
    const std::size_t size = body_.unicode ? wide_size(rest) : text_size(rest);
    const Bytes bytes = rest.first(size);
    at_ += size + (body_.unicode ? 2 : 1);
    const std::string text = body_.unicode ? utf16_text(bytes) : std::string(text_of(bytes));
    smb_.look_at(field, bytes);
    smb_.say(text);
    return shown_text(text);
  }

 private:
  static std::size_t text_size(Bytes rest) {
    return std::min(text_of(rest).find('\0'), rest.size());
  }
  static std::size_t wide_size(Bytes rest) {
    std::size_t size = 0;
    while (size + 2 <= rest.size() && (rest[size] != 0 || rest[size + 1] != 0)) size += 2;
    return size;
  }

  Layer& smb_;
  const SmbBody& body_;
  std::size_t at_;
};

// ", FID: 0x4000".
std::string file_text(Layer& smb, std::uint32_t file) {
  smb.generated(kFileId, file);
  return format_text(", FID: 0x%04x", file);
}

// A text that stands behind its format.
std::string name_text(Layer& smb, const SmbBody& body, const char* title) {
  return title + Texts(smb, body, 1).next(kFile);
}

std::string rename_text(Layer& smb, const SmbBody& body) {
  Texts texts(smb, body, 1);
  const std::string from = texts.next(kFile);
  texts.skip(1);
  return ", Old Name: " + from + ", New Name: " + texts.next(kFile);
}

std::string connect_text(Layer& smb, const SmbBody& body) {
  const std::size_t password = number_at(body.words, 6, 2);
  return ", Path: " + Texts(smb, body, password).next(kPath);
}

// With extended security what stands there is another protocol's.
std::string setup_text(Layer& smb, const SmbBody& body) {
  if (body.words.size() == kExtendedSetup) return ntlm_text(body.data);
  if (body.words.size() != kPlainSetup) return {};
  Texts texts(smb, body, number_at(body.words, 14, 2) + std::size_t{number_at(body.words, 16, 2)});
  const std::string account = texts.next(kAccount), domain = texts.next(kDomain);
  if (account.empty()) return ", User: anonymous";
  return ", User: " + (domain.empty() ? account : domain + "\\" + account);
}

std::string request_text(Layer& smb, const SmbBody& body) {
  const Bytes words = body.words;
  switch (body.command) {
    case kCreateDirectory:
    case kDeleteDirectory:
    case kCheckDirectory:
      return name_text(smb, body, ", Directory: ");
    case kDelete:
    case kQuery:
      return name_text(smb, body, ", Path: ");
    case kRename:
      return rename_text(smb, body);
    case kOpen:
    case kCreate:
      return ", Path: " + Texts(smb, body, 0).next(kFile);
    case kConnect:
      return connect_text(smb, body);
    case kSetup:
      return setup_text(smb, body);
    case kClose:
      return file_text(smb, number_at(words, 0, 2));
    case kLock:
      return file_text(smb, number_at(words, 4, 2));
    case kRead:
      return file_text(smb, number_at(words, 4, 2)) + format_text(", %u bytes at offset %u",
                                                                  number_at(words, 10, 2),
                                                                  number_at(words, 6, 4));
    case kWrite:
      return file_text(smb, number_at(words, 4, 2)) + format_text(", %u bytes at offset %u",
                                                                  number_at(words, 20, 2),
                                                                  number_at(words, 6, 4));
    default:
      return {};
  }
}

// Which file a request is of; 0: of none.
std::uint32_t file_of(const SmbBody& body) {
  if (body.command == kClose) return number_at(body.words, 0, 2);
  const bool named = body.command == kRead || body.command == kWrite;
  return named ? number_at(body.words, 4, 2) : 0;
}

// Responses do not say which file they are of.
std::string response_text(Layer& smb, const SmbBody& body, std::uint32_t file) {
  switch (body.command) {
    case kSetup:
      return ntlm_text(body.data);
    case kCreate:
      return body.words.size() < 7 ? std::string() : file_text(smb, number_at(body.words, 5, 2));
    case kClose:
      return file == 0 ? std::string() : file_text(smb, file);
    case kRead:
    case kWrite: {
      const std::size_t at = body.command == kRead ? 10 : 4;
      const std::string bytes = format_text(", %u bytes", number_at(body.words, at, 2));
      return (file == 0 ? std::string() : file_text(smb, file)) + bytes;
    }
    default:
      return {};
  }
}

constexpr FieldSpan kFields[] = {kFile, kPath, kFileId, kAccount, kDomain};

}  // namespace

std::string smb_body_text(Layer& smb, const SmbBody& body) {
  const bool known = smb.conversation() != History::kNoConversation;
  const auto key = EarlierKey(Subject::kSmbRequest).with(smb.conversation()).with(body.id);
  if (!body.response) {
    const std::uint32_t file = file_of(body);
    if (known && file != 0) smb.remember(key, file);
    return request_text(smb, body);
  }
  const auto request = known ? smb.remembered(key) : std::nullopt;
  return response_text(smb, body, request ? static_cast<std::uint32_t>(request->number) : 0);
}

extern constexpr FieldList kSmbBodyFields = kFields;

}  // namespace packetglass
