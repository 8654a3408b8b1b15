// A file that a body is written to.
#include "native/objects/object_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>

#include "base/text.h"

namespace packetglass::native {
namespace {

constexpr std::size_t kMostOfName = 80;
// What a body becomes when it is decoded, at most: a small one may claim to be endless.
constexpr std::uint64_t kMaxDecoded = std::uint64_t{4} << 30;

char safe(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_' ? c : '_';
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

std::string object_name(std::uint64_t number, const std::string& target) {
  std::string name = target.substr(0, target.find_first_of("?#"));
  name = name.substr(name.rfind('/') + 1);
  // The end of a name says what it is.
  if (name.size() > kMostOfName) name = name.substr(name.size() - kMostOfName);
  std::transform(name.begin(), name.end(), name.begin(), safe);
  while (!name.empty() && name.back() == '.') name.pop_back();  // lost on some systems
  if (name.empty()) name = "object";
  return format_text("%04llu-%s", static_cast<unsigned long long>(number), name.c_str());
}

void ObjectFile::append(Bytes bytes) {
  if (failure_ != 0) return;
  const int how = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | (made_ ? O_APPEND : O_CREAT | O_EXCL);
  const int descriptor = open(path_.c_str(), how, 0666);
  if (descriptor < 0 || !write_all(descriptor, bytes)) failure_ = errno;
  if (descriptor >= 0 && close(descriptor) != 0 && failure_ == 0) failure_ = errno;
  made_ = true;
}

FileFailure decode_in_place(const std::string& path) {
  ObjectFile decoded(path + ".decoded");
  FileFailure failure{0};
  std::uint64_t size = 0;
  {
    InputFile input(path);
    failure = input.read_all(
        [&](Bytes bytes) -> std::optional<std::size_t> {
          size += bytes.size();
          decoded.append(bytes);
          if (decoded.failure() || size > kMaxDecoded) return std::nullopt;
          return bytes.size();
        },
        [&](Bytes rest) { decoded.append(rest); });
  }
  if (!failure && decoded.failure()) failure = decoded.failure();
  if (!failure && size > kMaxDecoded) failure = {EFBIG};
  if (!failure && std::rename(decoded.path().c_str(), path.c_str()) != 0) failure = {errno};
  if (failure) unlink(decoded.path().c_str());
  return failure;
}

}  // namespace packetglass::native
