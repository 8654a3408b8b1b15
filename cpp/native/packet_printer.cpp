// What commands have in common that print the packets of a capture.
#include "native/packet_printer.h"

#include <cstdio>

#include "format/capture_reader.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/report.h"
#include "record/limits.h"

namespace packetglass::native {

void PacketPrinter::interface(const Interface& interface, Bytes) {
  if (interfaces_.size() == kMaxKeptInterfaces) {
    if (!too_many_) {
      issue({IssueKind::kIndexLimit, interface.offset, 0, kMaxKeptSections, kMaxKeptInterfaces});
    }
    too_many_ = true;
    return;
  }
  interfaces_.push_back(interface);
  interfaces_.back().options = {};
}

bool PacketPrinter::packets(const PacketBatch& batch) {
  if (too_many_) return true;
  print(batch);
  if (text_.size() >= kFlushAt) flush();
  return !full();
}

void PacketPrinter::issue(const Issue& issue) {
  if (severity(issue.kind) != Severity::kError) return;
  report(file_, issue);
  damaged_ = true;
}

bool PacketPrinter::flush() {
  const bool written = std::fwrite(text_.data(), 1, text_.size(), stdout) == text_.size();
  text_.clear();
  failed_ = failed_ || !written || std::fflush(stdout) != 0;
  return !failed_;
}

int print_packets(const std::string& file, const ReadOptions& options, PacketPrinter& printer) {
  InputFile input(file);
  CaptureReader reader(options);
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used && !printer.full()) error = used.error();
    return printer.flush() && used ? std::optional(*used) : std::nullopt;
  };
  printer.begin();
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, printer)); },
                     [&](Bytes rest) { settle(reader.finish(rest, printer)); });
  printer.end();
  const bool written = printer.flush();
  if (!written) report("standard output", "cannot be written");
  if (failure)
    report(file, failure.message());
  else if (error && error->code != ErrorCode::kDamaged)  // which was reported as an issue
    report(file, *error);
  return failure || error || !written || printer.damaged() ? kFailed : kDone;
}

}  // namespace packetglass::native
