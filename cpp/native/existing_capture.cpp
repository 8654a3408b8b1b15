// A capture that stands in a file already, to be written on.
#include "native/existing_capture.h"

#include <filesystem>

#include "format/capture_reader.h"
#include "native/input_file.h"

namespace packetglass::native {
namespace {

// Keeps the last section and the first damage.
class LastSectionFinder final : public RecordSink {
 public:
  void section(const Section& section, Bytes) override {
    section_ = section;
    interfaces_.clear();
  }
  // Those that no block declares are not in the file.
  void interface(const Interface& interface, Bytes raw) override {
    if (raw.empty()) return;
    interfaces_.push_back(interface);
    interfaces_.back().options = {};
  }
  bool packets(const PacketBatch&) override { return true; }
  bool block(const Block&) override { return true; }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) != Severity::kError || !damage_.empty()) return;
    damage_ = at(issue.offset) + describe(issue);
  }
  void fail(const Error& error) { damage_ = at(error.offset) + error.message; }

  ExistingCapture found() const {
    if (!damage_.empty()) return {"cannot be appended to: " + damage_, {}};
    const pcap::Variant* const variant = pcap::find_variant(section_.variant);
    if (variant != nullptr) {
      return {"", LastPcapSection{section_.offset, pcap::options_like(section_, *variant)}};
    }
    return {"", LastPcapngSection{section_.order, section_.section_length != -1, interfaces_}};
  }

 private:
  static std::string at(std::uint64_t offset) { return "byte " + std::to_string(offset) + ": "; }

  Section section_;
  std::vector<Interface> interfaces_;
  std::string damage_;
};

}  // namespace

ExistingCapture examine_existing(const std::string& path) {
  std::error_code missing;
  if (!std::filesystem::exists(path, missing)) return {};
  if (!std::filesystem::is_regular_file(path, missing)) {
    return {"cannot be appended to: it is not a regular file", {}};
  }
  InputFile input(path);
  CaptureReader reader;
  LastSectionFinder finder;
  const auto settle = [&finder](const Result<std::size_t>& used) {
    if (!used) finder.fail(used.error());
    return used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, finder)); },
                     [&](Bytes rest) {
                       if (input.size() != 0) settle(reader.finish(rest, finder));
                     });
  if (!input.compression().empty()) return {"cannot be appended to: it is compressed", {}};
  if (failure) return {failure.message(), {}};
  return input.size() == 0 ? ExistingCapture{} : finder.found();
}

}  // namespace packetglass::native
