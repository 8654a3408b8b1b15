// The commands of FTP, which announce transfers: RFC 959; extended ports RFC 2428.
#pragma once

#include "stream/objects/announced_transfers.h"
#include "stream/objects/lines.h"
#include "stream/objects/object_reader.h"

namespace packetglass {

class FtpControl final : public ObjectReader {
 public:
  static constexpr std::uint16_t kPort = 21;

  // `transfers` outlives it.
  FtpControl(const ConversationEnds& ends, AnnouncedTransfers& transfers)
      : ends_(ends), transfers_(transfers), server_(ends.sides[0].port == kPort ? 0 : 1) {}

  void piece(const StreamPiece& piece) override;
  void finish() override {}

 private:
  void command(std::string_view line);
  void reply(std::string_view line);
  void announce(const TransferEnd& end);

  ConversationEnds ends_;
  AnnouncedTransfers& transfers_;
  unsigned server_;  // its side
  Lines lines_[2];
  std::shared_ptr<Transfer> next_;  // announced, and not asked for yet
};

// The bytes of a transfer.
class FtpData final : public ObjectReader {
 public:
  FtpData(std::shared_ptr<const Transfer> transfer, HttpSink& sink)
      : transfer_(std::move(transfer)), file_(ObjectProtocol::kFtpData, sink) {}

  void piece(const StreamPiece& piece) override;
  void end(const StreamPiece& at) override;
  void finish() override { close(false); }

 private:
  void close(bool whole);

  std::shared_ptr<const Transfer> transfer_;
  FileBody file_;
  unsigned side_ = 0;  // who sends it
};

}  // namespace packetglass
