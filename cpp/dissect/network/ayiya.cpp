// Anything In Anything: IPv6 through NATs, draft-massar-v6ops-ayiya.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ip_protocol.h"

namespace packetglass {
namespace {

constexpr Name kIdentities[] = {{0, "None"}, {1, "Integer"}, {2, "ASCII string"}};
constexpr Name kHashes[] = {{0, "No hash"}, {1, "MD5"}, {2, "SHA1"}};
constexpr Name kAuthentications[] = {{0, "No authentication"},
                                     {1, "Hash using a Shared Secret"},
                                     {2, "Hash using a public/private key method"}};
constexpr Name kOperations[] = {{0, "No Operation / Heartbeat"},
                                {1, "Forward"},
                                {2, "Echo Request"},
                                {3, "Echo Request and Forward"},
                                {4, "Echo Response"},
                                {5, "MOTD"},
                                {6, "Query Request"},
                                {7, "Query Response"}};

constexpr Field kIdentityLength{"ayiya.idlen", "Identity field length", Shape::kHex8, 0xf0};
constexpr Field kIdentityType{"ayiya.idtype", "Identity field type", Shape::kHex8, 0x0f,
                              kIdentities};
constexpr Field kSignatureLength{"ayiya.siglen", "Signature Length", Shape::kHex8, 0xf0};
constexpr Field kHash{"ayiya.hashmethod", "Hash method", Shape::kHex8, 0x0f, kHashes};
constexpr Field kAuthentication{"ayiya.authmethod", "Authentication method", Shape::kHex8, 0xf0,
                                kAuthentications};
constexpr Field kOperation{"ayiya.opcode", "Operation Code", Shape::kHex8, 0x0f, kOperations};
constexpr Field kNext{"ayiya.nextheader", "Next Header", Shape::kHex8, 0, kIpProtocolNames};
constexpr Field kEpoch{"ayiya.epoch", "Epoch", Shape::kTime};
constexpr Field kIdentity{"ayiya.identity", "Identity", Shape::kBytes};
constexpr Field kSignature{"ayiya.signature", "Signature", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 5072}};

constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint8_t kForward = 1, kEchoAndForward = 3;

void read_epoch(Layer& ayiya) {
  const std::uint64_t seconds = ayiya.u32(kEpoch);
  ayiya.means(seconds * kSecond);
}

// Numbers that its draft has.
bool begins_like_it(const Layer& ayiya) {
  return (ayiya.peek() & 0x0f) <= 2 && (ayiya.peek(1) & 0x0f) <= 2 && ayiya.peek(2) >> 4 <= 2 &&
         (ayiya.peek(2) & 0x0f) <= 7;
}

Outcome dissect(Layer& ayiya) {
  if (!begins_like_it(ayiya)) return not_mine();
  // The identity is a power of two, the signature a multiple of four bytes long.
  const std::size_t identity = std::size_t{1}
                               << (ayiya.u8({&kIdentityLength, &kIdentityType}) >> 4);
  const std::size_t signature = std::size_t{4} * (ayiya.u8({&kSignatureLength, &kHash}) >> 4);
  const unsigned operation = ayiya.u8({&kAuthentication, &kOperation}) & 0x0f;
  const std::uint8_t next = ayiya.u8(kNext);
  read_epoch(ayiya);
  ayiya.bytes(kIdentity, identity);
  if (signature != 0) ayiya.bytes(kSignature, signature);
  if (ayiya.truncated()) return stop("the header is incomplete");
  const bool forwards = operation == kForward || operation == kEchoAndForward;
  if (!forwards) return done(ayiya.rest(), {});
  return done(ayiya.rest(), {{Space::kIpProtocol, next}});
}

constexpr FieldSpan kFields[] = {
    kIdentityLength, kIdentityType, kSignatureLength, kHash,     kAuthentication,
    kOperation,      kNext,         kEpoch,           kIdentity, kSignature};

}  // namespace

extern const Dissector kAyiya{{"ayiya", "Anything in Anything Protocol", Shape::kLayer},
                              "AYIYA",
                              kFoundAt,
                              kFields,
                              dissect};

}  // namespace packetglass
