// Files of TFTP.
#include "stream/objects/tftp_transfer.h"

#include <charconv>

#include "base/ascii.h"
#include "base/cursor.h"
#include "base/text.h"

namespace packetglass {
namespace {

enum : std::uint16_t { kRead = 1, kWrite = 2, kData = 3, kError = 5, kOptions = 6 };

// A text that a zero ends; the bytes are left behind it.
std::string_view take_text(Bytes& bytes) {
  const std::string_view all = text_of(bytes);
  const std::string_view text = all.substr(0, all.find('\0'));
  bytes = bytes.subspan(std::min(text.size() + 1, bytes.size()));
  return text;
}

}  // namespace

void TftpTransfer::piece(const StreamPiece& piece) {
  // The snaplen cut off what the datagram had more.
  if (piece.missing != 0) {
    if (last_ == piece.packet) last_.reset();
    return file_.lose();
  }
  if (last_) close(true);
  if (piece.bytes.size() < 4) return;
  switch (load<std::uint16_t>(piece.bytes.data(), ByteOrder::kBig)) {
    case kRead:
    case kWrite:
      return request(piece);
    case kData:
      return block(piece);
    case kOptions:
      return options(piece.bytes.subspan(2));
    case kError:
      return close(false);
    default:
      return;
  }
}

void TftpTransfer::request(const StreamPiece& piece) {
  if (ends_.sides[1 - piece.side].port != kPort) return;
  Bytes bytes = piece.bytes.subspan(2);
  const std::string name(take_text(bytes).substr(0, HttpSide::kMaxKept));
  if (transfer_ && transfer_->name == name && !file_.is_open()) return;  // sent again
  close(false);
  const auto transfer = std::make_shared<Transfer>();
  transfer->name = name;
  transfer_ = transfer;
  next_ = 1;
  transfers_.announce(false, ends_.sides[piece.side], transfer);
}

void TftpTransfer::block(const StreamPiece& piece) {
  const auto number = load<std::uint16_t>(piece.bytes.data() + 2, ByteOrder::kBig);
  const Bytes bytes = piece.bytes.subspan(4);
  const auto ahead = static_cast<std::uint16_t>(number - next_);
  if (!transfer_ || ahead >= 0x8000) return;  // it came before
  if (!file_.is_open()) {
    file_.begin(piece, transfer_->name);
    block_size_ = std::max(block_size_, bytes.size());
  }
  if (ahead != 0) file_.lose();
  next_ = static_cast<std::uint16_t>(number + 1);
  file_.add(piece, bytes);
  if (bytes.size() < block_size_) last_ = piece.packet;
}

void TftpTransfer::options(Bytes bytes) {
  while (!bytes.empty()) {
    const std::string_view name = take_text(bytes);
    const std::string_view value = take_text(bytes);
    std::size_t size = 0;
    std::from_chars(value.data(), value.data() + value.size(), size);
    if (same_word(name, "blksize") && size >= 8 && size <= 65464) block_size_ = size;
  }
}

void TftpTransfer::close(bool whole) {
  last_.reset();
  file_.end(whole);
}

}  // namespace packetglass
