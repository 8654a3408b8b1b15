// Where an output goes: what may be written there is decided before anything is touched.
#pragma once

#include <sys/types.h>

#include <string>

#include "native/file_failure.h"

namespace packetglass::native {

// What becomes of a file that has the name already. Devices, pipes and sockets are written to in
// any case. Symbolic links to files are not followed, except to be gone on with.
enum class Existing {
  kRefuse,  // it stays: EEXIST
  kReplace,
  kGoOn,  // what is written comes behind what it holds
};

enum class Naming {
  kAtOnce,     // the file has its name from the first byte on
  kWhenWhole,  // it is written under a temporary name in the same folder, and then renamed
};

class Destination {
 public:
  // "-" and "/dev/stdout" are standard output. Looks at what is there, and opens nothing.
  Destination(const std::string& path, Existing existing, Naming naming);

  // Why nothing can be written there; nothing as far as is known before it is tried. ELOOP: it is
  // a symbolic link.
  FileFailure refusal() const { return {refusal_}; }

  // What was not kept under its name is removed.
  ~Destination() { discard(); }
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;

  // A descriptor to write to; -1 with errno. Standard output is not to be closed.
  int open();
  // The same behind what was written so far, of what is named when it is whole.
  int open_again();
  // What it is called until then; empty when there is no such file.
  const std::string& temporary() const { return temporary_; }
  // The name that it gets when it is whole, in the same folder; nothing there is replaced.
  void set_path(const std::string& path) { path_ = path; }
  // The output is whole, and closed: it gets its name. Returns errno, or 0.
  int keep();
  // What was made is removed; what was there before stays as it is.
  void discard();
  // The same of the file itself, which has its name at once, where it was not there before.
  void discard_if_new();

  bool is_standard_output() const { return kind_ == Kind::kStandardOutput; }
  // Whether it can be gone back in, and truncated.
  bool is_file() const { return kind_ == Kind::kNew || kind_ == Kind::kFile; }
  // Whether nothing is seen of what was written until it is kept.
  bool can_be_left_out() const { return is_file() && naming_ == Naming::kWhenWhole; }
  // Whether it takes the place of another file when it is whole.
  bool replaces() const { return kind_ == Kind::kFile && naming_ == Naming::kWhenWhole; }
  // Bytes that stand before what is written, of a file that is gone on with.
  off_t begin() const { return begin_; }

 private:
  enum class Kind { kStandardOutput, kNew, kFile, kSpecial };

  int examine();
  int examine_new() const;
  int open_temporary();
  int open_existing();
  int open_special() const;
  void take_over_owner() const;
  int rename_to_new() const;

  std::string path_;
  Existing existing_;
  Naming naming_;
  Kind kind_ = Kind::kStandardOutput;
  int refusal_ = 0;
  off_t begin_ = 0;
  mode_t mode_ = 0;  // of the file that is replaced, and whose it is
  uid_t owner_ = 0;
  gid_t group_ = 0;
  std::string temporary_;  // the name as long as there is such a file
  bool made_ = false;      // the file was not there before
};

}  // namespace packetglass::native
