// Files of TFTP: RFC 1350; the size of blocks RFC 2348.
#pragma once

#include <optional>

#include "stream/objects/announced_transfers.h"
#include "stream/objects/object_reader.h"

namespace packetglass {

// Each piece is a datagram. What is asked for at port 69 is mostly carried by another conversation
// of the client's port.
class TftpTransfer final : public ObjectReader {
 public:
  static constexpr std::uint16_t kPort = 69;

  // `transfer` is what was announced of the conversation, if anything was. `transfers` outlives
  // it.
  TftpTransfer(const ConversationEnds& ends, std::shared_ptr<const Transfer> transfer,
               AnnouncedTransfers& transfers, HttpSink& sink)
      : ends_(ends),
        transfer_(std::move(transfer)),
        transfers_(transfers),
        file_(ObjectProtocol::kTftp, sink) {}

  void piece(const StreamPiece& piece) override;
  void finish() override { close(last_.has_value()); }

 private:
  void request(const StreamPiece& piece);
  void block(const StreamPiece& piece);
  void options(Bytes bytes);
  void close(bool whole);

  ConversationEnds ends_;
  std::shared_ptr<const Transfer> transfer_;
  AnnouncedTransfers& transfers_;
  FileBody file_;
  std::size_t block_size_ = 512;
  std::uint16_t next_ = 1;
  std::optional<std::uint64_t> last_;  // the packet of a block that is shorter
};

}  // namespace packetglass
