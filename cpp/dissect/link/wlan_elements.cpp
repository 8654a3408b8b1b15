// Elements of management frames: IEEE 802.11, section 9.4.2.
#include "base/text.h"
#include "dissect/link/wlan.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kNames[] = {{0, "SSID parameter set"},
                           {1, "Supported Rates"},
                           {2, "FH Parameter set"},
                           {3, "DS Parameter set"},
                           {4, "CF Parameter set"},
                           {5, "Traffic Indication Map (TIM)"},
                           {6, "IBSS Parameter set"},
                           {7, "Country Information"},
                           {11, "QBSS Load Element"},
                           {12, "EDCA Parameter Set"},
                           {16, "Challenge text"},
                           {32, "Power Constraint"},
                           {33, "Power Capability"},
                           {35, "TPC Report"},
                           {36, "Supported Channels"},
                           {37, "Channel Switch Announcement"},
                           {42, "ERP Information"},
                           {45, "HT Capabilities (802.11n D1.10)"},
                           {46, "QoS Capability"},
                           {48, "RSN Information"},
                           {50, "Extended Supported Rates"},
                           {51, "AP Channel Report"},
                           {52, "Neighbor Report"},
                           {54, "Mobility Domain"},
                           {55, "Fast BSS Transition"},
                           {59, "Supported Operating Classes"},
                           {61, "HT Information (802.11n D1.10)"},
                           {70, "RM Enabled Capabilities"},
                           {74, "Overlapping BSS Scan Parameters"},
                           {107, "Interworking"},
                           {108, "Advertisement Protocol"},
                           {111, "Roaming Consortium"},
                           {113, "Mesh Configuration"},
                           {114, "Mesh ID"},
                           {127, "Extended Capabilities"},
                           {133, "Cisco CCX1 CKIP + Device Name"},
                           {191, "VHT Capabilities"},
                           {192, "VHT Operation"},
                           {195, "Tx Power Envelope"},
                           {199, "Operating Mode Notification"},
                           {201, "Reduced Neighbor Report"},
                           {221, "Vendor Specific"},
                           {244, "RSN eXtension"},
                           {255, "Element ID Extension"}};
constexpr Name kCipherNames[] = {{0, "NONE"},       {1, "WEP (40-bit)"}, {2, "TKIP"},
                                 {3, "AES (OCB)"},  {4, "AES (CCM)"},    {5, "WEP (104-bit)"},
                                 {6, "BIP (128)"},  {8, "GCMP (128)"},   {9, "GCMP (256)"},
                                 {10, "CCMP (256)"}};
constexpr Name kKeyNames[] = {{0, "NONE"},
                              {1, "WPA"},
                              {2, "PSK"},
                              {3, "FT over IEEE 802.1X"},
                              {4, "FT using PSK"},
                              {5, "WPA (SHA256)"},
                              {6, "PSK (SHA256)"},
                              {8, "SAE (SHA256)"},
                              {9, "FT using SAE (SHA256)"},
                              {11, "WPA (SHA256-SuiteB)"},
                              {12, "WPA (SHA384-SuiteB)"},
                              {18, "Opportunistic Wireless Encryption"}};

constexpr Field kTag{"wlan.tag", "Tag", Shape::kGroup};
constexpr Field kNumber{"wlan.tag.number", "Tag Number", Shape::kNumber8, 0, kNames};
constexpr Field kLength{"wlan.tag.length", "Tag length", Shape::kNumber32};
constexpr Field kSsid{"wlan.ssid", "SSID", Shape::kText};
constexpr Field kRate{"wlan.supported_rates", "Supported Rates", Shape::kHex8};
constexpr Field kMoreRate{"wlan.extended_supported_rates", "Extended Supported Rates",
                          Shape::kHex8};
constexpr Field kChannel{"wlan.ds.current_channel", "Current Channel", Shape::kNumber8};
constexpr Field kDtimCount{"wlan.tim.dtim_count", "DTIM count", Shape::kNumber8};
constexpr Field kDtimPeriod{"wlan.tim.dtim_period", "DTIM period", Shape::kNumber8};
constexpr Field kBitmapControl{"wlan.tim.bmapctl", "Bitmap control", Shape::kHex8};
constexpr Field kMulticast{"wlan.tim.bmapctl.multicast", "Multicast", Shape::kFlag, 0x01};
constexpr Field kOffset{"wlan.tim.bmapctl.offset", "Bitmap Offset", Shape::kHex8, 0xfe};
constexpr Field kBitmap{"wlan.tim.partial_virtual_bitmap", "Partial Virtual Bitmap",
                        Shape::kBytes};
constexpr Field kCountry{"wlan.country_info.code", "Code", Shape::kText};
constexpr Field kEnvironment{"wlan.country_info.environment", "Environment", Shape::kNumber8};
constexpr Field kChannels{"wlan.country_info.fnm", "Country Info", Shape::kGroup};
constexpr Field kFirstChannel{"wlan.country_info.fnm.fcn", "First Channel Number",
                              Shape::kNumber8};
constexpr Field kChannelCount{"wlan.country_info.fnm.nc", "Number of Channels", Shape::kNumber8};
constexpr Field kMaxPower{"wlan.country_info.fnm.mtpl", "Maximum Transmit Power Level",
                          Shape::kSigned8};
constexpr Field kErp{"wlan.erp_info", "ERP Information", Shape::kHex8};
constexpr Field kErpPresent{"wlan.erp_info.erp_present", "Non ERP Present", Shape::kFlag, 0x01};
constexpr Field kErpProtection{"wlan.erp_info.use_protection", "Use Protection", Shape::kFlag,
                               0x02};
constexpr Field kErpPreamble{"wlan.erp_info.barker_preamble_mode", "Barker Preamble Mode",
                             Shape::kFlag, 0x04};
constexpr Field kRsnVersion{"wlan.rsn.version", "RSN Version", Shape::kNumber16};
constexpr Field kRsnCapabilities{"wlan.rsn.capabilities", "RSN Capabilities", Shape::kHex16};
constexpr Field kPreauthentication{"wlan.rsn.capabilities.preauth", "RSN Pre-Auth capabilities",
                                   Shape::kFlag, 0x0001};
constexpr Field kRequired{"wlan.rsn.capabilities.mfpr", "Management Frame Protection Required",
                          Shape::kFlag, 0x0040};
constexpr Field kCapable{"wlan.rsn.capabilities.mfpc", "Management Frame Protection Capable",
                         Shape::kFlag, 0x0080};
constexpr Field kOui{"wlan.tag.oui", "OUI", Shape::kNumber24};
constexpr Field kVendorType{"wlan.tag.vendor.oui.type", "Vendor Specific OUI Type",
                            Shape::kNumber8};
constexpr Field kVendorValue{"wlan.tag.vendor.value", "Vendor Specific Value", Shape::kBytes};
constexpr Field kValue{"wlan.tag.value", "Tag Value", Shape::kBytes};

struct SuiteFields {
  Field suite, organization, type;
};
constexpr SuiteFields kGroupSuite{
    {"wlan.rsn.gcs", "Group Cipher Suite", Shape::kNumber32},
    {"wlan.rsn.gcs.oui", "Group Cipher Suite OUI", Shape::kNumber24, 0xffffff00},
    {"wlan.rsn.gcs.type", "Group Cipher Suite type", Shape::kNumber8, 0x000000ff, kCipherNames}};
constexpr SuiteFields kPairSuite{
    {"wlan.rsn.pcs", "Pairwise Cipher Suite", Shape::kNumber32},
    {"wlan.rsn.pcs.oui", "Pairwise Cipher Suite OUI", Shape::kNumber24, 0xffffff00},
    {"wlan.rsn.pcs.type", "Pairwise Cipher Suite type", Shape::kNumber8, 0x000000ff,
     kCipherNames}};
constexpr SuiteFields kKeySuite{
    {"wlan.rsn.akms", "Auth Key Management (AKM) Suite", Shape::kNumber32},
    {"wlan.rsn.akms.oui", "Auth Key Management (AKM) OUI", Shape::kNumber24, 0xffffff00},
    {"wlan.rsn.akms.type", "Auth Key Management (AKM) type", Shape::kNumber8, 0x000000ff,
     kKeyNames}};
constexpr Field kPairCount{"wlan.rsn.pcs.count", "Pairwise Cipher Suite Count", Shape::kNumber16};
constexpr Field kKeyCount{"wlan.rsn.akms.count", "Auth Key Management (AKM) Suite Count",
                          Shape::kNumber16};

void read_ssid(Layer& wlan) {
  const Bytes name = wlan.left();
  const std::string text = printable(name);
  if (!name.empty()) wlan.remaining(kSsid);
  if (std::string* info = wlan.info()) {
    *info += name.empty() ? ", SSID=Wildcard (Broadcast)" : ", SSID=\"" + text + "\"";
  }
}

// In units of half a megabit a second; the highest bit says that every station has to know it.
void read_rates(Layer& wlan, const Field& field) {
  while (!wlan.left().empty()) {
    const unsigned rate = wlan.u8(field);
    if (!wlan.recording()) continue;
    const char* const half = (rate & 1) != 0 ? ".5" : "";
    wlan.say(
        format_text("%u%s%s (0x%02x)", (rate & 0x7f) / 2, half, rate & 0x80 ? "(B)" : "", rate));
  }
}

void read_traffic(Layer& wlan) {
  wlan.u8(kDtimCount);
  wlan.u8(kDtimPeriod);
  wlan.parts(wlan.u8(kBitmapControl), {&kMulticast, &kOffset});
  if (!wlan.left().empty()) wlan.remaining(kBitmap);
}

void read_country(Layer& wlan) {
  wlan.text(kCountry, 2);
  wlan.u8(kEnvironment);
  while (wlan.left().size() >= 3) {
    Layer::Group channels(wlan, kChannels);
    wlan.u8(kFirstChannel);
    wlan.u8(kChannelCount);
    wlan.u8(kMaxPower);
  }
}

void read_suite(Layer& wlan, const SuiteFields& fields) {
  const std::uint32_t suite = wlan.u32(fields.suite);
  wlan.parts(suite, {&fields.organization, &fields.type});
}

void read_suites(Layer& wlan, const Field& count_field, const SuiteFields& fields) {
  const std::uint16_t count = wlan.u16le(count_field);
  for (unsigned i = 0; i < count && wlan.left().size() >= 4; ++i) read_suite(wlan, fields);
}

// All behind the version may be left out.
void read_security(Layer& wlan) {
  wlan.u16le(kRsnVersion);
  if (wlan.left().size() >= 4) read_suite(wlan, kGroupSuite);
  if (wlan.left().size() >= 2) read_suites(wlan, kPairCount, kPairSuite);
  if (wlan.left().size() >= 2) read_suites(wlan, kKeyCount, kKeySuite);
  if (wlan.left().size() < 2) return;
  wlan.parts(wlan.u16le(kRsnCapabilities), {&kPreauthentication, &kRequired, &kCapable});
}

void read_vendor(Layer& wlan) {
  wlan.uint(kOui, 3);
  if (wlan.left().empty()) return;
  wlan.u8(kVendorType);
  if (!wlan.left().empty()) wlan.remaining(kVendorValue);
}

void read_value(Layer& wlan, std::uint8_t number) {
  switch (number) {
    case 0:
      return read_ssid(wlan);
    case 1:
      return read_rates(wlan, kRate);
    case 3:
      wlan.u8(kChannel);
      return;
    case 5:
      return read_traffic(wlan);
    case 7:
      return read_country(wlan);
    case 42:
      wlan.parts(wlan.u8(kErp), {&kErpPresent, &kErpProtection, &kErpPreamble});
      return;
    case 48:
      return read_security(wlan);
    case 50:
      return read_rates(wlan, kMoreRate);
    case 221:
      return read_vendor(wlan);
    default:
      if (!wlan.left().empty()) wlan.remaining(kValue);
  }
}

// One element; false when it is not whole.
bool read_element(Layer& wlan) {
  Layer::Group tag(wlan, kTag);
  const std::uint8_t number = wlan.u8(kNumber);
  const std::uint8_t length = wlan.u8(kLength);
  if (wlan.recording()) tag.say(": " + std::string(name_of(kNames, number)));
  if (wlan.truncated()) return false;
  if (length > wlan.left().size()) {
    wlan.skip(length);
    return false;
  }
  Layer::Limit value(wlan, length);
  read_value(wlan, number);
  return true;
}

constexpr FieldSpan kFields[] = {kTag,
                                 kNumber,
                                 kLength,
                                 kSsid,
                                 kRate,
                                 kMoreRate,
                                 kChannel,
                                 kDtimCount,
                                 kDtimPeriod,
                                 kBitmapControl,
                                 kMulticast,
                                 kOffset,
                                 kBitmap,
                                 kCountry,
                                 kEnvironment,
                                 kChannels,
                                 kFirstChannel,
                                 kChannelCount,
                                 kMaxPower,
                                 kErp,
                                 kErpPresent,
                                 kErpProtection,
                                 kErpPreamble,
                                 kRsnVersion,
                                 kRsnCapabilities,
                                 kPreauthentication,
                                 kRequired,
                                 kCapable,
                                 kOui,
                                 kVendorType,
                                 kVendorValue,
                                 kValue,
                                 kGroupSuite,
                                 kPairSuite,
                                 kKeySuite,
                                 kPairCount,
                                 kKeyCount};

}  // namespace

void read_wlan_elements(Layer& wlan) {
  while (!wlan.left().empty() && read_element(wlan)) {
  }
}

extern constexpr FieldList kWlanElementFields = kFields;

}  // namespace packetglass
