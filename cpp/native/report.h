// What commands say on standard error.
#pragma once

#include <string>

#include "native/file_failure.h"
#include "record/issue.h"

namespace packetglass::native {

class InputFile;

// "packetglass: FILE: No such file or directory". Whatever the file is called and the message
// quotes, it is one line that can be read; - is standard input.
void report(const std::string& file, const std::string& message);

// Lines that are shown() already, below a report.
void report_lines(const std::string& lines);

// What an output is called: - is standard output.
std::string output_name(const std::string& file);

// Why a file cannot be written, and where it exists what helps; - is standard output.
void report_output(const std::string& file, const FileFailure& failure,
                   const std::string& if_it_exists = "--force overwrites it");

// That IXIA's header, which says how long all of its records are, cannot be filled in.
void report_lengths_missing(const std::string& file);

// Whether an input is open, and is no file that will be written over; says why not.
[[nodiscard]] bool can_be_read(const InputFile& input, const std::string& file,
                               const std::string& output);

// "packetglass: FILE: byte 24: The capture ends inside a packet …"
void report(const std::string& file, const Error& error);
void report(const std::string& file, const Issue& issue);

}  // namespace packetglass::native
