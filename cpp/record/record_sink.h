// What readers hand their records to.
#pragma once

#include "record/interface.h"
#include "record/issue.h"
#include "record/packet.h"
#include "record/section.h"

namespace packetglass {

// Everything comes in the order of the source, except that packets come in batches: a batch is
// handed on before the next section or interface, and before the reader returns.
class RecordSink {
 public:
  virtual ~RecordSink() = default;

  // Sections and interfaces are numbered from 0 in the order they come.
  virtual void section(const Section& section) = 0;
  virtual void interface(const Interface& interface) = 0;
  // The batch and the bytes behind it are valid during the call. false: the sink is full.
  virtual bool packets(const PacketBatch& batch) = 0;
  virtual void issue(const Issue& issue) = 0;
};

}  // namespace packetglass
