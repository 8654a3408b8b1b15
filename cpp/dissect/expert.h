// Expert information: what is unusual in a packet, how severe it is and of what kind.
#pragma once

#include "dissect/field_span.h"

namespace packetglass {

// The numbers are those of the field _ws.expert.severity: the greater, the more severe.
enum class ExpertSeverity : std::uint32_t {
  kComment = 0x0010'0000,
  kChat = 0x0020'0000,
  kNote = 0x0040'0000,
  kWarning = 0x0060'0000,
  kError = 0x0080'0000,
};

// Those of _ws.expert.group.
enum class ExpertGroup : std::uint32_t {
  kChecksum = 0x0100'0000,
  kSequence = 0x0200'0000,
  kResponse = 0x0300'0000,
  kRequest = 0x0400'0000,
  kUndecoded = 0x0500'0000,
  kReassemble = 0x0600'0000,
  kMalformed = 0x0700'0000,
  kDebug = 0x0800'0000,
  kProtocol = 0x0900'0000,
  kSecurity = 0x0a00'0000,
  kComment = 0x0b00'0000,
  kDecryption = 0x0c00'0000,
  kAssumption = 0x0d00'0000,
  kDeprecated = 0x0e00'0000,
};

// One of the things that a dissector notices: a constant, as fields are.
struct Expert {
  Field field;  // of Shape::kExpert, its title is the text; without a name it is no field
  ExpertSeverity severity;
  ExpertGroup group;
};

// Of rows that have one: as field_of() of their field.
template <typename Row, std::size_t kRows>
constexpr FieldSpan field_of(const Row (&rows)[kRows], Expert Row::*member) {
  return {&(rows[0].*member).field, kRows, sizeof(Row)};
}

// The layer is not as its standard says: _ws.malformed, and _ws.malformed.expert inside; or not
// all of it was captured.
extern const Field kMalformed, kShort;
extern const Expert kMalformedPacket;

// Their names in the order of their numbers, as Wireshark has them: "Warning", "Sequence".
extern const std::span<const Name> kExpertSeverities, kExpertGroups;
inline std::string_view name_of(ExpertSeverity severity) {
  return name_of(kExpertSeverities, static_cast<std::uint32_t>(severity));
}
inline std::string_view name_of(ExpertGroup group) {
  return name_of(kExpertGroups, static_cast<std::uint32_t>(group));
}

// The number of the field _ws.expert: severity and group, whose bits are apart.
constexpr std::uint64_t expert_number(const Expert& expert) {
  return static_cast<std::uint32_t>(expert.severity) | static_cast<std::uint32_t>(expert.group);
}
// Added to it in a packet that another one quotes.
inline constexpr std::uint64_t kQuotedExpert = 1;
constexpr ExpertSeverity severity_of(std::uint64_t number) {
  return static_cast<ExpertSeverity>(number & 0x00f0'0000);
}
constexpr ExpertGroup group_of(std::uint64_t number) {
  return static_cast<ExpertGroup>(number & 0xff00'0000);
}

// The fields of expert information, which a tree has one behind another: the heading with the
// others inside, the field of what was noticed between it and the message.
struct ExpertFields {
  Field heading, message, severity, group;
};
extern const ExpertFields kExpertFields;

}  // namespace packetglass
