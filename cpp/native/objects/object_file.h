// A file that a body is written to, beside others in a folder.
#pragma once

#include <string>

#include "base/bytes.h"
#include "native/input_file.h"

namespace packetglass::native {

// A name for the object of this number, from 1: "0007-page.html" of "/a/page.html?query". Whatever
// the target is, the name has no separators, is short, is not reserved on any system, and differs
// from those of other numbers.
std::string object_name(std::uint64_t number, const std::string& target);

// Written piece by piece; opened for each, so that any number of them may be written at a time.
// Where the file is already, nothing is written (EEXIST).
class ObjectFile {
 public:
  explicit ObjectFile(std::string path) : path_(std::move(path)) {}

  void append(Bytes bytes);
  const std::string& path() const { return path_; }
  FileFailure failure() const { return {failure_}; }

 private:
  std::string path_;
  int failure_ = 0;
  bool made_ = false;
};

// Writes what a compressed file holds in its place. Returns what is wrong, if anything is; the
// file is then as it was.
FileFailure decode_in_place(const std::string& path);

}  // namespace packetglass::native
