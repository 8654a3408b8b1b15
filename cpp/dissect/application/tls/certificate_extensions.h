// The extensions of certificates, and the values that they share with the rest of one.
#pragma once

#include <string>

#include "dissect/layer.h"

namespace packetglass::tls {

// The sequence of extensions: RFC 5280, section 4.2.
void read_certificate_extensions(Layer& layer);

// An object identifier with its tag; returns its text.
std::string read_object_identifier(Layer& layer, const Field& field);

// A bit string with its tag, without the byte that says how many bits are unused.
void read_bit_string(Layer& layer, const Field& field);

// All fields that are recorded there.
extern const FieldList kCertificateExtensionFields;

}  // namespace packetglass::tls
