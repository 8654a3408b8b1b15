// The names of the error codes.
#include "base/result.h"

namespace packetglass {

const char* name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kEmpty:
      return "empty";
    case ErrorCode::kUnknownFormat:
      return "unknown_format";
    case ErrorCode::kTruncatedFileHeader:
      return "truncated_file_header";
    case ErrorCode::kOutOfMemory:
      return "out_of_memory";
    case ErrorCode::kDamaged:
      return "damaged";
    case ErrorCode::kLinkTypeMismatch:
      return "link_type_mismatch";
    case ErrorCode::kTimeOutOfRange:
      return "time_out_of_range";
    case ErrorCode::kPacketTooLarge:
      return "packet_too_large";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kLengthMismatch:
      return "length_mismatch";
    case ErrorCode::kCompressedDataDamaged:
      return "compressed_data_damaged";
    case ErrorCode::kDecompressedTooLarge:
      return "decompressed_too_large";
    case ErrorCode::kInvalidFilter:
      return "invalid_filter";
  }
  return "unknown";
}

}  // namespace packetglass
