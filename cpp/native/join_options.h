// The options of commands that write one capture of what they read: merge, reorder.
#pragma once

#include <string>

#include "edit/join/join_target.h"
#include "native/read_options.h"
#include "native/target_options.h"

namespace packetglass::native {

struct JoinOptions : TargetOptions {
  bool unify = false;
  SourceOptions reading;
};

// Declares those of TargetOptions, --strict, --apply-time-zone and --max-decompressed. `otherwise`
// says what is written where neither --to nor the suffix says it.
void declare_join_options(OptionList& list, JoinOptions& options, const std::string& otherwise);

// Whether the output is pcapng, as --to or the suffix of its name says, or nothing.
bool writes_pcapng(const JoinOptions& options);

// What to write, of captures of which the first begins with these bytes. Classic pcap that no
// variant was chosen for is in microseconds where all inputs are.
JoinTarget join_target_of(const JoinOptions& options, Bytes start, bool in_microseconds);

}  // namespace packetglass::native
