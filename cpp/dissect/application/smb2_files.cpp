// Files of SMB2: [MS-SMB2], sections 2.2.13 to 2.2.40.
#include "base/text.h"
#include "dissect/application/smb2_messages.h"
#include "dissect/application/smb2_names.h"

namespace packetglass {
namespace {

constexpr Field kFileName{"smb2.filename", "Filename", Shape::kText};
constexpr Field kFileId{"smb2.fid", "File Id", Shape::kBytes};
constexpr Field kReadLength{"smb2.read_length", "Read Length", Shape::kNumber32};
constexpr Field kWriteLength{"smb2.write_length", "Write Length", Shape::kNumber32};
constexpr Field kOffset{"smb2.file_offset", "File Offset", Shape::kNumber64};
constexpr Field kClass{"smb2.class", "Class", Shape::kHex8, 0, kSmb2Classes};
constexpr Field kFileLevel{"smb2.file_info.infolevel", "InfoLevel", Shape::kHex8, 0,
                           kSmb2FileLevels};
constexpr Field kSystemLevel{"smb2.fs_info.infolevel", "InfoLevel", Shape::kHex8, 0,
                             kSmb2SystemLevels};
constexpr Field kSecurityLevel{"smb2.sec_info.infolevel", "InfoLevel", Shape::kHex8, 0,
                               kSmb2SecurityLevels};
constexpr Field kFindLevel{"smb2.find.infolevel", "Info Level", Shape::kNumber32, 0,
                           kSmb2FindLevels};
constexpr Field kPattern{"smb2.find.pattern", "Search Pattern", Shape::kText};
constexpr Field kControl{"smb2.ioctl.function", "Function", Shape::kHex32, 0, kSmb2Controls};

constexpr std::size_t kFileIdSize = 16;

// " NAME" of a number.
std::string named(std::span<const Name> names, std::uint32_t number) {
  const std::string_view name = name_of(names, number);
  std::string text(" ");
  return name.empty() ? text + format_text("Unknown (0x%02x)", number) : text.append(name);
}

// Reads the number of a file; returns " File: NAME", where that is known.
std::string read_file(Smb2Message& message) {
  const Bytes id = message.smb.bytes(kFileId, kFileIdSize);
  const auto found = id.empty() ? std::nullopt : message.file(id);
  if (!found || found->number == 0) return {};
  message.smb.generated(kFileName, found->text);
  return " File: " + smb2_shown(found->text);
}

// Of requests in which it stands behind eight bytes of no interest.
std::string read_file_behind(Smb2Message& message) {
  message.smb.u16le(kSmb2Structure);
  message.smb.skip(6);
  return read_file(message);
}

std::string read_create(Smb2Message& message) {
  Layer& smb = message.smb;
  smb.u16le(kSmb2Structure);
  smb.skip(42);
  const auto offset = swap_bytes(smb.peek16(0)), size = swap_bytes(smb.peek16(2));
  smb.skip(12);
  if (smb.truncated()) return {};
  const std::string name = message.text_at(kFileName, offset, size);
  message.remember_request(0, name);
  return " File: " + smb2_shown(name);
}

std::string read_created(Smb2Message& message) {
  message.smb.u16le(kSmb2Structure);
  message.smb.skip(62);
  const Bytes id = message.smb.bytes(kFileId, kFileIdSize);
  const auto request = message.request();
  if (!request || id.empty()) return {};
  const std::string name(request->text);  // more is added
  message.remember_file(id, true, name);
  message.smb.generated(kFileName, name);
  return " File: " + smb2_shown(name);
}

std::string read_close(Smb2Message& message) {
  const Bytes left = message.smb.left();
  std::string file = read_file_behind(message);
  // The response does not say which file it was.
  if (!message.smb.truncated()) message.remember_request(0, text_of(left.subspan(8, kFileIdSize)));
  return file;
}

std::string read_closed(Smb2Message& message) {
  const auto request = message.request();
  if (!request) return {};
  const std::string id(request->text);
  message.remember_file(bytes_of(id), false, {});
  return {};
}

// " Len:65536 Off:0".
std::string read_range(Layer& smb, const Field& length) {
  const std::uint32_t size = smb.u32le(length);
  const std::uint64_t offset = smb.u64le(kOffset);
  return format_text(" Len:%u Off:%llu", size, static_cast<unsigned long long>(offset));
}

std::string read_range_of_file(Smb2Message& message, const Field& length) {
  message.smb.u16le(kSmb2Structure);
  message.smb.skip(2);
  const std::string range = read_range(message.smb, length);
  const std::string file = read_file(message);
  return message.smb.truncated() ? std::string() : range + file;
}

std::string read_read(Smb2Message& message) {
  return read_range_of_file(message, kReadLength);
}

std::string read_write(Smb2Message& message) {
  return read_range_of_file(message, kWriteLength);
}

std::string read_control(Smb2Message& message) {
  message.smb.u16le(kSmb2Structure);
  message.smb.skip(2);
  const std::uint32_t code = message.smb.u32le(kControl);
  if (message.smb.truncated()) return {};
  return named(kSmb2Controls, code) + read_file(message);
}

std::string read_find(Smb2Message& message) {
  Layer& smb = message.smb;
  smb.u16le(kSmb2Structure);
  const std::uint8_t level = smb.u8(kFindLevel);
  smb.skip(5);
  std::string file = read_file(message);
  const auto offset = swap_bytes(smb.peek16(0)), size = swap_bytes(smb.peek16(2));
  smb.skip(8);
  if (smb.truncated()) return file;
  std::string sought = named(kSmb2FindLevels, level);
  sought += " Pattern: " + smb2_shown(message.text_at(kPattern, offset, size));
  message.remember_request(0, sought);
  return file + sought;
}

std::string read_found(Smb2Message& message) {
  const auto request = message.request();
  return request ? std::string(request->text) : std::string();
}

const Field* level_field(std::uint8_t kind) {
  constexpr const Field* kLevels[] = {&kFileLevel, &kSystemLevel, &kSecurityLevel};
  return kind >= 1 && kind <= std::size(kLevels) ? kLevels[kind - 1] : nullptr;
}

// " FILE_INFO/SMB2_FILE_ALL_INFO".
std::string read_level(Layer& smb) {
  smb.u16le(kSmb2Structure);
  const std::uint8_t kind = smb.u8(kClass);
  const std::uint8_t level = smb.peek();
  const Field* const field = level_field(kind);
  field != nullptr ? static_cast<void>(smb.u8(*field)) : smb.skip(1);
  if (smb.truncated()) return {};
  const std::span<const Name> names = field != nullptr ? field->names : std::span<const Name>();
  return named(kSmb2Classes, kind) + "/" + named(names, level).substr(1);
}

std::string read_query(Smb2Message& message) {
  const std::string level = read_level(message.smb);
  message.smb.skip(20);
  return level + read_file(message);
}

std::string read_change(Smb2Message& message) {
  const std::string level = read_level(message.smb);
  message.smb.skip(12);
  return level + read_file(message);
}

constexpr Smb2Body kBodies[] = {
    {5, false, read_create},       {5, true, read_created},       {6, false, read_close},
    {6, true, read_closed},        {7, false, read_file_behind},  {8, false, read_read},
    {9, false, read_write},        {10, false, read_file_behind}, {11, false, read_control},
    {11, true, read_control},      {14, false, read_find},        {14, true, read_found},
    {15, false, read_file_behind}, {16, false, read_query},       {17, false, read_change},
    {18, false, read_file_behind}};

constexpr FieldSpan kFields[] = {kFileName,      kFileId,    kReadLength, kWriteLength,
                                 kOffset,        kClass,     kFileLevel,  kSystemLevel,
                                 kSecurityLevel, kFindLevel, kPattern,    kControl};

}  // namespace

extern constexpr std::span<const Smb2Body> kSmb2FileBodies = kBodies;
extern constexpr FieldList kSmb2FileFields = kFields;

}  // namespace packetglass
