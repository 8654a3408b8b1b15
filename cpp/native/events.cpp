// packetglass events: one JSON object a packet, a line each. Schemas and fields are Tenzir's.
#include <memory>

#include "base/text.h"
#include "event/event.h"
#include "format/pcap/reader.h"
#include "format/pcapng/packet_block.h"
#include "format/pcapng/reader.h"
#include "native/command.h"
#include "native/packet_printer.h"
#include "native/read_options.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  SourceOptions reading;
  PacketChoice choice;
  bool file_headers = false;
  bool without_bytes = false;
  std::string time = "iso";
};

// Every value is a number, a time or base64, none of which JSON escapes: so the lines are put
// together here, many times faster than by way of a JSON document a packet.
class EventPrinter final : public PacketPrinter {
 public:
  explicit EventPrinter(const Options& options)
      : PacketPrinter(options.file, options.choice),
        options_(options),
        epoch_(options.time == "epoch") {}

 protected:
  void begin_section(const Section& section) override {
    in_pcapng_ = section.format == kPcapng.name;
    order_ = section.order;
    ++sections_;
    if (options_.file_headers && !in_pcapng_) append(section);
  }

  void print(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count && flush_full(); ++i) {
      if (chosen().has(i)) append(batch, i);
    }
  }

 private:
  void append(const Section& section) {
    const auto event = file_header_event(section, options_.reading.apply_time_zone);
    text_ += R"({"schema":"pcap.file_header")";
    append_field("magic_number", event.magic_number);
    append_field("major_version", event.major_version);
    append_field("minor_version", event.minor_version);
    append_field("reserved1", event.reserved1);
    append_field("reserved2", event.reserved2);
    append_field("snaplen", event.snaplen);
    append_field("linktype", event.linktype);
    text_ += "}\n";
  }

  void append(const PacketBatch& batch, std::size_t i) {
    const Packet packet = batch.packet(i);
    text_ += R"({"schema":"pcap.packet","timestamp":)";
    append_time(packet);
    append_field("linktype", interface_of(packet).link_type);
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
    text_ += epoch_ ? epoch_seconds(packet.timestamp) : iso8601(packet.timestamp);
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
  bool epoch_;  // timestamps are seconds
  std::uint32_t sections_ = 0;
  bool in_pcapng_ = false;  // the section is pcapng's
  ByteOrder order_ = kHostOrder;
};

int run(const Options& options) {
  EventPrinter printer(options);
  return print_packets(options.file, options.reading, printer);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.flag("--file-headers", options->file_headers,
            "Print the header of each capture before its packets");
  list.flag("--no-data", options->without_bytes, "Leave the packets' bytes out");
  list.choice("--time", options->time, {"iso", "epoch"},
              "How timestamps are written: iso (ISO 8601) or epoch (seconds since 1970)")
      .with_default();
  declare_choice_options(list, options->choice);
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kEvents;
const Command kEvents{"events", "Print one JSON object per packet", declare};

}  // namespace packetglass::native
