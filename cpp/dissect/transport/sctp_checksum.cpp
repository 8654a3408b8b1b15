// The checksum of SCTP: CRC32c (RFC 9260, appendix A), once Adler-32 (RFC 2960, appendix B).
#include "dissect/transport/sctp_checksum.h"

#include "base/crc32c.h"
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Field kChecksum{"sctp.checksum", "Checksum", Shape::kHex32};
constexpr Field kStatus{"sctp.checksum.status", "Checksum Status", Shape::kNumber8, 0,
                        kChecksumStatuses};
constexpr Expert kBad{{"sctp.checksum_bad.expert", "Bad SCTP checksum.", Shape::kExpert},
                      ExpertSeverity::kError,
                      ExpertGroup::kChecksum};

constexpr std::size_t kOffset = 8, kSize = 4;  // of the checksum in the packet

// Zeros stand in the place of the checksum while it is calculated.
constexpr std::uint8_t kZeros[kSize] = {};

std::uint32_t crc32c_of(Bytes packet) {
  const std::uint32_t before = crc32c(kZeros, crc32c(packet.first(kOffset)));
  // Its lowest byte stands first.
  return swap_bytes(crc32c(packet.subspan(kOffset + kSize), before));
}

std::uint32_t adler32(Bytes packet) {
  constexpr std::uint32_t kModulus = 65521;
  std::uint32_t a = 1, b = 0;
  for (const Bytes part :
       {packet.first(kOffset), Bytes(kZeros), packet.subspan(kOffset + kSize)}) {
    for (const std::uint8_t byte : part) {
      a = (a + byte) % kModulus;
      b = (b + a) % kModulus;
    }
  }
  return b << 16 | a;
}

struct Kind {
  const char* name;
  std::uint32_t (*calculate)(Bytes packet);
};
constexpr Kind kAdler{"Adler", adler32}, kCrc{"CRC32C", crc32c_of};

void record_status(Layer& sctp, ChecksumStatus status) {
  const auto number = static_cast<std::uint64_t>(status);
  sctp.generated(kStatus, number);
  if (sctp.recording_text()) sctp.say(name_of(kChecksumStatuses, number));
}

void record_good(Layer& sctp, const Kind& kind, std::uint32_t stored) {
  if (sctp.recording_text()) sctp.say(format_text("0x%08x (%s) [correct]", stored, kind.name));
  record_status(sctp, ChecksumStatus::kGood);
}

void record_bad(Layer& sctp, const Kind& kind, std::uint32_t stored, std::uint32_t calculated) {
  if (sctp.recording_text()) {
    sctp.say(
        format_text("0x%08x (%s) incorrect, should be 0x%08x", stored, kind.name, calculated));
  }
  sctp.expert_info(kBad, format_text("Bad SCTP checksum. [should be 0x%08x]", calculated));
  record_status(sctp, ChecksumStatus::kBad);
}

// The field was recorded.
void record(Layer& sctp, const Kind& kind, std::uint32_t stored) {
  const std::uint32_t calculated = kind.calculate(sctp.whole());
  stored == calculated ? record_good(sctp, kind, stored)
                       : record_bad(sctp, kind, stored, calculated);
}

// The one of both that it is; else both.
void record_either(Layer& sctp, std::uint32_t stored) {
  if (crc32c_of(sctp.whole()) == stored) return record_good(sctp, kCrc, stored);
  const bool old = adler32(sctp.whole()) == stored;
  record(sctp, kAdler, stored);
  if (old) return;
  sctp.look_at(kChecksum, sctp.whole().subspan(kOffset, kSize));
  sctp.means(stored);
  record(sctp, kCrc, stored);
}

constexpr FieldSpan kFields[] = {kChecksum, kStatus, kBad.field};

}  // namespace

void read_sctp_checksum(Layer& sctp) {
  const std::uint32_t stored = sctp.u32(kChecksum);
  const SctpChecksum preferred = sctp.preferences().sctp_checksum;
  if (preferred == SctpChecksum::kNone || !sctp.recording() || sctp.truncated()) return;
  if (sctp.truncated_by_snaplen() || sctp.is_quoted() || sctp.is_unverifiable()) {
    if (sctp.recording_text()) sctp.say(format_text("0x%08x [unverified]", stored));
    record_status(sctp, ChecksumStatus::kUnverified);
  } else if (preferred == SctpChecksum::kAutomatic) {
    record_either(sctp, stored);
  } else {
    record(sctp, preferred == SctpChecksum::kAdler32 ? kAdler : kCrc, stored);
  }
}

extern constexpr FieldList kSctpChecksumFields = kFields;

}  // namespace packetglass
