// Makes captures of any lines, as `packetglass write` does: a line is an event or says why it is
// none, and what was recorded as pcapng is read back.
#include "bounded.h"
#include "event/event_recorder.h"
#include "native/event.h"
#include "require.h"
#include "support/observed.h"

namespace packetglass::native {
namespace {

class Recorder {
 public:
  explicit Recorder(CaptureFormat format) : format_(format), recorder_(out_, 0, format) {}

  void take(std::string_view line) {
    try {
      std::visit([this](const auto& event) { record(event); }, parse_event(line));
    } catch (const BadEvent& bad) {
      require(std::string_view(bad.what()).size() > 10, "a bad event says why");
    }
  }

  void finish() {
    for (const Patch& patch : recorder_.finish()) {
      require(patch.offset + patch.bytes.size() <= out_.size(), "what is patched was written");
      std::copy(patch.bytes.begin(), patch.bytes.end(),
                out_.begin() + static_cast<long>(patch.offset));
    }
    const test::Observed read = test::observe(out_);
    require_none(read.wrong());
    if (format_ != CaptureFormat::kPcapng || out_.empty()) return;
    require(!read.error && !read.has(Severity::kError), "what was recorded is sound");
    require(read.packets().size() == packets_, "each packet that was recorded is read");
  }

 private:
  void record(const PacketLine& packet) {
    const std::size_t before = out_.size();
    if (const auto error = recorder_.record(packet.event)) {
      require(!error->message.empty(), "who refuses says why");
      return;
    }
    ++packets_;
    require(out_.size() - before >= packet.bytes.size(), "the bytes of a packet are written");
  }
  void record(const pcap::WriterOptions& header) { static_cast<void>(recorder_.record(header)); }
  void record(const UnknownEvent&) {}

  CaptureFormat format_;
  std::vector<std::uint8_t> out_;
  EventRecorder recorder_;
  std::size_t packets_ = 0;
};

}  // namespace
}  // namespace packetglass::native

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  using namespace packetglass::native;
  const fuzz::Bounded bounded(size, {200'000, 800}, {std::size_t{256} << 10, 400});
  for (const CaptureFormat format :
       {CaptureFormat::kAuto, CaptureFormat::kPcap, CaptureFormat::kPcapng}) {
    Recorder recorder(format);
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      recorder.take(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    recorder.finish();
  }
  return 0;
}
