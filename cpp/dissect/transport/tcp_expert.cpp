// What the header of a TCP segment alone gives notice of.
#include "dissect/transport/tcp_expert.h"

#include "base/text.h"

namespace packetglass {
namespace {

using Group = ExpertGroup;
using Severity = ExpertSeverity;

constexpr Expert kSyn{{"tcp.connection.syn", "Connection establish request (SYN)", Shape::kExpert},
                      Severity::kChat,
                      Group::kSequence};
constexpr Expert kSynAck{
    {"tcp.connection.synack", "Connection establish acknowledge (SYN+ACK)", Shape::kExpert},
    Severity::kChat,
    Group::kSequence};
constexpr Expert kFin{{"tcp.connection.fin", "Connection finish (FIN)", Shape::kExpert},
                      Severity::kChat,
                      Group::kSequence};
constexpr Expert kFinActive{
    {"tcp.connection.fin_active", "This frame initiates the connection closing", Shape::kExpert},
    Severity::kNote,
    Group::kSequence};
constexpr Expert kFinPassive{
    {"tcp.connection.fin_passive", "This frame undergoes the connection closing", Shape::kExpert},
    Severity::kNote,
    Group::kSequence};
constexpr Expert kReset{{"tcp.connection.rst", "Connection reset (RST)", Shape::kExpert},
                        Severity::kWarning,
                        Group::kSequence};
constexpr Expert kAcknowledgment{
    {"tcp.ack.nonzero", "The acknowledgment number field is nonzero while the ACK flag is not set",
     Shape::kExpert},
    Severity::kNote,
    Group::kProtocol};
constexpr Expert kUrgent{
    {"tcp.urgent_pointer.non_zero",
     "The urgent pointer field is nonzero while the URG flag is not set", Shape::kExpert},
    Severity::kNote,
    Group::kProtocol};

constexpr FieldSpan kFields[] = {
    kSyn.field,   kSynAck.field,         kFin.field,   kFinActive.field, kFinPassive.field,
    kReset.field, kAcknowledgment.field, kUrgent.field};

void report_opening(Layer& tcp, const Expert& opening, unsigned server_port) {
  tcp.expert_info(opening,
                  std::string(opening.field.title) + format_text(": server port %u", server_port));
}

void report_closing(Layer& tcp) {
  tcp.expert_info(kFin);
  const TcpPast* const past = tcp.tcp_past();
  if (past == nullptr || !past->closes_first) return;
  tcp.expert_info(*past->closes_first ? kFinActive : kFinPassive);
}

}  // namespace

void report_tcp_flags(Layer& tcp, const TcpSegment& segment) {
  if (!tcp.recording() || tcp.truncated()) return;
  const bool acknowledges = (segment.flags & TcpSegment::kAck) != 0;
  if ((segment.flags & TcpSegment::kSyn) != 0) {
    acknowledges ? report_opening(tcp, kSynAck, tcp.source_port())
                 : report_opening(tcp, kSyn, tcp.destination_port());
  }
  if ((segment.flags & TcpSegment::kFin) != 0) report_closing(tcp);
  if ((segment.flags & TcpSegment::kReset) != 0) tcp.expert_info(kReset);
}

void report_tcp_fields(Layer& tcp, const TcpSegment& segment, std::uint16_t urgent) {
  if (!tcp.recording() || tcp.truncated()) return;
  const bool acknowledges = (segment.flags & TcpSegment::kAck) != 0;
  if (!acknowledges && segment.acknowledgment != 0) tcp.expert_info(kAcknowledgment);
  if ((segment.flags & TcpSegment::kUrgent) == 0 && urgent != 0) tcp.expert_info(kUrgent);
}

extern constexpr FieldList kTcpExpertFields = kFields;

}  // namespace packetglass
