// The kinds of issues: the table.
#include "record/issue.h"

#include "base/text.h"
#include "record/timestamp_resolution.h"

namespace packetglass {
namespace {

struct Entry {
  IssueKind kind;
  std::string_view name;
  Severity severity;
  // {found} and {expected} stand for the values.
  std::string_view sentence;
};

constexpr Entry kKinds[] = {
    {IssueKind::kTruncatedRecordHeader, "truncated_record_header", Severity::kError,
     "The capture ends inside a record header: {found} of {expected} bytes are there."},
    {IssueKind::kTruncatedPacket, "truncated_packet", Severity::kError,
     "The capture ends inside a packet: {found} of {expected} bytes are there."},
    {IssueKind::kCapturedLengthAboveMaximum, "captured_length_above_maximum", Severity::kError,
     "Captured length {found} is above the maximum of {expected} bytes for this link type."},
    {IssueKind::kCapturedLengthAboveSnaplen, "captured_length_above_snaplen", Severity::kWarning,
     "Captured length {found} is above the snaplen of {expected} bytes; all bytes were kept."},
    {IssueKind::kCapturedLengthAboveOriginal, "captured_length_above_original", Severity::kWarning,
     "Captured length {found} is above the original length of {expected} bytes."},
    {IssueKind::kFractionAboveSecond, "fraction_above_second", Severity::kWarning,
     "The fraction of a second is {found}, but a second has {expected} units; it was carried "
     "into the seconds."},
    {IssueKind::kUnknownVersion, "unknown_version", Severity::kWarning,
     "Version {found} of the format is not known; it was read as version {expected}."},
    {IssueKind::kReservedLinkTypeBits, "reserved_link_type_bits", Severity::kWarning,
     "Reserved bits of the link type are set: {found}; they were ignored."},
    {IssueKind::kTimeZoneNotApplied, "time_zone_not_applied", Severity::kNote,
     "The header gives a time zone of {found} seconds; timestamps were read as UTC."},
    {IssueKind::kCapturedLengthBelowPadding, "captured_length_below_padding", Severity::kError,
     "Captured length {found} is below the {expected} bytes of padding that it counts."},
    {IssueKind::kRecordBeyondEnd, "record_beyond_end", Severity::kError,
     "Captured length {found} reaches beyond the end of the capture, {expected} bytes on, but "
     "whole "
     "records follow before it."},
    {IssueKind::kBytesSkipped, "bytes_skipped", Severity::kError,
     "{found} bytes were skipped from here; reading went on at byte {expected}."},
    {IssueKind::kAnotherCapture, "another_capture", Severity::kNote,
     "Another capture begins here, behind the one before it."},
    {IssueKind::kRecordsLengthMismatch, "records_length_mismatch", Severity::kWarning,
     "The header says that the records have {found} bytes, but they have {expected}."},
    {IssueKind::kTimestampsRounded, "timestamps_rounded", Severity::kWarning,
     "Timestamps of {found} packets were rounded down to the resolution of the target."},
    {IssueKind::kTimestampsMissing, "timestamps_missing", Severity::kWarning,
     "{found} packets have no timestamp; 1970 was written."},
    {IssueKind::kRecordFieldsLost, "record_fields_lost", Severity::kWarning,
     "{found} packets have fields in their record headers that the target cannot hold."},
    {IssueKind::kPacketOptionsLost, "packet_options_lost", Severity::kWarning,
     "{found} packets have comments or other options that the target cannot hold."},
    {IssueKind::kSectionsJoined, "sections_joined", Severity::kWarning,
     "{found} sections were joined with those before them: the target has one header for all."},
    {IssueKind::kSnaplenExceeded, "snaplen_exceeded", Severity::kWarning,
     "{found} packets have more bytes than the snaplen of the first interface, which the target "
     "has for all; they were written whole."},
    {IssueKind::kSectionOptionsLost, "section_options_lost", Severity::kWarning,
     "{found} sections have comments or other options that the target cannot hold."},
    {IssueKind::kInterfaceOptionsLost, "interface_options_lost", Severity::kWarning,
     "{found} interfaces have options that the target cannot hold."},
    {IssueKind::kBlocksLost, "blocks_lost", Severity::kWarning,
     "{found} blocks that the target cannot hold were left out."},
    {IssueKind::kNoCopyDropped, "no_copy_dropped", Severity::kWarning,
     "{found} custom blocks and options that must not be copied into a changed capture were left "
     "out."},
    {IssueKind::kFcsLengthLost, "fcs_length_lost", Severity::kWarning,
     "The target cannot hold the length of the frame check sequence."},
    {IssueKind::kTimeZoneLost, "time_zone_lost", Severity::kWarning,
     "The target cannot hold the time zone of the header."},
    {IssueKind::kRecordsLengthLost, "records_length_lost", Severity::kWarning,
     "The records have {found} bytes, more than their header can say, which says 0 now."},
    {IssueKind::kHostOrderHeaderKept, "host_order_header_kept", Severity::kWarning,
     "{found} packets begin with a header in the byte order of the host that is truncated or "
     "of an unknown kind; it was not wholly converted."},
    {IssueKind::kBlockContentKept, "block_content_kept", Severity::kWarning,
     "{found} blocks have content in a byte order that nobody can know; it was not converted."},
    {IssueKind::kTruncatedBlock, "truncated_block", Severity::kError,
     "The capture ends inside a block: {found} of {expected} bytes are there."},
    {IssueKind::kBlockBeyondEnd, "block_beyond_end", Severity::kError,
     "A block of {found} bytes reaches beyond the end of the capture, {expected} bytes on, but "
     "whole blocks follow before it."},
    {IssueKind::kBlockLengthImpossible, "block_length_impossible", Severity::kError,
     "A block cannot have {found} bytes: at least 12 and at most {expected} are believed."},
    {IssueKind::kBlockLengthNotMultiple, "block_length_not_multiple", Severity::kWarning,
     "The length of a block, {found}, is no multiple of 4; the block was read as {expected} bytes "
     "long."},
    {IssueKind::kBlockLengthsDiffer, "block_lengths_differ", Severity::kWarning,
     "A block says at its end that it has {found} bytes, but {expected} at its start, which fits "
     "what follows."},
    {IssueKind::kBlockDamaged, "block_damaged", Severity::kError,
     "A block says at its end that it has {found} bytes, but {expected} at its start, and no "
     "block follows there."},
    {IssueKind::kBlockTooShort, "block_too_short", Severity::kError,
     "A block of {found} bytes is too short for its type, which needs {expected}; it was not "
     "read."},
    {IssueKind::kTextModeDamage, "text_mode_damage", Severity::kError,
     "The block type {found} only comes from a transfer in text mode, which changed the ends of "
     "lines: transfer the capture again in binary mode."},
    {IssueKind::kPacketBeyondBlock, "packet_beyond_block", Severity::kError,
     "Captured length {found} does not fit its block, which has room for {expected} bytes; the "
     "packet was not read."},
    {IssueKind::kSimplePacketBeyondBlock, "simple_packet_beyond_block", Severity::kWarning,
     "A packet of {found} bytes does not fit its block; the {expected} bytes that are there were "
     "read."},
    {IssueKind::kUnknownInterface, "unknown_interface", Severity::kWarning,
     "Interface {found} is not described: the section has {expected} so far; the packet was read "
     "with an unknown link type (65535)."},
    {IssueKind::kTimestampOutOfRange, "timestamp_out_of_range", Severity::kWarning,
     "A timestamp of {found} ticks is the time {expected}, outside the years 1677 to 2262; the "
     "nearest time was taken."},
    {IssueKind::kMalformedOptions, "malformed_options", Severity::kWarning,
     "The options of a block do not fit it: option {found} has {expected} bytes."},
    {IssueKind::kWrongOptionLength, "wrong_option_length", Severity::kWarning,
     "Option {found}, but it should have {expected} bytes; it was kept as it stands."},
    {IssueKind::kRepeatedOption, "repeated_option", Severity::kWarning,
     "Option {found} stands more than once in a block; the last one counts."},
    {IssueKind::kOptionsTooLong, "options_too_long", Severity::kWarning,
     "The options of a block have {found} bytes; above {expected} they are read but not kept."},
    {IssueKind::kByteOrderUnknown, "byte_order_unknown", Severity::kError,
     "A section header begins here, but its byte-order magic is {found}."},
    {IssueKind::kSectionSkipped, "section_skipped", Severity::kError,
     "Version {found} of the format is not known; the section was not read."},
    {IssueKind::kSectionLengthMismatch, "section_length_mismatch", Severity::kWarning,
     "The header says that the section has {found} bytes, but it has {expected}."},
    {IssueKind::kTooManyInterfaces, "too_many_interfaces", Severity::kError,
     "The section has more than {expected} interfaces: this one and those behind it were kept as "
     "blocks, and their packets are read with an unknown link type (65535)."},
    {IssueKind::kOptionsNotKept, "options_not_kept", Severity::kNote,
     "The options of a block have {found} bytes; no more are kept of all blocks together than "
     "{expected}, so that they are read again when they are asked for."},
    {IssueKind::kIndexLimit, "index_limit", Severity::kError,
     "The capture has more than {found} sections or {expected} interfaces; what follows from here "
     "is not in the index."},
    {IssueKind::kTooManyConversations, "too_many_conversations", Severity::kError,
     "There are more than {expected} conversations: this packet and those behind it that begin "
     "another belong to none."},
    {IssueKind::kTooManyLinkPairs, "too_many_link_pairs", Severity::kError,
     "More than {expected} pairs of addresses talk on the link: from this packet on those of "
     "others are not counted there."},
    {IssueKind::kTooManyLayerPaths, "too_many_layer_paths", Severity::kError,
     "Layers are inside layers in more than {expected} ways: from this packet on those of other "
     "ways are counted with the layer around them."},
    {IssueKind::kTooManyAnnouncements, "too_many_announcements", Severity::kError,
     "More than {expected} endpoints were announced, or one too often: from this packet on "
     "packets "
     "of others are dissected by their ports alone."},
    {IssueKind::kTooMuchToReassemble, "too_much_to_reassemble", Severity::kWarning,
     "A message over TCP is longer than {expected} bytes, or too much waits for its messages: "
     "from "
     "this packet on some are dissected in part or not at all."},
    {IssueKind::kTooManyExchanges, "too_many_exchanges", Severity::kWarning,
     "There are more than {expected} requests and responses: those from this packet on are not "
     "paired."},
    {IssueKind::kNoMemoryForSummary, "no_memory_for_summary", Severity::kError,
     "There was no memory for all that is said of packets from this one on: some have no "
     "conversation or no protocol."},
};
static_assert(std::size(kKinds) == kIssueKindCount);
static_assert([] {
  for (std::size_t i = 0; i < kIssueKindCount; ++i) {
    if (kKinds[i].kind != static_cast<IssueKind>(i)) return false;
  }
  return true;
}());

const Entry& entry(IssueKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

// A version is packed as major << 16 | minor; a time zone is signed; the rest are plain numbers.
std::string value_text(IssueKind kind, std::uint64_t value) {
  switch (kind) {
    case IssueKind::kUnknownVersion:
    case IssueKind::kSectionSkipped:
      return std::to_string(value >> 16) + "." + std::to_string(value & 0xffff);
    case IssueKind::kReservedLinkTypeBits:
    case IssueKind::kTextModeDamage:
    case IssueKind::kByteOrderUnknown:
      return format_text("0x%08llx", static_cast<unsigned long long>(value));
    case IssueKind::kTimeZoneNotApplied:
      return std::to_string(static_cast<std::int64_t>(value));
    default:
      return std::to_string(value);
  }
}

// The date that 64 bits of nanoseconds cannot hold.
std::string time_text(const Issue& issue) {
  const auto unit = TimestampResolution::from_if_tsresol(issue.if_tsresol);
  return iso8601(issue.found, unit, static_cast<std::int64_t>(issue.expected));
}

// Packed as code << 16 | length.
std::string option_text(std::uint64_t value) {
  return std::to_string(value >> 16) + " has " + std::to_string(value & 0xffff) + " bytes";
}

void replace(std::string& text, std::string_view what, const std::string& by) {
  const std::size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

}  // namespace

std::string_view name(IssueKind kind) {
  return entry(kind).name;
}

Severity severity(IssueKind kind) {
  return entry(kind).severity;
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

std::string describe(const Issue& issue) {
  std::string text(entry(issue.kind).sentence);
  replace(text, "{found}",
          issue.kind == IssueKind::kWrongOptionLength ? option_text(issue.found)
                                                      : value_text(issue.kind, issue.found));
  replace(text, "{expected}",
          issue.kind == IssueKind::kTimestampOutOfRange ? time_text(issue)
                                                        : value_text(issue.kind, issue.expected));
  return text;
}

}  // namespace packetglass
