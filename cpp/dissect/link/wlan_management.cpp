// Management frames of 802.11: IEEE 802.11, section 9.3.3, their fixed parameters.
#include "base/text.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Name kAlgorithmNames[] = {{0, "Open System"},
                                    {1, "Shared key"},
                                    {2, "Fast BSS Transition"},
                                    {3, "Simultaneous Authentication of Equals (SAE)"},
                                    {128, "Network EAP"}};
constexpr Name kStatusNames[] = {{0, "Successful"},
                                 {1, "Unspecified failure"},
                                 {10, "Cannot support all requested capabilities"},
                                 {13, "Authentication algorithm is not supported"},
                                 {15, "Authentication rejected because of challenge failure"},
                                 {16, "Authentication rejected due to timeout"},
                                 {17, "Association denied: no more stations"},
                                 {30, "Association rejected temporarily"}};
constexpr Name kReasonNames[] = {{1, "Unspecified reason"},
                                 {2, "Previous authentication no longer valid"},
                                 {3, "Deauthenticated: the station is leaving (or has left)"},
                                 {4, "Disassociated due to inactivity"},
                                 {5, "Disassociated: too many stations"},
                                 {6, "Class 2 frame from nonauthenticated station"},
                                 {7, "Class 3 frame from nonassociated station"},
                                 {8, "Disassociated: the station is leaving (or has left)"},
                                 {14, "Message integrity code (MIC) failure"},
                                 {15, "4-Way Handshake timeout"},
                                 {16, "Group Key Handshake timeout"},
                                 {23, "IEEE 802.1X authentication failed"}};
constexpr Name kCategoryNames[] = {{0, "Spectrum Management (SM)"},
                                   {1, "Quality of Service (QoS)"},
                                   {3, "Block Ack"},
                                   {4, "Public Action"},
                                   {5, "Radio Measurement"},
                                   {6, "Fast BSS Transition"},
                                   {7, "High Throughput"},
                                   {8, "SA Query"},
                                   {9, "Protected Dual of Public Action"},
                                   {10, "WNM"},
                                   {12, "TDLS"},
                                   {13, "MESH"},
                                   {15, "Self-protected"},
                                   {21, "VHT"},
                                   {30, "HE"},
                                   {127, "Vendor Specific"}};

constexpr Field kManagement{"wlan.mgt", "IEEE 802.11 Wireless Management", Shape::kGroup};
constexpr Field kFixed{"wlan.fixed.all", "Fixed parameters", Shape::kGroup};
constexpr Field kTagged{"wlan.tagged.all", "Tagged parameters", Shape::kGroup};
constexpr Field kTimestamp{"wlan.fixed.timestamp", "Timestamp", Shape::kNumber64};
constexpr Field kInterval{"wlan.fixed.beacon", "Beacon Interval", Shape::kNumber32};
constexpr Field kCapabilities{"wlan.fixed.capabilities", "Capabilities Information",
                              Shape::kHex16};
constexpr Field kEss{"wlan.fixed.capabilities.ess", "ESS capabilities", Shape::kFlag, 0x0001};
constexpr Field kIbss{"wlan.fixed.capabilities.ibss", "IBSS status", Shape::kFlag, 0x0002};
constexpr Field kPrivacy{"wlan.fixed.capabilities.privacy", "Privacy", Shape::kFlag, 0x0010};
constexpr Field kShortPreamble{"wlan.fixed.capabilities.short_preamble", "Short Preamble",
                               Shape::kFlag, 0x0020};
constexpr Field kSpectrum{"wlan.fixed.capabilities.spec_man", "Spectrum Management", Shape::kFlag,
                          0x0100};
constexpr Field kQos{"wlan.fixed.capabilities.qos", "QoS", Shape::kFlag, 0x0200};
constexpr Field kShortSlot{"wlan.fixed.capabilities.short_slot_time", "Short Slot Time",
                           Shape::kFlag, 0x0400};
constexpr Field kApsd{"wlan.fixed.capabilities.apsd", "Automatic Power Save Delivery",
                      Shape::kFlag, 0x0800};
constexpr Field kMeasurement{"wlan.fixed.capabilities.radio_measurement", "Radio Measurement",
                             Shape::kFlag, 0x1000};
constexpr Field kListen{"wlan.fixed.listen_ival", "Listen Interval", Shape::kHex16};
constexpr Field kStatus{"wlan.fixed.status_code", "Status code", Shape::kHex16, 0, kStatusNames};
constexpr Field kAssociation{"wlan.fixed.aid", "Association ID", Shape::kHex16};
constexpr Field kCurrent{"wlan.fixed.current_ap", "Current AP", Shape::kMac};
constexpr Field kAlgorithm{"wlan.fixed.auth.alg", "Authentication Algorithm", Shape::kNumber16, 0,
                           kAlgorithmNames};
constexpr Field kStep{"wlan.fixed.auth_seq", "Authentication SEQ", Shape::kHex16};
constexpr Field kReason{"wlan.fixed.reason_code", "Reason code", Shape::kHex16, 0, kReasonNames};
constexpr Field kCategory{"wlan.fixed.category_code", "Category code", Shape::kNumber16, 0,
                          kCategoryNames};
constexpr Field kAction{"wlan.fixed.action_code", "Action code", Shape::kHex8};
constexpr Field kPublicAction{"wlan.fixed.publicact", "Public Action", Shape::kHex8};
constexpr Field kActionBody{"wlan.fixed.action_body", "Action", Shape::kBytes};

constexpr std::uint8_t kPublicCategory = 4;

void read_capabilities(Layer& wlan) {
  const std::uint16_t word = wlan.u16le(kCapabilities);
  wlan.parts(word, {&kEss, &kIbss, &kPrivacy, &kShortPreamble, &kSpectrum, &kQos, &kShortSlot,
                    &kApsd, &kMeasurement});
}

void read_beacon(Layer& wlan) {
  wlan.u64le(kTimestamp);
  const std::uint16_t interval = wlan.u16le(kInterval);
  read_capabilities(wlan);
  std::string* const info = wlan.info();
  if (info != nullptr && !wlan.truncated()) *info += format_text(", BI=%u", interval);
}

void read_answer(Layer& wlan) {
  read_capabilities(wlan);
  wlan.u16le(kStatus);
  wlan.means(wlan.u16le(kAssociation) & 0x3fffu);
}

void read_authentication(Layer& wlan) {
  wlan.u16le(kAlgorithm);
  wlan.u16le(kStep);
  wlan.u16le(kStatus);
}

// What an action consists of is as many standards as there are categories.
void read_action(Layer& wlan) {
  const std::uint8_t category = wlan.u8(kCategory);
  wlan.u8(category == kPublicCategory ? kPublicAction : kAction);
  if (!wlan.left().empty()) wlan.remaining(kActionBody);
}

void read_fixed(Layer& wlan, unsigned subtype) {
  switch (subtype) {
    case 0:
    case 2:
      read_capabilities(wlan);
      wlan.u16le(kListen);
      if (subtype == 2) wlan.mac(kCurrent);
      return;
    case 1:
    case 3:
      return read_answer(wlan);
    case 5:
    case 8:
      return read_beacon(wlan);
    case 10:
    case 12:
      wlan.u16le(kReason);
      return;
    case 11:
      return read_authentication(wlan);
    case 13:
    case 14:
      return read_action(wlan);
    default:
      return;
  }
}

constexpr FieldSpan kFields[] = {
    kManagement,  kFixed,    kTagged,        kTimestamp,    kInterval,  kCapabilities, kEss,
    kIbss,        kPrivacy,  kShortPreamble, kSpectrum,     kQos,       kShortSlot,    kApsd,
    kMeasurement, kListen,   kStatus,        kAssociation,  kCurrent,   kAlgorithm,    kStep,
    kReason,      kCategory, kAction,        kPublicAction, kActionBody};

}  // namespace

void read_wlan_management(Layer& wlan, unsigned subtype) {
  constexpr unsigned kProbeRequest = 4;
  if (wlan.left().empty()) return;
  Layer::Group management(wlan, kManagement);
  if (subtype != kProbeRequest) {
    Layer::Group fixed(wlan, kFixed);
    read_fixed(wlan, subtype);
  }
  if (wlan.truncated() || wlan.left().empty()) return;
  Layer::Group tagged(wlan, kTagged);
  if (wlan.recording()) tagged.say(format_text(" (%zu bytes)", wlan.left().size()));
  read_wlan_elements(wlan);
}

extern constexpr FieldList kWlanManagementFields = kFields;

}  // namespace packetglass
