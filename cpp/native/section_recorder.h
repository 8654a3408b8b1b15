// What turns events back into the sections of one format.
#pragma once

#include "native/event.h"
#include "native/output_file.h"

namespace packetglass::native {

class SectionRecorder {
 public:
  virtual ~SectionRecorder() = default;

  // Throw BadEvent when it cannot be written, and then write no packet.
  // False: the format has no such header, and it was ignored.
  virtual bool record(const pcap::WriterOptions& header) = 0;
  virtual void record(const PacketEvent& packet) = 0;

  // Appends what is known of a section only when it ends.
  virtual void finish() = 0;

  // Whether there is any section.
  virtual bool begun() const = 0;
  // Whether a header does not say how long its records are, as IXIA's has to: the output cannot
  // be gone back in, or they are too long.
  virtual bool lengths_missing() const { return false; }
};

}  // namespace packetglass::native
