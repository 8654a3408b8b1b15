// packetglass decapsulate: the headers of each packet as a JSON object, a line each. The record is
// that of Tenzir's decapsulate().
#include "inspect/decapsulate.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "native/command.h"
#include "native/json_text.h"
#include "native/packet_printer.h"
#include "native/read_options.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  SourceOptions reading;
  PacketChoice choice;
  std::uint16_t seed = 0;
};

Json ports_of(const Decapsulated::Ports& ports) {
  return {{"src_port", ports.source}, {"dst_port", ports.destination}};
}

Json record_of(const Decapsulated& packet) {
  Json record = Json::object();
  if (const auto& ether = packet.ether) {
    record["ether"] = {{"src", dashed_text(ether->source)},
                       {"dst", dashed_text(ether->destination)},
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

class Printer final : public PacketPrinter {
 public:
  explicit Printer(const Options& options)
      : PacketPrinter(options.file, options.choice), options_(options) {}

 protected:
  void print(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      if (!chosen().has(i)) continue;
      const LinkType link_type = interfaces()[batch.interface[i]].link_type;
      const Json record =
          record_of(decapsulate(batch.bytes(i), batch.original_length[i], link_type, options_.seed,
                                &options_.reading.choices));
      text_.append(json_text(record)).append("\n");
      if (!flush_full()) return;
    }
  }

 private:
  const Options& options_;
};

int run(const Options& options) {
  Printer printer(options);
  return print_packets(options.file, options.reading, printer);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.number("--seed", options->seed, std::uint16_t{0}, std::uint16_t{65535},
              "The seed of Community IDs");
  declare_choice_options(list, options->choice);
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kDecapsulate;
const Command kDecapsulate{"decapsulate", "Print the headers of each packet as JSON", declare};

}  // namespace packetglass::native
