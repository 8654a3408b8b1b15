// Organizations in LLDP: IEEE 802.1Q annex D, IEEE 802.3 clause 79, ANSI/TIA-1057.
#include "dissect/link/lldp_organizations.h"

#include <span>

namespace packetglass {
namespace {

constexpr Name kOrganizationNames[] = {
    {0x0080c2, "IEEE"}, {0x00120f, "Ieee 802.3"}, {0x0012bb, "TIA TR-41 (LLDP-MED)"}};
constexpr Name k8021Names[] = {{1, "Port VLAN ID"},     {2, "Port and Protocol VLAN ID"},
                               {3, "VLAN Name"},        {4, "Protocol Identity"},
                               {5, "VID Usage Digest"}, {6, "Management VID"},
                               {7, "Link Aggregation"}};
constexpr Name k8023Names[] = {{1, "MAC/PHY Configuration/Status"},
                               {2, "Power Via MDI"},
                               {3, "Link Aggregation"},
                               {4, "Maximum Frame Size"},
                               {5, "EEE"}};
constexpr Name kMedNames[] = {{1, "Media Capabilities"},
                              {2, "Network Policy"},
                              {3, "Location Identification"},
                              {4, "Extended Power-via-MDI"},
                              {5, "Inventory - Hardware Revision"},
                              {6, "Inventory - Firmware Revision"},
                              {7, "Inventory - Software Revision"},
                              {8, "Inventory - Serial Number"},
                              {9, "Inventory - Manufacturer Name"},
                              {10, "Inventory - Model Name"},
                              {11, "Inventory - Asset ID"}};
constexpr Name kApplicationNames[] = {{1, "Voice"},           {2, "Voice Signaling"},
                                      {3, "Guest Voice"},     {4, "Guest Voice Signaling"},
                                      {5, "Softphone Voice"}, {6, "Video Conferencing"},
                                      {7, "Streaming Video"}, {8, "Video Signaling"}};
constexpr Name kClassNames[] = {{1, "Endpoint Class I"},
                                {2, "Endpoint Class II"},
                                {3, "Endpoint Class III"},
                                {4, "Network Connectivity"}};

constexpr Field kOrganization{"lldp.orgtlv.oui", "Organization Unique Code", Shape::kNumber24, 0,
                              kOrganizationNames};
constexpr Field k8021Subtype{"lldp.ieee.802_1.subtype", "IEEE 802.1 Subtype", Shape::kHex8, 0,
                             k8021Names};
constexpr Field kPortVlan{"lldp.ieee.802_1.port_vlan.id", "Port VLAN Identifier",
                          Shape::kNumber16};
constexpr Field kProtocolFlags{"lldp.ieee.802_1.port_and_vlan_id_flag", "Flags", Shape::kHex8};
constexpr Field kProtocolSupported{"lldp.ieee.802_1.port_and_vlan_id_flag.supported",
                                   "Port and Protocol VLAN supported", Shape::kFlag, 0x02};
constexpr Field kProtocolEnabled{"lldp.ieee.802_1.port_and_vlan_id_flag.enabled",
                                 "Port and Protocol VLAN enabled", Shape::kFlag, 0x04};
constexpr Field kProtocolVlan{"lldp.ieee.802_1.port_proto_vlan.id",
                              "Port and Protocol VLAN Identifier", Shape::kNumber16};
constexpr Field kVlan{"lldp.ieee.802_1.vlan.id", "VLAN Identifier", Shape::kNumber16};
constexpr Field kVlanNameLength{"lldp.ieee.802_1.vlan.name_len", "VLAN Name Length",
                                Shape::kNumber8};
constexpr Field kVlanName{"lldp.ieee.802_1.vlan.name", "VLAN Name", Shape::kText};
constexpr Field kIdentityLength{"lldp.ieee.802_1.proto.id_length", "Protocol Identity Length",
                                Shape::kNumber8};
constexpr Field kIdentity{"lldp.ieee.802_1.proto.id", "Protocol Identity", Shape::kBytes};

struct AggregationFields {
  Field status, capable, enabled, port;
};
constexpr AggregationFields kAggregation1{
    {"lldp.ieee.802_1.aggregation_status", "Aggregation Status", Shape::kHex8},
    {"lldp.ieee.802_1.aggregation_status.cap", "Aggregation Capability", Shape::kFlag, 0x01},
    {"lldp.ieee.802_1.aggregation_status.enabled", "Aggregation Enabled", Shape::kFlag, 0x02},
    {"lldp.ieee.802_1.aggregated_port_id", "Aggregated Port Id", Shape::kNumber32}};
constexpr AggregationFields kAggregation3{
    {"lldp.ieee.802_3.aggregation_status", "Aggregation Status", Shape::kHex8},
    {"lldp.ieee.802_3.aggregation_status.cap", "Aggregation Capability", Shape::kFlag, 0x01},
    {"lldp.ieee.802_3.aggregation_status.enabled", "Aggregation Enabled", Shape::kFlag, 0x02},
    {"lldp.ieee.802_3.aggregated_port_id", "Aggregated Port Id", Shape::kNumber32}};

constexpr Field k8023Subtype{"lldp.ieee.802_3.subtype", "IEEE 802.3 Subtype", Shape::kHex8, 0,
                             k8023Names};
constexpr Field kNegotiation{"lldp.ieee.802_3.mac_phy_auto_neg_status",
                             "Auto-Negotiation Support/Status", Shape::kHex8};
constexpr Field kNegotiationSupported{"lldp.ieee.802_3.mac_phy_auto_neg_status.supported",
                                      "Auto-Negotiation supported", Shape::kFlag, 0x01};
constexpr Field kNegotiationEnabled{"lldp.ieee.802_3.mac_phy_auto_neg_status.enabled",
                                    "Auto-Negotiation enabled", Shape::kFlag, 0x02};
constexpr Field kAdvertised{"lldp.ieee.802_3.pmd_auto_neg_advertised_caps",
                            "PMD Auto-Negotiation Advertised Capability", Shape::kHex16};
constexpr Field kMau{"lldp.ieee.802_3.pmd_mau_type", "Operational MAU Type", Shape::kHex16};
constexpr Field kPowerSupport{"lldp.ieee.802_3.mdi_power_support", "MDI Power Support",
                              Shape::kHex8};
constexpr Field kPortClass{"lldp.ieee.802_3.mdi_power_support.port_class", "Port Class: PSE",
                           Shape::kFlag, 0x01};
constexpr Field kPowerSupported{"lldp.ieee.802_3.mdi_power_support.supported",
                                "PSE MDI Power supported", Shape::kFlag, 0x02};
constexpr Field kPowerEnabled{"lldp.ieee.802_3.mdi_power_support.enabled", "PSE MDI Power enabled",
                              Shape::kFlag, 0x04};
constexpr Field kPairsControl{"lldp.ieee.802_3.mdi_power_support.pse_pairs",
                              "PSE Pairs Control Ability", Shape::kFlag, 0x08};
constexpr Field kPowerPair{"lldp.ieee.802_3.mdi_pse_pair", "PSE Power Pair", Shape::kNumber8};
constexpr Field kPowerClass{"lldp.ieee.802_3.mdi_power_class", "Power Class", Shape::kNumber8};
constexpr Field kPowerType{"lldp.ieee.802_3.mdi_power_type", "Power Type", Shape::kNumber8, 0xc0};
constexpr Field kPowerSource{"lldp.ieee.802_3.mdi_power_source", "Power Source", Shape::kNumber8,
                             0x30};
constexpr Field kPowerPriority{"lldp.ieee.802_3.mdi_power_priority", "Power Priority",
                               Shape::kNumber8, 0x0f};
constexpr Field kRequested{"lldp.ieee.802_3.mdi_pde_requested", "PD Requested Power Value (0.1 W)",
                           Shape::kNumber16};
constexpr Field kAllocated{"lldp.ieee.802_3.mdi_pse_allocated",
                           "PSE Allocated Power Value (0.1 W)", Shape::kNumber16};
constexpr Field kFrameSize{"lldp.ieee.802_3.max_frame_size", "Maximum Frame Size",
                           Shape::kNumber16};

constexpr Field kMedSubtype{"lldp.media.subtype", "Media Subtype", Shape::kHex8, 0, kMedNames};
constexpr Field kMedCapabilities{"lldp.media.subtype.caps", "Capabilities", Shape::kHex16};
constexpr Field kMedMed{"lldp.media.subtype.caps.llpd", "LLDP-MED Capabilities", Shape::kFlag,
                        0x0001};
constexpr Field kMedPolicy{"lldp.media.subtype.caps.network_policy", "Network Policy",
                           Shape::kFlag, 0x0002};
constexpr Field kMedLocation{"lldp.media.subtype.caps.location_id", "Location Identification",
                             Shape::kFlag, 0x0004};
constexpr Field kMedPse{"lldp.media.subtype.caps.mdi_pse", "Extended Power via MDI-PSE",
                        Shape::kFlag, 0x0008};
constexpr Field kMedPd{"lldp.media.subtype.caps.mid_pd", "Extended Power via MDI-PD", Shape::kFlag,
                       0x0010};
constexpr Field kMedInventory{"lldp.media.subtype.caps.inventory", "Inventory", Shape::kFlag,
                              0x0020};
constexpr Field kMedClass{"lldp.media.subtype.class", "Class Type", Shape::kNumber8, 0,
                          kClassNames};
constexpr Field kApplication{"lldp.media.app_type", "Application Type", Shape::kNumber8, 0,
                             kApplicationNames};
constexpr Field kPolicy{"lldp.media.policy", "Policy", Shape::kHex24};
constexpr Field kPolicyUnknown{"lldp.media.policy_flag", "Policy unknown", Shape::kFlag, 0x800000};
constexpr Field kTagged{"lldp.media.tag_flag", "Tagged", Shape::kFlag, 0x400000};
constexpr Field kMedVlan{"lldp.media.vlan_id", "VLAN Id", Shape::kNumber24, 0x1ffe00};
constexpr Field kMedPriority{"lldp.media.l2_prio", "L2 Priority", Shape::kNumber24, 0x0001c0};
constexpr Field kMedDscp{"lldp.media.dscp", "DSCP Priority", Shape::kNumber24, 0x00003f};
constexpr Field kLocationFormat{"lldp.media.loc.data_format", "Location Data Format",
                                Shape::kNumber8};
constexpr Field kElin{"lldp.media.ecs", "ELIN", Shape::kText};
constexpr Field kLocation{"lldp.media.loc", "Location", Shape::kBytes};
constexpr Field kMedPowerType{"lldp.media.power.type", "Power Type", Shape::kNumber8, 0xc0};
constexpr Field kMedPowerSource{"lldp.media.power.source", "Power Source", Shape::kNumber8, 0x30};
constexpr Field kMedPowerPriority{"lldp.media.power.prio", "Power Priority", Shape::kNumber8,
                                  0x0f};
constexpr Field kMedPower{"lldp.media.power.value", "Power Value (0.1 W)", Shape::kNumber16};
constexpr Field kInventory[] = {{"lldp.media.hardware", "Hardware Revision", Shape::kText},
                                {"lldp.media.firmware", "Firmware Revision", Shape::kText},
                                {"lldp.media.software", "Software Revision", Shape::kText},
                                {"lldp.media.sn", "Serial Number", Shape::kText},
                                {"lldp.media.manufacturer", "Manufacturer Name", Shape::kText},
                                {"lldp.media.model", "Model Name", Shape::kText},
                                {"lldp.media.asset", "Asset ID", Shape::kText}};

constexpr Field kUnknownSubtype{"lldp.unknown_subtype", "Unknown Subtype", Shape::kNumber8};
constexpr Field kUnknownContent{"lldp.unknown_subtype.content", "Unknown Subtype Content",
                                Shape::kBytes};

void read_aggregation(Layer& lldp, const AggregationFields& fields) {
  const std::uint8_t status = lldp.u8(fields.status);
  lldp.parts(status, {&fields.capable, &fields.enabled});
  lldp.u32(fields.port);
}

void read_8021(Layer& lldp) {
  switch (lldp.u8(k8021Subtype)) {
    case 1:
      lldp.u16(kPortVlan);
      return;
    case 2:
      lldp.parts(lldp.u8(kProtocolFlags), {&kProtocolSupported, &kProtocolEnabled});
      lldp.u16(kProtocolVlan);
      return;
    case 3:
      lldp.u16(kVlan);
      lldp.text(kVlanName, lldp.u8(kVlanNameLength));
      return;
    case 4:
      lldp.bytes(kIdentity, lldp.u8(kIdentityLength));
      return;
    case 7:
      return read_aggregation(lldp, kAggregation1);
    default:
      return;
  }
}

void read_power(Layer& lldp) {
  const std::uint8_t support = lldp.u8(kPowerSupport);
  lldp.parts(support, {&kPortClass, &kPowerSupported, &kPowerEnabled, &kPairsControl});
  lldp.u8(kPowerPair);
  lldp.u8(kPowerClass);
  if (lldp.left().size() < 5) return;
  lldp.u8({&kPowerType, &kPowerSource, &kPowerPriority});
  lldp.u16(kRequested);
  lldp.u16(kAllocated);
}

void read_8023(Layer& lldp) {
  switch (lldp.u8(k8023Subtype)) {
    case 1:
      lldp.parts(lldp.u8(kNegotiation), {&kNegotiationSupported, &kNegotiationEnabled});
      lldp.u16(kAdvertised);
      lldp.u16(kMau);
      return;
    case 2:
      return read_power(lldp);
    case 3:
      return read_aggregation(lldp, kAggregation3);
    case 4:
      lldp.u16(kFrameSize);
      return;
    default:
      return;
  }
}

void read_policy(Layer& lldp) {
  lldp.u8(kApplication);
  const std::uint64_t policy = lldp.uint(kPolicy, 3);
  lldp.parts(policy, {&kPolicyUnknown, &kTagged, &kMedVlan, &kMedPriority, &kMedDscp});
}

void read_location(Layer& lldp) {
  const std::uint8_t format = lldp.u8(kLocationFormat);
  lldp.remaining(format == 3 ? kElin : kLocation);
}

void read_med(Layer& lldp) {
  const std::uint8_t subtype = lldp.u8(kMedSubtype);
  switch (subtype) {
    case 1:
      lldp.parts(lldp.u16(kMedCapabilities),
                 {&kMedMed, &kMedPolicy, &kMedLocation, &kMedPse, &kMedPd, &kMedInventory});
      lldp.u8(kMedClass);
      return;
    case 2:
      return read_policy(lldp);
    case 3:
      return read_location(lldp);
    case 4:
      lldp.u8({&kMedPowerType, &kMedPowerSource, &kMedPowerPriority});
      lldp.u16(kMedPower);
      return;
    default:
      if (subtype >= 5 && subtype - 5u < std::size(kInventory)) {
        lldp.padded(kInventory[subtype - 5u], lldp.left().size());
      }
  }
}

constexpr FieldSpan kFields[] = {kOrganization,
                                 k8021Subtype,
                                 kPortVlan,
                                 kProtocolFlags,
                                 kProtocolSupported,
                                 kProtocolEnabled,
                                 kProtocolVlan,
                                 kVlan,
                                 kVlanNameLength,
                                 kVlanName,
                                 kIdentityLength,
                                 kIdentity,
                                 kAggregation1,
                                 kAggregation3,
                                 k8023Subtype,
                                 kNegotiation,
                                 kNegotiationSupported,
                                 kNegotiationEnabled,
                                 kAdvertised,
                                 kMau,
                                 kPowerSupport,
                                 kPortClass,
                                 kPowerSupported,
                                 kPowerEnabled,
                                 kPairsControl,
                                 kPowerPair,
                                 kPowerClass,
                                 kPowerType,
                                 kPowerSource,
                                 kPowerPriority,
                                 kRequested,
                                 kAllocated,
                                 kFrameSize,
                                 kMedSubtype,
                                 kMedCapabilities,
                                 kMedMed,
                                 kMedPolicy,
                                 kMedLocation,
                                 kMedPse,
                                 kMedPd,
                                 kMedInventory,
                                 kMedClass,
                                 kApplication,
                                 kPolicy,
                                 kPolicyUnknown,
                                 kTagged,
                                 kMedVlan,
                                 kMedPriority,
                                 kMedDscp,
                                 kLocationFormat,
                                 kElin,
                                 kLocation,
                                 kMedPowerType,
                                 kMedPowerSource,
                                 kMedPowerPriority,
                                 kMedPower,
                                 kInventory,
                                 kUnknownSubtype,
                                 kUnknownContent};

}  // namespace

void read_lldp_organization(Layer& lldp) {
  switch (lldp.uint(kOrganization, 3)) {
    case 0x0080c2:
      read_8021(lldp);
      break;
    case 0x00120f:
      read_8023(lldp);
      break;
    case 0x0012bb:
      read_med(lldp);
      break;
    default:
      lldp.u8(kUnknownSubtype);
  }
  if (!lldp.left().empty()) lldp.remaining(kUnknownContent);
}

extern constexpr FieldList kLldpOrganizationFields = kFields;

}  // namespace packetglass
