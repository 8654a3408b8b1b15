// A variable that each thread has by itself. WebAssembly has one thread.
#ifndef PACKETGLASS_LIBPCAP_PER_THREAD_H
#define PACKETGLASS_LIBPCAP_PER_THREAD_H

#ifdef __EMSCRIPTEN__
#define PACKETGLASS_PER_THREAD
#else
#define PACKETGLASS_PER_THREAD _Thread_local
#endif

#endif
