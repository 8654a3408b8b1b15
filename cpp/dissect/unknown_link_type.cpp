// What a row says of a packet whose link type no dissector is for.
#include "dissect/unknown_link_type.h"

#include "base/text.h"

namespace packetglass {
namespace {

// THE TABLE of those that Wireshark's column Protocol calls otherwise than the registry of link
// types.
constexpr Name kProtocols[] = {
    {3, "AX.25"},           {114, "LLAP"},         {123, "ATM"},
    {138, "IP/IEEE1394"},   {139, "MTP2"},         {140, "MTP2"},
    {141, "MTP3"},          {142, "SCCP"},         {143, "DOCSIS"},
    {165, "BACnet"},        {169, "GPRS-LLC"},     {170, "GFP"},
    {171, "GFP"},           {186, "USB"},          {195, "IEEE 802.15.4"},
    {197, "ERF"},           {199, "IPMB"},         {202, "AX.25 KISS"},
    {203, "LAPD"},          {210, "FLEXRAY"},      {212, "LIN"},
    {215, "IEEE 802.15.4"}, {224, "FC"},           {225, "FC"},
    {230, "IEEE 802.15.4"}, {231, "D-Bus"},        {236, "MUX27010"},
    {250, "RTAC Serial"},   {251, "LE LL"},        {252, "Exported PDU"},
    {254, "HCI_MON"},       {255, "BT BR/EDR RF"}, {256, "LE LL"},
    {266, "USB"},           {270, "LoRaTap"},      {275, "DPAUXMON"},
    {279, "EBHSCR"},        {280, "VPP"},          {283, "IEEE 802.15.4"},
    {288, "USBLL"},
};

const char* protocol_of(const LinkTypeEntry& entry) {
  const std::string_view name = name_of(kProtocols, entry.number);
  return name.empty() ? entry.name.data() : name.data();
}

}  // namespace

void name_link_type(const Route& route, Dissection& dissection) {
  Summary& summary = dissection.summary;
  if (dissection.quoted || *summary.protocol != 0) return;
  const auto number = static_cast<LinkType>(route.number);
  const LinkTypeEntry* const entry = find_link_type(number);
  // Names are constants that end with a zero.
  summary.protocol = entry != nullptr ? protocol_of(*entry) : "UNKNOWN";
  std::string* const info = dissection.wanted.info;
  if (info == nullptr) return;
  *info = entry != nullptr ? format_text("%s (LINKTYPE_%s, %u)", entry->description.data(),
                                         entry->name.data(), number)
                           : format_text("LINKTYPE_%u", number);
}

}  // namespace packetglass
