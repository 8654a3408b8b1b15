// A file that a body is written to.
#include "native/objects/object_file.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>

#include "base/text.h"
#include "native/input_file.h"

namespace packetglass::native {
namespace {

constexpr std::size_t kMostOfName = 80;

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

ObjectFile::ObjectFile(const std::string& path)
    : path_(path),
      destination_(path, Existing::kRefuse, Naming::kWhenWhole),
      failure_(destination_.refusal().number) {}

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
