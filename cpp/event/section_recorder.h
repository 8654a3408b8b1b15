// What turns events back into the sections of one format.
#pragma once

#include <variant>
#include <vector>

#include "event/event.h"
#include "export/capture_file.h"

namespace packetglass {

using Patch = CaptureFileWriter::Patch;

// The last section of a capture that is written on.
struct LastPcapSection {
  std::uint64_t offset;         // of its header in the file
  pcap::WriterOptions options;  // that write records like those in it
};
struct LastPcapngSection {
  ByteOrder order;
  bool says_length;                   // and would be wrong with more in it
  std::vector<Interface> interfaces;  // in the order they are declared
};
using LastSection = std::variant<LastPcapSection, LastPcapngSection>;

class SectionRecorder {
 public:
  virtual ~SectionRecorder() = default;

  // False: the format has no such header, and it was ignored.
  virtual Result<bool> record(const pcap::WriterOptions& header) = 0;
  // Appends the packet, or nothing of it and says why.
  [[nodiscard]] virtual std::optional<Error> record(const PacketEvent& packet) = 0;

  // No more events come: what is known of sections only when they end, to be written over these
  // bytes of the output.
  virtual std::vector<Patch> finish() = 0;

  // Whether there is any section.
  virtual bool begun() const = 0;
  // Whether a header cannot say how long its records are, as IXIA's has to: they are too long.
  virtual bool lengths_missing() const { return false; }
};

}  // namespace packetglass
