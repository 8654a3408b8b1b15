// Certificates: RFC 5280, section 4.1; the names in them appendix A.1.
#include "dissect/application/tls/certificate.h"

#include "base/text.h"
#include "dissect/application/der.h"
#include "dissect/application/tls/certificate_extensions.h"
#include "dissect/render.h"

namespace packetglass::tls {
namespace {

constexpr Name kVersionNames[] = {{0, "v1"}, {1, "v2"}, {2, "v3"}};

constexpr Field kSigned{"x509af.signedCertificate_element", "signedCertificate", Shape::kGroup};
constexpr Field kVersion{"x509af.version", "version", Shape::kSigned32, 0, kVersionNames};
constexpr Field kSerial{"x509af.serialNumber", "serialNumber", Shape::kBytes};
constexpr Field kAlgorithm{"x509af.algorithm.id", "Algorithm Id", Shape::kText};
constexpr Field kIssuer{"x509af.issuer", "issuer", Shape::kGroup};
constexpr Field kValidity{"x509af.validity_element", "validity", Shape::kGroup};
constexpr Field kUtcTime{"x509af.utcTime", "utcTime", Shape::kText};
constexpr Field kGeneralizedTime{"x509af.generalizedTime", "generalizedTime", Shape::kText};
constexpr Field kSubject{"x509af.subject", "subject", Shape::kGroup};
constexpr Field kKeyOwner{"x509af.subjectPublicKeyInfo_element", "subjectPublicKeyInfo",
                          Shape::kGroup};
constexpr Field kKey{"x509af.subjectPublicKey", "subjectPublicKey", Shape::kBytes};
constexpr Field kSignature{"x509af.encrypted", "encrypted", Shape::kBytes};
constexpr Field kAttribute{"x509if.oid", "Object Id", Shape::kText};
constexpr Field kCountry{"x509sat.CountryName", "CountryName", Shape::kText};
constexpr Field kUtf8{"x509sat.uTF8String", "uTF8String", Shape::kText};
constexpr Field kPrintable{"x509sat.printableString", "printableString", Shape::kText};
constexpr Field kTeletex{"x509sat.teletexString", "teletexString", Shape::kText};
constexpr Field kIa5{"x509sat.IA5String", "IA5String", Shape::kText};
constexpr Field kOtherText{"x509sat.syntax", "String", Shape::kText};

struct Attribute {
  std::string_view id, name;
};

constexpr Attribute kAttributes[] = {{"2.5.4.3", "CN"},
                                     {"2.5.4.4", "SN"},
                                     {"2.5.4.5", "serialNumber"},
                                     {"2.5.4.6", "C"},
                                     {"2.5.4.7", "L"},
                                     {"2.5.4.8", "ST"},
                                     {"2.5.4.9", "STREET"},
                                     {"2.5.4.10", "O"},
                                     {"2.5.4.11", "OU"},
                                     {"2.5.4.12", "title"},
                                     {"2.5.4.42", "GN"},
                                     {"0.9.2342.19200300.100.1.25", "DC"},
                                     {"0.9.2342.19200300.100.1.1", "UID"},
                                     {"1.2.840.113549.1.9.1", "emailAddress"}};

std::string_view attribute_name(std::string_view id) {
  for (const Attribute& attribute : kAttributes) {
    if (attribute.id == id) return attribute.name;
  }
  return id;
}

const Field& text_field(std::string_view id, std::uint8_t tag) {
  if (id == "2.5.4.6") return kCountry;
  switch (tag) {
    case 0x0c:
      return kUtf8;
    case 0x13:
      return kPrintable;
    case 0x14:
      return kTeletex;
    case 0x16:
      return kIa5;
    default:
      return kOtherText;
  }
}

// "CN=www.example.org".
std::string read_attribute(Layer& layer) {
  const DerElement pair(layer);
  const std::string id = read_object_identifier(layer, kAttribute);
  const DerElement value(layer);
  const Bytes text = layer.remaining(text_field(id, value.tag()));
  return std::string(attribute_name(id)).append("=").append(printable(text));
}

void read_algorithm(Layer& layer) {
  const DerElement algorithm(layer);
  read_object_identifier(layer, kAlgorithm);
}

void read_name(Layer& layer, const Field& field) {
  Layer::Group name(layer, field);
  const std::string said = read_distinguished_name(layer);
  if (layer.recording()) name.say(": " + said);
}

// "240131120000Z" as "2024-01-31 12:00:00 (UTC)"; years of two digits are from 1950 on.
std::string time_text(Bytes bytes, bool four_digits) {
  std::string text(bytes.begin(), bytes.end());
  if (!four_digits && text.size() >= 2) text.insert(0, text[0] < '5' ? "20" : "19");
  if (text.size() != 15 || text.back() != 'Z') return printable(bytes);
  std::string shown = "yyyy-mm-dd hh:mm:ss (UTC)";
  constexpr std::size_t kPositions[] = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};
  for (std::size_t i = 0; i < std::size(kPositions); ++i) {
    if (text[i] < '0' || text[i] > '9') return printable(bytes);
    shown[kPositions[i]] = text[i];
  }
  return shown;
}

void read_time(Layer& layer) {
  const DerElement time(layer);
  const bool generalized = time.tag() == 0x18;
  const Bytes text = layer.remaining(generalized ? kGeneralizedTime : kUtcTime);
  if (layer.recording()) layer.say(time_text(text, generalized));
}

void read_validity(Layer& layer) {
  Layer::Group validity(layer, kValidity);
  const DerElement times(layer);
  read_time(layer);
  read_time(layer);
}

void read_key(Layer& layer) {
  Layer::Group owner(layer, kKeyOwner);
  const DerElement pair(layer);
  read_algorithm(layer);
  const DerElement key(layer);
  layer.skip(1);  // how many bits of it are unused: none
  layer.remaining(kKey);
}

void read_version(Layer& layer) {
  const DerElement tagged(layer);
  const DerElement version(layer);
  layer.u8(kVersion);
}

void read_signed(Layer& layer) {
  constexpr std::uint8_t kVersionTag = 0xa0, kExtensionsTag = 0xa3;
  Layer::Group group(layer, kSigned);
  const DerElement all(layer);
  if (layer.peek() == kVersionTag) read_version(layer);
  {
    const DerElement serial(layer);
    layer.remaining(kSerial);
  }
  read_algorithm(layer);
  read_name(layer, kIssuer);
  read_validity(layer);
  read_name(layer, kSubject);
  read_key(layer);
  while (!layer.left().empty()) {
    const DerElement optional(layer);
    if (optional.tag() == kExtensionsTag) read_certificate_extensions(layer);
  }
}

constexpr FieldSpan kFields[] = {kSigned,    kVersion,  kSerial,    kAlgorithm,
                                 kIssuer,    kValidity, kUtcTime,   kGeneralizedTime,
                                 kSubject,   kKeyOwner, kKey,       kSignature,
                                 kAttribute, kCountry,  kUtf8,      kPrintable,
                                 kTeletex,   kIa5,      kOtherText, kCertificateExtensionFields};

}  // namespace

std::string read_distinguished_name(Layer& layer) {
  std::string name;
  const DerElement sequence(layer);
  while (!layer.left().empty()) {
    const DerElement set(layer);
    while (!layer.left().empty()) {
      if (!name.empty()) name += ", ";
      name += read_attribute(layer);
    }
  }
  return name;
}

void read_certificate(Layer& layer) {
  const DerElement certificate(layer);
  read_signed(layer);
  read_algorithm(layer);
  read_bit_string(layer, kSignature);
}

extern constexpr FieldList kCertificateFields = kFields;

}  // namespace packetglass::tls
