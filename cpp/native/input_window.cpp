// A source that is read on when more of it is wanted.
#include "native/input_window.h"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>

namespace packetglass::native {

void InputWindow::read_on() {
  const std::size_t wanted = std::max(step_, bytes().size());
  for (std::size_t got = 0; got < wanted && !ended_;) {
    std::uint8_t* const block = window_.block();
    if (block == nullptr) failure_ = ENOMEM;
    const std::size_t room = std::min(wanted - got, BlockWindow::kBlockSize);
    const std::size_t more = block == nullptr ? 0 : file_.read_next({block, room});
    window_.commit(more);
    got += more;
    ended_ = more == 0;
    // A pipe is joined as it comes.
    if (more < room && got >= step_ / 2) return;
  }
}

void allow_open_files(std::size_t count) {
  rlimit limit{};
  constexpr rlim_t kOthers = 16;  // that are open anyway
  const rlim_t wanted = count + kOthers;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);  // where it cannot be, opening says so
}

}  // namespace packetglass::native
