// What organizations put into LLDP's TLV of type 127: IEEE 802.1, IEEE 802.3, TIA (LLDP-MED).
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads the organization, its subtype and the value, up to the end of the layer.
void read_lldp_organization(Layer& lldp);

// All fields that are recorded there.
extern const FieldList kLldpOrganizationFields;

}  // namespace packetglass
