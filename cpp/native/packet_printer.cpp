// What commands have in common that print the packets of a capture.
#include "native/packet_printer.h"

#include "format/capture_reader.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/report.h"
#include "native/standard_output.h"
#include "record/limits.h"

namespace packetglass::native {

PacketPrinter::~PacketPrinter() {
  flush();
}

void PacketPrinter::section(const Section& section, Bytes) {
  if (!is_capture_) begin();
  is_capture_ = true;
  chosen_.begin_section(section.order);
  begin_section(section);
}

void PacketPrinter::interface(const Interface& interface, Bytes) {
  if (interfaces_.size() == kMaxKeptInterfaces) {
    if (!too_many_) {
      issue({IssueKind::kIndexLimit, interface.offset, 0, kMaxKeptSections, kMaxKeptInterfaces});
    }
    too_many_ = true;
    return;
  }
  chosen_.add_interface(interface);
  interfaces_.push_back(interface);
  limit_options(interfaces_.back());
}

bool PacketPrinter::packets(const PacketBatch& batch) {
  if (too_many_) return true;
  chosen_.add(batch, interfaces_);
  print(batch);
  return flush_full() && !stops();
}

bool PacketPrinter::block(const Block& block) {
  chosen_.add(block);
  return true;
}

void PacketPrinter::issue(const Issue& issue) {
  if (severity(issue.kind) != Severity::kError) return;
  report(file_, issue);
  damaged_ = true;
}

void PacketPrinter::finish() {
  if (is_capture_) end();
  flush();
}

bool PacketPrinter::flush() {
  print_out(text_);
  text_.clear();
  return flush_out();
}

int print_packets(const std::string& file, const SourceOptions& options, PacketPrinter& printer) {
  if (!printer.chosen().prepare(file, options)) return kUsage;
  DecompressionBudget budget(options.max_decompressed);
  InputFile input(file, &budget);
  CaptureReader reader(options);
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used && !printer.stops() && flush_out()) error = used.error();
    return printer.flush() && used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, printer)); },
                     [&](Bytes rest) { settle(reader.finish(rest, printer)); });
  printer.finish();
  if (failure)
    report(file, failure.message());
  else if (error && error->code != ErrorCode::kDamaged)  // which was reported as an issue
    report(file, *error);
  const int code = failure || error || printer.damaged() ? kFailed : kDone;
  return printer.chosen().finish(file, code, printer.is_capture() && !printer.stops());
}

}  // namespace packetglass::native
