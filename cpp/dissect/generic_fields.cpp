// THE TABLE of fields that no dissector reads. To add one: its line here, and its value where
// values are asked for (inspect/packet_values.cpp).
#include "dissect/generic_fields.h"

namespace packetglass {
namespace {

constexpr Text kIpAddresses[] = {"ip.src", "ip.dst"};
constexpr Text kIpSource[] = {"ip.src"};
constexpr Text kIpDestination[] = {"ip.dst"};
constexpr Text kIpv6Addresses[] = {"ipv6.src", "ipv6.dst"};
constexpr Text kIpv6Source[] = {"ipv6.src"};
constexpr Text kIpv6Destination[] = {"ipv6.dst"};
constexpr Text kMacAddresses[] = {"eth.dst", "eth.src"};
constexpr Text kWirelessAddresses[] = {"wlan.ra", "wlan.da", "wlan.ta", "wlan.sa", "wlan.bssid"};
constexpr Text kTcpPorts[] = {"tcp.srcport", "tcp.dstport"};
constexpr Text kUdpPorts[] = {"udp.srcport", "udp.dstport"};
constexpr Text kSctpPorts[] = {"sctp.srcport", "sctp.dstport"};

// Of Apple's packets: SO_TC_ and its like in bsd/sys/socket.h of XNU.
constexpr Name kServiceClasses[] = {{0, "BE"},    {100, "BK_SYS"}, {200, "BK"}, {300, "RD"},
                                    {400, "OAM"}, {500, "AV"},     {600, "RV"}, {700, "VI"},
                                    {800, "VO"},  {900, "CTL"}};

constexpr GenericField kTable[] = {
    // of the packet
    {{"frame.number", "Frame Number", Shape::kNumber32}},
    {{"frame.len", "Frame length on the wire", Shape::kNumber32}},
    {{"frame.cap_len", "Frame length stored into the capture file", Shape::kNumber32}},
    {{"frame.time", "Arrival Time", Shape::kTime}},
    {{"frame.time_epoch", "Epoch Time", Shape::kDuration}},
    {{"frame.time_delta", "Time delta from previous captured frame", Shape::kDuration}},
    {{"frame.time_relative", "Time since reference or first frame", Shape::kDuration}},
    {{"frame.protocols", "Protocols in frame", Shape::kText}},
    {{"frame.interface_id", "Interface id", Shape::kNumber32}},
    {{"frame.interface_name", "Interface name", Shape::kText}},
    {{"frame.interface_description", "Interface description", Shape::kText}},
    {{"frame.packet_flags", "Packet flags", Shape::kHex32}},
    {{"frame.packet_flags_direction", "Direction", Shape::kHex32}},
    {{"frame.drop_count", "Drop Count", Shape::kNumber64}},
    {{"frame.comment", "Comment", Shape::kText}},
    {{"frame.darwin.process_info", "Process Information", Shape::kGroup}},
    {{"frame.darwin.process_info.pid", "Id", Shape::kNumber32}},
    {{"frame.darwin.process_info.pname", "Name", Shape::kText}},
    {{"frame.darwin.process_info.epid", "Effective Id", Shape::kNumber32}},
    {{"frame.darwin.process_info.epname", "Effective Name", Shape::kText}},
    {{"frame.darwin", "Darwin MD", Shape::kFlag}},
    {{"frame.darwin.sc", "Service Class", Shape::kNumber32, 0, kServiceClasses}},
    {{"frame.darwin.flags", "Flags", Shape::kHex32}},
    {{"frame.darwin.flags.reserved", "Reserved", Shape::kFlag}},
    {{"frame.darwin.flags.wk", "Wake Packet(wk)", Shape::kFlag}},
    {{"frame.darwin.flags.ch", "Nexus Channel(ch)", Shape::kFlag}},
    {{"frame.darwin.flags.so", "Socket(so)", Shape::kFlag}},
    {{"frame.darwin.flags.re", "ReXmit(re)", Shape::kFlag}},
    {{"frame.darwin.flags.ka", "Keep Alive(ka)", Shape::kFlag}},
    {{"frame.darwin.flags.nf", "New Flow(nf)", Shape::kFlag}},
    {{"communityid", "Community ID", Shape::kText}},
    // the columns
    {{"_ws.col.No.", "No.", Shape::kText}},
    {{"_ws.col.Time", "Time", Shape::kText}},
    {{"_ws.col.Source", "Source", Shape::kText}},
    {{"_ws.col.Destination", "Destination", Shape::kText}},
    {{"_ws.col.Protocol", "Protocol", Shape::kText}},
    {{"_ws.col.Length", "Length", Shape::kText}},
    {{"_ws.col.Info", "Info", Shape::kText}},
    // what transports carry
    {{"tcp.payload", "TCP payload", Shape::kBytes}},
    {{"udp.payload", "Payload", Shape::kBytes}},
    // both sides of one
    {{"ip.addr", "Source or Destination Address", Shape::kIpv4}, kIpAddresses},
    {{"ip.host", "Source or Destination Host", Shape::kText}, kIpAddresses},
    {{"ip.src_host", "Source Host", Shape::kText}, kIpSource},
    {{"ip.dst_host", "Destination Host", Shape::kText}, kIpDestination},
    {{"ipv6.addr", "Source or Destination Address", Shape::kIpv6}, kIpv6Addresses},
    {{"ipv6.host", "Source or Destination Host", Shape::kText}, kIpv6Addresses},
    {{"ipv6.src_host", "Source Host", Shape::kText}, kIpv6Source},
    {{"ipv6.dst_host", "Destination Host", Shape::kText}, kIpv6Destination},
    {{"eth.addr", "Address", Shape::kMac}, kMacAddresses},
    {{"wlan.addr", "Hardware address", Shape::kMac}, kWirelessAddresses},
    {{"tcp.port", "Source or Destination Port", Shape::kPort}, kTcpPorts},
    {{"udp.port", "Source or Destination Port", Shape::kPort}, kUdpPorts},
    {{"sctp.port", "Port", Shape::kPort}, kSctpPorts},
};

constexpr FieldSpan kFields[] = {field_of(kTable, &GenericField::field)};

}  // namespace

std::span<const GenericField> generic_fields() {
  return kTable;
}

std::span<const Text> members_of(const Field& field) {
  for (const GenericField& generic : kTable) {
    if (generic.field.name == field.name) return generic.members;
  }
  return {};
}

extern constexpr FieldList kGenericFields = kFields;

}  // namespace packetglass
