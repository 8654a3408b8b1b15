// packetglass decapsulate: the headers of each packet as a JSON object, a line each. The record is
// that of Tenzir's decapsulate().
#include "flow/decapsulate.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "format/capture_reader.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  ReadOptions reading;
  std::uint16_t seed = 0;
};

// "02-00-00-00-00-01", as Tenzir writes it.
std::string dashed(const Address& mac) {
  std::string text = to_text(mac);
  for (char& c : text) c = c == ':' ? '-' : static_cast<char>(std::toupper(c));
  return text;
}

Json ports_of(const Decapsulated::Ports& ports) {
  return {{"src_port", ports.source}, {"dst_port", ports.destination}};
}

Json record_of(const Decapsulated& packet) {
  Json record = Json::object();
  if (const auto& ether = packet.ether) {
    record["ether"] = {{"src", dashed(ether->source)},
                       {"dst", dashed(ether->destination)},
                       {"type", ether->type}};
  }
  if (packet.outer_vlan) record["vlan"]["outer"] = *packet.outer_vlan;
  if (packet.inner_vlan) record["vlan"]["inner"] = *packet.inner_vlan;
  if (const auto& ip = packet.ip) {
    record["ip"] = {
        {"src", to_text(ip->source)}, {"dst", to_text(ip->destination)}, {"type", ip->type}};
  }
  if (packet.tcp) record["tcp"] = ports_of(*packet.tcp);
  if (packet.udp) record["udp"] = ports_of(*packet.udp);
  if (packet.sctp) record["sctp"] = ports_of(*packet.sctp);
  if (const auto& icmp = packet.icmp) {
    record["icmp"] = {{"type", icmp->type}, {"code", icmp->code}};
  }
  if (packet.community_id) record["community_id"] = *packet.community_id;
  return record;
}

class Printer final : public RecordSink {
 public:
  explicit Printer(const Options& options) : options_(options) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override {
    link_types_.push_back(interface.link_type);
  }
  bool block(const Block&) override { return true; }

  bool packets(const PacketBatch& batch) override {
    std::string text;
    for (std::size_t i = 0; i < batch.count; ++i) {
      const LinkType link_type = link_types_[batch.interface[i]];
      text += record_of(
                  decapsulate(batch.bytes(i), batch.original_length[i], link_type, options_.seed))
                  .dump();
      text += '\n';
    }
    failed_ = failed_ || std::fwrite(text.data(), 1, text.size(), stdout) != text.size();
    return !failed_;
  }

  void issue(const Issue& issue) override {
    if (severity(issue.kind) != Severity::kError) return;
    report(options_.file, issue);
    damaged_ = true;
  }

  // Whether standard output took all.
  bool flush() { return std::fflush(stdout) == 0 && !failed_; }
  bool damaged() const { return damaged_; }

 private:
  const Options& options_;
  std::vector<LinkType> link_types_;
  bool damaged_ = false;
  bool failed_ = false;
};

int run(const Options& options) {
  InputFile input(options.file);
  CaptureReader reader(options.reading);
  Printer printer(options);
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used) error = used.error();
    return printer.flush() && used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, printer)); },
                     [&](Bytes rest) { settle(reader.finish(rest, printer)); });
  const bool written = printer.flush();
  if (!written)
    report("standard output", "cannot be written");
  else if (failure)
    report(options.file, failure.message());
  else if (error && error->code != ErrorCode::kDamaged)  // which was reported as an issue
    report(options.file, *error);
  return failure || error || !written || printer.damaged() ? kFailed : kDone;
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("FILE", options->file, "The capture; - is standard input")->required();
  app.add_option("--seed", options->seed, "The seed of Community IDs");
  declare_read_options(app, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kDecapsulate;
const Command kDecapsulate{"decapsulate", "Print the headers of each packet as JSON", declare};

}  // namespace packetglass::native
