// Issues: what is wrong in a capture although reading goes on. Data, not failures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace packetglass {

enum class Severity : std::uint8_t {
  kNote,     // unusual, nothing is in doubt
  kWarning,  // a value breaks the specification; it was read as described
  kError,    // something could not be read
};

enum class IssueKind : std::uint8_t {
  kTruncatedRecordHeader,
  kTruncatedPacket,
  kCapturedLengthAboveMaximum,
  kCapturedLengthAboveSnaplen,
  kCapturedLengthAboveOriginal,
  kFractionAboveSecond,
  kUnknownVersion,
  kReservedLinkTypeBits,
  kTimeZoneNotApplied,
  kCapturedLengthBelowPadding,
  kRecordBeyondEnd,
  kBytesSkipped,
  kAnotherCapture,
  kRecordsLengthMismatch,
  // What a target format cannot hold.
  kTimestampsRounded,
  kTimestampsMissing,
  kRecordFieldsLost,
  kPacketOptionsLost,
  kSectionsJoined,
  kSnaplenExceeded,
  kSectionOptionsLost,
  kInterfaceOptionsLost,
  kBlocksLost,
  kNoCopyDropped,
  kFcsLengthLost,
  kTimeZoneLost,
  kRecordsLengthLost,
  kHostOrderHeaderKept,
  kBlockContentKept,
  // pcapng.
  kTruncatedBlock,
  kBlockBeyondEnd,
  kBlockLengthImpossible,
  kBlockLengthNotMultiple,
  kBlockLengthsDiffer,
  kBlockDamaged,
  kBlockTooShort,
  kTextModeDamage,
  kPacketBeyondBlock,
  kSimplePacketBeyondBlock,
  kUnknownInterface,
  kTimestampOutOfRange,
  kMalformedOptions,
  kWrongOptionLength,
  kRepeatedOption,
  kOptionsTooLong,
  kByteOrderUnknown,
  kSectionSkipped,
  kSectionLengthMismatch,
  kTooManyInterfaces,
  kOptionsNotKept,
  kIndexLimit,
  // What the summary of a capture has no room for.
  kTooManyConversations,
  kTooManyLinkPairs,
  kTooManyLayerPaths,
  kTooManyAnnouncements,
  kTooMuchToReassemble,
  kTooManyExchanges,
  kNoMemoryForSummary,
};
inline constexpr std::size_t kIssueKindCount = 58;

struct Issue {
  IssueKind kind;
  std::uint64_t offset;         // byte in the source where it was found
  std::uint64_t packet = 0;     // number of the packet, counted from 1; 0 = no packet
  std::uint64_t found = 0;      // the offending value
  std::uint64_t expected = 0;   // the limit or what was wanted instead
  std::uint8_t if_tsresol = 0;  // of a time: found are its ticks, expected the seconds added
};

// "truncated_packet".
std::string_view name(IssueKind kind);
Severity severity(IssueKind kind);
// "error".
std::string_view name(Severity severity);

// One plain sentence with the values, without offset and packet number.
std::string describe(const Issue& issue);

}  // namespace packetglass
