// What commands say on standard error.
#include "native/report.h"

#include <cerrno>
#include <cstdio>

namespace packetglass::native {
namespace {

std::string shown(const std::string& file) {
  return file == "-" ? "standard input" : file;
}

void report_at(const std::string& file, std::uint64_t offset, const std::string& message) {
  report(file, "byte " + std::to_string(offset) + ": " + message);
}

}  // namespace

void report(const std::string& file, const std::string& message) {
  std::fprintf(stderr, "packetglass: %s: %s\n", shown(file).c_str(), message.c_str());
}

void report_lengths_missing(const std::string& file) {
  report(file == "-" ? "standard output" : file, "a header does not say how long its records are");
}

void report_output(const std::string& file, const FileFailure& failure) {
  const bool exists = failure.number == EEXIST;
  report(file == "-" ? "standard output" : file,
         failure.message() + (exists ? "; --force overwrites it" : ""));
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
