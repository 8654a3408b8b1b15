// packetglass inject: sends the packets of a capture on an interface, as they are.
#include <pcap/pcap.h>

#include <cinttypes>
#include <memory>

#include "native/command.h"
#include "native/live_capture.h"
#include "native/packet_printer.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string interface;
  std::string file = "-";
  SourceOptions reading;
  PacketChoice choice{};  // all packets
};

// Sends each packet at once: times are not looked at. Ends at the first that cannot be sent.
class Sender final : public PacketPrinter {
 public:
  Sender(const Options& options, ::pcap* handle)
      : PacketPrinter(options.file, options.choice), options_(options), handle_(handle) {}

  bool full() const override { return failed_; }
  bool failed() const { return failed_; }
  std::uint64_t sent() const { return sent_; }

 protected:
  void print(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count && !failed_; ++i) send(batch.bytes(i));
  }

 private:
  void send(Bytes packet) {
    const int sent = pcap_inject(handle_, packet.data(), packet.size());
    failed_ = sent < 0;
    if (failed_)
      return report(options_.interface,
                    without_interface(pcap_geterr(handle_), options_.interface));
    ++sent_;
  }

  const Options& options_;
  ::pcap* handle_;
  std::uint64_t sent_ = 0;
  bool failed_ = false;
};

struct Close {
  void operator()(::pcap* handle) const { pcap_close(handle); }
};

int run(const Options& options) {
  char message[PCAP_ERRBUF_SIZE] = "";
  const std::unique_ptr<::pcap, Close> handle(
      pcap_open_live(options.interface.c_str(), 64, 0, 100, message));
  if (handle == nullptr) {
    report(options.interface, without_interface(message, options.interface));
    return kFailed;
  }
  Sender sender(options, handle.get());
  const int code = print_packets(options.file, options.reading, sender);
  std::fprintf(stderr, "%" PRIu64 " packets sent\n", sender.sent());
  return sender.failed() ? kFailed : code;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("-i,--interface", options->interface, "The interface to send on").required();
  list.text("FILE", options->file, "The capture; - is standard input").with_default();
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kInject;
const Command kInject{"inject", "Send the packets of a capture on an interface", declare};

}  // namespace packetglass::native
