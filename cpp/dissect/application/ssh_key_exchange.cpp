// How SSH agrees on keys: RFC 4253, 7; groups RFC 4419, elliptic curves RFC 5656; HASSH of
// https://github.com/salesforce/hassh.
#include "dissect/application/ssh_key_exchange.h"

#include <set>

#include "base/text.h"
#include "crypto/crypto.h"

namespace packetglass {
namespace {

constexpr Name kMessageNames[] = {{1, "Disconnect"},
                                  {2, "Ignore"},
                                  {3, "Unimplemented"},
                                  {4, "Debug"},
                                  {5, "Service Request"},
                                  {6, "Service Accept"},
                                  {20, "Key Exchange Init"},
                                  {21, "New Keys"},
                                  {50, "User Authentication Request"},
                                  {51, "User Authentication Failure"},
                                  {52, "User Authentication Success"},
                                  {53, "User Authentication Banner"},
                                  {60, "Public Key algorithm accepted"},
                                  {80, "Global Request"},
                                  {81, "Request Success"},
                                  {82, "Request Failure"},
                                  {90, "Channel Open"},
                                  {91, "Channel Open Confirmation"},
                                  {92, "Channel Open Failure"},
                                  {93, "Window Adjust"},
                                  {94, "Channel Data"},
                                  {95, "Channel Extended Data"},
                                  {96, "Channel EOF"},
                                  {97, "Channel Close"},
                                  {98, "Channel Request"},
                                  {99, "Channel Success"},
                                  {100, "Channel Failure"}};
constexpr Name kFiniteNames[] = {{30, "Diffie-Hellman Key Exchange Init"},
                                 {31, "Diffie-Hellman Key Exchange Reply"}};
constexpr Name kGroupNames[] = {{30, "Diffie-Hellman Group Exchange Request (Old)"},
                                {31, "Diffie-Hellman Group Exchange Group"},
                                {32, "Diffie-Hellman Group Exchange Init"},
                                {33, "Diffie-Hellman Group Exchange Reply"},
                                {34, "Diffie-Hellman Group Exchange Request"}};
constexpr Name kCurveNames[] = {{30, "Elliptic Curve Diffie-Hellman Key Exchange Init"},
                                {31, "Elliptic Curve Diffie-Hellman Key Exchange Reply"}};

constexpr Field kCookie{"ssh.cookie", "Cookie", Shape::kBytes};
constexpr Field kFollows{"ssh.first_kex_packet_follows", "First KEX Packet Follows",
                         Shape::kNumber8};
constexpr Field kReserved{"ssh.kex.reserved", "Reserved", Shape::kBytes};
constexpr Field kClientOffer{"ssh.kex.hassh_algorithms", "hasshAlgorithms", Shape::kText};
constexpr Field kClientHash{"ssh.kex.hassh", "hassh", Shape::kText};
constexpr Field kServerOffer{"ssh.kex.hasshserver_algorithms", "hasshServerAlgorithms",
                             Shape::kText};
constexpr Field kServerHash{"ssh.kex.hasshserver", "hasshServer", Shape::kText};

struct NameList {
  Field length, names;
};

constexpr NameList kNameLists[] = {
    {{"ssh.kex_algorithms_length", "kex_algorithms length", Shape::kNumber32},
     {"ssh.kex_algorithms", "kex_algorithms", Shape::kText}},
    {{"ssh.server_host_key_algorithms_length", "server_host_key_algorithms length",
      Shape::kNumber32},
     {"ssh.server_host_key_algorithms", "server_host_key_algorithms", Shape::kText}},
    {{"ssh.encryption_algorithms_client_to_server_length",
      "encryption_algorithms_client_to_server length", Shape::kNumber32},
     {"ssh.encryption_algorithms_client_to_server", "encryption_algorithms_client_to_server",
      Shape::kText}},
    {{"ssh.encryption_algorithms_server_to_client_length",
      "encryption_algorithms_server_to_client length", Shape::kNumber32},
     {"ssh.encryption_algorithms_server_to_client", "encryption_algorithms_server_to_client",
      Shape::kText}},
    {{"ssh.mac_algorithms_client_to_server_length", "mac_algorithms_client_to_server length",
      Shape::kNumber32},
     {"ssh.mac_algorithms_client_to_server", "mac_algorithms_client_to_server", Shape::kText}},
    {{"ssh.mac_algorithms_server_to_client_length", "mac_algorithms_server_to_client length",
      Shape::kNumber32},
     {"ssh.mac_algorithms_server_to_client", "mac_algorithms_server_to_client", Shape::kText}},
    {{"ssh.compression_algorithms_client_to_server_length",
      "compression_algorithms_client_to_server length", Shape::kNumber32},
     {"ssh.compression_algorithms_client_to_server", "compression_algorithms_client_to_server",
      Shape::kText}},
    {{"ssh.compression_algorithms_server_to_client_length",
      "compression_algorithms_server_to_client length", Shape::kNumber32},
     {"ssh.compression_algorithms_server_to_client", "compression_algorithms_server_to_client",
      Shape::kText}},
    {{"ssh.languages_client_to_server_length", "languages_client_to_server length",
      Shape::kNumber32},
     {"ssh.languages_client_to_server", "languages_client_to_server", Shape::kText}},
    {{"ssh.languages_server_to_client_length", "languages_server_to_client length",
      Shape::kNumber32},
     {"ssh.languages_server_to_client", "languages_server_to_client", Shape::kText}},
};

constexpr std::size_t kLists = std::size(kNameLists);
// Where those of a client stand; those of a server stand behind them.
constexpr std::size_t kMethods = 0, kCiphers = 2, kMacs = 4, kCompressions = 6;

// What programs offer tells them apart.
void put_hash(Layer& ssh, const std::string_view (&lists)[kLists], bool server) {
  if (!ssh.recording()) return;
  const std::size_t side = server ? 1 : 0;
  std::string offer(lists[kMethods]);
  for (const std::size_t list : {kCiphers, kMacs, kCompressions}) {
    offer.append(";").append(lists[list + side]);
  }
  ssh.generated(server ? kServerOffer : kClientOffer, std::string_view(offer));
  ssh.generated(server ? kServerHash : kClientHash,
                std::string_view(hex_text(crypto::md5(bytes_of(offer)))));
}

// The first name of a list, which is taken from it.
std::string_view take_name(std::string_view& list) {
  const std::size_t end = std::min(list.find(','), list.size());
  const std::string_view name = list.substr(0, end);
  list.remove_prefix(std::min(end + 1, list.size()));
  return name;
}

std::string_view agreed(std::string_view client, std::string_view server) {
  std::set<std::string_view> offered;
  while (!server.empty()) offered.insert(take_name(server));
  while (!client.empty()) {
    const std::string_view name = take_name(client);
    if (offered.contains(name)) return name;
  }
  return {};
}

constexpr FieldSpan kFields[] = {kCookie,      kFollows,    kReserved,    kNameLists,
                                 kClientOffer, kClientHash, kServerOffer, kServerHash};

}  // namespace

std::string_view read_ssh_offer(Layer& ssh, bool server) {
  std::string_view lists[kLists];
  ssh.bytes(kCookie, 16);
  for (std::size_t i = 0; i < kLists; ++i) {
    const std::uint32_t length = ssh.u32(kNameLists[i].length);
    lists[i] = ssh.text(kNameLists[i].names, length);
  }
  ssh.u8(kFollows);
  ssh.bytes(kReserved, 4);
  if (ssh.truncated()) return {};
  put_hash(ssh, lists, server);
  return lists[kMethods];
}

SshMethod ssh_method(std::string_view client, std::string_view server) {
  const std::string_view name = agreed(client, server);
  if (name.starts_with("diffie-hellman-group-exchange-")) return SshMethod::kGroup;
  const bool curve = name.starts_with("ecdh-") || name.starts_with("curve");
  return curve ? SshMethod::kCurve : SshMethod::kFinite;
}

std::string_view ssh_message_name(std::uint8_t number, SshMethod method) {
  constexpr std::span<const Name> kNames[] = {kFiniteNames, kGroupNames, kCurveNames};
  const std::string_view name = name_of(kMessageNames, number);
  return name.empty() ? name_of(kNames[static_cast<unsigned>(method)], number) : name;
}

extern constexpr FieldList kSshKeyExchangeFields = kFields;

}  // namespace packetglass
