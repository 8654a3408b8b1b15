// Signals that ask to stop.
#include "native/stop.h"

#include <unistd.h>

#include <csignal>
#include <initializer_list>

namespace packetglass::native {
namespace {

volatile std::sig_atomic_t g_signal = 0;
void (*volatile g_hook)() = nullptr;

// A signal that comes just before a call that waits would not end it: so there is one a second.
constexpr unsigned kAgainSeconds = 1;

void interrupt_again(int) {
  alarm(kAgainSeconds);
}

void ask_to_stop(int signal) {
  g_signal = signal;
  if (g_hook != nullptr) g_hook();
  alarm(kAgainSeconds);
}

void install(int signal, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;  // without SA_RESTART
  sigaction(signal, &action, nullptr);
}

bool is_ignored(int signal) {
  struct sigaction now {};
  return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

}  // namespace

void watch_stop_signals(Ignored ignored, void (*hook)()) {
  g_hook = hook;
  install(SIGALRM, interrupt_again, 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const bool counts = ignored == Ignored::kCount && signal != SIGHUP;
    if (counts || !is_ignored(signal)) install(signal, ask_to_stop, SA_RESETHAND);
  }
}

bool stop_asked() {
  return g_signal != 0;
}

void stop_is_good() {
  g_signal = 0;
  alarm(0);
}

void end_as_signalled() {
  if (!stop_asked()) return;
  install(g_signal, SIG_DFL, 0);
  raise(g_signal);
}

}  // namespace packetglass::native
