// A file as one piece of text.
#include "native/whole_file.h"

#include <cerrno>

#include "native/input_file.h"

namespace packetglass::native {

FileFailure read_whole_file(const std::string& path, std::size_t most, std::string& content) {
  DecompressionBudget budget(most);
  InputFile input(path, &budget);
  if (input.failure()) return input.failure();
  bool fits = true;
  const auto add = [&](Bytes bytes) {
    fits = fits && bytes.size() <= most - content.size();
    if (fits) content.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return fits ? std::optional(bytes.size()) : std::nullopt;
  };
  const FileFailure failure = input.read_all(add, [&](Bytes rest) { add(rest); });
  return failure || fits ? failure : FileFailure{EFBIG};
}

}  // namespace packetglass::native
