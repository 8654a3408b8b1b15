// Feeds a capture in pieces, as files, pipes and browsers do.
#pragma once

#include <memory>

#include "base/block_window.h"
#include "capture.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

// Offers pieces of these sizes, then the rest at once; what is not used is offered again.
inline std::unique_ptr<Capture> feed(Bytes source, const std::vector<std::size_t>& sizes = {}) {
  auto capture = std::make_unique<Capture>();
  std::size_t begin = 0;
  std::size_t end = 0;
  const auto offer = [&](std::size_t size) {
    end = std::min(source.size(), end + size);
    begin += capture->push(source.subspan(begin, end - begin));
  };
  for (const std::size_t size : sizes) offer(size);
  if (end < source.size()) offer(source.size() - end);
  capture->finish(source.subspan(begin));
  return capture;
}

inline std::unique_ptr<Capture> feed_byte_by_byte(Bytes source) {
  return feed(source, std::vector<std::size_t>(source.size(), 1));
}

// Everything that an index says, as text: equal texts mean equal indexes.
inline std::string described(const Capture& capture) {
  const Index& index = capture.index();
  std::string text;
  for (const Section& s : index.sections) {
    text += std::string(s.format) + " " + std::string(s.variant) + " at " +
            std::to_string(s.offset) + " snaplen " + std::to_string(s.snaplen) + " word " +
            std::to_string(s.link_type_word) + "\n";
  }
  for (const Interface& i : index.interfaces) {
    text += "interface " + link_type_name(i.link_type) + "\n";
  }
  for (std::uint64_t i = 0; i < index.packets.size(); ++i) {
    const Packet p = index.packets[i];
    text += std::to_string(p.offset) + " " + epoch_seconds(p.timestamp) + " " +
            std::to_string(p.captured_length) + "/" + std::to_string(p.original_length) + " on " +
            std::to_string(p.interface) + "\n";
  }
  for (const Issue& issue : index.issues.kept()) {
    text += std::string(name(issue.kind)) + " at " + std::to_string(issue.offset) + " packet " +
            std::to_string(issue.packet) + ": " + describe(issue) + "\n";
  }
  if (const auto& error = capture.error()) {
    text += std::string(name(error->code)) + " at " + std::to_string(error->offset) + ": " +
            error->message + "\n";
  }
  return text;
}

}  // namespace packetglass::test
