// Which response answers which request, and what that takes.
#include "stream/exchange_log.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

constexpr bool kRequest = false, kResponse = true;

struct Said {
  bool is_response;
  std::uint64_t id;
};

// Messages of one conversation, one a packet, a millisecond apart.
class ExchangeLogTest : public testing::Test {
 protected:
  void add(ExchangeProtocol protocol, std::initializer_list<Said> messages) {
    for (const Said& said : messages) {
      ++number_;
      log_.add({protocol, said.is_response, said.id},
               {number_, static_cast<Nanoseconds>(number_) * 1'000'000, 0, said.is_response, {}});
    }
  }
  ExchangeFacts facts(std::uint64_t packet, std::uint64_t known = Exchanges::kAll) const {
    return log_.find(packet, 0, known).value();
  }

  ExchangeLog log_;
  std::uint64_t number_ = 0;
};

TEST_F(ExchangeLogTest, AResponseHasItsRequestAndTheTime) {
  add(ExchangeProtocol::kDns, {{kRequest, 1}, {kRequest, 2}, {kResponse, 1}});
  EXPECT_EQ(facts(3).request, 1u);
  EXPECT_EQ(facts(3).time, 2'000'000);
  EXPECT_EQ(facts(1).response, 3u);
  EXPECT_FALSE(facts(1).unanswered);
  EXPECT_TRUE(facts(2).unanswered);
}

TEST_F(ExchangeLogTest, WhatIsBehindIsNotTold) {
  add(ExchangeProtocol::kDns, {{kRequest, 1}, {kResponse, 1}});
  EXPECT_EQ(facts(1, 1).response, 0u);
  EXPECT_FALSE(facts(1, 1).unanswered);
  EXPECT_EQ(facts(1, 2).response, 2u);
}

TEST_F(ExchangeLogTest, WhatComesAgainHasItsOriginal) {
  add(ExchangeProtocol::kDns, {{kRequest, 1}, {kRequest, 1}, {kResponse, 1}, {kResponse, 1}});
  EXPECT_EQ(facts(2).original, 1u);
  EXPECT_EQ(facts(3).request, 1u);
  EXPECT_EQ(facts(4).original, 3u);
  add(ExchangeProtocol::kDns, {{kRequest, 1}, {kResponse, 1}});
  EXPECT_EQ(facts(5).original, 0u);
  EXPECT_EQ(facts(6).request, 5u);
}

TEST_F(ExchangeLogTest, AnEchoBeginsAnew) {
  add(ExchangeProtocol::kIcmp, {{kRequest, 1}, {kRequest, 1}, {kResponse, 1}});
  EXPECT_TRUE(facts(1).unanswered);
  EXPECT_EQ(facts(3).request, 2u);
}

TEST_F(ExchangeLogTest, ProtocolsDoNotAnswerOneAnother) {
  add(ExchangeProtocol::kDns, {{kRequest, 1}});
  add(ExchangeProtocol::kSnmp, {{kResponse, 1}});
  EXPECT_EQ(facts(2).request, 0u);
}

TEST_F(ExchangeLogTest, APacketHasSeveral) {
  for (const std::uint64_t id : {1, 2, 3}) {
    log_.add({ExchangeProtocol::kDns, kRequest, id}, {1, 0, 0, 0, {}});
  }
  log_.add({ExchangeProtocol::kDns, kResponse, 2}, {2, 7, 0, 1, {}});
  EXPECT_EQ(log_.find(1, 0, Exchanges::kAll)->response, 0u);
  EXPECT_EQ(log_.find(1, 1, Exchanges::kAll)->response, 2u);
  EXPECT_FALSE(log_.find(1, 3, Exchanges::kAll));
  EXPECT_FALSE(log_.find(3, 0, Exchanges::kAll));
}

// In any order: the answer does not depend on what was asked before.
TEST_F(ExchangeLogTest, IsAskedInAnyOrder) {
  for (std::uint64_t i = 0; i < 5000; ++i) {
    add(ExchangeProtocol::kDns, {{kRequest, i}, {kResponse, i}});
  }
  for (std::uint64_t step = 0, packet = 1; step < 10000;
       ++step, packet = (packet + 7919) % 10000) {
    if (packet == 0) continue;
    const bool response = packet % 2 == 0;
    const ExchangeFacts found = facts(packet);
    ASSERT_EQ(response ? found.request : found.response, response ? packet - 1 : packet + 1);
  }
}

// The same memory for requests that nobody answers, however many came.
TEST(ExchangeLog, ForgetsRequestsThatNobodyAnswers) {
  ExchangeLog log;
  std::size_t before = 0;
  for (const std::uint64_t size : {4, 8, 16}) {
    const std::uint64_t count = size * ExchangeLog::kMostOpen;
    for (std::uint64_t i = 0; i < count; ++i) {
      log.add({ExchangeProtocol::kDns, kRequest, before + i}, {i + 1, 0, 0, 0, {}});
    }
    const std::size_t rows = 16 * count;
    EXPECT_LT(log.memory(), 2 * rows + (std::size_t{64} << 16)) << count;
    log = ExchangeLog();
  }
}

TEST(ExchangeLog, SaysFromWhichPacketOnItHasNoRoom) {
  ExchangeLog log(2);
  for (const std::uint64_t packet : {1, 2, 3, 4}) {
    log.add({ExchangeProtocol::kDns, kRequest, packet}, {packet, 0, 0, 0, {}});
  }
  EXPECT_EQ(log.first_left_out(), 3u);
  EXPECT_TRUE(log.find(2, 0, Exchanges::kAll));
  EXPECT_FALSE(log.find(3, 0, Exchanges::kAll));
}

}  // namespace
}  // namespace packetglass
