// Records and blocks described as the package does it: their bytes are read from the source again.
#pragma once

#include "capture.h"
#include "describe/describe.h"
#include "support/description_text.h"

namespace packetglass::test {

// A copy of a piece of the source, so that a sanitizer notices a byte beyond it.
inline ByteVector piece_of(Bytes source, std::uint64_t begin, std::size_t size) {
  const Bytes bytes = source.subspan(static_cast<std::size_t>(begin), size);
  return {bytes.begin(), bytes.end()};
}

inline std::string described_record(const Capture& capture, Bytes source, std::uint64_t i) {
  const Index& index = capture.index();
  const Packet packet = index.packets[i];
  const std::size_t head_size = record_head_size(index, i);
  const ByteVector head = piece_of(source, packet.offset - head_size, head_size);
  const std::size_t tail_size = record_tail_size(index, i, head);
  const ByteVector tail = piece_of(source, packet.offset + packet.captured_length, tail_size);
  Description out;
  put_record(out, index, i, head, tail);
  return text_of(out);
}

inline std::string described_block(const Capture& capture, Bytes source, std::size_t i) {
  const BlockEntry entry = capture.index().blocks[i];
  const ByteVector bytes = piece_of(source, entry.offset, entry.length);
  Description out;
  put_block(out, capture.index(), i, bytes);
  return text_of(out);
}

}  // namespace packetglass::test
