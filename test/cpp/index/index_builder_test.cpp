#include "index/index_builder.h"

#include <gtest/gtest.h>

#include "record/limits.h"
#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

const PcapngBytes kMake{ByteOrder::kLittle};

void append(ByteVector& out, const ByteVector& more) {
  out.insert(out.end(), more.begin(), more.end());
}

// As many times this; behind it a packet of the last interface of its section.
std::unique_ptr<Capture> feed_repeated(const ByteVector& first, const ByteVector& repeated,
                                       std::size_t times, const ByteVector& last) {
  ByteVector source = first;
  source.reserve(times * repeated.size());
  for (std::size_t i = 0; i < times; ++i) append(source, repeated);
  append(source, last);
  return feed(source);
}

std::vector<IssueKind> kinds_of(const Capture& capture) {
  std::vector<IssueKind> all;
  for (const Issue& issue : capture.index().issues.kept()) all.push_back(issue.kind);
  return all;
}

TEST(IndexBuilder, HoldsNoMoreSectionsThanItsLimit) {
  const ByteVector section = kMake.section();
  for (const std::size_t beyond : {1, 1'000, 100'000}) {
    const auto capture =
        feed_repeated(section + kMake.interface() + kMake.enhanced({1, "kept"}), section,
                      kMaxKeptSections - 1 + beyond, kMake.interface() + kMake.enhanced({2, "x"}));
    const Index& index = capture->index();
    EXPECT_FALSE(capture->error());
    EXPECT_EQ(index.sections.size(), kMaxKeptSections);
    EXPECT_EQ(index.packets.size(), 1u) << "what was read before stays, what follows is not read";
    EXPECT_EQ(kinds_of(*capture), std::vector{IssueKind::kIndexLimit});
    EXPECT_EQ(index.issues.kept()[0].offset, section.size() * kMaxKeptSections +
                                                 kMake.interface().size() +
                                                 kMake.enhanced({1, "kept"}).size());
  }
}

TEST(IndexBuilder, HoldsNoMoreInterfacesThanItsLimit) {
  constexpr std::size_t kEach = 8;
  ByteVector section = kMake.section();
  for (std::size_t i = 0; i < kEach; ++i) append(section, kMake.interface());
  const auto capture = feed_repeated({}, section, kMaxKeptInterfaces / kEach + 3, {});
  EXPECT_EQ(capture->index().interfaces.size(), kMaxKeptInterfaces);
  EXPECT_EQ(kinds_of(*capture), std::vector{IssueKind::kIndexLimit});
}

TEST(IndexBuilder, HoldsAsManyCapturesOfClassicPcap) {
  const auto capture = feed_repeated({}, pcap_bytes({}, {}), kMaxKeptSections + 10, {});
  EXPECT_EQ(capture->index().sections.size(), kMaxKeptSections);
  EXPECT_EQ(capture->index().issues.count(IssueKind::kIndexLimit), 1u);
}

TEST(IndexBuilder, KeepsNoMoreBytesOfOptionsThanItsLimit) {
  const ByteVector comment = kMake.option(1, ByteVector(65'000, 'c'));
  ByteVector options;
  for (int i = 0; i < 8; ++i) append(options, comment);
  const std::size_t kept = kMaxAllKeptOptions / options.size();
  for (const std::size_t more : {1, 5, 20}) {
    const auto capture =
        feed_repeated(kMake.section(), kMake.interface(1, 0, options), kept + more, {});
    std::size_t bytes = 0;
    std::size_t unkept = 0;
    for (const Interface& interface : capture->index().interfaces) {
      bytes += interface.options.size();
      unkept += interface.options_kept ? 0 : 1;
    }
    EXPECT_EQ(bytes, kept * options.size());
    EXPECT_LE(bytes, kMaxAllKeptOptions);
    EXPECT_EQ(unkept, more);
    EXPECT_EQ(capture->index().issues.count(IssueKind::kOptionsNotKept), more);
  }
}

TEST(IndexBuilder, KeepsNoMoreOptionsThanTheirLimit) {
  ByteVector options;
  for (int i = 0; i < 1'000; ++i) append(options, kMake.option(1, {}));
  const std::size_t kept = kMaxKeptOptionCount / 1'000;
  const auto capture =
      feed_repeated(kMake.section(), kMake.interface(1, 0, options), kept + 2, {});
  EXPECT_TRUE(capture->index().interfaces[kept - 1].options_kept);
  EXPECT_FALSE(capture->index().interfaces[kept].options_kept);
  EXPECT_FALSE(capture->index().interfaces[kept + 1].options_kept);
}

TEST(IndexBuilder, NotesWhereBlocksAreThatAreToBeReadAgain) {
  const ByteVector section = kMake.section(kMake.option(1, {'c'}));
  const ByteVector interface = kMake.interface(1, 0, kMake.option(2, {'e'}));
  const auto capture = feed(section + interface);
  EXPECT_EQ(capture->index().sections[0].header_size, section.size());
  EXPECT_EQ(capture->index().interfaces[0].offset, section.size());
  EXPECT_EQ(capture->index().interfaces[0].block_size, interface.size());
}

TEST(FindInterface, FindsTheInterfacesThatSectionsNumber) {
  // In the first section a packet is of an interface that is described behind it.
  const auto capture =
      feed(kMake.section() + kMake.interface(1) + kMake.enhanced({1, "x", 1}) +
           kMake.interface(0xffff) + kMake.section() + kMake.section() + kMake.interface(113));
  const Index& index = capture->index();
  ASSERT_EQ(index.interfaces.size(), 4u);
  EXPECT_EQ(find_interface(index, 0, 0), &index.interfaces[0]);
  EXPECT_EQ(find_interface(index, 0, 1), &index.interfaces[2]) << "described, though unknown";
  EXPECT_EQ(find_interface(index, 0, 2), nullptr);
  EXPECT_EQ(find_interface(index, 1, 0), nullptr);
  EXPECT_EQ(find_interface(index, 2, 0), &index.interfaces[3]);
  EXPECT_EQ(find_interface(index, 2, 1), nullptr);
  EXPECT_EQ(find_interface(index, 3, 0), nullptr);
}

}  // namespace
}  // namespace packetglass
