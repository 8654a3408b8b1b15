// Endpoints that packets announce for those to come: SDP says where media will be sent.
#pragma once

#include "base/keyed_rows.h"
#include "dissect/address.h"
#include "dissect/dissector.h"

namespace packetglass {

// A log: what a packet announced holds for all behind it until another announces something else of
// the same endpoint. Nothing is forgotten; beyond the limits nothing is added.
class ExpectedEndpoints {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 20;  // announcements
  static constexpr std::uint32_t kMostOfOne = 256;            // of one endpoint

  // Packet `number`, from 1 and in their order, says that packets behind it, to or from this
  // endpoint, are what is found at this route. Saying it again changes nothing.
  void add(const Address& address, std::uint16_t port, Route route, std::uint64_t number);

  // What was announced before packet `number`; nullptr when nothing was. The answer for a packet
  // does not change while others follow. Takes kMostOfOne steps at most.
  const Route* find(const Address& address, std::uint16_t port, std::uint64_t number) const;

  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  // The first packet of which an announcement was left out, from 1; 0: none was.
  std::uint64_t first_left_out() const { return first_left_out_; }
  // Bytes held.
  std::size_t memory() const { return endpoints_.memory() + announcements_.memory(); }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  struct Endpoint {
    std::array<std::uint64_t, 3> key;  // address, port
    std::uint32_t last = kNone;        // the last announcement of it
    std::uint32_t count = 0;
  };
  struct Announcement {
    std::uint64_t since;  // packet
    Route route;
    std::uint32_t before;  // of the same endpoint
  };

  static decltype(Endpoint::key) key_of(const Address& address, std::uint16_t port);
  const Announcement* newest(std::uint32_t endpoint, std::uint64_t number) const;
  bool put(const decltype(Endpoint::key)& key, Route route, std::uint64_t number);

  KeyedRows<Endpoint> endpoints_;
  BlockList<Announcement, 256> announcements_;
  std::size_t count_ = 0;
  std::uint64_t first_left_out_ = 0;
};

}  // namespace packetglass
