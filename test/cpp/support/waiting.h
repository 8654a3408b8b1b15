// Functions for scripts of a shell that wait until a program in the background has come so far,
// however slow the machine is: after 30 seconds they wait no longer.
#pragma once

namespace packetglass::test {

//   until_true COMMAND  waits until the command succeeds
//   catches PID         whether packetglass runs there and has signals end it as it wants
//   listens PID         and has opened what it captures from
// They have no single quotes, so that a script may stand in such.
inline constexpr char kWaiting[] =
    "until_true() { for each in $(seq 600); do \"$@\" && return; sleep 0.05; done; }; "
    "catches() { case $(readlink /proc/$1/exe) in */packetglass) "
    "grep -q \"^SigCgt:.*[4-7c-f]...$\" /proc/$1/status 2>/dev/null;; *) false;; esac; }; "
    "listens() { catches $1 && ls -l /proc/$1/fd 2>/dev/null | grep -q socket: && sleep 0.3; }; ";

}  // namespace packetglass::test
