// What is in the messages of SMB, version 1: [MS-CIFS], section 2.2.4.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// The two parts of a body.
struct SmbBody {
  std::uint8_t command = 0;
  bool response = false, unicode = false;
  std::uint32_t id = 0;  // of the process and the message: both halves of an exchange have it
  Bytes words, data;
  std::size_t data_at = 0;  // where the data stand in the message
};

// What Info says behind the name of the message, ", FID: 0x4000, Path: \file.txt"; the names are
// fields, too.
std::string smb_body_text(Layer& smb, const SmbBody& body);

extern const FieldList kSmbBodyFields;

}  // namespace packetglass
