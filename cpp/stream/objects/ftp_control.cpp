// The commands of FTP, which announce transfers.
#include "stream/objects/ftp_control.h"

#include "base/ascii.h"
#include "dissect/application/ftp_endpoint.h"

namespace packetglass {
namespace {

TransferEnd end_of(std::string_view text) {
  const FtpEndpoint end = ftp_endpoint(text);
  return {end.address, end.port};
}

std::uint16_t extended_port(std::string_view text) {
  return extended_ftp_endpoint(text).port;
}

}  // namespace

void FtpControl::piece(const StreamPiece& piece) {
  if (piece.missing != 0) return lines_[piece.side].forget();
  for (Bytes bytes = piece.bytes; !bytes.empty();) {
    bytes = lines_[piece.side].take(bytes, [&](std::string_view line) {
      piece.side == server_ ? reply(line) : command(line);
    });
  }
}

void FtpControl::command(std::string_view line) {
  const std::string_view word = line.substr(0, line.find(' '));
  const std::string_view argument = line.substr(std::min(word.size() + 1, line.size()));
  const TransferEnd& client = ends_.sides[1 - server_];
  if (same_word(word, "PORT")) return announce(end_of(argument));
  if (same_word(word, "EPRT") && !argument.empty()) {
    return announce({client.address, extended_port(argument)});
  }
  if (!next_) return;
  for (const char* asks : {"RETR", "STOR", "APPE", "STOU"}) {
    if (same_word(word, asks)) next_->name = argument;
  }
  for (const char* asks : {"LIST", "NLST", "MLSD", "MLST"}) {
    if (same_word(word, asks)) next_->is_listing = true;
  }
}

void FtpControl::reply(std::string_view line) {
  const std::string_view code = line.substr(0, 4);
  const std::string_view end = line.substr(std::min(line.find('('), line.size()));
  const Address& server = ends_.sides[server_].address;
  if (code == "227 ") {
    const std::string_view numbers = end.empty() ? line.substr(4) : end;
    const TransferEnd said = end_of(numbers);
    announce(said);
    // Behind a translation of addresses it is another one.
    if (!(said.address == server)) transfers_.announce(true, {server, said.port}, next_);
  }
  if (code == "229 " && !end.empty()) announce({server, extended_port(end)});
}

void FtpControl::announce(const TransferEnd& end) {
  next_ = std::make_shared<Transfer>();
  transfers_.announce(true, end, next_);
}

void FtpData::piece(const StreamPiece& piece) {
  if (transfer_->is_listing) return;
  if (!file_.is_open()) file_.begin(piece, transfer_->name);
  side_ = piece.side;
  if (piece.missing != 0) return file_.lose();
  file_.add(piece, piece.bytes);
}

void FtpData::end(const StreamPiece& at) {
  if (at.side == side_) close(true);
}

// Its name may have been asked for behind its first bytes, where these waited for others.
void FtpData::close(bool whole) {
  file_.set_name(transfer_->name);
  file_.end(whole);
}

}  // namespace packetglass
