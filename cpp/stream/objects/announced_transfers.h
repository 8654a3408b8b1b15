// Transfers of files that one conversation announces and another carries.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dissect/address.h"

namespace packetglass {

// An address and a port.
struct TransferEnd {
  Address address;
  std::uint16_t port = 0;

  bool operator<(const TransferEnd& other) const {
    return port != other.port ? port < other.port : address < other.address;
  }
};

// The two ends of a conversation; 0 whoever sent the first packet.
struct ConversationEnds {
  bool is_tcp = false;  // else UDP
  TransferEnd sides[2];
};

// The same in bytes, which hands them from one module to another: whether TCP, then of each side
// the kind of its address, 16 bytes of that, and the port in big endian.
std::vector<std::uint8_t> packed(const ConversationEnds& ends);
// Nothing of bytes that are too few.
ConversationEnds unpacked(Bytes bytes);

// What is known of a transfer; it may become more while that is carried.
struct Transfer {
  std::string name;         // of the file, as it was asked for
  bool is_listing = false;  // of a folder: no file
};

// Which transfers are expected, and where. Memory is bounded: of more the oldest are forgotten.
class AnnouncedTransfers {
 public:
  static constexpr std::size_t kMaxWaiting = 1024;

  // A conversation with this end carries it.
  void announce(bool is_tcp, const TransferEnd& end, std::shared_ptr<Transfer> transfer);
  // That of a conversation, which waits no longer; nothing where none was announced.
  std::shared_ptr<Transfer> take(const ConversationEnds& ends);
  bool has(const ConversationEnds& ends) const;

 private:
  using Key = std::pair<bool, TransferEnd>;
  struct Waiting {
    std::shared_ptr<Transfer> transfer;
    std::uint64_t number;
  };

  std::map<Key, Waiting> waiting_;
  std::deque<std::pair<std::uint64_t, Key>> oldest_;
  std::uint64_t number_ = 0;
};

}  // namespace packetglass
