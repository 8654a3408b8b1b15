// A file that a body is written to, next to others in a folder.
#pragma once

#include <string>

#include "base/bytes.h"
#include "decompress/budget.h"
#include "native/output/destination.h"
#include "stream/http_side.h"

namespace packetglass::native {

// A name for the object of this number, from 1: "0007-page.html" of "/a/page.html?query". One
// without extension gets that of its type. Whatever the target is, the name has no separators, is
// short, is not reserved on any system, and differs from those of other numbers.
std::string object_name(std::uint64_t number, const HttpMessage& object);

// Written piece by piece under a temporary name; opened for each, so that any number of them may
// be written at a time. Where there is a file of the name already, nothing is written (EEXIST).
class ObjectFile {
 public:
  explicit ObjectFile(const std::string& path, Existing existing = Existing::kRefuse);

  void append(Bytes bytes);
  // What it is called when it is kept, in the same folder.
  void set_path(const std::string& path);
  // The body is whole: the file gets its name. One that is not kept is not left behind.
  FileFailure keep();

  // Writes what this file, which is compressed, holds into another. Returns what is wrong, if
  // anything is; then the other is not to be kept.
  FileFailure decode(ObjectFile& decoded, DecompressionBudget& budget) const;

  // Bytes that were appended.
  std::uint64_t size() const { return size_; }
  const std::string& path() const { return path_; }
  FileFailure failure() const { return {failure_}; }

 private:
  std::string path_;
  Destination destination_;
  int failure_;
  std::uint64_t size_ = 0;
};

}  // namespace packetglass::native
