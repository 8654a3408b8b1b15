// Writes pcapng: draft-ietf-opsawg-pcapng.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "record/interface.h"
#include "record/timestamp.h"

namespace packetglass::pcapng {

// How many bytes of a packet a simple packet block has, by the snaplen of the first interface.
constexpr std::uint32_t captured_of_simple(std::uint32_t original_length, std::uint32_t snaplen) {
  return snaplen == 0 || original_length < snaplen ? original_length : snaplen;
}

// What an enhanced packet block says in addition to time, lengths and bytes.
struct PacketOptions {
  std::optional<std::uint32_t> flags;  // epb_flags
  std::string_view comment;            // one opt_comment, where not empty
  // The time in ticks, written where it is the same time: it may be finer than nanoseconds, and
  // the nearest that these hold.
  std::optional<std::uint64_t> ticks{};
  Bytes options{};  // whole options in the writer's byte order, without the end of the list
  bool captured_above_original = false;  // allow more captured bytes than were on the wire
};

// Appends blocks to a vector that the caller empties as it likes. Writes version 1.0, ends every
// list of options that has any, and pads with zeros.
class PcapngWriter {
 public:
  // `out` outlives the writer.
  PcapngWriter(ByteOrder order, std::vector<std::uint8_t>& out) : order_(order), out_(out) {}

  // Begins a section, whose interfaces are numbered from 0. Its length is not said.
  void write_section(std::string_view user_application = "");

  // Goes on in a section that stands already, with these interfaces.
  void go_on(std::vector<Interface> interfaces) { interfaces_ = std::move(interfaces); }

  // The next interface of the section, whose block somebody else has written. Returns its number.
  std::uint32_t know(const Interface& interface) {
    interfaces_.push_back(interface);
    return static_cast<std::uint32_t>(interfaces_.size() - 1);
  }

  // Declares an interface: link type, snaplen, if_tsresol, and where they are known if_tsoffset
  // and if_fcslen. Returns its number within the section. `interface.options` is not written.
  std::uint32_t write_interface(const Interface& interface);

  // Writes an enhanced packet block, or nothing and says why: kTimeOutOfRange where the
  // interface's ticks cannot hold the time, kLengthMismatch when fewer bytes were on the wire than
  // were captured, kPacketTooLarge above kMaxPacketSize, which readers do not believe, or with a
  // comment above 65535 bytes.
  [[nodiscard]] std::optional<Error> write_packet(std::uint32_t interface, Nanoseconds time,
                                                  Bytes packet, std::uint32_t original_length,
                                                  const PacketOptions& options = {});

  // Writes a simple packet block, which has no time and is of the first interface of its section,
  // or nothing and says why: kUnsupported for one that is truncated otherwise than to the snaplen
  // of that, which the block could not say. One of which there are no bytes is written without
  // them: so it was read.
  [[nodiscard]] std::optional<Error> write_simple_packet(Bytes packet,
                                                         std::uint32_t original_length);

 private:
  std::optional<Error> refuse(Bytes packet, std::uint32_t original_length,
                              const PacketOptions& options) const;
  void begin_block(std::uint32_t type);
  void end_block();
  void option(std::uint16_t code, Bytes value);
  void end_options();
  void pad();

  ByteOrder order_;
  std::vector<std::uint8_t>& out_;
  std::vector<Interface> interfaces_;  // of this section
  std::size_t block_begin_ = 0;
  bool has_options_ = false;
};

}  // namespace packetglass::pcapng
