// Lightweight Directory Access Protocol: RFC 4511; over UDP [MS-ADTS], section 6.3.3.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/ber.h"
#include "dissect/application/header_line.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {
    {0, "bindRequest"},      {1, "bindResponse"},    {2, "unbindRequest"},
    {3, "searchRequest"},    {4, "searchResEntry"},  {5, "searchResDone"},
    {6, "modifyRequest"},    {7, "modifyResponse"},  {8, "addRequest"},
    {9, "addResponse"},      {10, "delRequest"},     {11, "delResponse"},
    {12, "modDNRequest"},    {13, "modDNResponse"},  {14, "compareRequest"},
    {15, "compareResponse"}, {16, "abandonRequest"}, {19, "searchResRef"},
    {23, "extendedReq"},     {24, "extendedResp"},   {25, "intermediateResponse"}};
constexpr Name kResults[] = {{0, "success"},
                             {1, "operationsError"},
                             {2, "protocolError"},
                             {3, "timeLimitExceeded"},
                             {4, "sizeLimitExceeded"},
                             {5, "compareFalse"},
                             {6, "compareTrue"},
                             {7, "authMethodNotSupported"},
                             {8, "strongerAuthRequired"},
                             {10, "referral"},
                             {14, "saslBindInProgress"},
                             {16, "noSuchAttribute"},
                             {32, "noSuchObject"},
                             {34, "invalidDNSyntax"},
                             {48, "inappropriateAuthentication"},
                             {49, "invalidCredentials"},
                             {50, "insufficientAccessRights"},
                             {51, "busy"},
                             {52, "unavailable"},
                             {53, "unwillingToPerform"},
                             {68, "entryAlreadyExists"},
                             {80, "other"}};
constexpr Name kScopes[] = {{0, "baseObject"}, {1, "singleLevel"}, {2, "wholeSubtree"}};
constexpr Name kAliases[] = {{0, "neverDerefAliases"},
                             {1, "derefInSearching"},
                             {2, "derefFindingBaseObj"},
                             {3, "derefAlways"}};
constexpr Name kMethods[] = {{0, "simple"}, {3, "sasl"}};

constexpr Field kMessage{"ldap.LDAPMessage_element", "LDAPMessage", Shape::kGroup};
constexpr Field kId{"ldap.messageID", "messageID", Shape::kNumber32};
constexpr Field kOperation{"ldap.protocolOp", "protocolOp", Shape::kNumber32, 0, kOperations};
constexpr Field kVersion{"ldap.version", "version", Shape::kNumber32};
constexpr Field kName{"ldap.name", "name", Shape::kText};
constexpr Field kMethod{"ldap.authentication", "authentication", Shape::kNumber32, 0, kMethods};
constexpr Field kSimple{"ldap.simple", "simple", Shape::kText};
constexpr Field kMechanism{"ldap.mechanism", "mechanism", Shape::kText};
constexpr Field kBase{"ldap.baseObject", "baseObject", Shape::kText};
constexpr Field kScope{"ldap.scope", "scope", Shape::kNumber32, 0, kScopes};
constexpr Field kDereference{"ldap.derefAliases", "derefAliases", Shape::kNumber32, 0, kAliases};
constexpr Field kSizeLimit{"ldap.sizeLimit", "sizeLimit", Shape::kNumber32};
constexpr Field kTimeLimit{"ldap.timeLimit", "timeLimit", Shape::kNumber32};
constexpr Field kTypesOnly{"ldap.typesOnly", "typesOnly", Shape::kFlag};
constexpr Field kResult{"ldap.resultCode", "resultCode", Shape::kNumber32, 0, kResults};
constexpr Field kMatched{"ldap.matchedDN", "matchedDN", Shape::kText};
constexpr Field kError{"ldap.errorMessage", "errorMessage", Shape::kText};
constexpr Field kObject{"ldap.objectName", "objectName", Shape::kText};
constexpr Field kEntry{"ldap.entry", "entry", Shape::kText};
constexpr Field kDeleted{"ldap.delRequest", "delRequest", Shape::kText};
constexpr Field kRequestName{"ldap.requestName", "requestName", Shape::kText};
constexpr Field kRest{"ldap.rest", "Not read", Shape::kBytes};

constexpr Route kTcpAt[] = {{Space::kTcpPort, 389}, {Space::kTcpPort, 3268}};
constexpr Route kNextAt[] = {{Space::kNextMessage, 389}};
constexpr Route kUdpAt[] = {{Space::kUdpPort, 389}};

std::string quoted(const std::string& name) {
  return std::string("\"").append(name.empty() ? "<ROOT>" : name).append("\" ");
}

std::string read_bind(Layer& ldap) {
  read_ber_number(ldap, kVersion);
  const std::string name = read_ber_text(ldap, kName);
  Layer::Group group(ldap, kMethod);
  const bool simple = (ldap.peek() & 0x1f) == 0;
  ldap.means(simple ? 0 : 3);
  if (simple) {
    read_ber_text(ldap, kSimple);
    return quoted(name) + "simple ";
  }
  take_ber(ldap);
  if (!ldap.left().empty()) read_ber_text(ldap, kMechanism);
  return quoted(name) + "sasl ";
}

std::string read_search(Layer& ldap) {
  const std::string base = read_ber_text(ldap, kBase);
  const std::uint64_t scope = read_ber_number(ldap, kScope);
  read_ber_number(ldap, kDereference);
  read_ber_number(ldap, kSizeLimit);
  read_ber_number(ldap, kTimeLimit);
  read_ber_number(ldap, kTypesOnly);
  return quoted(base).append(name_of(kScopes, scope)) + " ";
}

std::string read_result(Layer& ldap) {
  const std::uint64_t code = read_ber_number(ldap, kResult);
  read_ber_text(ldap, kMatched);
  const std::string error = read_ber_text(ldap, kError);
  const std::string_view name = name_of(kResults, code);
  std::string words = name.empty() ? format_text("Unknown result(%u)", static_cast<unsigned>(code))
                                   : std::string(name);
  words += " ";
  return error.empty() ? words : words + "(" + error + ") ";
}

// The whole of the operation is a name.
std::string read_deletion(Layer& ldap) {
  const Bytes bytes = ldap.left();
  const std::string name = shown(text_of(bytes));
  if (!bytes.empty()) ldap.remaining(kDeleted);
  return quoted(name);
}

// Returns what Info says behind the operation.
std::string read_operation(Layer& ldap, unsigned operation) {
  switch (operation) {
    case 0:
      return read_bind(ldap);
    case 3:
      return read_search(ldap);
    case 4:
      return quoted(read_ber_text(ldap, kObject)) + " ";
    case 1:
    case 5:
    case 7:
    case 9:
    case 11:
    case 13:
    case 15:
    case 24:
      return read_result(ldap);
    case 6:
      return quoted(read_ber_text(ldap, kObject));
    case 8:
    case 14:
      return quoted(read_ber_text(ldap, kEntry));
    case 10:
      return read_deletion(ldap);
    case 23:
      return read_ber_text(ldap, kRequestName) + " ";
    default:
      return {};
  }
}

std::string read_message(Layer& ldap) {
  const auto id = static_cast<unsigned>(read_ber_number(ldap, kId));
  Layer::Group group(ldap, kOperation);
  const BerHead head = take_ber(ldap);
  if (ldap.truncated()) return {};
  const unsigned operation = head.tag & 0x1f;
  group.means(operation);
  Layer::Limit limit(ldap, head.length);
  const std::string_view name = name_of(kOperations, operation);
  std::string words(name.empty() ? "Unknown" : name);
  words += format_text("(%u) ", id) + read_operation(ldap, operation);
  if (!ldap.truncated() && !ldap.left().empty()) ldap.remaining(kRest);
  return words;
}

// A sequence that begins with a number and an operation.
bool plausible(Bytes bytes) {
  const BerHead head = look_ber(bytes);
  if (head.tag != kBerSequence || head.length < 5 || bytes.size() < head.size + 3) return false;
  return bytes[head.size] == kBerInteger && bytes[head.size + 1] >= 1 && bytes[head.size + 1] <= 4;
}

MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  const Bytes bytes = sent.bytes;
  if (!bytes.empty() && bytes[0] != kBerSequence) return MessageEnd::kNotMine;
  const BerHead head = look_ber(bytes);
  if (bytes.size() < 9) return MessageEnd::kMore;
  progress.position = head.size + head.length;
  return plausible(bytes) ? MessageEnd::kFound : MessageEnd::kNotMine;
}

template <bool kFirst>
Outcome dissect(Layer& ldap) {
  if (!plausible(ldap.left())) return not_mine();
  if (!ldap.recording() && ldap.info() == nullptr) return done();
  const std::size_t length = look_ber(ldap.left()).length;
  std::string words;
  bool goes_on = false;
  {
    Layer::Group group(ldap, kMessage);
    take_ber(ldap);
    goes_on = length > ldap.left_on_wire();
    Layer::Limit message(ldap, length);
    words = read_message(ldap);
    group.say(std::string(" ").append(words));
    if (!ldap.truncated() && !ldap.left().empty()) ldap.remaining(kRest);
  }
  if (std::string* info = ldap.info()) *info = kFirst ? words : *info + " | " + words;
  if (ldap.truncated() && !goes_on) return stop("the message ends within a value");
  return goes_on ? done() : done(ldap.rest(), {{Space::kNextMessage, 389}});
}

constexpr FieldSpan kFields[] = {
    kMessage, kId,     kOperation,   kVersion,   kName,        kMethod,    kSimple, kMechanism,
    kBase,    kScope,  kDereference, kSizeLimit, kTimeLimit,   kTypesOnly, kResult, kMatched,
    kError,   kObject, kEntry,       kDeleted,   kRequestName, kRest};

}  // namespace

extern const Dissector kLdap{{"ldap", "Lightweight Directory Access Protocol", Shape::kLayer},
                             "LDAP",
                             kTcpAt,
                             kFields,
                             dissect<true>,
                             nullptr,
                             {},
                             false,
                             find_end,
                             " | "};
extern const Dissector kLdapNext{{"ldap", "Lightweight Directory Access Protocol", Shape::kLayer},
                                 "LDAP",
                                 kNextAt,
                                 kFields,
                                 dissect<false>};
extern const Dissector kCldap{
    {"cldap", "Connectionless Lightweight Directory Access Protocol", Shape::kLayer},
    "CLDAP",
    kUdpAt,
    kFields,
    dissect<true>};

}  // namespace packetglass
