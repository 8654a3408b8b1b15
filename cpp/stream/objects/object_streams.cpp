// What is carried by all conversations of a capture that are followed.
#include "stream/objects/object_streams.h"

#include "stream/http_messages.h"
#include "stream/objects/ftp_control.h"
#include "stream/objects/mail_messages.h"
#include "stream/objects/tftp_transfer.h"

namespace packetglass {
namespace {

template <typename Is>
bool any_port(const ConversationEnds& ends, const Is& is) {
  return is(ends.sides[0].port) || is(ends.sides[1].port);
}

bool is_ftp(std::uint16_t port) {
  return port == FtpControl::kPort;
}
bool is_tftp(std::uint16_t port) {
  return port == TftpTransfer::kPort;
}

}  // namespace

bool ObjectStreams::wants(const ConversationEnds& ends) const {
  return ends.is_tcp || any_port(ends, is_tftp) || transfers_.has(ends);
}

std::unique_ptr<ObjectReader> ObjectStreams::reader(const ConversationEnds& ends, HttpSink& sink) {
  auto transfer = transfers_.take(ends);
  if (!ends.is_tcp) {
    return std::make_unique<TftpTransfer>(ends, std::move(transfer), transfers_, sink);
  }
  if (transfer) return std::make_unique<FtpData>(std::move(transfer), sink);
  if (any_port(ends, is_ftp)) return std::make_unique<FtpControl>(ends, transfers_);
  if (any_port(ends, MailMessages::is_port)) return std::make_unique<MailMessages>(ends, sink);
  return std::make_unique<HttpMessages>(sink);
}

}  // namespace packetglass
