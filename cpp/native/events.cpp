// packetglass events: one JSON object a packet, a line each. Schemas and fields are Tenzir's.
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "format/capture_reader.h"
#include "format/pcap/reader.h"
#include "format/pcapng/packet_block.h"
#include "format/pcapng/reader.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  ReadOptions reading;
  bool file_headers = false;
  bool without_bytes = false;
  bool epoch = false;
};

// Every value is a number, a time or base64, none of which JSON escapes: so the lines are put
// together here, many times faster than by way of a JSON document a packet.
class EventWriter final : public RecordSink {
 public:
  explicit EventWriter(const Options& options) : options_(options) {}
  ~EventWriter() override { flush(); }

  void section(const Section& section, Bytes) override {
    in_pcapng_ = section.format == kPcapng.name;
    order_ = section.order;
    ++sections_;
    if (options_.file_headers && !in_pcapng_) append(section);
  }
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool block(const Block&) override { return true; }

  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) append(batch, i);
    if (text_.size() >= kFlushAt) flush();
    return true;
  }

  void issue(const Issue& issue) override {
    if (severity(issue.kind) != Severity::kError) return;
    report(options_.file, issue);
    damaged_ = true;
  }

  // Writes out what is waiting; false when standard output does not take it.
  bool flush() {
    const bool written = std::fwrite(text_.data(), 1, text_.size(), stdout) == text_.size();
    text_.clear();
    failed_ = failed_ || !written || std::fflush(stdout) != 0;
    return !failed_;
  }

  bool damaged() const { return damaged_; }

 private:
  static constexpr std::size_t kFlushAt = std::size_t{1} << 18;

  void append(const Section& section) {
    text_ += R"({"schema":"pcap.file_header")";
    append_field("magic_number", native_magic(section));
    append_field("major_version", section.version_major);
    append_field("minor_version", section.version_minor);
    // Of a time zone that was applied nothing is left to be told.
    const std::int32_t zone = options_.reading.apply_time_zone ? 0 : section.thiszone;
    append_field("reserved1", static_cast<std::uint32_t>(zone));
    append_field("reserved2", section.sigfigs);
    append_field("snaplen", section.snaplen);
    append_field("linktype", section.link_type_word);
    text_ += "}\n";
  }

  // As this host reads it when it does not know of byte orders: that is how the order is told.
  static std::uint32_t native_magic(const Section& section) {
    return section.order == kHostOrder ? section.magic : swap_bytes(section.magic);
  }

  void append(const PacketBatch& batch, std::size_t i) {
    const Packet packet = batch.packet(i);
    text_ += R"({"schema":"pcap.packet","timestamp":)";
    append_time(packet);
    append_field("linktype", interfaces_[packet.interface].link_type);
    append_field("original_packet_length", packet.original_length);
    append_field("captured_packet_length", packet.captured_length);
    append_interface(packet, batch.record(i));
    if (!options_.without_bytes) append_bytes(batch.bytes(i));
    text_ += "}\n";
  }

  void append_time(const Packet& packet) {
    if (!packet.has_timestamp()) {
      text_ += "null";
      return;
    }
    text_ += '"';
    text_ += options_.epoch ? epoch_seconds(packet.timestamp) : iso8601(packet.timestamp);
    text_ += '"';
  }

  // pcapng counts interfaces anew in each section, and so do its events.
  void append_interface(const Packet& packet, Bytes record) {
    if (in_pcapng_) append_field("section_id", sections_ - 1);
    append_field("interface_id", in_pcapng_
                                     ? pcapng::interface_of_packet(packet.kind, record, order_)
                                     : packet.interface);
  }

  void append_field(const char* name, std::uint32_t value) {
    text_ += ",\"";
    text_ += name;
    text_ += "\":";
    append_decimal(text_, value);
  }

  void append_bytes(Bytes bytes) {
    text_ += R"(,"data":")";
    append_base64(text_, bytes);
    text_ += '"';
  }

  const Options& options_;
  std::vector<Interface> interfaces_;
  std::uint32_t sections_ = 0;
  bool in_pcapng_ = false;  // the section is pcapng's
  ByteOrder order_ = kHostOrder;
  std::string text_;
  bool damaged_ = false;
  bool failed_ = false;
};

int run(const Options& options) {
  InputFile input(options.file);
  CaptureReader reader(options.reading);
  EventWriter events(options);
  std::optional<Error> error;
  const auto push = [&](Bytes window) -> std::optional<std::size_t> {
    const auto used = reader.push(window, events);
    if (!used) error = used.error();
    return events.flush() && used ? std::optional(*used) : std::nullopt;
  };
  const auto finish = [&](Bytes rest) {
    const auto used = reader.finish(rest, events);
    if (!used) error = used.error();
  };
  const FileFailure failure = input.read_all(push, finish);
  const bool written = events.flush();
  if (!written) report("standard output", "cannot be written");
  if (failure)
    report(options.file, failure.message());
  else if (error && error->code != ErrorCode::kDamaged)  // which was reported as an issue
    report(options.file, *error);
  return failure || error || !written || events.damaged() ? kFailed : kDone;
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("FILE", options->file, "The capture; - is standard input")->required();
  app.add_flag("--file-headers", options->file_headers,
               "Print the header of each capture before its packets");
  app.add_flag("--no-data", options->without_bytes, "Leave the packets' bytes out");
  app.add_option_function<std::string>(
         "--time", [options](const std::string& style) { options->epoch = style == "epoch"; },
         "How timestamps are written: iso (ISO 8601) or epoch (seconds since 1970)")
      ->check(CLI::IsMember({"iso", "epoch"}))
      ->default_str("iso");
  declare_read_options(app, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kEvents;
const Command kEvents{"events", "Print one JSON object per packet", declare};

}  // namespace packetglass::native
