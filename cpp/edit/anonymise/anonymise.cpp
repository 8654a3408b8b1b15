// --anonymise: takes out of a capture who it is about.
#include "edit/anonymise/anonymise.h"

#include <algorithm>

#include "edit/anonymise/finished_packets.h"
#include "edit/anonymise/packet_fields.h"
#include "edit/edits.h"
#include "inspect/dissected_packets.h"
#include "record/limits.h"

namespace packetglass {
namespace anonymise {
namespace {

WantedOfPackets all_fields() {
  WantedOfPackets wanted;
  wanted.fields = true;
  wanted.text = wanted.info = wanted.past = wanted.decoded = wanted.carried = false;
  return wanted;
}

class Anonymiser final : public Edit {
 public:
  Anonymiser(const Key& key, Policy policy)
      : policy_(std::move(policy)),
        fields_(key, policy_, tally_),
        blocks_(policy_, fields_.addresses(), fields_.names(), tally_),
        finished_(blocks_, tally_),
        dissected_(all_fields()) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override { return flush() && finished_.block(block); }
  bool finish() override;
  std::vector<EditCount> counts() const override { return tally_.counts(); }

 private:
  void rewrite(HeldBatch& held, std::size_t i);
  void put(const Tree& tree, std::uint8_t source, SourceDraft& draft);
  void put_run(const SourceRun& run, const SourceDraft& draft, std::size_t at);
  void count(const SourceDraft& packet);
  bool hand_on_oldest();
  bool flush();

  const Policy policy_;
  Tally tally_;
  PacketFields fields_;
  Blocks blocks_;
  FinishedPackets finished_;
  DissectedPackets dissected_;
  HeldPackets held_;
  std::vector<Interface> interfaces_;
  ChecksumFinder finder_;
  std::vector<Checksum> checksums_;
  std::uint64_t number_ = 0;  // packets so far
  bool begun_ = false;
};

void Anonymiser::section(const Section& section, Bytes raw) {
  if (!begun_) finished_.hands_on_to(next());
  begun_ = true;
  flush();
  finished_.section(section, raw);
}

void Anonymiser::interface(const Interface& interface, Bytes raw) {
  flush();
  if (interfaces_.size() < kMaxKeptInterfaces) {
    interfaces_.push_back(interface);
    interfaces_.back().options = {};
  }
  finished_.interface(interface, raw);
  if (finished_.error()) fail(*finished_.error());
}

bool Anonymiser::packets(const PacketBatch& batch) {
  if (error()) return false;
  if (batch.count == 0) return true;
  HeldBatch& held = held_.add(batch, number_ + 1);
  dissected_.add(batch, interfaces_);
  for (std::size_t i = 0; i < batch.count; ++i) rewrite(held, i);
  number_ += batch.count;
  while (held_.full()) {
    if (!hand_on_oldest()) return false;
  }
  return true;
}

void Anonymiser::rewrite(HeldBatch& held, std::size_t i) {
  dissected_.begin(i);
  const DissectedPacket& packet = dissected_.dissect();
  const std::span<SourceDraft> drafts = fields_.rewrite(*packet.tree, packet.summary.malformed,
                                                        held.bytes_after(i), held.states_of(i));
  ++tally_.packets;
  tally_.malformed += packet.summary.malformed;
  if (policy_.payload == Payload::kCut) {
    held.kept[i] = static_cast<std::uint32_t>(drafts[0].covered());
  }
  finder_.find(*packet.tree, 0, held.checksums);
  held.checksums_end[i] = static_cast<std::uint32_t>(held.checksums.size());
  count(drafts[0]);
  // What was reassembled last may have been reassembled of what was before.
  for (std::size_t source = drafts.size(); source-- > 1;) {
    put(*packet.tree, static_cast<std::uint8_t>(source), drafts[source]);
  }
}

void Anonymiser::count(const SourceDraft& packet) {
  const auto covered = packet.states().first(packet.covered());
  const auto count = [&](std::uint8_t state) {
    return static_cast<std::uint64_t>(std::count(covered.begin(), covered.end(), state));
  };
  const std::uint64_t behind = packet.states().size() - covered.size();
  tally_.kept += count(SourceDraft::kKept);
  tally_.zeroed += count(SourceDraft::kZeroed);
  (packet.keeps() ? tally_.unknown : tally_.zeroed) += count(SourceDraft::kUncovered) + behind;
}

// What was reassembled, back into the packets that it stands in.
void Anonymiser::put(const Tree& tree, std::uint8_t source, SourceDraft& draft) {
  checksums_.clear();
  finder_.find(tree, source, checksums_);
  for (std::size_t i = checksums_.size(); i-- > 0;) {
    const Checksum& checksum = checksums_[i];
    update(checksum, draft.before(), {draft.after(0), draft.before().size()});
  }
  std::size_t at = 0;
  for (const SourceRun& run : tree.runs(source)) {
    if (run.size > draft.before().size() - at) return;
    put_run(run, draft, at);
    at += run.size;
  }
}

// What was done to a byte is never undone: what is replaced stays replaced, whatever a message
// that overlaps says of it, and zeros become nothing but a pseudonym.
void Anonymiser::put_run(const SourceRun& run, const SourceDraft& draft, std::size_t at) {
  if (run.offset == SourceRun::kNotInPacket) return;
  const HeldPackets::Place place = held_.find(run.packet);
  tally_.too_early += place.batch == nullptr;
  if (place.batch == nullptr) return;
  const Bytes before = place.batch->bytes_before(place.i);
  const std::span<std::uint8_t> after = place.batch->bytes_after(place.i);
  if (run.offset > after.size() || run.size > after.size() - run.offset) return;
  tally_.reassembled += place.batch->first + place.i != number_ + 1;
  const std::span<std::uint8_t> states = place.batch->states_of(place.i);
  // What no field covers is zeros there already, unless the policy is that it stays.
  const bool zeros = policy_.payload != Payload::kKeep;
  const std::size_t known = zeros ? std::max(draft.covered(), at) - at : run.size;
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(run.size, known));
  std::uint32_t covered = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    const std::uint32_t to = run.offset + i;
    const std::uint8_t state = draft.state(at + i);
    if (before[to] != draft.before()[at + i] || state < states[to]) continue;
    if (state == SourceDraft::kUncovered && draft.keeps()) continue;
    after[to] = draft.after()[at + i];
    states[to] = state;
    if (state != SourceDraft::kUncovered) covered = to + 1;
  }
  std::uint32_t& kept = place.batch->kept[place.i];
  kept = std::max(kept, covered);
}

bool Anonymiser::hand_on_oldest() {
  const bool taken = finished_.hand_on(held_.oldest());
  held_.pop();
  if (finished_.error()) return fail(*finished_.error());
  return taken;
}

bool Anonymiser::flush() {
  while (!held_.empty()) {
    if (!hand_on_oldest()) return false;
  }
  return true;
}

bool Anonymiser::finish() {
  return !begun_ || (flush() && finished_.finish());
}

std::string take_setting(std::string_view setting, Policy& policy, Key& key, bool& has_key) {
  const std::size_t equals = setting.find('=');
  const std::string_view name = setting.substr(0, equals);
  const std::string_view word =
      equals == std::string_view::npos ? std::string_view() : setting.substr(equals + 1);
  if (name != "key") return set(policy, name, word);
  has_key = parse_key(word, key);
  return has_key ? std::string() : "has a key that is not 64 hexadecimal digits";
}

// "key=HEX,payload=cut,addresses.private=keep".
MadeEdit make(std::string_view value) {
  Policy policy;
  Key key{};
  bool has_key = false;
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string error = take_setting(value.substr(0, comma), policy, key, has_key);
    if (!error.empty()) return {nullptr, "is no policy: " + error};
    value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
  }
  if (!has_key) return {nullptr, "has no key: key=, and 64 hexadecimal digits of chance"};
  return {make_anonymiser(key, policy), {}};
}

}  // namespace
}  // namespace anonymise

std::unique_ptr<Edit> make_anonymiser(const anonymise::Key& key, const anonymise::Policy& policy) {
  return std::make_unique<anonymise::Anonymiser>(key, policy);
}

extern const EditKind kAnonymise;
const EditKind kAnonymise{
    "anonymise", EditValue::kText, "key=HEX,NAME=WORD,…",
    "Give pseudonyms to addresses and names, and zero what is not understood; the command "
    "anonymise says more",
    anonymise::make};

}  // namespace packetglass
