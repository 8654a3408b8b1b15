// The fields of a radiotap header.
#include "dissect/link/radiotap_fields.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Field kPresent{"radiotap.present.word", "Present flags word", Shape::kHex32};
constexpr Field kPresentBits[] = {
    {"radiotap.present.tsft", "TSFT", Shape::kFlag, 1u << 0},
    {"radiotap.present.flags", "Flags", Shape::kFlag, 1u << 1},
    {"radiotap.present.rate", "Rate", Shape::kFlag, 1u << 2},
    {"radiotap.present.channel", "Channel", Shape::kFlag, 1u << 3},
    {"radiotap.present.fhss", "FHSS", Shape::kFlag, 1u << 4},
    {"radiotap.present.dbm_antsignal", "dBm Antenna Signal", Shape::kFlag, 1u << 5},
    {"radiotap.present.dbm_antnoise", "dBm Antenna Noise", Shape::kFlag, 1u << 6},
    {"radiotap.present.lock_quality", "Lock Quality", Shape::kFlag, 1u << 7},
    {"radiotap.present.tx_attenuation", "TX Attenuation", Shape::kFlag, 1u << 8},
    {"radiotap.present.db_tx_attenuation", "dB TX Attenuation", Shape::kFlag, 1u << 9},
    {"radiotap.present.dbm_tx_power", "dBm TX Power", Shape::kFlag, 1u << 10},
    {"radiotap.present.antenna", "Antenna", Shape::kFlag, 1u << 11},
    {"radiotap.present.db_antsignal", "dB Antenna Signal", Shape::kFlag, 1u << 12},
    {"radiotap.present.db_antnoise", "dB Antenna Noise", Shape::kFlag, 1u << 13},
    {"radiotap.present.rxflags", "RX flags", Shape::kFlag, 1u << 14},
    {"radiotap.present.txflags", "TX flags", Shape::kFlag, 1u << 15},
    {"radiotap.present.data_retries", "data retries", Shape::kFlag, 1u << 17},
    {"radiotap.present.xchannel", "Channel+", Shape::kFlag, 1u << 18},
    {"radiotap.present.mcs", "MCS information", Shape::kFlag, 1u << 19},
    {"radiotap.present.ampdu", "A-MPDU Status", Shape::kFlag, 1u << 20},
    {"radiotap.present.vht", "VHT information", Shape::kFlag, 1u << 21},
    {"radiotap.present.timestamp", "frame timestamp", Shape::kFlag, 1u << 22},
    {"radiotap.present.he", "HE information", Shape::kFlag, 1u << 23},
    {"radiotap.present.he_mu", "HE-MU information", Shape::kFlag, 1u << 24},
    {"radiotap.present.0_length.psdu", "0 Length PSDU", Shape::kFlag, 1u << 26},
    {"radiotap.present.l_sig", "L-SIG", Shape::kFlag, 1u << 27},
    {"radiotap.present.tlv", "TLVs", Shape::kFlag, 1u << 28},
    {"radiotap.present.rtap_ns", "Radiotap NS next", Shape::kFlag, 1u << 29},
    {"radiotap.present.vendor_ns", "Vendor NS next", Shape::kFlag, 1u << 30},
    {"radiotap.present.ext", "Ext", Shape::kFlag, 1u << 31}};

constexpr Field kTime{"radiotap.mactime", "MAC timestamp", Shape::kNumber64};
constexpr Field kFlags{"radiotap.flags", "Flags", Shape::kHex8};
constexpr Field kFlagBits[] = {{"radiotap.flags.cfp", "CFP", Shape::kFlag, 0x01},
                               {"radiotap.flags.preamble", "Short preamble", Shape::kFlag, 0x02},
                               {"radiotap.flags.wep", "WEP", Shape::kFlag, 0x04},
                               {"radiotap.flags.frag", "Fragmentation", Shape::kFlag, 0x08},
                               {"radiotap.flags.fcs", "FCS at end", Shape::kFlag, 0x10},
                               {"radiotap.flags.datapad", "Data Pad", Shape::kFlag, 0x20},
                               {"radiotap.flags.badfcs", "Bad FCS", Shape::kFlag, 0x40},
                               {"radiotap.flags.shortgi", "Short GI", Shape::kFlag, 0x80}};
constexpr Field kRate{"radiotap.datarate", "Data rate (Mb/s)", Shape::kText};
constexpr Field kFrequency{"radiotap.channel.freq", "Channel frequency", Shape::kNumber32};
constexpr Field kChannelFlags{"radiotap.channel.flags", "Channel flags", Shape::kHex16};
constexpr Field kChannelBits[] = {
    {"radiotap.channel.flags.700mhz", "700 MHz spectrum", Shape::kFlag, 0x0001},
    {"radiotap.channel.flags.800mhz", "800 MHz spectrum", Shape::kFlag, 0x0002},
    {"radiotap.channel.flags.900mhz", "900 MHz spectrum", Shape::kFlag, 0x0004},
    {"radiotap.channel.flags.turbo", "Turbo", Shape::kFlag, 0x0010},
    {"radiotap.channel.flags.cck", "Complementary Code Keying (CCK)", Shape::kFlag, 0x0020},
    {"radiotap.channel.flags.ofdm", "Orthogonal Frequency-Division Multiplexing (OFDM)",
     Shape::kFlag, 0x0040},
    {"radiotap.channel.flags.2ghz", "2 GHz spectrum", Shape::kFlag, 0x0080},
    {"radiotap.channel.flags.5ghz", "5 GHz spectrum", Shape::kFlag, 0x0100},
    {"radiotap.channel.flags.passive", "Passive", Shape::kFlag, 0x0200},
    {"radiotap.channel.flags.dynamic", "Dynamic CCK-OFDM", Shape::kFlag, 0x0400},
    {"radiotap.channel.flags.gfsk", "Gaussian Frequency Shift Keying (GFSK)", Shape::kFlag,
     0x0800},
    {"radiotap.channel.flags.gsm", "GSM (900MHz)", Shape::kFlag, 0x1000},
    {"radiotap.channel.flags.sturbo", "Static Turbo", Shape::kFlag, 0x2000},
    {"radiotap.channel.flags.half", "Half Rate Channel (10MHz)", Shape::kFlag, 0x4000},
    {"radiotap.channel.flags.quarter", "Quarter Rate Channel (5MHz)", Shape::kFlag, 0x8000}};
constexpr Field kHopSet{"radiotap.fhss.hopset", "FHSS Hop Set", Shape::kNumber8};
constexpr Field kHopPattern{"radiotap.fhss.pattern", "FHSS Pattern", Shape::kNumber8};
constexpr Field kSignal{"radiotap.dbm_antsignal", "Antenna signal (dBm)", Shape::kSigned8};
constexpr Field kNoise{"radiotap.dbm_antnoise", "Antenna noise (dBm)", Shape::kSigned8};
constexpr Field kQuality{"radiotap.quality", "Signal Quality", Shape::kNumber16};
constexpr Field kAttenuation{"radiotap.txattenuation", "TX attenuation", Shape::kNumber16};
constexpr Field kAttenuationDb{"radiotap.db_txattenuation", "dB TX attenuation", Shape::kNumber16};
constexpr Field kPower{"radiotap.txpower", "Transmit power (dBm)", Shape::kSigned8};
constexpr Field kAntenna{"radiotap.antenna", "Antenna", Shape::kNumber32};
constexpr Field kSignalDb{"radiotap.db_antsignal", "dB antenna signal", Shape::kNumber8};
constexpr Field kNoiseDb{"radiotap.db_antnoise", "dB antenna noise", Shape::kNumber8};
constexpr Field kReceiveFlags{"radiotap.rxflags", "RX flags", Shape::kHex16};
constexpr Field kBadPlcp{"radiotap.rxflags.badplcp", "Bad PLCP", Shape::kFlag, 0x0002};
constexpr Field kTransmitFlags{"radiotap.txflags", "TX flags", Shape::kHex16};
constexpr Field kRequestRetries{"radiotap.rts_retries", "RTS retries", Shape::kNumber8};
constexpr Field kRetries{"radiotap.data_retries", "data retries", Shape::kNumber8};
constexpr Field kWideFlags{"radiotap.xchannel.flags", "Channel flags", Shape::kHex32};
constexpr Field kWideFrequency{"radiotap.xchannel.freq", "Channel frequency", Shape::kNumber32};
constexpr Field kWideChannel{"radiotap.xchannel.channel", "Channel number", Shape::kNumber32};
constexpr Field kWidePower{"radiotap.xchannel.max_power", "Max power", Shape::kNumber8};
constexpr Field kMcs{"radiotap.mcs", "MCS information", Shape::kGroup};
constexpr Field kMcsKnown{"radiotap.mcs.known", "Known MCS information", Shape::kHex8};
constexpr Field kMcsFlags{"radiotap.mcs.flags", "MCS flags", Shape::kHex8};
constexpr Field kBandwidth{"radiotap.mcs.bw", "Bandwidth", Shape::kNumber8, 0x03};
constexpr Field kGuard{"radiotap.mcs.gi", "Guard interval", Shape::kNumber8, 0x04};
constexpr Field kFormat{"radiotap.mcs.format", "Format", Shape::kNumber8, 0x08};
constexpr Field kCorrection{"radiotap.mcs.fec", "FEC type", Shape::kNumber8, 0x10};
constexpr Field kStreams{"radiotap.mcs.stbc", "STBC streams", Shape::kNumber8, 0x60};
constexpr Field kMcsIndex{"radiotap.mcs.index", "MCS index", Shape::kNumber8};
constexpr Field kAmpdu{"radiotap.ampdu", "A-MPDU status", Shape::kGroup};
constexpr Field kReference{"radiotap.ampdu.reference", "A-MPDU reference number",
                           Shape::kNumber32};
constexpr Field kAmpduFlags{"radiotap.ampdu.flags", "A-MPDU flags", Shape::kHex16};
constexpr Field kDelimiterCrc{"radiotap.ampdu.delim_crc", "A-MPDU subframe delimiter CRC",
                              Shape::kHex8};
constexpr Field kVht{"radiotap.vht", "VHT information", Shape::kBytes};
constexpr Field kTimestamp{"radiotap.timestamp", "frame timestamp", Shape::kBytes};
constexpr Field kHe{"radiotap.he", "HE information", Shape::kBytes};
constexpr Field kHeMu{"radiotap.he_mu", "HE-MU information", Shape::kBytes};
constexpr Field kHeMuOther{"radiotap.he_mu_other_user", "HE-MU other user", Shape::kBytes};
constexpr Field kNoPsdu{"radiotap.0_length_psdu.type", "0-length PSDU type", Shape::kNumber8};
constexpr Field kLegacySignal{"radiotap.lsig", "L-SIG", Shape::kBytes};

void add_parts(Layer& radiotap, std::uint64_t number, std::span<const Field> parts) {
  for (const Field& part : parts) radiotap.parts(number, {&part});
}

template <const Field& kField>
void read8(Layer& radiotap) {
  radiotap.u8(kField);
}
template <const Field& kField>
void read16(Layer& radiotap) {
  radiotap.u16le(kField);
}
template <const Field& kField, std::size_t kSize>
void read_bytes(Layer& radiotap) {
  radiotap.bytes(kField, kSize);
}

void read_time(Layer& radiotap) {
  radiotap.u64le(kTime);
}
void read_flags(Layer& radiotap) {
  add_parts(radiotap, radiotap.u8(kFlags), kFlagBits);
}
// In units of half a megabit a second.
void read_rate(Layer& radiotap) {
  const unsigned rate = radiotap.u8(kRate);
  if (radiotap.recording()) radiotap.say(format_text("%u.%u", rate / 2, rate % 2 * 5));
}
void read_channel(Layer& radiotap) {
  radiotap.u16le(kFrequency);
  add_parts(radiotap, radiotap.u16le(kChannelFlags), kChannelBits);
}
void read_hopping(Layer& radiotap) {
  radiotap.u8(kHopSet);
  radiotap.u8(kHopPattern);
}
void read_receive_flags(Layer& radiotap) {
  radiotap.parts(radiotap.u16le(kReceiveFlags), {&kBadPlcp});
}
void read_wide_channel(Layer& radiotap) {
  radiotap.u32le(kWideFlags);
  radiotap.u16le(kWideFrequency);
  radiotap.u8(kWideChannel);
  radiotap.u8(kWidePower);
}

// Only what is known of it is said.
void read_mcs(Layer& radiotap) {
  Layer::Group mcs(radiotap, kMcs);
  const std::uint8_t known = radiotap.u8(kMcsKnown);
  const std::uint8_t flags = radiotap.u8(kMcsFlags);
  if ((known & 0x01) != 0) radiotap.parts(flags, {&kBandwidth});
  if ((known & 0x04) != 0) radiotap.parts(flags, {&kGuard});
  if ((known & 0x08) != 0) radiotap.parts(flags, {&kFormat});
  if ((known & 0x10) != 0) radiotap.parts(flags, {&kCorrection});
  if ((known & 0x20) != 0) radiotap.parts(flags, {&kStreams});
  if ((known & 0x02) != 0) {
    radiotap.u8(kMcsIndex);
  } else {
    radiotap.skip(1);
  }
}

void read_ampdu(Layer& radiotap) {
  Layer::Group ampdu(radiotap, kAmpdu);
  radiotap.u32le(kReference);
  const std::uint16_t flags = radiotap.u16le(kAmpduFlags);
  const bool crc_known = (flags & 0x20) != 0;
  if (crc_known) radiotap.u8(kDelimiterCrc);
  radiotap.skip(crc_known ? 1 : 2);
}

constexpr RadiotapField kFields[] = {{8, 8, read_time},
                                     {1, 1, read_flags},
                                     {1, 1, read_rate},
                                     {2, 4, read_channel},
                                     {2, 2, read_hopping},
                                     {1, 1, read8<kSignal>},
                                     {1, 1, read8<kNoise>},
                                     {2, 2, read16<kQuality>},
                                     {2, 2, read16<kAttenuation>},
                                     {2, 2, read16<kAttenuationDb>},
                                     {1, 1, read8<kPower>},
                                     {1, 1, read8<kAntenna>},
                                     {1, 1, read8<kSignalDb>},
                                     {1, 1, read8<kNoiseDb>},
                                     {2, 2, read_receive_flags},
                                     {2, 2, read16<kTransmitFlags>},
                                     {1, 1, read8<kRequestRetries>},
                                     {1, 1, read8<kRetries>},
                                     {4, 8, read_wide_channel},
                                     {1, 3, read_mcs},
                                     {4, 8, read_ampdu},
                                     {2, 12, read_bytes<kVht, 12>},
                                     {8, 12, read_bytes<kTimestamp, 12>},
                                     {2, 12, read_bytes<kHe, 12>},
                                     {2, 12, read_bytes<kHeMu, 12>},
                                     {2, 6, read_bytes<kHeMuOther, 6>},
                                     {1, 1, read8<kNoPsdu>},
                                     {2, 4, read_bytes<kLegacySignal, 4>}};

constexpr FieldSpan kListed[] = {
    kPresent,       kPresentBits,   kTime,          kFlags,          kFlagBits,
    kRate,          kFrequency,     kChannelFlags,  kChannelBits,    kHopSet,
    kHopPattern,    kSignal,        kNoise,         kQuality,        kAttenuation,
    kAttenuationDb, kPower,         kAntenna,       kSignalDb,       kNoiseDb,
    kReceiveFlags,  kBadPlcp,       kTransmitFlags, kRequestRetries, kRetries,
    kWideFlags,     kWideFrequency, kWideChannel,   kWidePower,      kMcs,
    kMcsKnown,      kMcsFlags,      kBandwidth,     kGuard,          kFormat,
    kCorrection,    kStreams,       kMcsIndex,      kAmpdu,          kReference,
    kAmpduFlags,    kDelimiterCrc,  kVht,           kTimestamp,      kHe,
    kHeMu,          kHeMuOther,     kNoPsdu,        kLegacySignal};

}  // namespace

std::span<const RadiotapField> radiotap_fields() {
  return kFields;
}

std::uint32_t read_radiotap_present(Layer& radiotap) {
  const std::uint32_t word = radiotap.u32le(kPresent);
  if (radiotap.recording()) add_parts(radiotap, word, kPresentBits);
  return word;
}

extern constexpr FieldList kRadiotapFields = kListed;

}  // namespace packetglass
