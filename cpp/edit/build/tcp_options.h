// The options of TCP, one behind the other.
#pragma once

#include <utility>
#include <vector>

#include "base/appender.h"
#include "edit/build/layers.h"

namespace packetglass::build {

// Tcp{.options = TcpOptions().mss(1460).sack_permitted().nop().window_scale(7).octets()}. Nothing
// is aligned: nop() does that.
class TcpOptions {
 public:
  TcpOptions& end() { return byte(0); }
  TcpOptions& nop() { return byte(1); }
  TcpOptions& mss(std::uint16_t size) {
    begin(2, 2).u16(size);
    return *this;
  }
  TcpOptions& window_scale(std::uint8_t shift) {
    begin(3, 1).u8(shift);
    return *this;
  }
  TcpOptions& sack_permitted() {
    begin(4, 0);
    return *this;
  }
  // Pairs of left and right edges; at most four fit.
  TcpOptions& sack(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& blocks) {
    Appender out = begin(5, blocks.size() * 8);
    for (const auto& [left, right] : blocks) {
      out.u32(left);
      out.u32(right);
    }
    return *this;
  }
  TcpOptions& timestamps(std::uint32_t value, std::uint32_t echo) {
    Appender out = begin(8, 8);
    out.u32(value);
    out.u32(echo);
    return *this;
  }
  // RFC 5925 and others: any kind with its content.
  TcpOptions& other(std::uint8_t kind, Bytes content) {
    begin(kind, content.size()).bytes(content);
    return *this;
  }

  const Octets& octets() const { return octets_; }

 private:
  TcpOptions& byte(std::uint8_t kind) {
    octets_.push_back(kind);
    return *this;
  }
  Appender begin(std::uint8_t kind, std::size_t content) {
    Appender out(octets_, ByteOrder::kBig);
    out.u8(kind);
    out.u8(static_cast<std::uint8_t>(2 + content));
    return out;
  }

  Octets octets_;
};

}  // namespace packetglass::build
