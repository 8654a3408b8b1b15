// --dedup: drops packets whose bytes came shortly before, as editcap -D, -w and -I do.
#include "edit/edits.h"
#include "edit/ignored_fields.h"
#include "edit/packet_edit.h"
#include "edit/recent_packets.h"
#include "edit/step_value.h"
#include "record/limits.h"

namespace packetglass {
namespace {

constexpr std::string_view kHopFields[] = {"ip.ttl", "ipv6.hlim", "ip.checksum"};
constexpr std::string_view kChecksumFields[] = {"ip.checksum", "tcp.checksum", "udp.checksum"};

struct Settings {
  std::uint64_t packets = 0;        // the window: this packet and those before it …
  std::optional<Nanoseconds> time;  // … or of those that are no further away
  std::uint32_t skip = 0;           // bytes at the front that do not count
  bool hops = false;                // neither do TTL and hop limit …
  bool checksums = false;           // … nor checksums
};

// Packets are the same whose fingerprints are: which packets are dropped does not depend on the
// secret of those, but for one chance in 2^86 and less.
class Dedup final : public PacketEdit {
 public:
  explicit Dedup(const Settings& settings) : settings_(settings) {
    if (settings.hops) ignored_.add(kHopFields);
    if (settings.checksums) ignored_.add(kChecksumFields);
  }

  std::vector<EditCount> counts() const override {
    std::vector<EditCount> all{{"duplicates dropped", dropped_}};
    if (short_ != 0) all.push_back({"packets compared with fewer than the window has", short_});
    return all;
  }

 protected:
  // One that is dropped is remembered all the same: copies of copies go too.
  PacketFate edit(PacketDraft& draft) override {
    // Without a time it is in no window of time.
    if (settings_.time && !draft.packet.has_timestamp()) return PacketFate::kAsItIs;
    const auto fingerprint = fingerprints_.of(compared(draft));
    const std::uint64_t same = recent_.find(fingerprint);
    const bool is_copy = same != 0 && in_window(same, draft.timestamp);
    make_room(draft.timestamp);
    recent_.add(fingerprint, draft.timestamp);
    dropped_ += is_copy ? 1 : 0;
    return is_copy ? PacketFate::kDropped : PacketFate::kAsItIs;
  }

 private:
  // A packet that is no longer than what is skipped counts whole.
  Bytes compared(const PacketDraft& draft) {
    const Bytes bytes = ignored_.without(draft);
    return bytes.size() > settings_.skip ? bytes.subspan(settings_.skip) : bytes;
  }

  bool in_window(std::uint64_t number, Nanoseconds time) const {
    if (!settings_.time) return recent_.count() + 1 - number < settings_.packets;
    const auto earlier = static_cast<std::uint64_t>(recent_[number].time);
    const auto now = static_cast<std::uint64_t>(time);
    const std::uint64_t apart = recent_[number].time <= time ? now - earlier : earlier - now;
    return apart <= static_cast<std::uint64_t>(*settings_.time);
  }

  void make_room(Nanoseconds time) {
    if (!recent_.full() || !in_window(recent_.oldest(), time)) return;
    short_ += recent_.grow() ? 0 : 1;
  }

  const Settings settings_;
  IgnoredFields ignored_;
  Fingerprints fingerprints_;
  RecentPackets recent_;
  std::uint64_t dropped_ = 0, short_ = 0;
};

bool read_window(std::string_view word, Settings& settings) {
  const auto packets = parse_whole(word);
  if (packets) {
    settings.packets = *packets;
    return *packets >= 1 && *packets <= RecentPackets::kMost;
  }
  settings.time = parse_duration(word);
  return settings.time && *settings.time >= 0;
}

bool read_word(std::string_view word, Settings& settings) {
  constexpr std::string_view kSkip = "skip=";
  if (word.starts_with(kSkip)) {
    const auto bytes = parse_whole(word.substr(kSkip.size()));
    settings.skip = static_cast<std::uint32_t>(bytes.value_or(0));
    return bytes && *bytes <= kMaxLargeCaptured;
  }
  settings.hops = settings.hops || word == "ttl";
  settings.checksums = settings.checksums || word == "checksum";
  return word == "ttl" || word == "checksum";
}

MadeEdit make(std::string_view value) {
  Settings settings;
  const std::size_t comma = value.find(',');
  bool good = read_window(value.substr(0, comma), settings);
  value.remove_prefix(std::min(comma, value.size()));
  while (good && !value.empty()) {
    value.remove_prefix(1);
    const std::string_view word = value.substr(0, value.find(','));
    good = read_word(word, settings);
    value.remove_prefix(word.size());
  }
  if (!good) {
    return {nullptr,
            "is no window of 1 to 1048576 packets or of a time, with what does not count: "
            "5, 100ms, 5,skip=14, 1s,ttl,checksum"};
  }
  return {std::make_unique<Dedup>(settings), {}};
}

}  // namespace

extern const EditKind kDedup;
const EditKind kDedup{"dedup", EditValue::kText, "WINDOW",
                      "Drop packets that are the same as one of the WINDOW-1 before, or as one no "
                      "longer ago (100ms); ,skip=BYTES ,ttl ,checksum: these do not count",
                      make};

}  // namespace packetglass
