// Live capture by libpcap.
#include "native/live_capture.h"

#include <pcap/pcap.h>

#include <exception>

#include "native/report.h"

namespace packetglass::native {
namespace {

constexpr int kWaitMilliseconds = 100;

// libpcap's DLT_ values are those of the platform; a file needs the LINKTYPE_ value.
LinkType link_type_of(int dlt) {
  switch (dlt) {
    case DLT_ATM_RFC1483:
      return 100;
    case DLT_RAW:
      return 101;
    case DLT_SLIP_BSDOS:
      return 102;
    case DLT_PPP_BSDOS:
      return 103;
    case DLT_ATM_CLIP:
      return 106;
    default:
      return static_cast<LinkType>(dlt);
  }
}

struct Dispatch {
  const LiveCapture::OnPacket& on_packet;
  Nanoseconds fraction_nanoseconds;
  ::pcap* handle;
  std::exception_ptr thrown = nullptr;
};

void hand_on(Dispatch& dispatch, const pcap_pkthdr* header, const u_char* bytes) {
  const Nanoseconds time = Nanoseconds{header->ts.tv_sec} * kNanosecondsPerSecond +
                           Nanoseconds{header->ts.tv_usec} * dispatch.fraction_nanoseconds;
  dispatch.on_packet(time, {bytes, header->caplen}, header->len);
}

// Nothing may be thrown through libpcap, which is C.
void keep_thrown(u_char* user, const pcap_pkthdr* header, const u_char* bytes) {
  auto& dispatch = *reinterpret_cast<Dispatch*>(user);
  if (dispatch.thrown != nullptr) return;
  try {
    hand_on(dispatch, header, bytes);
  } catch (...) {
    dispatch.thrown = std::current_exception();
    pcap_breakloop(dispatch.handle);
  }
}

}  // namespace

void LiveCapture::Close::operator()(::pcap* handle) const {
  pcap_close(handle);
}

std::string without_interface(const std::string& message, const std::string& interface) {
  const std::string name = interface + ": ";
  return message.starts_with(name) ? message.substr(name.size()) : message;
}

std::string LiveCapture::open(const LiveOptions& options) {
  return without_interface(try_to_open(options), options.interface);
}

std::string LiveCapture::try_to_open(const LiveOptions& options) {
  char message[PCAP_ERRBUF_SIZE] = "";
  handle_.reset(pcap_create(options.interface.c_str(), message));
  if (handle_ == nullptr) return message;
  const std::string failure = activate(options);
  return failure.empty() ? set_filter(options.filter) : failure;
}

std::string LiveCapture::activate(const LiveOptions& options) {
  ::pcap* const handle = handle_.get();
  pcap_set_snaplen(handle, options.snaplen);
  pcap_set_promisc(handle, options.not_promiscuous ? 0 : 1);
  pcap_set_timeout(handle, kWaitMilliseconds);
  pcap_set_buffer_size(handle, options.ring_mebibytes << 20);
  pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);  // where the platform has it
  const int status = pcap_activate(handle);
  const std::string detail = pcap_geterr(handle);
  const std::string text = detail.empty() ? pcap_statustostr(status) : detail;
  if (status < 0) return text;
  if (status > 0) report(options.interface, without_interface(text, options.interface));
  if (pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO) fraction_nanoseconds_ = 1;
  return {};
}

std::string LiveCapture::set_filter(const std::string& filter) {
  if (filter.empty()) return {};
  bpf_program program{};
  if (pcap_compile(handle_.get(), &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
    return "filter: " + failure();
  }
  const int status = pcap_setfilter(handle_.get(), &program);
  pcap_freecode(&program);
  return status == 0 ? "" : "filter: " + failure();
}

LinkType LiveCapture::link_type() const {
  return link_type_of(pcap_datalink(handle_.get()));
}

LiveCapture::State LiveCapture::dispatch(const OnPacket& on_packet) {
  ::pcap* const handle = handle_.get();
  Dispatch dispatch{on_packet, fraction_nanoseconds_, handle};
  const int got = pcap_dispatch(handle, -1, keep_thrown, reinterpret_cast<u_char*>(&dispatch));
  if (dispatch.thrown != nullptr) std::rethrow_exception(dispatch.thrown);
  if (got == PCAP_ERROR_BREAK) return State::kStopped;
  return got < 0 ? State::kFailed : State::kRunning;
}

void LiveCapture::stop() {
  pcap_breakloop(handle_.get());
}

std::string LiveCapture::failure() const {
  return pcap_geterr(handle_.get());
}

LiveCounts LiveCapture::counts() const {
  pcap_stat counts{};
  if (pcap_stats(handle_.get(), &counts) != 0) return {};
  return {counts.ps_recv, counts.ps_drop, counts.ps_ifdrop};
}

}  // namespace packetglass::native
