// Where an output goes.
#include "native/output/destination.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "native/stop.h"

namespace packetglass::native {
namespace {

constexpr mode_t kAllThatTheUmaskLeaves = 0666;
constexpr mode_t kPermissions = 0777;
// A name may have 255 bytes; the temporary one has a dot, a dot and six characters more.
constexpr std::size_t kMostOfName = 240;

// "folder/" of "folder/name"; empty for a name alone.
std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

mode_t umask_now() {
  const mode_t mask = umask(0);
  umask(mask);
  return mask;
}

// Closes it, unless it is a file: that took the name meanwhile.
int refuse_file(int descriptor) {
  struct stat status {};
  if (descriptor < 0 || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    return descriptor;
  }
  close(descriptor);
  errno = EEXIST;
  return -1;
}

}  // namespace

Destination::Destination(const std::string& path, Existing existing, Naming naming)
    : path_(path), existing_(existing), naming_(naming) {
  if (path == "-" || path == "/dev/stdout") return;
  kind_ = Kind::kNew;
  refusal_ = examine();
  if (refusal_ == ENOENT) refusal_ = examine_new();
}

// Why not, as errno; ENOENT when nothing has the name.
int Destination::examine() {
  struct stat status {};
  if (lstat(path_.c_str(), &status) != 0) return errno;
  const bool is_link = S_ISLNK(status.st_mode);
  const bool leads_somewhere = !is_link || stat(path_.c_str(), &status) == 0;
  if (!leads_somewhere) return ELOOP;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  if (!S_ISREG(status.st_mode)) {
    kind_ = Kind::kSpecial;
    return 0;
  }
  kind_ = Kind::kFile;
  if (is_link && existing_ != Existing::kGoOn) return ELOOP;
  if (existing_ == Existing::kRefuse) return EEXIST;
  if (existing_ == Existing::kGoOn) begin_ = status.st_size;
  mode_ = status.st_mode & kPermissions;
  owner_ = status.st_uid;
  group_ = status.st_gid;
  return access(path_.c_str(), W_OK) == 0 ? 0 : errno;
}

int Destination::examine_new() const {
  if (path_.empty() || path_.back() == '/') return path_.empty() ? ENOENT : EISDIR;
  const std::string folder = folder_of(path_);
  return access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0 ? 0 : errno;
}

int Destination::open() {
  switch (kind_) {
    case Kind::kStandardOutput:
      return STDOUT_FILENO;
    case Kind::kSpecial:
      return open_special();
    case Kind::kFile:
      return naming_ == Naming::kWhenWhole ? open_temporary() : open_existing();
    case Kind::kNew:
      break;
  }
  if (naming_ == Naming::kWhenWhole) return open_temporary();
  const int how = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  const int descriptor = ::open(path_.c_str(), how, kAllThatTheUmaskLeaves);
  made_ = descriptor >= 0;
  return descriptor;
}

int Destination::open_temporary() {
  const std::string folder = folder_of(path_);
  const std::string name = path_.substr(folder.size(), kMostOfName);
  std::string temporary = folder + "." + name + ".XXXXXX";
  const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return descriptor;
  temporary_ = std::move(temporary);
  return descriptor;
}

int Destination::open_again() {
  if (temporary_.empty()) return open();
  return ::open(temporary_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
}

// Not O_APPEND, which would append what is written over earlier bytes too.
int Destination::open_existing() {
  const bool goes_on = existing_ == Existing::kGoOn;
  const int how = O_WRONLY | O_CLOEXEC | (goes_on ? 0 : O_NOFOLLOW);
  const int descriptor = ::open(path_.c_str(), how);
  if (descriptor < 0) return descriptor;
  const bool ready =
      goes_on ? lseek(descriptor, begin_, SEEK_SET) == begin_ : ftruncate(descriptor, 0) == 0;
  if (ready) return descriptor;
  const int why = errno;
  close(descriptor);
  errno = why;
  return -1;
}

// A pipe is opened when somebody reads it: until then it is waited.
int Destination::open_special() const {
  int descriptor;
  do {
    descriptor = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR && !stop_asked());
  return refuse_file(descriptor);
}

// A file that is replaced keeps its mode, and its owner where this user may give it away.
void Destination::take_over_owner() const {
  if (kind_ != Kind::kFile) {
    chmod(temporary_.c_str(), kAllThatTheUmaskLeaves & ~umask_now());
    return;
  }
  const bool same = chown(temporary_.c_str(), owner_, group_) == 0;
  // Another group may do what all others may.
  chmod(temporary_.c_str(), same ? mode_ : (mode_ & 0707) | (mode_ & 07) << 3);
}

// Nothing is overwritten that came there meanwhile, where the file system has hard links.
int Destination::rename_to_new() const {
  if (link(temporary_.c_str(), path_.c_str()) == 0) {
    unlink(temporary_.c_str());
    return 0;
  }
  if (errno == EEXIST || access(path_.c_str(), F_OK) == 0) return EEXIST;
  return std::rename(temporary_.c_str(), path_.c_str()) == 0 ? 0 : errno;
}

int Destination::keep() {
  if (temporary_.empty()) return 0;
  take_over_owner();
  int failure = 0;
  if (!replaces()) {
    failure = rename_to_new();
  } else if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    failure = errno;
  }
  if (failure != 0) discard();
  temporary_.clear();
  return failure;
}

void Destination::discard() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
  temporary_.clear();
}

void Destination::discard_if_new() {
  if (made_) unlink(path_.c_str());
  made_ = false;
}

}  // namespace packetglass::native
