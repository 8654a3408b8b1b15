// The kinds of issues: the table.
#include "record/issue.h"

#include "base/text.h"

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
    {IssueKind::kInterfaceOptionsLost, "interface_options_lost", Severity::kWarning,
     "{found} interfaces have options that the target cannot hold."},
    {IssueKind::kBlocksLost, "blocks_lost", Severity::kWarning,
     "{found} blocks that the target cannot hold were left out."},
    {IssueKind::kFcsLengthLost, "fcs_length_lost", Severity::kWarning,
     "The target cannot hold the length of the frame check sequence."},
    {IssueKind::kTimeZoneLost, "time_zone_lost", Severity::kNote,
     "The target cannot hold the time zone of the header."},
    {IssueKind::kHostOrderHeaderKept, "host_order_header_kept", Severity::kWarning,
     "Packets of this link type begin with a header in the byte order of the host; it was not "
     "converted."},
};
static_assert(std::size(kKinds) == kIssueKindCount);

const Entry& entry(IssueKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

// A version is packed as major << 16 | minor; a time zone is signed; the rest are plain numbers.
std::string value_text(IssueKind kind, std::uint64_t value) {
  switch (kind) {
    case IssueKind::kUnknownVersion:
      return std::to_string(value >> 16) + "." + std::to_string(value & 0xffff);
    case IssueKind::kReservedLinkTypeBits:
      return format_text("0x%08llx", static_cast<unsigned long long>(value));
    case IssueKind::kTimeZoneNotApplied:
      return std::to_string(static_cast<std::int64_t>(value));
    default:
      return std::to_string(value);
  }
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
  replace(text, "{found}", value_text(issue.kind, issue.found));
  replace(text, "{expected}", value_text(issue.kind, issue.expected));
  return text;
}

}  // namespace packetglass
