// Wake on LAN: AMD's Magic Packet Technology, over Ethernet or anything else, UDP as a rule.
#include <algorithm>

#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kSync{"wol.sync", "Sync stream", Shape::kBytes};
constexpr Field kMac{"wol.mac", "MAC", Shape::kMac};
constexpr Field kPassword{"wol.passwd", "Password", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x0842}, {Space::kUdpStart}};

constexpr std::size_t kSyncSize = 6, kMacSize = 6, kTimes = 16;
constexpr std::size_t kSize = kSyncSize + kTimes * kMacSize;

// Six bytes of ones, and an address sixteen times.
bool is_magic(Bytes payload) {
  if (payload.size() < kSize || payload[0] != 0xff) return false;
  const auto sync = payload.first(kSyncSize);
  if (!std::all_of(sync.begin(), sync.end(), [](auto byte) { return byte == 0xff; })) return false;
  const auto macs = payload.subspan(kSyncSize, kTimes * kMacSize);
  return std::equal(macs.begin() + kMacSize, macs.end(), macs.begin());
}

// A password has the form of an address, of Ethernet or IPv4.
std::string read_password(Layer& wol) {
  const std::size_t size = wol.left().size();
  if (size != 4 && size != 6) return {};
  const Bytes password = wol.bytes(kPassword, size);
  const std::string text = size == 6 ? mac_text(password.data()) : ipv4_text(password.data());
  wol.say(text);
  return ", password " + text;
}

Outcome dissect(Layer& wol) {
  wol.bytes(kSync, kSyncSize);
  std::string mac;
  for (std::size_t i = 0; i < kTimes; ++i) mac = to_text(wol.mac(kMac));
  const std::string text = mac + read_password(wol);
  if (wol.recording()) wol.title(", MAC: " + mac);
  if (std::string* info = wol.info()) *info = "MagicPacket for " + text;
  return done();
}

constexpr FieldSpan kFields[] = {kSync, kMac, kPassword};

}  // namespace

extern const Dissector kWakeOnLan{{"wol", "Wake On LAN", Shape::kLayer},
                                  "WOL",
                                  kFoundAt,
                                  kFields,
                                  dissect,
                                  is_magic,
                                  {0xff, 0xff},
                                  true};

}  // namespace packetglass
