// What the CRYPTO frames of one direction carry.
#include "dissect/application/quic/crypto_stream.h"

#include <algorithm>

#include "dissect/application/quic/frame_types.h"
#include "dissect/application/quic/number.h"

namespace packetglass::quic {
namespace {

bool skip_numbers(Bytes& bytes, std::uint64_t count) {
  for (; count != 0; --count) {
    if (!take_number(bytes)) return false;
  }
  return true;
}

// Largest, delay, count, and a range more than the count says; each behind the first has a gap.
bool skip_ack(Bytes& bytes, bool counts) {
  if (!skip_numbers(bytes, 2)) return false;
  const auto ranges = take_number(bytes);
  if (!ranges || *ranges > bytes.size()) return false;
  return skip_numbers(bytes, 1 + 2 * *ranges + (counts ? 3 : 0));
}

}  // namespace

void CryptoStream::add_frames(Bytes payload) {
  while (!payload.empty()) {
    const auto type = take_number(payload);
    if (!type) return;
    switch (*type) {
      case kPadding:
      case kPing:
        break;
      case kAck:
      case kAckWithCounts:
        if (!skip_ack(payload, *type == kAckWithCounts)) return;
        break;
      case kCrypto: {
        const auto offset = take_number(payload);
        const auto size = take_number(payload);
        if (!offset || !size || *size > payload.size()) return;
        add(*offset, payload.first(static_cast<std::size_t>(*size)));
        payload = payload.subspan(static_cast<std::size_t>(*size));
        break;
      }
      default:
        return;
    }
  }
}

void CryptoStream::add(std::uint64_t offset, Bytes bytes) {
  if (offset >= kMost || bytes.empty()) return;
  const auto begin = static_cast<std::size_t>(offset);
  const std::size_t end = std::min(begin + bytes.size(), kMost);
  if (end > bytes_.size()) {
    bytes_.resize(end);
    there_.resize(end);
  }
  std::copy_n(bytes.begin(), end - begin, bytes_.begin() + static_cast<std::ptrdiff_t>(begin));
  std::fill(there_.begin() + static_cast<std::ptrdiff_t>(begin),
            there_.begin() + static_cast<std::ptrdiff_t>(end), true);
  while (size_ < there_.size() && there_[size_]) ++size_;
}

}  // namespace packetglass::quic
