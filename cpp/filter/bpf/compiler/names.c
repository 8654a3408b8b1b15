// What names stand for in capture filters: fixed tables, and what the caller of the compilation
// knows. They stand for the functions of the C library that would ask files of the machine, or the
// network.
#include "filter/bpf/compiler/names.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// Memory is of the arena here too.
#include "filter/bpf/compiler/config.h"
#undef while

#define TCP 1
#define UDP 2

struct service {
  const char* name;
  unsigned port;
  unsigned transports;
};

struct protocol {
  const char* name;
  int number;
};

// THE TABLE of services: ports of IANA's registry, with the transports that they are used over.
// clang-format off
static const struct service kServices[] = {
    {"echo", 7, TCP | UDP}, {"discard", 9, TCP | UDP}, {"sink", 9, TCP | UDP},
    {"null", 9, TCP | UDP}, {"systat", 11, TCP}, {"users", 11, TCP}, {"daytime", 13, TCP | UDP},
    {"netstat", 15, TCP}, {"qotd", 17, TCP}, {"quote", 17, TCP}, {"chargen", 19, TCP | UDP},
    {"ttytst", 19, TCP | UDP}, {"source", 19, TCP | UDP}, {"ftp-data", 20, TCP}, {"ftp", 21, TCP},
    {"ssh", 22, TCP}, {"telnet", 23, TCP}, {"smtp", 25, TCP}, {"mail", 25, TCP},
    {"time", 37, TCP | UDP}, {"timserver", 37, TCP | UDP}, {"whois", 43, TCP},
    {"nicname", 43, TCP}, {"tacacs", 49, TCP | UDP}, {"domain", 53, TCP | UDP},
    {"bootps", 67, UDP}, {"bootpc", 68, UDP}, {"tftp", 69, UDP}, {"gopher", 70, TCP},
    {"finger", 79, TCP}, {"http", 80, TCP}, {"www", 80, TCP}, {"kerberos", 88, TCP | UDP},
    {"kerberos5", 88, TCP | UDP}, {"krb5", 88, TCP | UDP}, {"kerberos-sec", 88, TCP | UDP},
    {"iso-tsap", 102, TCP}, {"tsap", 102, TCP}, {"acr-nema", 104, TCP}, {"pop3", 110, TCP},
    {"pop-3", 110, TCP}, {"sunrpc", 111, TCP | UDP}, {"portmapper", 111, TCP | UDP},
    {"auth", 113, TCP}, {"authentication", 113, TCP}, {"tap", 113, TCP}, {"ident", 113, TCP},
    {"nntp", 119, TCP}, {"readnews", 119, TCP}, {"untp", 119, TCP}, {"ntp", 123, UDP},
    {"epmap", 135, TCP}, {"loc-srv", 135, TCP}, {"netbios-ns", 137, UDP},
    {"netbios-dgm", 138, UDP}, {"netbios-ssn", 139, TCP}, {"imap2", 143, TCP}, {"imap", 143, TCP},
    {"snmp", 161, TCP | UDP}, {"snmp-trap", 162, TCP | UDP}, {"snmptrap", 162, TCP | UDP},
    {"xdmcp", 177, UDP}, {"bgp", 179, TCP}, {"smux", 199, TCP}, {"z3950", 210, TCP},
    {"wais", 210, TCP}, {"ipx", 213, UDP}, {"ptp-event", 319, UDP}, {"ptp-general", 320, UDP},
    {"rpc2portmap", 369, TCP | UDP}, {"ldap", 389, TCP | UDP}, {"svrloc", 427, TCP | UDP},
    {"https", 443, TCP | UDP}, {"microsoft-ds", 445, TCP}, {"kpasswd", 464, TCP | UDP},
    {"submissions", 465, TCP}, {"ssmtp", 465, TCP}, {"smtps", 465, TCP}, {"urd", 465, TCP},
    {"isakmp", 500, UDP}, {"rtsp", 554, TCP | UDP}, {"asf-rmcp", 623, UDP}, {"ipp", 631, TCP},
    {"ldp", 646, TCP | UDP}, {"exec", 512, TCP}, {"biff", 512, UDP}, {"comsat", 512, UDP},
    {"login", 513, TCP}, {"who", 513, UDP}, {"whod", 513, UDP}, {"shell", 514, TCP},
    {"cmd", 514, TCP}, {"syslog", 514, TCP | UDP}, {"printer", 515, TCP}, {"spooler", 515, TCP},
    {"talk", 517, UDP}, {"ntalk", 518, UDP}, {"route", 520, UDP}, {"router", 520, UDP},
    {"routed", 520, UDP}, {"uucp", 540, TCP}, {"uucpd", 540, TCP}, {"klogin", 543, TCP},
    {"kshell", 544, TCP}, {"krcmd", 544, TCP}, {"dhcpv6-client", 546, UDP},
    {"dhcpv6-server", 547, UDP}, {"afpovertcp", 548, TCP}, {"nntps", 563, TCP},
    {"snntp", 563, TCP}, {"submission", 587, TCP}, {"ldaps", 636, TCP | UDP},
    {"kerberos-adm", 749, TCP}, {"domain-s", 853, TCP | UDP}, {"rsync", 873, TCP},
    {"ftps-data", 989, TCP}, {"ftps", 990, TCP}, {"telnets", 992, TCP}, {"imaps", 993, TCP},
    {"pop3s", 995, TCP}, {"socks", 1080, TCP}, {"openvpn", 1194, TCP | UDP},
    {"rmiregistry", 1099, TCP}, {"ms-sql-s", 1433, TCP}, {"ms-sql-m", 1434, UDP},
    {"l2f", 1701, UDP}, {"l2tp", 1701, UDP}, {"radius", 1812, TCP | UDP},
    {"radius-acct", 1813, TCP | UDP}, {"radacct", 1813, TCP | UDP}, {"cisco-sccp", 2000, TCP},
    {"nfs", 2049, TCP | UDP}, {"rtcm-sc104", 2101, TCP | UDP}, {"cvspserver", 2401, TCP},
    {"dict", 2628, TCP}, {"gsiftp", 2811, TCP}, {"gpsd", 2947, TCP}, {"icpv2", 3130, UDP},
    {"icp", 3130, UDP}, {"isns", 3205, TCP | UDP}, {"iscsi-target", 3260, TCP},
    {"mysql", 3306, TCP}, {"ms-wbt-server", 3389, TCP}, {"nut", 3493, TCP | UDP},
    {"distcc", 3632, TCP}, {"daap", 3689, TCP}, {"svn", 3690, TCP}, {"subversion", 3690, TCP},
    {"sieve", 4190, TCP}, {"epmd", 4369, TCP}, {"ntske", 4460, TCP}, {"ipsec-nat-t", 4500, UDP},
    {"sip", 5060, TCP | UDP}, {"sip-tls", 5061, TCP | UDP}, {"xmpp-client", 5222, TCP},
    {"jabber-client", 5222, TCP}, {"xmpp-server", 5269, TCP}, {"jabber-server", 5269, TCP},
    {"mdns", 5353, UDP}, {"postgresql", 5432, TCP}, {"postgres", 5432, TCP}, {"amqp", 5672, TCP},
    {"x11", 6000, TCP}, {"x11-0", 6000, TCP}, {"redis", 6379, TCP}, {"http-alt", 8080, TCP},
    {"webcache", 8080, TCP}, {"puppet", 8140, TCP}, {"bacula-dir", 9101, TCP}, {"nbd", 10809, TCP},
    {"zabbix-agent", 10050, TCP}, {"zabbix-trapper", 10051, TCP}, {"bgpd", 2605, TCP},
    {"sane-port", 6566, TCP}, {"sane", 6566, TCP}, {"saned", 6566, TCP}, {"git", 9418, TCP},
};

// THE TABLE of protocols over IP, as IANA's registry has them. Each may be in capitals too.
static const struct protocol kProtocols[] = {
    {"ip", 0}, {"hopopt", 0}, {"icmp", 1}, {"igmp", 2}, {"ggp", 3}, {"ipencap", 4}, {"st", 5},
    {"tcp", 6}, {"egp", 8}, {"igp", 9}, {"pup", 12}, {"udp", 17}, {"hmp", 20}, {"xns-idp", 22},
    {"rdp", 27}, {"iso-tp4", 29}, {"dccp", 33}, {"xtp", 36}, {"ddp", 37}, {"idpr-cmtp", 38},
    {"ipv6", 41}, {"ipv6-route", 43}, {"ipv6-frag", 44}, {"idrp", 45}, {"rsvp", 46}, {"gre", 47},
    {"esp", 50}, {"ah", 51}, {"skip", 57}, {"ipv6-icmp", 58}, {"ipv6-nonxt", 59},
    {"ipv6-opts", 60}, {"rspf", 73}, {"vmtp", 81}, {"eigrp", 88}, {"ospf", 89}, {"ax.25", 93},
    {"ipip", 94}, {"etherip", 97}, {"encap", 98}, {"pim", 103}, {"ipcomp", 108}, {"vrrp", 112},
    {"l2tp", 115}, {"isis", 124}, {"sctp", 132}, {"fc", 133}, {"mobility-header", 135},
    {"udplite", 136}, {"mpls-in-ip", 137}, {"manet", 138}, {"hip", 139}, {"shim6", 140},
    {"wesp", 141}, {"rohc", 142}, {"ethernet", 143}, {"mptcp", 262},
};
// clang-format on

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

PACKETGLASS_PER_THREAD const struct packetglass_names* packetglass_current_names;

// The address that the caller knows for a name, or NULL; `at` is where to look on.
static const char* known(const struct packetglass_name* names, size_t count, const char* name,
                         size_t* at) {
  while (*at < count) {
    const struct packetglass_name* each = &names[(*at)++];
    if (strcasecmp(each->name, name) == 0) return each->address;
  }
  return NULL;
}

// An address of either family in front of a list; the list where it is none.
static struct addrinfo* in_front(struct addrinfo* list, const char* address) {
  struct addrinfo* made = calloc(1, sizeof *made + sizeof(struct sockaddr_in6));
  if (made == NULL) return list;
  struct sockaddr_in* in4 = (struct sockaddr_in*)(made + 1);
  struct sockaddr_in6* in6 = (struct sockaddr_in6*)(made + 1);
  made->ai_addr = (struct sockaddr*)(made + 1);
  if (inet_pton(AF_INET, address, &in4->sin_addr) == 1) {
    made->ai_family = in4->sin_family = AF_INET;
    made->ai_addrlen = sizeof *in4;
  } else if (inet_pton(AF_INET6, address, &in6->sin6_addr) == 1) {
    made->ai_family = in6->sin6_family = AF_INET6;
    made->ai_addrlen = sizeof *in6;
  } else {
    free(made);
    return list;
  }
  made->ai_next = list;
  return made;
}

// Addresses of one family in the order in which the caller has them, in front of a list.
static struct addrinfo* of_family(int family, const char* host, struct addrinfo* rest) {
  const struct packetglass_names* names = packetglass_current_names;
  struct addrinfo* first = rest;
  struct addrinfo** end = &first;
  size_t at = 0;
  for (const char* address; (address = known(names->hosts, names->host_count, host, &at));) {
    struct addrinfo* made = in_front(NULL, address);
    if (made == NULL || made->ai_family != family) {
      free(made);
      continue;
    }
    made->ai_next = rest;
    *end = made;
    end = &made->ai_next;
  }
  return first;
}

// Those of IPv6 first, as hosts that have both are asked for them.
static struct addrinfo* addresses_of(const char* host) {
  struct addrinfo* list = in_front(NULL, host);
  if (list != NULL || packetglass_current_names == NULL) return list;
  return of_family(AF_INET6, host, of_family(AF_INET, host, NULL));
}

// The port of a service over a transport, or -1.
static int port_of(const char* name, unsigned transport) {
  if (*name >= '0' && *name <= '9') {
    char* end;
    const unsigned long port = strtoul(name, &end, 10);
    return *end == '\0' && port <= 65535 ? (int)port : -1;
  }
  for (size_t i = 0; i < COUNT(kServices); ++i) {
    if ((kServices[i].transports & transport) == 0) continue;
    if (strcmp(kServices[i].name, name) == 0) return (int)kServices[i].port;
  }
  return -1;
}

static struct addrinfo* service_of(const char* name, unsigned transport) {
  const int port = port_of(name, transport);
  struct addrinfo* made = port < 0 ? NULL : in_front(NULL, "0.0.0.0");
  if (made != NULL) ((struct sockaddr_in*)made->ai_addr)->sin_port = htons((uint16_t)port);
  return made;
}

int packetglass_getaddrinfo(const char* host, const char* service, const struct addrinfo* hints,
                            struct addrinfo** found) {
  const unsigned transport = hints->ai_protocol == IPPROTO_UDP ? UDP : TCP;
  *found = host != NULL ? addresses_of(host) : service_of(service, transport);
  return *found == NULL ? EAI_NONAME : 0;
}

void packetglass_freeaddrinfo(struct addrinfo* list) {
  while (list != NULL) {
    struct addrinfo* next = list->ai_next;
    free(list);
    list = next;
  }
}

struct hostent* packetglass_gethostbyname(const char* name) {
  (void)name;
  return NULL;
}

// The number that up to four parts make, as inet_network() has it: 10.2 is 0x0a02; false where it
// is none.
static int read_network(const char* text, uint32_t* number) {
  int parts = 0;
  for (*number = 0; parts < 4; ++parts) {
    char* end;
    const unsigned long part = strtoul(text, &end, 10);
    if (end == text || part > 255) return 0;
    *number = *number << 8 | (uint32_t)part;
    if (*end == '\0') return 1;
    if (*end != '.') return 0;
    text = end + 1;
  }
  return 0;
}

struct netent* packetglass_getnetbyname(const char* name) {
  static PACKETGLASS_PER_THREAD struct netent found;
  const struct packetglass_names* names = packetglass_current_names;
  size_t at = 0;
  const char* text =
      names == NULL ? NULL : known(names->networks, names->network_count, name, &at);
  if (text == NULL || !read_network(text, &found.n_net)) return NULL;
  return &found;
}

// In small letters, or all in capitals: "tcp", "TCP".
static int is_protocol(const char* name, const char* wanted) {
  if (strcmp(name, wanted) == 0) return 1;
  return strcasecmp(name, wanted) == 0 && strpbrk(wanted, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

struct protoent* packetglass_getprotobyname(const char* name) {
  static PACKETGLASS_PER_THREAD struct protoent found;
  for (size_t i = 0; i < COUNT(kProtocols); ++i) {
    if (!is_protocol(kProtocols[i].name, name)) continue;
    found.p_proto = kProtocols[i].number;
    return &found;
  }
  return NULL;
}

// A hexadecimal digit's value, or -1.
static int digit_of(char digit) {
  static const char kDigits[] = "0123456789abcdef";
  const char small = digit >= 'A' && digit <= 'F' ? (char)(digit + 'a' - 'A') : digit;
  const char* found = small == '\0' ? NULL : strchr(kDigits, small);
  return found == NULL ? -1 : (int)(found - kDigits);
}

int packetglass_ether_hostton(const char* name, void* address) {
  const struct packetglass_names* names = packetglass_current_names;
  unsigned char* bytes = address;
  size_t at = 0;
  const char* text = names == NULL ? NULL : known(names->ethers, names->ether_count, name, &at);
  if (text == NULL || strlen(text) != 17) return -1;
  for (size_t i = 0; i < 6; ++i) {
    const int high = digit_of(text[3 * i]), low = digit_of(text[3 * i + 1]);
    if (high < 0 || low < 0) return -1;
    bytes[i] = (unsigned char)(16 * high + low);
  }
  return 0;
}
