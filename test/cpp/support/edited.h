// Packets and captures through steps, in memory.
#pragma once

#include <gtest/gtest.h>

#include "edit/edit_chain.h"
#include "edit/edits.h"
#include "support/packets.h"

namespace packetglass::test {

// A step of the table; nullptr, and the test fails, where it cannot be made.
inline std::unique_ptr<Edit> step(std::string_view name, std::string_view value) {
  const EditKind* const kind = find_edit(name);
  EXPECT_NE(kind, nullptr) << name;
  if (kind == nullptr) return nullptr;
  MadeEdit made = kind->make(value);
  EXPECT_EQ(made.error, "") << name << " " << value;
  return std::move(made.edit);
}

// Why it cannot be made.
inline std::string step_error(std::string_view name, std::string_view value) {
  const EditKind* const kind = find_edit(name);
  EXPECT_NE(kind, nullptr) << name;
  return kind == nullptr ? "" : kind->make(value).error;
}

// One packet through one step, as a batch of a classic capture. Nothing where it was dropped.
inline std::vector<TestPacket> edited(Edit& edit, const TestPacket& packet) {
  constexpr std::size_t kHeader = 16;
  std::vector<std::uint8_t> record(kHeader);
  const auto length = static_cast<std::uint32_t>(packet.bytes.size());
  store(record.data() + 8, length, ByteOrder::kLittle);
  store(record.data() + 12, static_cast<std::uint32_t>(packet.original_length),
        ByteOrder::kLittle);
  record.insert(record.end(), packet.bytes.begin(), packet.bytes.end());

  PacketCollector collector;
  edit.hands_on_to(collector);
  Section section;
  section.format = "pcap";
  section.variant = "usec";
  section.order = ByteOrder::kLittle;
  section.version_major = 2;
  section.version_minor = 4;
  const std::vector<std::uint8_t> header(24);
  edit.section(section, header);
  Interface interface;
  interface.link_type = packet.link_type;
  edit.interface(interface, {});
  PacketBatch batch;
  batch.count = 1;
  batch.record_header_size = kHeader;
  batch.offset[0] = kHeader;
  batch.ticks[0] = 0;
  batch.captured_length[0] = length;
  batch.original_length[0] = static_cast<std::uint32_t>(packet.original_length);
  batch.interface[0] = 0;
  batch.kind[0] = RecordKind::kClassic;
  batch.window = record;
  EXPECT_TRUE(edit.packets(batch));
  return collector.packets_found;
}

inline TestPacket edited(std::string_view name, std::string_view value, const TestPacket& packet) {
  const auto edit = step(name, value);
  if (edit == nullptr) return packet;
  const auto all = edited(*edit, packet);
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? packet : all.front();
}

}  // namespace packetglass::test
