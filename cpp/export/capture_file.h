// Writes what a reader hands on as a capture again: verbatim, or as another format.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "format/pcap/variants.h"
#include "format/reading.h"
#include "record/record_sink.h"

namespace packetglass {

// Custom blocks and options whose makers do not want them copied by programs that change a capture
// and do not understand them: draft-ietf-opsawg-pcapng, sections 3.5.1 and 4.8.
enum class NoCopy : std::uint8_t {
  kUnlessChanged,  // a section that is copied byte for byte keeps them, one that is changed drops
  kKeep,           // always
  kDrop,           // never: for a capture that is passed on
};

// What to write. Nothing set: the format of the source, byte for byte.
struct CaptureTarget {
  const pcap::Variant* variant = nullptr;  // a variant of classic pcap …
  bool pcapng = false;                     // … or pcapng
  std::optional<ByteOrder> order;          // that of the source when not set

  NoCopy no_copy = NoCopy::kUnlessChanged;
  // Whether all packets of the source are written, else fewer: what a section says of its length
  // is not copied then.
  bool all_packets = true;
  // How the source is read: packets that are truncated or moved in time by reading are written so.
  ReadOptions reading{};

  // Whether records are the same in the source and as they are read.
  bool reads_unchanged() const { return !reading.strict_snaplen && !reading.apply_time_zone; }
  bool verbatim() const {
    return variant == nullptr && !pcapng && !order && no_copy != NoCopy::kDrop &&
           reads_unchanged() && all_packets;
  }
};

// A sink that appends a capture to `out`, which the caller empties as it likes. What the target
// cannot hold is reported to `issues` as issues of its own, once for each kind, when it is
// finished.
class CaptureFileWriter : public RecordSink {
 public:
  // Later bytes of the capture that have to be written again: a length known only at the end.
  struct Patch {
    std::uint64_t offset;  // in the written capture
    std::vector<std::uint8_t> bytes;
  };

  // Why it cannot be written on, if so: then packets() returns false.
  const std::optional<Error>& error() const { return error_; }

  // Everything was handed on: reports what was lost, and returns what has to be written again.
  virtual std::vector<Patch> finish(RecordSink& issues) = 0;

 protected:
  std::optional<Error> error_;
};

// `out` outlives the writer.
std::unique_ptr<CaptureFileWriter> make_capture_writer(const CaptureTarget& target,
                                                       std::vector<std::uint8_t>& out);

}  // namespace packetglass
