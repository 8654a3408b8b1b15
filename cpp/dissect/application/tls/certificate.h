// Certificates: RFC 5280 (X.509).
#pragma once

#include <string>

#include "dissect/layer.h"

namespace packetglass::tls {

// Reads the certificate that the layer is limited to: who it is for, by whom, until when.
void read_certificate(Layer& layer);

// A name, as "C=XX, O=Example, CN=www.example.org", escaped.
std::string read_distinguished_name(Layer& layer);

// All fields that are recorded there.
extern const FieldList kCertificateFields;

}  // namespace packetglass::tls
