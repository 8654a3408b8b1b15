// Transfers of files that one conversation announces and another carries.
#include "stream/objects/announced_transfers.h"

#include "base/cursor.h"

namespace packetglass {

std::vector<std::uint8_t> packed(const ConversationEnds& ends) {
  std::vector<std::uint8_t> bytes = {static_cast<std::uint8_t>(ends.is_tcp ? 1 : 0)};
  for (const TransferEnd& end : ends.sides) {
    bytes.push_back(static_cast<std::uint8_t>(end.address.kind));
    bytes.insert(bytes.end(), end.address.bytes.begin(), end.address.bytes.end());
    bytes.push_back(static_cast<std::uint8_t>(end.port >> 8));
    bytes.push_back(static_cast<std::uint8_t>(end.port));
  }
  return bytes;
}

ConversationEnds unpacked(Bytes bytes) {
  Cursor in(bytes, ByteOrder::kBig);
  ConversationEnds ends;
  ends.is_tcp = in.u8() != 0;
  for (TransferEnd& end : ends.sides) {
    const std::uint8_t kind = in.u8() & 3;
    const Bytes address = in.bytes(end.address.bytes.size());
    end.port = in.u16();
    if (in.failed()) return {};
    end.address.kind = static_cast<Address::Kind>(kind);
    std::copy(address.begin(), address.end(), end.address.bytes.begin());
  }
  return ends;
}

void AnnouncedTransfers::announce(bool is_tcp, const TransferEnd& end,
                                  std::shared_ptr<Transfer> transfer) {
  const Key key{is_tcp, end};
  waiting_[key] = {std::move(transfer), ++number_};
  oldest_.emplace_back(number_, key);
  while (oldest_.size() > kMaxWaiting) {
    const auto found = waiting_.find(oldest_.front().second);
    // Another may have been announced there since.
    const bool same = found != waiting_.end() && found->second.number == oldest_.front().first;
    if (same) waiting_.erase(found);
    oldest_.pop_front();
  }
}

std::shared_ptr<Transfer> AnnouncedTransfers::take(const ConversationEnds& ends) {
  for (const TransferEnd& end : ends.sides) {
    const auto found = waiting_.find({ends.is_tcp, end});
    if (found == waiting_.end()) continue;
    std::shared_ptr<Transfer> transfer = std::move(found->second.transfer);
    waiting_.erase(found);
    return transfer;
  }
  return nullptr;
}

bool AnnouncedTransfers::has(const ConversationEnds& ends) const {
  return waiting_.count({ends.is_tcp, ends.sides[0]}) != 0 ||
         waiting_.count({ends.is_tcp, ends.sides[1]}) != 0;
}

}  // namespace packetglass
