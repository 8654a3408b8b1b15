// packetglass on the command line.
#include <fcntl.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <random>

#include "base/keyed_hash.h"
#include "native/command_line.h"
#include "native/output_file.h"
#include "native/standard_output.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

// Whoever starts the program may have closed these: a file that is opened must not take their
// place. Reading and writing them fails as before.
void fill_standard_descriptors() {
  for (const int descriptor : {0, 1, 2}) {
    if (fcntl(descriptor, F_GETFD) >= 0) continue;
    if (open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) != descriptor) return;
  }
}

// A write that fails is said, it does not kill.
void ignore_signals_of_writing() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

// Else a capture can be made whose conversations all have one hash.
void draw_hash_key() {
  std::random_device chance;
  set_hash_key({chance(), chance(), chance(), chance()});
}

// Says it without memory.
int report_exception() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    std::fputs("packetglass: there is not enough memory\n", stderr);
  } catch (...) {
    std::fputs("packetglass: something unexpected happened\n", stderr);
  }
  return kFailed;
}

// The last to hear of what nobody else did. Unwinding has written what was pending.
int run_whatever_happens(int argc, char** argv) {
  try {
    draw_hash_key();
    return run_command_line(argc, argv);
  } catch (...) {
    return report_exception();
  }
}

// An exception in a destructor, which may not throw: that of a JSON value takes memory.
[[noreturn]] void end_without_unwinding() {
  if (std::current_exception() == nullptr) std::abort();
  const int code = report_exception();
  OutputFile::abandon_open();
  std::fflush(stdout);
  std::_Exit(code);
}

int run(int argc, char** argv) {
  fill_standard_descriptors();
  ignore_signals_of_writing();
  std::set_terminate(end_without_unwinding);
  const int code = run_whatever_happens(argc, argv);
  const bool printed = finish_out();
  end_as_signalled();
  return printed || code != kDone ? code : static_cast<int>(kFailed);
}

}  // namespace
}  // namespace packetglass::native

int main(int argc, char** argv) {
  return packetglass::native::run(argc, argv);
}
