// What readers hand their records to.
#pragma once

#include <span>

#include "record/block.h"
#include "record/interface.h"
#include "record/issue.h"
#include "record/packet.h"
#include "record/section.h"

namespace packetglass {

// Everything comes in the order of the source, except that packets come in batches: a batch is
// handed on before the next section, interface or block, and before the reader returns. Issues of
// packets may come before the batch that has them.
class RecordSink {
 public:
  virtual ~RecordSink() = default;

  // Sections and interfaces are numbered from 0 in the order they come. `raw` is the file header,
  // the section header block or the interface description block as it stands in the source, empty
  // where an interface has none of its own (classic pcap); valid during the call.
  virtual void section(const Section& section, Bytes raw) = 0;
  virtual void interface(const Interface& interface, Bytes raw) = 0;
  // The batch and the bytes behind it are valid during the call. false: the sink is full.
  virtual bool packets(const PacketBatch& batch) = 0;
  // false: the sink is full.
  virtual bool block(const Block& block) = 0;
  virtual void issue(const Issue& issue) = 0;
};

// An observer of packets, which is shown them with the interfaces so far.
class PacketSink {
 public:
  // The batch and the bytes behind it are valid during the call. What it has to say of the batch
  // itself, until the next call: mostly nothing.
  virtual std::span<const Issue> add(const PacketBatch& batch,
                                     std::span<const Interface> interfaces) = 0;

 protected:
  ~PacketSink() = default;
};

}  // namespace packetglass
