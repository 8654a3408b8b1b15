// The options of commands that write a capture: in which format, and to which file.
#pragma once

#include <optional>
#include <string>

#include "export/capture_file.h"
#include "native/options.h"
#include "native/output_file.h"

namespace packetglass::native {

struct TargetOptions {
  std::string output;
  std::string to;  // a format, or a variant of pcap; empty: none was chosen
  std::string order;
  std::string compression;
  std::string custom = "auto";
  bool replace = false;
};

// Declares --to, --endian, --compress, --custom and --force. `otherwise` says what is written
// where neither --to nor the suffix says it, and `order` what where --endian does not.
void declare_target_options(OptionList& list, TargetOptions& options, const std::string& otherwise,
                            const std::string& order);

// The file, which has its name when it is whole.
OutputOptions output_options_of(const TargetOptions& options);

// What --endian says; nothing where it was not given.
std::optional<ByteOrder> order_of(const TargetOptions& options);
// What --custom says.
NoCopy no_copy_of(const TargetOptions& options);

}  // namespace packetglass::native
