// THE TABLE of pcapng options. To add one: a row here.
#include "format/pcapng/options.h"

#include <algorithm>

namespace packetglass::pcapng {
namespace {

constexpr std::uint32_t kAny = 0;
constexpr std::uint32_t kShb = kSectionHeader;
constexpr std::uint32_t kIdb = kInterfaceDescription;
constexpr std::uint32_t kEpb = kEnhancedPacket;
constexpr std::uint32_t kPb = kObsoletePacket;
constexpr std::uint32_t kNrb = kNameResolution;
constexpr std::uint32_t kIsb = kInterfaceStatistics;

// Block, code, name, shape, length, least length, many.
constexpr OptionType kOptionTypes[] = {
    {kAny, 1, "opt_comment", Shape::kText, 0, 0, true},
    {kAny, 2988, "opt_custom_utf8", Shape::kCustomText, 0, 4, true},
    {kAny, 2989, "opt_custom_binary", Shape::kCustomBytes, 0, 4, true},
    {kAny, 19372, "opt_custom_utf8_no_copy", Shape::kCustomText, 0, 4, true},
    {kAny, 19373, "opt_custom_binary_no_copy", Shape::kCustomBytes, 0, 4, true},
    {kShb, 2, "shb_hardware", Shape::kText, 0, 0, false},
    {kShb, 3, "shb_os", Shape::kText, 0, 0, false},
    {kShb, 4, "shb_userappl", Shape::kText, 0, 0, false},
    {kIdb, kIfName, "if_name", Shape::kText, 0, 0, false},
    {kIdb, kIfDescription, "if_description", Shape::kText, 0, 0, false},
    {kIdb, 4, "if_IPv4addr", Shape::kIpv4Mask, 8, 8, true},
    {kIdb, 5, "if_IPv6addr", Shape::kIpv6Prefix, 17, 17, true},
    {kIdb, 6, "if_MACaddr", Shape::kHardware, 6, 6, false},
    {kIdb, 7, "if_EUIaddr", Shape::kHardware, 8, 8, false},
    {kIdb, 8, "if_speed", Shape::kNumber64, 8, 8, false},
    {kIdb, kIfTsresol, "if_tsresol", Shape::kResolution, 1, 1, false},
    {kIdb, 10, "if_tzone", Shape::kSigned32, 4, 4, false},
    {kIdb, 11, "if_filter", Shape::kFilter, 0, 1, false},
    {kIdb, 12, "if_os", Shape::kText, 0, 0, false},
    {kIdb, kIfFcslen, "if_fcslen", Shape::kNumber8, 1, 1, false},
    {kIdb, kIfTsoffset, "if_tsoffset", Shape::kSigned64, 8, 8, false},
    {kIdb, 15, "if_hardware", Shape::kText, 0, 0, false},
    {kIdb, 16, "if_txspeed", Shape::kNumber64, 8, 8, false},
    {kIdb, 17, "if_rxspeed", Shape::kNumber64, 8, 8, false},
    {kIdb, 18, "if_iana_tzname", Shape::kText, 0, 0, false},
    {kEpb, kPacketFlags, "epb_flags", Shape::kFlags, 4, 4, false},
    {kEpb, 3, "epb_hash", Shape::kHash, 0, 1, true},
    {kEpb, 4, "epb_dropcount", Shape::kNumber64, 8, 8, false},
    {kEpb, 5, "epb_packetid", Shape::kNumber64, 8, 8, false},
    {kEpb, 6, "epb_queue", Shape::kNumber32, 4, 4, false},
    {kEpb, 7, "epb_verdict", Shape::kVerdict, 0, 1, true},
    {kEpb, 8, "epb_processid_threadid", Shape::kThread, 8, 8, false},
    {kPb, kPacketFlags, "pack_flags", Shape::kFlags, 4, 4, false},
    {kPb, 3, "pack_hash", Shape::kHash, 0, 1, true},
    {kNrb, 2, "ns_dnsname", Shape::kText, 0, 0, false},
    {kNrb, 3, "ns_dnsIP4addr", Shape::kIpv4, 4, 4, false},
    {kNrb, 4, "ns_dnsIP6addr", Shape::kIpv6, 16, 16, false},
    {kIsb, 2, "isb_starttime", Shape::kTimestamp, 8, 8, false},
    {kIsb, 3, "isb_endtime", Shape::kTimestamp, 8, 8, false},
    {kIsb, 4, "isb_ifrecv", Shape::kNumber64, 8, 8, false},
    {kIsb, 5, "isb_ifdrop", Shape::kNumber64, 8, 8, false},
    {kIsb, 6, "isb_filteraccept", Shape::kNumber64, 8, 8, false},
    {kIsb, 7, "isb_osdrop", Shape::kNumber64, 8, 8, false},
    {kIsb, 8, "isb_usrdeliv", Shape::kNumber64, 8, 8, false},
};

}  // namespace

std::span<const OptionType> option_types() {
  return kOptionTypes;
}

const OptionType* find_option_type(std::uint32_t block, std::uint16_t code) {
  const auto* const at =
      std::find_if(std::begin(kOptionTypes), std::end(kOptionTypes), [=](const OptionType& type) {
        return type.code == code && (type.block == block || type.block == kAny);
      });
  return at != std::end(kOptionTypes) ? at : nullptr;
}

}  // namespace packetglass::pcapng
