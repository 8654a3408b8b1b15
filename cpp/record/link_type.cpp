// Link types: the table. Registry: draft-ietf-opsawg-pcaplinktype.
#include "record/link_type.h"

#include <algorithm>

#include "record/limits.h"

namespace packetglass {
namespace {

// Where libpcap calls a link type by another name than the registry: DLT_ without the prefix.
struct DltName {
  std::string_view name;
  LinkType number;
};
constexpr DltName kDltNames[] = {
    {"EN10MB", 1},         {"IEEE802", 6},
    {"ARCNET", 7},         {"PPP_SERIAL", 50},
    {"PRISM_HEADER", 119}, {"IEEE802_11_RADIO", 127},
    {"IEEE802_15_4", 195}, {"IEEE802_11_RADIO_AVS", 163},
};

constexpr LinkTypeEntry kLinkTypes[] = {
    // clang-format off
    {0, "NULL", "BSD loopback"},
    {1, "ETHERNET", "Ethernet"},
    {2, "EXP_ETHERNET", "Xerox experimental Ethernet"},
    {3, "AX25", "AX.25"},
    {4, "PRONET", "ProNET token ring"},
    {5, "CHAOS", "Chaosnet"},
    {6, "IEEE802_5", "Token ring"},
    {7, "ARCNET_BSD", "BSD ARCNET"},
    {8, "SLIP", "SLIP"},
    {9, "PPP", "PPP"},
    {10, "FDDI", "FDDI"},
    {50, "PPP_HDLC", "PPP over serial"},
    {51, "PPP_ETHER", "PPPoE"},
    {99, "SYMANTEC_FIREWALL", "Symantec Firewall"},
    {100, "ATM_RFC1483", "RFC 1483 LLC-encapsulated ATM"},
    {101, "RAW", "Raw IP"},
    {102, "SLIP_BSDOS", "BSD/OS SLIP"},
    {103, "PPP_BSDOS", "BSD/OS PPP"},
    {104, "C_HDLC", "Cisco HDLC"},
    {105, "IEEE802_11", "802.11"},
    {106, "ATM_CLIP", "Linux Classical IP over ATM"},
    {107, "FRELAY", "Frame Relay"},
    {108, "LOOP", "OpenBSD loopback"},
    {109, "ENC", "OpenBSD encapsulated IP"},
    {112, "CISCO_HDLC", "Cisco HDLC (historical)"},
    {113, "LINUX_SLL", "Linux cooked v1"},
    {114, "LTALK", "Localtalk"},
    {115, "ECONET", "Acorn Econet"},
    {116, "IPFILTER", "IPFilter log"},
    {117, "PFLOG", "OpenBSD pflog file"},
    {118, "CISCO_IOS", "Cisco IOS internal"},
    {119, "IEEE802_11_PRISM", "802.11 plus Prism header"},
    {120, "AIRONET_HEADER", "Aironet 802.11 header"},
    {121, "HHDLC", "Siemens HiPath HDLC"},
    {122, "IP_OVER_FC", "RFC 2625 IP-over-Fibre Channel"},
    {123, "SUNATM", "Sun raw ATM"},
    {124, "RIO", "RapidIO"},
    {125, "PCI_EXP", "PCI Express"},
    {126, "AURORA", "Xilinx Aurora"},
    {127, "IEEE802_11_RADIOTAP", "802.11 plus radiotap header"},
    {128, "TZSP", "TaZmen Sniffer Protocol"},
    {129, "ARCNET_LINUX", "Linux ARCNET"},
    {130, "JUNIPER_MLPPP", "Juniper Multi-Link PPP"},
    {131, "JUNIPER_MLFR", "Juniper Multi-Link Frame Relay"},
    {132, "JUNIPER_ES", "Juniper Encryption Services PIC"},
    {133, "JUNIPER_GGSN", "Juniper GGSN PIC"},
    {134, "JUNIPER_MFR", "Juniper FRF.16 Frame Relay"},
    {135, "JUNIPER_ATM2", "Juniper ATM2 PIC"},
    {136, "JUNIPER_SERVICES", "Juniper Advanced Services PIC"},
    {137, "JUNIPER_ATM1", "Juniper ATM1 PIC"},
    {138, "APPLE_IP_OVER_IEEE1394", "Apple IP-over-IEEE 1394"},
    {139, "MTP2_WITH_PHDR", "SS7 MTP2 with Pseudo-header"},
    {140, "MTP2", "SS7 MTP2"},
    {141, "MTP3", "SS7 MTP3"},
    {142, "SCCP", "SS7 SCCP"},
    {143, "DOCSIS", "DOCSIS"},
    {144, "LINUX_IRDA", "Linux IrDA"},
    {145, "IBM_SP", "IBM SP switch"},
    {146, "IBM_SN", "IBM Next Federation switch"},
    {147, "USER0", "Private use 0"},
    {148, "USER1", "Private use 1"},
    {149, "USER2", "Private use 2"},
    {150, "USER3", "Private use 3"},
    {151, "USER4", "Private use 4"},
    {152, "USER5", "Private use 5"},
    {153, "USER6", "Private use 6"},
    {154, "USER7", "Private use 7"},
    {155, "USER8", "Private use 8"},
    {156, "USER9", "Private use 9"},
    {157, "USER10", "Private use 10"},
    {158, "USER11", "Private use 11"},
    {159, "USER12", "Private use 12"},
    {160, "USER13", "Private use 13"},
    {161, "USER14", "Private use 14"},
    {162, "USER15", "Private use 15"},
    {163, "IEEE802_11_AVS", "802.11 plus AVS radio information header"},
    {164, "JUNIPER_MONITOR", "Juniper Passive Monitor PIC"},
    {165, "BACNET_MS_TP", "BACnet MS/TP"},
    {166, "PPP_PPPD", "PPP for pppd, with direction flag"},
    {167, "JUNIPER_PPPOE", "Juniper PPPoE"},
    {168, "JUNIPER_PPPOE_ATM", "Juniper PPPoE/ATM"},
    {169, "GPRS_LLC", "GPRS LLC"},
    {170, "GPF_T", "GPF-T"},
    {171, "GPF_F", "GPF-F"},
    {172, "GCOM_T1E1", "Gcom T1/E1"},
    {173, "GCOM_SERIAL", "Gcom serial"},
    {174, "JUNIPER_PIC_PEER", "Juniper PIC Peer"},
    {175, "ERF_ETH", "Ethernet with Endace ERF header"},
    {176, "ERF_POS", "Packet-over-SONET with Endace ERF header"},
    {177, "LINUX_LAPD", "Linux vISDN LAPD"},
    {178, "JUNIPER_ETHER", "Juniper Ethernet"},
    {179, "JUNIPER_PPP", "Juniper PPP"},
    {180, "JUNIPER_FRELAY", "Juniper Frame Relay"},
    {181, "JUNIPER_CHDLC", "Juniper C-HDLC"},
    {182, "MFR", "FRF.16 Frame Relay"},
    {183, "JUNIPER_VP", "Juniper Voice PIC"},
    {184, "A429", "Arinc 429"},
    {185, "A653_ICM", "Arinc 653 Interpartition Communication"},
    {186, "USB_FREEBSD", "USB with FreeBSD header"},
    {187, "BLUETOOTH_HCI_H4", "Bluetooth HCI UART transport layer"},
    {188, "IEEE802_16_MAC_CPS", "IEEE 802.16 MAC Common Part Sublayer"},
    {189, "USB_LINUX", "USB with Linux header"},
    {190, "CAN20B", "Controller Area Network (CAN) v. 2.0B"},
    {191, "IEEE802_15_4_LINUX", "IEEE 802.15.4 with Linux padding"},
    {192, "PPI", "Per-Packet Information"},
    {193, "IEEE802_16_MAC_CPS_RADIO", "IEEE 802.16 MAC Common Part Sublayer plus radiotap header"},
    {194, "JUNIPER_ISM", "Juniper Integrated Service Module"},
    {195, "IEEE802_15_4_WITHFCS", "IEEE 802.15.4 with FCS"},
    {196, "SITA", "SITA pseudo-header"},
    {197, "ERF", "Endace ERF header"},
    {198, "RAIF1", "Ethernet with u10 Networks pseudo-header"},
    {199, "IPMB_KONTRON", "IPMB with Kontron pseudo-header"},
    {200, "JUNIPER_ST", "Juniper Secure Tunnel"},
    {201, "BLUETOOTH_HCI_H4_WITH_PHDR", "Bluetooth HCI UART transport layer plus pseudo-header"},
    {202, "AX25_KISS", "AX.25 with KISS header"},
    {203, "LAPD", "LAPD"},
    {204, "PPP_WITH_DIR", "PPP with direction octet"},
    {205, "C_HDLC_WITH_DIR", "Cisco HDLC with direction octet"},
    {206, "FRELAY_WITH_DIR", "Frame Relay with direction octet"},
    {207, "LAPB_WITH_DIR", "LAPB with direction octet"},
    {209, "IPMB_LINUX", "IPMB with Linux/Pigeon Point pseudo-header"},
    {210, "FLEXRAY", "FlexRay"},
    {211, "MOST", "MOST bus"},
    {212, "LIN", "LIN bus"},
    {213, "X2E_SERIAL", "X2E serial line"},
    {214, "X2E_XORAYA", "X2E Xoraya"},
    {215, "IEEE802_15_4_NONASK_PHY", "IEEE 802.15.4 with non-ASK PHY data"},
    {216, "LINUX_EVDEV", "Linux evdev events"},
    {217, "GSMTAP_UM", "GSMTAP Um"},
    {218, "GSMTAP_ABIS", "GSMTAP Abis"},
    {219, "MPLS", "MPLS with label as link-layer header"},
    {220, "USB_LINUX_MMAPPED", "USB with padded Linux header"},
    {221, "DECT", "DECT"},
    {222, "AOS", "AOS Space Data Link protocol"},
    {223, "WIHART", "Wireless HART"},
    {224, "FC_2", "Fibre Channel FC-2"},
    {225, "FC_2_WITH_FRAME_DELIMS", "Fibre Channel FC-2 with frame delimiters"},
    {226, "IPNET", "Solaris ipnet"},
    {227, "CAN_SOCKETCAN", "CAN-bus with SocketCAN headers"},
    {228, "IPV4", "Raw IPv4"},
    {229, "IPV6", "Raw IPv6"},
    {230, "IEEE802_15_4_NOFCS", "IEEE 802.15.4 without FCS"},
    {231, "DBUS", "D-Bus"},
    {232, "JUNIPER_VS", "Juniper Virtual Server"},
    {233, "JUNIPER_SRX_E2E", "Juniper SRX E2E"},
    {234, "JUNIPER_FIBRECHANNEL", "Juniper Fibre Channel"},
    {235, "DVB_CI", "DVB-CI"},
    {236, "MUX27010", "MUX27010"},
    {237, "STANAG_5066_D_PDU", "STANAG 5066 D_PDUs"},
    {238, "JUNIPER_ATM_CEMIC", "Juniper ATM CEMIC"},
    {239, "NFLOG", "Linux netfilter log messages"},
    {240, "NETANALYZER", "Ethernet with Hilscher netANALYZER pseudo-header"},
    {241, "NETANALYZER_TRANSPARENT", "Ethernet with Hilscher netANALYZER pseudo-header and with preamble and SFD"},
    {242, "IPOIB", "RFC 4391 IP-over-Infiniband"},
    {243, "MPEG_2_TS", "MPEG-2 transport stream"},
    {244, "NG40", "ng40 protocol tester Iub/Iur"},
    {245, "NFC_LLCP", "NFC LLCP PDUs with pseudo-header"},
    {246, "PFSYNC", "Packet filter state syncing"},
    {247, "INFINIBAND", "InfiniBand"},
    {248, "SCTP", "SCTP"},
    {249, "USBPCAP", "USB with USBPcap header"},
    {250, "RTAC_SERIAL", "Schweitzer Engineering Laboratories RTAC packets"},
    {251, "BLUETOOTH_LE_LL", "Bluetooth Low Energy air interface"},
    {252, "WIRESHARK_UPPER_PDU", "Wireshark exported PDU"},
    {253, "NETLINK", "Linux netlink"},
    {254, "BLUETOOTH_LINUX_MONITOR", "Bluetooth Linux Monitor"},
    {255, "BLUETOOTH_BREDR_BB", "Bluetooth Basic Rate/Enhanced Data Rate baseband packets"},
    {256, "BLUETOOTH_LE_LL_WITH_PHDR", "Bluetooth Low Energy air interface with pseudo-header"},
    {257, "PROFIBUS_DL", "PROFIBUS data link layer"},
    {258, "PKTAP", "Apple PKTAP"},
    {259, "EPON", "Ethernet with 802.3 Clause 65 EPON preamble"},
    {260, "IPMI_HPM_2", "IPMI trace packets"},
    {261, "ZWAVE_R1_R2", "Z-Wave RF profile R1 and R2 packets"},
    {262, "ZWAVE_R3", "Z-Wave RF profile R3 packets"},
    {263, "WATTSTOPPER_DLM", "WattStopper Digital Lighting Management (DLM) and Legrand Nitoo Open protocol"},
    {264, "ISO_14443", "ISO 14443 messages"},
    {265, "RDS", "IEC 62106 Radio Data System groups"},
    {266, "USB_DARWIN", "USB with Darwin header"},
    {267, "OPENFLOW", "OpenBSD DLT_OPENFLOW"},
    {268, "SDLC", "IBM SDLC frames"},
    {269, "TI_LLN_SNIFFER", "TI LLN sniffer frames"},
    {270, "LORATAP", "LoRaTap"},
    {271, "VSOCK", "Linux vsock"},
    {272, "NORDIC_BLE", "Nordic Semiconductor Bluetooth LE sniffer frames"},
    {273, "DOCSIS31_XRA31", "Excentis XRA-31 DOCSIS 3.1 RF sniffer frames"},
    {274, "ETHERNET_MPACKET", "802.3br mPackets"},
    {275, "DISPLAYPORT_AUX", "DisplayPort AUX channel monitoring data"},
    {276, "LINUX_SLL2", "Linux cooked v2"},
    {277, "SERCOS_MONITOR", "SERCOS monitor"},
    {278, "OPENVIZSLA", "OpenVizsla USB"},
    {279, "EBHSCR", "Elektrobit High Speed Capture and Replay (EBHSCR)"},
    {280, "VPP_DISPATCH", "VPP graph dispatch tracer"},
    {281, "DSA_TAG_BRCM", "Broadcom tag"},
    {282, "DSA_TAG_BRCM_PREPEND", "Broadcom tag (prepended)"},
    {283, "IEEE802_15_4_TAP", "IEEE 802.15.4 with pseudo-header"},
    {284, "DSA_TAG_DSA", "Marvell DSA"},
    {285, "DSA_TAG_EDSA", "Marvell EDSA"},
    {286, "ELEE", "ELEE lawful intercept packets"},
    {287, "Z_WAVE_SERIAL", "Z-Wave serial frames between host and chip"},
    {288, "USB_2_0", "USB 2.0/1.1/1.0 as transmitted over the cable"},
    {289, "ATSC_ALP", "ATSC Link-Layer Protocol packets"},
    {290, "ETW", "Event Tracing for Windows"},
    {292, "ZBOSS_NCP", "ZBOSS NCP protocol"},
    {299, "ZWAVE_TAP", "Z-Wave with TAP header"},
    // clang-format on
};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool equal_in_any_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return upper(x) == upper(y); });
}

}  // namespace

std::span<const LinkTypeEntry> link_types() {
  return kLinkTypes;
}

const LinkTypeEntry* find_link_type(LinkType number) {
  const auto* const at = std::lower_bound(
      std::begin(kLinkTypes), std::end(kLinkTypes), number,
      [](const LinkTypeEntry& entry, LinkType wanted) { return entry.number < wanted; });
  return at != std::end(kLinkTypes) && at->number == number ? at : nullptr;
}

std::string link_type_name(LinkType number) {
  const auto* const entry = find_link_type(number);
  return entry != nullptr ? std::string(entry->name) : "LINKTYPE_" + std::to_string(number);
}

std::optional<LinkType> link_type_by_name(std::string_view name) {
  for (const std::string_view prefix : {"LINKTYPE_", "DLT_"}) {
    if (equal_in_any_case(name.substr(0, prefix.size()), prefix)) {
      name.remove_prefix(prefix.size());
    }
  }
  for (const auto& entry : kLinkTypes) {
    if (equal_in_any_case(entry.name, name)) return entry.number;
  }
  for (const auto& [dlt_name, number] : kDltNames) {
    if (equal_in_any_case(dlt_name, name)) return number;
  }
  return std::nullopt;
}

std::uint32_t max_captured_length(LinkType number) {
  return limit_of(kMaxCapturedOf, number, kMaxCaptured);
}

}  // namespace packetglass
