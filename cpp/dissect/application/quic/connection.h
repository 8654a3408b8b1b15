// Opens the Initial packets of a datagram by what datagrams before it say of its connection.
#pragma once

#include <vector>

#include "dissect/application/quic/crypto_stream.h"
#include "dissect/application/quic/protection.h"

namespace packetglass::quic {

// Its work is bounded: kMostIds ids are tried, in kMostDatagrams datagrams before it.
class Connection {
 public:
  static constexpr std::size_t kMostIds = 6;

  // The payloads of UDP that had Initial packets before, the oldest first. They outlive it.
  explicit Connection(std::vector<Bytes> before);

  // Nothing where no id has its keys.
  std::optional<Opened> open(const LongHeader& header);

  // What the direction of the packet that was opened last said so far, without that packet.
  CryptoStream& stream() { return streams_[from_client_ ? 0 : 1]; }

 private:
  // An id that was a destination, and the keys that come of it.
  struct Id {
    std::uint32_t version;
    Bytes id;
    InitialKeys keys;
  };

  bool knows(std::uint32_t version, Bytes id) const;
  void learn(const LongHeader& header);
  void read_before(bool from_client);
  std::optional<Opened> open_from(const LongHeader& header, bool from_client) const;

  std::vector<Bytes> before_;
  std::vector<Id> ids_;  // the latest in front
  CryptoStream streams_[2];
  bool read_[2] = {};  // of the client, of the server
  bool from_client_ = true;
};

}  // namespace packetglass::quic
