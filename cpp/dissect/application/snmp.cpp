// Simple Network Management Protocol: RFC 1157, 1901, 3412, 3414, 3416.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/ber.h"
#include "dissect/exchange_fields.h"

namespace packetglass {
namespace {

constexpr Name kVersions[] = {{0, "version-1"}, {1, "v2c"}, {2, "v2u"}, {3, "snmpv3"}};
constexpr Name kMessages[] = {
    {0, "get-request"}, {1, "get-next-request"}, {2, "get-response"},  {3, "set-request"},
    {4, "trap"},        {5, "getBulkRequest"},   {6, "informRequest"}, {7, "snmpV2-trap"},
    {8, "report"}};
constexpr Name kErrors[] = {{0, "noError"},
                            {1, "tooBig"},
                            {2, "noSuchName"},
                            {3, "badValue"},
                            {4, "readOnly"},
                            {5, "genErr"},
                            {6, "noAccess"},
                            {7, "wrongType"},
                            {8, "wrongLength"},
                            {9, "wrongEncoding"},
                            {10, "wrongValue"},
                            {11, "noCreation"},
                            {12, "inconsistentValue"},
                            {13, "resourceUnavailable"},
                            {14, "commitFailed"},
                            {15, "undoFailed"},
                            {16, "authorizationError"},
                            {17, "notWritable"},
                            {18, "inconsistentName"}};
constexpr Name kTraps[] = {{0, "coldStart"},
                           {1, "warmStart"},
                           {2, "linkDown"},
                           {3, "linkUp"},
                           {4, "authenticationFailure"},
                           {5, "egpNeighborLoss"},
                           {6, "enterpriseSpecific"}};
constexpr Name kModels[] = {{0, "Any"}, {1, "SNMPv1"}, {2, "SNMPv2c"}, {3, "USM"}};

constexpr Field kVersion{"snmp.version", "version", Shape::kSigned32, 0, kVersions};
constexpr Field kMessageVersion{"snmp.msgVersion", "msgVersion", Shape::kSigned32, 0, kVersions};
constexpr Field kCommunity{"snmp.community", "community", Shape::kText};
constexpr Field kData{"snmp.data", "data", Shape::kNumber32, 0, kMessages};
constexpr Field kResponseIn{"snmp.response_in", "Response In", Shape::kFrameNumber};
constexpr Field kResponseTo{"snmp.response_to", "Response To", Shape::kFrameNumber};
constexpr Field kSinceRequest{"snmp.time", "Time", Shape::kDuration};
constexpr Field kRequestId{"snmp.request_id", "request-id", Shape::kSigned32};
constexpr Field kErrorStatus{"snmp.error_status", "error-status", Shape::kSigned32, 0, kErrors};
constexpr Field kErrorIndex{"snmp.error_index", "error-index", Shape::kSigned32};
constexpr Field kNonRepeaters{"snmp.non_repeaters", "non-repeaters", Shape::kNumber32};
constexpr Field kMaxRepetitions{"snmp.max_repetitions", "max-repetitions", Shape::kNumber32};
constexpr Field kBindings{"snmp.variable_bindings", "variable-bindings", Shape::kNumber32};
constexpr Field kBinding{"snmp.binding", "", Shape::kGroup};
constexpr Field kName{"snmp.name", "Object Name", Shape::kText};
constexpr Field kEnterprise{"snmp.enterprise", "enterprise", Shape::kText};
constexpr Field kAgent{"snmp.agent_addr", "agent-addr", Shape::kIpv4};
constexpr Field kGenericTrap{"snmp.generic_trap", "generic-trap", Shape::kSigned32, 0, kTraps};
constexpr Field kSpecificTrap{"snmp.specific_trap", "specific-trap", Shape::kSigned32};
constexpr Field kTime{"snmp.time_stamp", "time-stamp", Shape::kNumber32};

constexpr Field kInteger{"snmp.value.int", "Value (Integer32)", Shape::kSigned64};
constexpr Field kOctets{"snmp.value.octets", "Value (OctetString)", Shape::kBytes};
constexpr Field kNull{"snmp.value.null", "Value (Null)", Shape::kGroup};
constexpr Field kObject{"snmp.value.oid", "Value (OID)", Shape::kText};
constexpr Field kAddress{"snmp.value.ipv4", "Value (IpAddress)", Shape::kIpv4};
constexpr Field kCounter32{"snmp.value.u32", "Value (Unsigned)", Shape::kSigned64};
constexpr Field kTicks{"snmp.value.timeticks", "Value (Timeticks)", Shape::kNumber64};
constexpr Field kOpaque{"snmp.value.opaque", "Value (Opaque)", Shape::kBytes};
constexpr Field kCounter64{"snmp.value.u64", "Value (Counter64)", Shape::kNumber64};
constexpr Field kNoObject{"snmp.noSuchObject", "noSuchObject", Shape::kGroup};
constexpr Field kNoInstance{"snmp.noSuchInstance", "noSuchInstance", Shape::kGroup};
constexpr Field kEndOfView{"snmp.endOfMibView", "endOfMibView", Shape::kGroup};
constexpr Field kUnknown{"snmp.value.unknown", "Value (Unknown)", Shape::kBytes};

constexpr Field kGlobalData{"snmp.msgGlobalData_element", "msgGlobalData", Shape::kGroup};
constexpr Field kMessageId{"snmp.msgID", "msgID", Shape::kNumber32};
constexpr Field kMaxSize{"snmp.msgMaxSize", "msgMaxSize", Shape::kNumber32};
constexpr Field kFlags{"snmp.msgFlags", "msgFlags", Shape::kBytes};
constexpr Field kReportable{"snmp.v3.flags.report", "Reportable", Shape::kFlag, 0x04};
constexpr Field kEncrypted{"snmp.v3.flags.crypt", "Encrypted", Shape::kFlag, 0x02};
constexpr Field kAuthenticated{"snmp.v3.flags.auth", "Authenticated", Shape::kFlag, 0x01};
constexpr Field kModel{"snmp.msgSecurityModel", "msgSecurityModel", Shape::kNumber32, 0, kModels};
constexpr Field kSecurity{"snmp.msgSecurityParameters", "msgSecurityParameters", Shape::kBytes};
constexpr Field kEngineId{"snmp.msgAuthoritativeEngineID", "msgAuthoritativeEngineID",
                          Shape::kBytes};
constexpr Field kBoots{"snmp.msgAuthoritativeEngineBoots", "msgAuthoritativeEngineBoots",
                       Shape::kNumber32};
constexpr Field kEngineTime{"snmp.msgAuthoritativeEngineTime", "msgAuthoritativeEngineTime",
                            Shape::kNumber32};
constexpr Field kUser{"snmp.msgUserName", "msgUserName", Shape::kText};
constexpr Field kProof{"snmp.msgAuthenticationParameters", "msgAuthenticationParameters",
                       Shape::kBytes};
constexpr Field kPrivacy{"snmp.msgPrivacyParameters", "msgPrivacyParameters", Shape::kBytes};
constexpr Name kDataNames[] = {{0, "plaintext"}, {1, "encryptedPDU"}};
constexpr Field kMessageData{"snmp.msgData", "msgData", Shape::kNumber32, 0, kDataNames};
constexpr Field kEncryptedData{"snmp.encryptedPDU", "encryptedPDU", Shape::kBytes};
constexpr Field kOtherEngineId{"snmp.contextEngineID", "contextEngineID", Shape::kBytes};
constexpr Field kOtherName{"snmp.contextName", "contextName", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 161}, {Space::kUdpPort, 162}};

constexpr std::uint8_t kResponse = 2, kTrap = 4, kBulk = 5, kInform = 6, kReport = 8;
constexpr std::uint8_t kUserModel = 3;

void add_info(Layer& snmp, std::string_view text) {
  if (std::string* info = snmp.info()) *info += text;
}

// A value without content.
void read_mark(Layer& snmp, const Field& field) {
  Layer::Group group(snmp, field);
  snmp.skip(take_ber(snmp).length);
}

void read_address(Layer& snmp, const Field& field) {
  const BerHead head = take_ber(snmp);
  head.length == 4 ? void(snmp.ipv4(field)) : snmp.skip(head.length);
}

void read_value(Layer& snmp) {
  switch (snmp.peek()) {
    case kBerInteger:
      read_ber_number(snmp, kInteger);
      return;
    case kBerOctets:
      read_ber_bytes(snmp, kOctets);
      return;
    case kBerNull:
      return read_mark(snmp, kNull);
    case kBerObject:
      read_ber_object(snmp, kObject);
      return;
    case 0x40:
      return read_address(snmp, kAddress);
    case 0x41:
    case 0x42:
      read_ber_number(snmp, kCounter32);
      return;
    case 0x43:
      read_ber_number(snmp, kTicks);
      return;
    case 0x44:
      read_ber_bytes(snmp, kOpaque);
      return;
    case 0x46:
      read_ber_number(snmp, kCounter64);
      return;
    case 0x80:
      return read_mark(snmp, kNoObject);
    case 0x81:
      return read_mark(snmp, kNoInstance);
    case 0x82:
      return read_mark(snmp, kEndOfView);
    default:
      read_ber_bytes(snmp, kUnknown);
  }
}

void read_binding(Layer& snmp) {
  Layer::Group group(snmp, kBinding);
  const BerHead head = take_ber(snmp);
  Layer::Limit binding(snmp, head.length);
  const std::string name = read_ber_object(snmp, kName);
  if (snmp.truncated()) return;
  add_info(snmp, " ");
  add_info(snmp, name);
  group.say(name);
  if (!snmp.left().empty()) read_value(snmp);
}

void read_bindings(Layer& snmp) {
  const BerHead head = take_ber(snmp);
  if (snmp.truncated()) return;
  Layer::Group group(snmp, kBindings);
  Layer::Limit bindings(snmp, head.length);
  std::uint64_t count = 0;
  for (; !snmp.left().empty() && !snmp.truncated(); ++count) read_binding(snmp);
  group.means(count);
}

void read_trap(Layer& snmp) {
  const std::string enterprise = read_ber_object(snmp, kEnterprise);
  // Info names the root of all identifiers.
  if (!snmp.truncated())
    add_info(snmp, " iso" + enterprise.substr(std::min<std::size_t>(1, enterprise.size())));
  read_address(snmp, kAgent);
  read_ber_number(snmp, kGenericTrap);
  read_ber_number(snmp, kSpecificTrap);
  read_ber_number(snmp, kTime);
}

std::uint64_t read_request(Layer& snmp, bool bulk) {
  const std::uint64_t id = read_ber_number(snmp, kRequestId);
  read_ber_number(snmp, bulk ? kNonRepeaters : kErrorStatus);
  read_ber_number(snmp, bulk ? kMaxRepetitions : kErrorIndex);
  return id;
}

// Notifications have no response.
void put_exchange(Layer& snmp, std::uint8_t type, std::uint64_t id) {
  const bool response = type == kResponse || type == kReport;
  const bool request = type <= 1 || type == 3 || type == kBulk || type == kInform;
  if (snmp.truncated() || (!response && !request)) return;
  const auto facts = snmp.exchange({ExchangeProtocol::kSnmp, response, id});
  if (facts) put_exchange(snmp, {kResponseIn, kResponseTo, kSinceRequest}, *facts);
}

void read_data(Layer& snmp) {
  const BerHead head = look_ber(snmp.left());
  const std::uint8_t type = head.tag & 0x1f;
  Layer::Group group(snmp, kData);
  snmp.means(type);
  take_ber(snmp);
  if (snmp.truncated()) return;
  const std::string_view name = name_of(kMessages, type);
  if (std::string* info = snmp.info()) *info = name;
  Layer::Limit data(snmp, head.length);
  if (type == kTrap) {
    read_trap(snmp);
  } else {
    put_exchange(snmp, type, read_request(snmp, type == kBulk));
  }
  if (!snmp.recording() && snmp.info() == nullptr) return;
  if (!snmp.truncated() && !snmp.left().empty()) read_bindings(snmp);
}

void read_flags(Layer& snmp) {
  const Bytes flags = read_ber_bytes(snmp, kFlags);
  if (!flags.empty()) snmp.parts(flags[0], {&kReportable, &kEncrypted, &kAuthenticated});
}

std::uint64_t read_header(Layer& snmp) {
  Layer::Group group(snmp, kGlobalData);
  const BerHead head = take_ber(snmp);
  Layer::Limit header(snmp, head.length);
  read_ber_number(snmp, kMessageId);
  read_ber_number(snmp, kMaxSize);
  read_flags(snmp);
  return read_ber_number(snmp, kModel);
}

// What the model of security adds, a sequence within the bytes of a string.
void read_security(Layer& snmp, std::uint64_t model) {
  if (model != kUserModel) {
    read_ber_bytes(snmp, kSecurity);
    return;
  }
  const BerHead head = take_ber(snmp);
  Layer::Limit parameters(snmp, head.length);
  take_ber(snmp);
  read_ber_bytes(snmp, kEngineId);
  read_ber_number(snmp, kBoots);
  read_ber_number(snmp, kEngineTime);
  read_ber_text(snmp, kUser);
  read_ber_bytes(snmp, kProof);
  read_ber_bytes(snmp, kPrivacy);
}

void read_scoped_data(Layer& snmp) {
  const bool encrypted = snmp.peek() == kBerOctets;
  Layer::Group group(snmp, kMessageData);
  snmp.means(encrypted);
  if (encrypted) {
    if (std::string* info = snmp.info()) *info = "encryptedPDU: privKey Unknown";
    read_ber_bytes(snmp, kEncryptedData);
    return;
  }
  take_ber(snmp);
  read_ber_bytes(snmp, kOtherEngineId);
  read_ber_text(snmp, kOtherName);
  if (!snmp.truncated()) read_data(snmp);
}

void read_message(Layer& snmp) {
  take_ber(snmp);
  // The version's number stands behind its tag and length.
  const std::uint8_t version = snmp.peek(2);
  read_ber_number(snmp, version == 3 ? kMessageVersion : kVersion);
  if (snmp.truncated()) return;
  if (version == 3) {
    const std::uint64_t model = read_header(snmp);
    read_security(snmp, model);
    if (!snmp.truncated()) read_scoped_data(snmp);
  } else {
    read_ber_text(snmp, kCommunity);
    if (!snmp.truncated()) read_data(snmp);
  }
}

// One sequence, which is the whole datagram.
bool plausible(const Layer& snmp) {
  const BerHead head = look_ber(snmp.left());
  return head.tag == kBerSequence && head.size + head.length == snmp.left_on_wire();
}

Outcome dissect(Layer& snmp) {
  if (!plausible(snmp)) return not_mine();
  read_message(snmp);
  if (!snmp.recording() && snmp.info() == nullptr) return done();
  return snmp.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kVersion,       kMessageVersion, kCommunity,      kData,         kRequestId,  kErrorStatus,
    kErrorIndex,    kNonRepeaters,   kMaxRepetitions, kBindings,     kBinding,    kName,
    kEnterprise,    kAgent,          kGenericTrap,    kSpecificTrap, kTime,       kInteger,
    kOctets,        kNull,           kObject,         kAddress,      kCounter32,  kTicks,
    kOpaque,        kCounter64,      kNoObject,       kNoInstance,   kEndOfView,  kUnknown,
    kGlobalData,    kMessageId,      kMaxSize,        kFlags,        kReportable, kEncrypted,
    kAuthenticated, kModel,          kSecurity,       kEngineId,     kBoots,      kEngineTime,
    kUser,          kProof,          kPrivacy,        kResponseIn,   kResponseTo, kSinceRequest,
    kMessageData,   kEncryptedData,  kOtherEngineId,  kOtherName};

}  // namespace

extern const Dissector kSnmp{{"snmp", "Simple Network Management Protocol", Shape::kLayer},
                             "SNMP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
