// A file that a body is written to.
#include "native/objects/object_file.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>

#include "base/ascii.h"
#include "base/text.h"
#include "native/input_file.h"

namespace packetglass::native {
namespace {

constexpr std::size_t kMostOfName = 80;

char safe(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_' ? c : '_';
}

// Of a path the last part. A subject is none.
std::string last_part(const HttpMessage& object) {
  const std::string& target = object.target;
  if (object.protocol == ObjectProtocol::kMail) return target;
  const bool is_http = object.protocol == ObjectProtocol::kHttp;
  const std::string path = is_http ? target.substr(0, target.find_first_of("?#")) : target;
  return path.substr(path.find_last_of(is_http ? "/" : "/\\") + 1);
}

// Whether it ends in a dot and up to eight letters or digits.
bool has_extension(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot != name.npos && dot + 1 < name.size() && name.size() - dot <= 9 &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0; });
}

// What files of a Content-Type are called. web/lib/capture/http-object.ts has the same.
constexpr std::pair<std::string_view, std::string_view> kExtensions[] = {
    {"application/gzip", ".gz"},   {"application/javascript", ".js"},
    {"application/json", ".json"}, {"application/pdf", ".pdf"},
    {"application/wasm", ".wasm"}, {"application/xml", ".xml"},
    {"application/zip", ".zip"},   {"audio/mpeg", ".mp3"},
    {"font/woff2", ".woff2"},      {"image/gif", ".gif"},
    {"image/jpeg", ".jpg"},        {"image/png", ".png"},
    {"image/svg+xml", ".svg"},     {"image/webp", ".webp"},
    {"image/x-icon", ".ico"},      {"message/rfc822", ".eml"},
    {"text/css", ".css"},          {"text/csv", ".csv"},
    {"text/html", ".html"},        {"text/javascript", ".js"},
    {"text/plain", ".txt"},        {"text/xml", ".xml"},
    {"video/mp4", ".mp4"},
};

// Of "text/html; charset=utf-8" ".html"; empty where the type is not known.
std::string_view extension_of(std::string_view type) {
  type = type.substr(0, type.find_first_of("; \t"));
  for (const auto& [name, extension] : kExtensions) {
    if (same_word(name, type)) return extension;
  }
  return {};
}

// All bytes are written, or errno says why not.
bool write_all(int descriptor, Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::string object_name(std::uint64_t number, const HttpMessage& object) {
  std::string name = last_part(object);
  const bool named = object.protocol != ObjectProtocol::kMail && has_extension(name);
  const std::string_view extension = named ? "" : extension_of(object.type);
  // The end of a name says what it is.
  if (name.size() > kMostOfName) name = name.substr(name.size() - kMostOfName);
  std::transform(name.begin(), name.end(), name.begin(), safe);
  while (!name.empty() && name.back() == '.') name.pop_back();  // lost on some systems
  if (name.empty()) name = "object";
  name += extension;
  return format_text("%04llu-%s", static_cast<unsigned long long>(number), name.c_str());
}

ObjectFile::ObjectFile(const std::string& path, Existing existing)
    : path_(path),
      destination_(path, existing, Naming::kWhenWhole),
      failure_(destination_.refusal().number) {}

void ObjectFile::set_path(const std::string& path) {
  path_ = path;
  destination_.set_path(path);
}

void ObjectFile::append(Bytes bytes) {
  if (failure_ != 0) return;
  const int descriptor = destination_.open_again();
  if (descriptor < 0 || !write_all(descriptor, bytes)) failure_ = errno;
  if (descriptor >= 0 && close(descriptor) != 0 && failure_ == 0) failure_ = errno;
  size_ += bytes.size();
}

FileFailure ObjectFile::keep() {
  if (failure_ == 0) failure_ = destination_.keep();
  return failure();
}

FileFailure ObjectFile::decode(ObjectFile& decoded, DecompressionBudget& budget) const {
  InputFile input(destination_.temporary(), &budget);
  const FileFailure failure = input.read_all(
      [&](Bytes bytes) -> std::optional<std::size_t> {
        decoded.append(bytes);
        return decoded.failure() ? std::nullopt : std::optional(bytes.size());
      },
      [&](Bytes rest) { decoded.append(rest); });
  return failure ? failure : decoded.failure();
}

}  // namespace packetglass::native
