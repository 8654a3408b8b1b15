// Of Linux's <linux/filter.h> what libpcap's compiler names: offsets that stand for what the
// kernel knows of a packet, and no bytes of the packet hold.
#ifndef PACKETGLASS_LINUX_FILTER_H
#define PACKETGLASS_LINUX_FILTER_H

#define SKF_AD_OFF (-0x1000)
#define SKF_AD_PKTTYPE 4
#define SKF_AD_IFINDEX 8
#define SKF_AD_VLAN_TAG 44
#define SKF_AD_VLAN_TAG_PRESENT 48

#endif
