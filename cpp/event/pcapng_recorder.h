// Turns events back into pcapng.
#pragma once

#include "event/declared_interfaces.h"
#include "event/section_recorder.h"
#include "format/pcapng/writer.h"

namespace packetglass {

// Each section_id that is not that of the packet before begins a section. In it an interface is
// declared for each interface_id and link type that comes, in nanoseconds, without a snaplen;
// interfaces below it that no packet came of are declared like it, so that interface_id keeps its
// meaning. Without interface_id there is one interface for each link type.
//
// Whoever wants more says it: sections, interfaces and other blocks as blocks of the draft, in
// little endian, which are put into the byte order of what is written.
//
// A packet without a time stands in a block that cannot say its interface, nor how it is
// truncated: it is of the first interface of its section. Where that is another, or has another
// snaplen, the section is begun again with the right one, and declares the others when packets of
// them come.
class PcapngRecorder final : public SectionRecorder {
 public:
  // Appends to `out`, which outlives the recorder; the caller empties it as it likes.
  explicit PcapngRecorder(std::vector<std::uint8_t>& out, ByteOrder order = ByteOrder::kLittle)
      : out_(out), order_(order) {}

  // The output has this section already. Packets of the first section_id that comes go on in it,
  // on its interfaces where these can hold them; unless it says its length.
  void go_on(const LastPcapngSection& section);

  Result<bool> record(const pcap::WriterOptions&) override { return false; }
  std::optional<Error> record(const PacketEvent& packet) override { return record(packet, {}); }
  std::vector<Patch> finish() override { return {}; }
  bool begun() const override { return begun_; }

  // Begins a section by this block; without one by a block that says nothing more.
  void begin_section(Bytes block = {});
  // Declares the next interface by its block, which is not below the least size of its type.
  void declare(Bytes block);
  // Appends a block that is neither a section, an interface nor a packet, and is in this order.
  void append(Bytes block, ByteOrder order = ByteOrder::kLittle);
  // Appends a packet with a list of options as in an enhanced packet block, without its end. A
  // packet without a time can have none: kUnsupported.
  [[nodiscard]] std::optional<Error> record(const PacketEvent& packet, Bytes options);
  // The same of a declared interface, to whose resolution its time is rounded down.
  [[nodiscard]] std::optional<Error> record(std::uint32_t interface, const PacketEvent& packet,
                                            Bytes options);

 private:
  void begin_section_of(const PacketEvent& packet);
  std::uint32_t interface_of(const PacketEvent& packet);
  void declare(std::optional<std::uint64_t> id, const PacketEvent& packet);
  // `options` are in little endian.
  std::optional<Error> write(std::uint32_t interface, const PacketEvent& packet, Bytes options);
  std::optional<Error> write_simple(std::uint32_t interface, const PacketEvent& packet);

  void write_section_header();
  std::uint32_t written_id_of(std::uint32_t interface);
  std::uint32_t write_declaration(std::uint32_t interface, std::optional<std::uint32_t> snaplen);
  bool is_first_for(std::uint32_t interface, const PacketEvent& packet) const;

  std::vector<std::uint8_t>& out_;
  ByteOrder order_;
  std::optional<pcapng::PcapngWriter> writer_;
  bool begun_ = false;
  std::optional<std::uint64_t> section_;  // section_id of the section, once a packet said it
  std::vector<std::uint8_t> header_;      // its block in little endian; empty: says nothing more
  DeclaredInterfaces interfaces_;         // of the section
  // Their IDs in the section as it is written, once they are declared there.
  std::vector<std::optional<std::uint32_t>> written_ids_;
  std::optional<std::uint32_t> first_;  // the one that stands first
  std::uint32_t first_snaplen_ = 0;     // as it is written
};

}  // namespace packetglass
