// What commands print on standard output.
#include "native/standard_output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "native/report.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

// Why standard output did not take something; what comes behind it would not belong there.
int g_failure = 0;

void keep(bool good) {
  if (!good && g_failure == 0) g_failure = errno != 0 ? errno : EIO;
}

}  // namespace

void print_out(std::string_view text) {
  if (g_failure != 0) return;
  errno = 0;
  keep(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

void print_labelled(std::string_view label, std::string_view text) {
  constexpr std::size_t kWidth = 16;
  std::string line(label);
  line.resize(std::max(line.size(), kWidth), ' ');
  print_out(line + " " + shown(text) + "\n");
}

bool flush_out() {
  errno = 0;
  if (g_failure == 0) keep(std::fflush(stdout) == 0);
  return g_failure == 0;
}

bool finish_out() {
  if (flush_out()) return true;
  report("standard output", FileFailure{g_failure}.message());
  return false;
}

}  // namespace packetglass::native
