// The extensions of certificates: RFC 5280, section 4.2.
#include "dissect/application/tls/certificate_extensions.h"

#include "dissect/application/der.h"

namespace packetglass::tls {
namespace {

constexpr Name kKindNames[] = {{1, "rfc822Name"},    {2, "dNSName"},
                               {4, "directoryName"}, {6, "uniformResourceIdentifier"},
                               {7, "iPAddress"},     {8, "registeredID"}};

constexpr Field kExtension{"x509af.Extension_element", "Extension", Shape::kGroup};
constexpr Field kId{"x509af.extension.id", "Extension Id", Shape::kText};
constexpr Field kCritical{"x509af.critical", "critical", Shape::kFlag, 0xff};
constexpr Field kAuthority{"x509ce.cA", "cA", Shape::kFlag, 0xff};
constexpr Field kPathLength{"x509ce.pathLenConstraint", "pathLenConstraint", Shape::kNumber64};
constexpr Field kUnusedBits{"ber.bitstring.padding", "Padding", Shape::kNumber8};
constexpr Field kKeyUsage{"x509ce.KeyUsage", "KeyUsage", Shape::kBytes};
constexpr Field kUsages[] = {
    {"x509ce.KeyUsage.digitalSignature", "digitalSignature", Shape::kFlag, 0x80},
    {"x509ce.KeyUsage.contentCommitment", "contentCommitment", Shape::kFlag, 0x40},
    {"x509ce.KeyUsage.keyEncipherment", "keyEncipherment", Shape::kFlag, 0x20},
    {"x509ce.KeyUsage.dataEncipherment", "dataEncipherment", Shape::kFlag, 0x10},
    {"x509ce.KeyUsage.keyAgreement", "keyAgreement", Shape::kFlag, 0x08},
    {"x509ce.KeyUsage.keyCertSign", "keyCertSign", Shape::kFlag, 0x04},
    {"x509ce.KeyUsage.cRLSign", "cRLSign", Shape::kFlag, 0x02},
    {"x509ce.KeyUsage.encipherOnly", "encipherOnly", Shape::kFlag, 0x01}};
constexpr Field kKeyIdentifier{"x509ce.SubjectKeyIdentifier", "SubjectKeyIdentifier",
                               Shape::kBytes};
constexpr Field kPurpose{"x509ce.KeyPurposeId", "KeyPurposeId", Shape::kText};
constexpr Field kKind{"x509ce.GeneralName", "GeneralName", Shape::kNumber32, 0x1f, kKindNames};
constexpr Field kDnsName{"x509ce.dNSName", "dNSName", Shape::kText};
constexpr Field kMail{"x509ce.rfc822Name", "rfc822Name", Shape::kText};
constexpr Field kUri{"x509ce.uniformResourceIdentifier", "uniformResourceIdentifier",
                     Shape::kText};
constexpr Field kIpv4{"x509ce.IPAddress.ipv4", "iPAddress", Shape::kIpv4};
constexpr Field kIpv6{"x509ce.IPAddress.ipv6", "iPAddress", Shape::kIpv6};

constexpr std::uint8_t kBoolean = 1, kInteger = 2;

void read_basic_constraints(Layer& layer) {
  const DerElement constraints(layer);
  while (!layer.left().empty()) {
    const DerElement element(layer);
    // Bytes but the first say nothing that chains of certificates could have.
    if (element.tag() == kBoolean) layer.u8({&kAuthority});
    if (element.tag() == kInteger) layer.u8(kPathLength);
  }
}

void read_key_usage(Layer& layer) {
  const DerElement string(layer);
  layer.u8(kUnusedBits);
  Layer::Group usage(layer, kKeyUsage);
  layer.u8({&kUsages[0], &kUsages[1], &kUsages[2], &kUsages[3], &kUsages[4], &kUsages[5],
            &kUsages[6], &kUsages[7]});
  layer.skip(layer.left().size());  // decipherOnly, which stands alone in a second byte
}

void read_key_identifier(Layer& layer) {
  const DerElement identifier(layer);
  layer.remaining(kKeyIdentifier);
}

void read_purposes(Layer& layer) {
  const DerElement purposes(layer);
  while (!layer.left().empty()) read_object_identifier(layer, kPurpose);
}

void read_general_name(Layer& layer) {
  const std::uint8_t kind = layer.peek() & 0x1f;
  const DerElement name(layer);
  layer.generated(kKind, kind);
  if (kind == 1) layer.remaining(kMail);
  if (kind == 2) layer.remaining(kDnsName);
  if (kind == 6) layer.remaining(kUri);
  if (kind == 7 && layer.left().size() == 4) layer.ipv4(kIpv4);
  if (kind == 7 && layer.left().size() == 16) layer.ipv6(kIpv6);
}

void read_alternative_names(Layer& layer) {
  const DerElement names(layer);
  while (!layer.left().empty()) read_general_name(layer);
}

constexpr struct {
  std::string_view id, name;
  void (*read)(Layer& layer);
} kExtensions[] = {
    {"2.5.29.14", "subjectKeyIdentifier", read_key_identifier},
    {"2.5.29.15", "keyUsage", read_key_usage},
    {"2.5.29.17", "subjectAltName", read_alternative_names},
    {"2.5.29.19", "basicConstraints", read_basic_constraints},
    {"2.5.29.37", "extKeyUsage", read_purposes},
    {"2.5.29.31", "cRLDistributionPoints", nullptr},
    {"2.5.29.32", "certificatePolicies", nullptr},
    {"2.5.29.35", "authorityKeyIdentifier", nullptr},
    {"1.3.6.1.5.5.7.1.1", "authorityInfoAccess", nullptr},
    {"1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList", nullptr},
};

void read_extension(Layer& layer) {
  Layer::Group group(layer, kExtension);
  const DerElement extension(layer);
  const std::string id = read_object_identifier(layer, kId);
  if (layer.peek() == kBoolean) {
    const DerElement critical(layer);
    layer.u8({&kCritical});
  }
  const DerElement value(layer);
  for (const auto& known : kExtensions) {
    if (known.id != id) continue;
    if (layer.recording()) group.say(" (" + std::string(known.name) + ")");
    if (known.read != nullptr) known.read(layer);
  }
}

constexpr FieldSpan kFields[] = {
    kExtension,     kId,      kCritical, kAuthority, kPathLength, kUnusedBits, kKeyUsage, kUsages,
    kKeyIdentifier, kPurpose, kKind,     kDnsName,   kMail,       kUri,        kIpv4,     kIpv6};

}  // namespace

void read_certificate_extensions(Layer& layer) {
  const DerElement all(layer);
  while (!layer.left().empty()) read_extension(layer);
}

std::string read_object_identifier(Layer& layer, const Field& field) {
  const DerElement identifier(layer);
  std::string text = object_identifier_text(layer.remaining(field));
  if (layer.recording()) layer.say(text);
  return text;
}

void read_bit_string(Layer& layer, const Field& field) {
  const DerElement string(layer);
  layer.u8(kUnusedBits);
  layer.remaining(field);
}

extern constexpr FieldList kCertificateExtensionFields = kFields;

}  // namespace packetglass::tls
