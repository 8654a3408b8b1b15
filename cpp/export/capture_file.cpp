// Writes what a reader hands on as a capture again.
#include "export/capture_file.h"

#include "export/pcap_export.h"
#include "export/pcapng_export.h"
#include "export/same_format.h"
#include "export/verbatim.h"

namespace packetglass {

std::unique_ptr<CaptureFileWriter> make_capture_writer(const CaptureTarget& target,
                                                       std::vector<std::uint8_t>& out) {
  if (target.verbatim()) return std::make_unique<VerbatimWriter>(out);
  if (target.pcapng) return std::make_unique<PcapngExport>(target, out);
  if (target.variant != nullptr) return std::make_unique<PcapExport>(target, out);
  return std::make_unique<SameFormatExport>(target, out);
}

}  // namespace packetglass
