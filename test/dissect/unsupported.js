// What tshark dissects on the given captures and we do not: THE TABLE of what the comparison leaves
// out, and why.
export const unsupported = {
  /** Layers nobody here has a dissector for. */
  layers: [
    "caneth",
    "autosar-nm",
    "bluetooth",
    "user_dlt",
    "pcap_pktdata",
    "sccp",
    "docsis",
    "lapd",
    "netlink",
    "mtp2",
    "mstp",
    "clip",
    "dbus",
    "sysdig",
    "systemd_journal",
    "juniper",
    "wpan",
  ],
  /** Captures in which tshark numbers blocks that are no packets, or stops elsewhere. */
  captures: new Set([
    "variants/gen/ng_custom_unknown_le.pcapng",
    "variants/gen/ng_journal_be.pcapng",
    "hadrielk+pcapng-test-generator/output_le/basic/test018.pcapng",
    "hadrielk+pcapng-test-generator/output_be/advanced/test102.pcapng",
    "hadrielk+pcapng-test-generator/output_le/difficult/test202.pcapng",
  ]),
};
