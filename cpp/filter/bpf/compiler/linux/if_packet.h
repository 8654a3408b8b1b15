// Of Linux's <linux/if_packet.h> what libpcap's compiler names.
#ifndef PACKETGLASS_LINUX_IF_PACKET_H
#define PACKETGLASS_LINUX_IF_PACKET_H

#define PACKET_OUTGOING 4

#endif
