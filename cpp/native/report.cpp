// What commands say on standard error.
#include "native/report.h"

#include <cerrno>
#include <cstdio>

#include "native/input_file.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

void report_at(const std::string& file, std::uint64_t offset, const std::string& message) {
  report(file, "byte " + std::to_string(offset) + ": " + message);
}

}  // namespace

void report(const std::string& file, const std::string& message) {
  const std::string name = file == "-" ? "standard input" : file;
  const std::string line = "packetglass: " + shown(name) + ": " + shown(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void report_lines(const std::string& lines) {
  std::fwrite((lines + "\n").data(), 1, lines.size() + 1, stderr);
}

std::string output_name(const std::string& file) {
  return file == "-" ? "standard output" : file;
}

void report_lengths_missing(const std::string& file) {
  report(output_name(file), "a header does not say how long its records are");
}

void report_output(const std::string& file, const FileFailure& failure,
                   const std::string& if_it_exists) {
  std::string message = failure.message();
  if (failure.number == EEXIST) message += "; " + if_it_exists;
  if (failure.number == ELOOP) message = "is a symbolic link; name the file that it points to";
  report(output_name(file), message);
}

bool can_be_read(const InputFile& input, const std::string& file, const std::string& output) {
  if (input.failure()) {
    report(file, input.failure().message());
    return false;
  }
  if (!input.is_also(output)) return true;
  report(output, "This is the input too; write to another file.");
  return false;
}

void report(const std::string& file, const Error& error) {
  report_at(file, error.offset, error.message);
}

void report(const std::string& file, const Issue& issue) {
  const std::string packet =
      issue.packet == 0 ? "" : "packet " + std::to_string(issue.packet) + ": ";
  report_at(file, issue.offset, packet + describe(issue));
}

}  // namespace packetglass::native
