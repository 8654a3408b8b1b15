// Signals that ask to stop: SIGINT, SIGTERM, SIGHUP. What was begun is brought to a good end, then
// the program ends as the signal would have ended it. A second one ends it at once.
#pragma once

namespace packetglass::native {

// What to do about SIGINT and SIGTERM that whoever started the program ignores. (SIGHUP stays
// ignored: that is what nohup is for.)
enum class Ignored {
  kStay,
  kCount,  // a shell ignores SIGINT for what runs in the background, which still has to be stopped
};

// From now on such a signal is kept, and `hook` called, which may do what a signal handler may.
// Calls that wait (read, write, open) return EINTR, again and again until the program has ended.
void watch_stop_signals(Ignored ignored = Ignored::kStay, void (*hook)() = nullptr);

// Whether a signal asked to stop.
bool stop_asked();

// It was the way to end: the program ends with its own exit code.
void stop_is_good();

// Ends the program as the signal does that asked to stop; returns when there was none.
void end_as_signalled();

}  // namespace packetglass::native
