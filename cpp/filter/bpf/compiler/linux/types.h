// libpcap's compiler includes this of Linux, and names nothing of it.
