// What becomes of a field.
#include "edit/anonymise/field_rules.h"

#include <algorithm>

#include "dissect/field_type.h"
#include "edit/anonymise/text_lines.h"

namespace packetglass::anonymise {
namespace {

struct Row {
  std::string_view name;  // with a full stop at its end: of all fields that begin so
  Rule rule;
};

// Texts and bytes that are not zeros. The first row that fits counts.
constexpr Row kRows[] = {
    {"dns.txt", Rule::kText},
    {"dns.spf", Rule::kText},
    {"dns.hinfo.", Rule::kText},
    {"dns.caa.tag", Rule::kVerbatim},
    {"dns.caa.", Rule::kText},
    {"dns.naptr.flags", Rule::kVerbatim},
    {"dns.naptr.service", Rule::kText},
    {"dns.naptr.regex", Rule::kText},
    {"dns.svcb.svcparam.alpn", Rule::kVerbatim},
    {"dns.opt.", Rule::kUnknown},
    {"dns.nsec3.", Rule::kUnknown},
    {"dns.", Rule::kDnsName},
    {"nbns.netbios_name", Rule::kText},
    {"nbns.", Rule::kNetbiosName},
    {"nbdgm.", Rule::kNetbiosName},
    {"nbss.", Rule::kNetbiosName},
    {"dhcp.cookie", Rule::kVerbatim},
    {"dhcp.option.dhcp_dns_domain_search_list_fqdn", Rule::kDnsName},
    {"dhcp.option.message", Rule::kText},
    {"dhcp.", Rule::kText},
    {"dhcpv6.client_domain", Rule::kDnsName},
    {"dhcpv6.search_list_entry", Rule::kDnsName},
    {"tls.handshake.extensions_alpn_str", Rule::kVerbatim},
    {"tls.handshake.extensions_alps_alpn_str", Rule::kVerbatim},
    {"tls.handshake.extensions_server_name", Rule::kText},
    {"dtls.handshake.extensions_server_name", Rule::kText},
    {"dtls.handshake.extensions_alpn_str", Rule::kVerbatim},
    {"ssh.protocol", Rule::kText},
    {"lldp.", Rule::kText},
    {"cdp.", Rule::kText},
    {"ldap.mechanism", Rule::kVerbatim},
    {"ldap.simple", Rule::kZero},
    {"ldap.", Rule::kText},
    {"tftp.type", Rule::kVerbatim},
    {"tftp.option.name", Rule::kVerbatim},
    {"tftp.", Rule::kText},
    {"snmp.community", Rule::kText},
    {"kerberos.realm", Rule::kText},
    {"mqtt.protoname", Rule::kVerbatim},
    {"mqtt.passwd", Rule::kZero},
    {"mqtt.", Rule::kText},
    {"pppoed.", Rule::kText},
    {"radius.", Rule::kText},
    {"chap.name", Rule::kText},
    {"pap.peer_id", Rule::kText},
    {"eap.identity", Rule::kText},
    {"smb.dialect.name", Rule::kVerbatim},
    {"smb.", Rule::kText},
    {"smb2.", Rule::kText},
    {"stun.att.username", Rule::kText},
    {"stun.att.realm", Rule::kText},
    {"l2tp.avp.host_name", Rule::kText},
    {"wlan.ssid", Rule::kText},
    {"pcapdroid.appname", Rule::kText},
    {"pktap.", Rule::kText},
    // Initial packets of QUIC are sealed with a key that stands in them.
    {"quic.payload", Rule::kZero},
    {"quic.remaining_payload", Rule::kZero},
    {"tls.handshake.certificate", Rule::kZero},
    {"http2.header", Rule::kZero},
};

// Numbers that are made of all of a message, and that are not made again.
constexpr std::string_view kDigests[] = {"pgm.hdr.cksum", "stun.att.crc32"};

bool fits(std::string_view row, std::string_view name) {
  return row == name || (row.ends_with('.') && name.starts_with(row));
}

bool ends_with_mask(std::string_view name) {
  return name.ends_with("mask");
}

bool is_port(const Field& field) {
  return number_form(field.shape) == NumberForm::kPort;
}

bool is_vlan(std::string_view name) {
  return name == "vlan.id" || name == "ieee8021ad.id" || name == "dsa.vid";
}

Rule by_name(std::string_view name) {
  const auto* const row = std::find_if(std::begin(kRows), std::end(kRows),
                                       [&](const Row& each) { return fits(each.name, name); });
  return row == std::end(kRows) ? Rule::kUnknown : row->rule;
}

}  // namespace

Rule FieldRules::of(const Field& field) {
  return known_.of(field, [this](const Field& unknown) { return find(unknown); });
}

// As the policy has it for this field, of what its type allows.
Rule FieldRules::as(Treatment treatment, const Field& field) const {
  if (treatment == Treatment::kZero) return Rule::kZero;
  if (treatment == Treatment::kKeep) return Rule::kVerbatim;
  const std::string_view name = field.name;
  switch (type_of(field.shape)) {
    case FieldType::kIpv4:
      return Rule::kIpv4;
    case FieldType::kIpv6:
      return Rule::kIpv6;
    case FieldType::kEther:
      return Rule::kMac;
    case FieldType::kString: {
      const Rule rule = by_name(name);
      return rule == Rule::kDnsName || rule == Rule::kNetbiosName ? rule : Rule::kText;
    }
    default:
      if (is_port(field)) return Rule::kPort;
      return is_vlan(name) ? Rule::kVlan : Rule::kHardware;
  }
}

Rule FieldRules::find(const Field& field) const {
  const std::string_view name = field.name;
  if (field.shape == Shape::kLayer && is_text_layer(name)) return Rule::kTextLayer;
  if (is_heading(field.shape)) return Rule::kNothing;
  for (const auto& [wanted, treatment] : policy_.fields) {
    if (fits(wanted, name)) return as(treatment, field);
  }
  switch (field.shape) {
    case Shape::kMac:
      return Rule::kMac;
    case Shape::kIpv4:
      return ends_with_mask(name)               ? Rule::kVerbatim
             : by_name(name) == Rule::kVerbatim ? Rule::kVerbatim
                                                : Rule::kIpv4;
    case Shape::kIpv6:
      return Rule::kIpv6;
    case Shape::kColonBytes:
      return Rule::kHardware;
    case Shape::kBody:
      return Rule::kBody;
    case Shape::kBytes:
    case Shape::kText: {
      const Rule rule = by_name(name);
      const bool text = field.shape == Shape::kText;
      if (rule == Rule::kUnknown || rule == Rule::kZero || rule == Rule::kVerbatim) {
        return rule == Rule::kUnknown && text ? Rule::kZero : rule;
      }
      if (!text) return Rule::kUnknown;
      // Where names are kept, addresses in them are not.
      return policy_.names == Treatment::kZero ? Rule::kZero : rule;
    }
    case Shape::kExpert:
    case Shape::kMessage:
    case Shape::kNone:
      return Rule::kNothing;
    default:
      if (is_port(field)) return Rule::kPort;
      if (std::find(std::begin(kDigests), std::end(kDigests), name) != std::end(kDigests)) {
        return Rule::kZero;
      }
      return is_vlan(name) ? Rule::kVlan : Rule::kNumber;
  }
}

}  // namespace packetglass::anonymise
