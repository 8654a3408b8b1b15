// Follows a conversation: what its packets carry, in order. Of TCP the streams of both sides; of
// UDP and SCTP the datagrams and DATA chunks as they came.
#pragma once

#include "dissect/dissection.h"
#include "record/link_type.h"
#include "stream/tcp_stream.h"

namespace packetglass {

// A packet of the conversation.
struct FollowedPacket {
  Bytes bytes;
  std::size_t original_length = 0;
  LinkType link_type{};
  unsigned side = 0;         // who sent it: 0 whoever sent the first packet
  std::uint64_t number = 0;  // from 1
  Nanoseconds time = 0;
  IpReassembly* reassembly = nullptr;  // of its fragments, when that is wanted
  const Choices* choices = nullptr;    // chosen by the user
};

class Follow {
 public:
  // In the order of the capture.
  void add(const FollowedPacket& packet, StreamSink& sink);
  // A packet of another conversation, which has fragments of what packets of this one complete.
  void add_fragment(const FollowedPacket& packet);
  // No more packets come: whatever waits for bytes that were not captured is handed on.
  void finish(StreamSink& sink) { stream_.give_up(sink); }
  // Bytes that wait.
  std::size_t waiting() const { return stream_.waiting(); }

 private:
  Summary dissect_carried(const FollowedPacket& packet);
  void add_segment(const FollowedPacket& packet, const TcpSegment& segment, StreamSink& sink);
  void add_datagram(const FollowedPacket& packet, const Payload& payload, StreamSink& sink);

  TcpStream stream_;
  std::uint64_t sent_[2] = {};    // bytes of datagrams
  std::vector<Payload> carried_;  // by the packet at hand
};

}  // namespace packetglass
