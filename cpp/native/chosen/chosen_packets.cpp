// The packets of a capture that were chosen.
#include "native/chosen/chosen_packets.h"

#include <algorithm>
#include <filesystem>

#include "format/pcapng/interface_description.h"
#include "inspect/said_later.h"
#include "native/print/later.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

using Of = PacketUse::Of;

bool names(const std::string& word, const Interface& interface, ByteOrder order) {
  if (word.empty()) return false;
  return word == pcapng::interface_option_text(interface, order, pcapng::kIfName) ||
         word == std::to_string(interface.number);
}

}  // namespace

ChosenPackets::ChosenPackets(const PacketChoice& choice, const PacketUse& use)
    : choice_(choice),
      use_(use),
      all_(choice.all()),
      numbers_(choice.numbers),
      interface_found_(choice.interfaces.size()) {
  if (!choice.bpf.empty()) bpf_.emplace(choice.bpf);
  if (!choice.filter.text.empty()) filter_ = compile_words(choice.filter);
  WantedOfPackets wanted = use.of == Of::kDissection ? use.wanted : WantedOfPackets{};
  if (filter_ != nullptr) {
    filter_wants_ = filter_->wanted_of_packets();
    wanted.fields = wanted.fields || filter_wants_.fields;
  }
  const auto named = fields_named();
  wanted.past = use.all_fields || std::any_of(named.begin(), named.end(), is_of_past);
  if (filter_ != nullptr || use.of != Of::kRecords) packets_.emplace(wanted).decodes_by(decoder_);
  if (filter_ == nullptr) return;
  const RunningHistory& history = packets_->history();
  columns_.emplace(*filter_, ColumnTables{packets_->kinds(), history.paths(), history.flows()});
  columns_->reads_headers(choice.depth != FilterDepth::kColumns);
}

std::vector<std::string> ChosenPackets::fields_named() const {
  std::vector<std::string> named = use_.fields;
  if (filter_ == nullptr) return named;
  for (const std::string_view name : filter_->wanted().names) named.emplace_back(name);
  return named;
}

// The first field that is named, used or filtered by, that later packets say; empty: none.
std::string ChosenPackets::said_later() const {
  const std::vector<std::string> named = fields_named();
  const auto found = std::find_if(named.begin(), named.end(), is_said_later);
  return found == named.end() ? std::string() : *found;
}

bool ChosenPackets::prepare(const std::string& file, const SourceOptions& reading) {
  if (filter_ == nullptr && !choice_.filter.text.empty()) return false;
  if (packets_) packets_->history().dissects_as(reading.choices);
  const std::string named = said_later();
  if (!use_.all_fields && named.empty()) return true;
  // How many packets are read until enough were chosen is not known.
  later_ = read_ahead(file, reading, all_ ? use_.most : 0);
  if (later_ != nullptr) packets_->history().knows_later(*later_);
  const bool exists = file == "-" || std::filesystem::exists(file);
  if (later_ != nullptr || !exists || named.empty()) return true;
  report(file, named + " is said by later packets: it needs a file, no pipe");
  return false;
}

void ChosenPackets::begin_section(ByteOrder order) {
  order_ = order;
  if (packets_) packets_->begin_section();
}

void ChosenPackets::add_interface(const Interface& interface) {
  bool wanted = choice_.interfaces.empty();
  for (std::size_t i = 0; i < choice_.interfaces.size(); ++i) {
    if (!names(choice_.interfaces[i], interface, order_)) continue;
    wanted = interface_found_[i] = true;
  }
  of_interface_.push_back(wanted);
}

void ChosenPackets::add(const PacketBatch& batch, std::span<const Interface> interfaces) {
  batch_ = &batch;
  interfaces_ = interfaces;
  if (packets_) packets_->add(batch, interfaces);
}

bool ChosenPackets::has(std::size_t i) {
  ++number_;
  if (filter_ != nullptr || use_.of == Of::kDissection) packets_->begin(i);
  const bool chosen = all_ || passes(i);
  answers_.chosen += chosen ? 1 : 0;
  if (use_.asks_again && !all_) chosen_.push_back(chosen);
  return chosen;
}

// What costs least is asked first.
bool ChosenPackets::passes(std::size_t i) {
  if (!numbers_.has(number_)) return false;
  const Packet packet = batch_->packet(i);
  return of_interface_[packet.interface] && is_in_time(packet) && passes_bpf(i, packet) &&
         matches(i);
}

bool ChosenPackets::is_in_time(const Packet& packet) const {
  if (!choice_.from && !choice_.to) return true;
  return packet.has_timestamp() && (!choice_.from || packet.timestamp >= *choice_.from) &&
         (!choice_.to || packet.timestamp < *choice_.to);
}

bool ChosenPackets::passes_bpf(std::size_t i, const Packet& packet) {
  return !bpf_ || bpf_->wants(batch_->bytes(i), packet.original_length,
                              interfaces_[packet.interface].link_type);
}

bool ChosenPackets::matches(std::size_t i) {
  if (filter_ == nullptr) return true;
  const Truth truth = ask_columns(i);
  if (truth != Truth::kUnknown) {
    answers_.count(columns_->last_level());
    return truth == Truth::kYes;
  }
  if (choice_.depth != FilterDepth::kDissection) {
    ++answers_.unanswered;
    return false;
  }
  answers_.count(FilterLevel::kDissection);
  return filter_->matches(packets_->dissect(filter_wants_));
}

Truth ChosenPackets::ask_columns(std::size_t i) {
  if (choice_.only_dissection) return Truth::kUnknown;
  const PacketFlow& flow = packets_->history().flow(i);
  return columns_->decide(packets_->kind(i), flow, packets_->at_hand());
}

int ChosenPackets::finish(const std::string& file, int code, bool read_all) const {
  if (filter_ != nullptr) report_exceeded(*filter_);
  if (!bpf_error().empty()) {
    report("--bpf", bpf_error());
    return kUsage;
  }
  for (std::size_t i = 0; read_all && i < interface_found_.size(); ++i) {
    if (interface_found_[i]) continue;
    report(file, "no interface has the name or number " + choice_.interfaces[i]);
    code = kUsage;
  }
  if (answers_.unanswered == 0 || code != kDone) return code;
  report("filter",
         std::to_string(answers_.unanswered) + " packets are not answered at this depth");
  return kFailed;
}

}  // namespace packetglass::native
