// What commands say on standard error.
#pragma once

#include <string>

#include "base/result.h"
#include "native/input_file.h"
#include "record/issue.h"

namespace packetglass::native {

// "packetglass: FILE: No such file or directory"
void report(const std::string& file, const std::string& message);

// Why a file cannot be written, and where it exists what overwrites it; - is standard output.
void report_output(const std::string& file, const FileFailure& failure);

// That IXIA's header, which says how long all of its records are, cannot be filled in.
void report_lengths_missing(const std::string& file);

// "packetglass: FILE: byte 24: The capture ends inside a packet …"
void report(const std::string& file, const Error& error);
void report(const std::string& file, const Issue& issue);

}  // namespace packetglass::native
