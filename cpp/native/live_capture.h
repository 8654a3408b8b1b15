// Live capture by libpcap.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "record/link_type.h"
#include "record/timestamp.h"

struct pcap;

namespace packetglass::native {

struct LiveOptions {
  std::string interface;
  std::string filter;       // in libpcap's filter language; empty = everything
  int snaplen = 262144;     // bytes
  int ring_mebibytes = 64;  // of the kernel's buffer
  bool not_promiscuous = false;
};

struct LiveCounts {
  std::uint64_t received = 0;              // packets that passed the filter
  std::uint64_t dropped = 0;               // by the kernel, for want of buffer
  std::uint64_t dropped_by_interface = 0;  // by the network card or its driver
};

// A message of libpcap without the interface in front, which whoever reports it names.
std::string without_interface(const std::string& message, const std::string& interface);

class LiveCapture {
 public:
  using OnPacket =
      std::function<void(Nanoseconds time, Bytes packet, std::uint32_t original_length)>;

  LiveCapture() = default;
  LiveCapture(const LiveCapture&) = delete;
  LiveCapture& operator=(const LiveCapture&) = delete;

  // Empty when capturing has begun, else why it cannot. May warn on standard error.
  std::string open(const LiveOptions& options);

  LinkType link_type() const;

  enum class State { kRunning, kStopped, kFailed };

  // Hands on what has arrived, waiting for a tenth of a second when there is nothing. Throws what
  // on_packet threw.
  State dispatch(const OnPacket& on_packet);

  // Makes dispatch() return kStopped soon. May be called by a signal handler and by on_packet.
  void stop();

  // Why dispatch() failed.
  std::string failure() const;
  LiveCounts counts() const;

 private:
  struct Close {
    void operator()(::pcap* handle) const;
  };

  std::string try_to_open(const LiveOptions& options);
  std::string activate(const LiveOptions& options);
  std::string set_filter(const std::string& filter);

  std::unique_ptr<::pcap, Close> handle_;
  Nanoseconds fraction_nanoseconds_ = 1000;  // of one unit of tv_usec
};

}  // namespace packetglass::native
