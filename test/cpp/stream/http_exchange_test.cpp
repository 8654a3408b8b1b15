// Which request an answer belongs to: what was acknowledged says it, not how many there were.
#include "stream/http_exchange.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

// Each request has 10 bytes, each answer 100.
class Talk {
 public:
  // A request that begins at this offset, whose sender had so much of the answers.
  void request(const std::string& target, StreamOffset begin, StreamOffset had) {
    HttpRequest request;
    request.had = had;
    request.is_first = begin == 0;
    request.head_end = heard_ = begin + 10;
    request.target = target;
    exchange_.request(request, answered_);
    exchange_.request_ended(heard_);
  }
  // The target of an answer that begins at this offset, whose sender had so much of the requests.
  std::string answer(StreamOffset begin, StreamOffset had, unsigned status = 200) {
    const HttpRequest* const request = exchange_.answer({begin, had, heard_, status, begin == 0});
    const std::string target = request == nullptr ? "?" : request->target;
    answered_ = begin + 100;
    if (status >= 200) exchange_.answer_ended(answered_);
    return target;
  }
  HttpExchange& operator*() { return exchange_; }

 private:
  HttpExchange exchange_;
  StreamOffset heard_ = 0, answered_ = 0;
};

TEST(HttpExchange, AnswersInOrderWhereNothingIsLost) {
  Talk talk;
  for (StreamOffset i = 0; i < 3; ++i) talk.request(std::to_string(i), 10 * i, 0);
  for (StreamOffset i = 0; i < 3; ++i) EXPECT_EQ(talk.answer(100 * i, 30), std::to_string(i));
  EXPECT_EQ(talk.answer(300, 30), "?");
  EXPECT_TRUE((*talk).pipelines());
}

TEST(HttpExchange, KnowsTheRequestWhereTheAnswerBeforeIsLost) {
  Talk talk;
  talk.request("a", 0, 0);
  (*talk).lose_answers();
  talk.request("b", 10, 100);
  EXPECT_EQ(talk.answer(100, 20), "b");
  EXPECT_TRUE((*talk).assumed());
}

TEST(HttpExchange, KnowsNoRequestForTheAnswerToALostOne) {
  Talk talk;
  talk.request("a", 0, 0);
  (*talk).lose_answers();
  EXPECT_EQ(talk.answer(100, 24), "?");
  (*talk).lose_requests();
  talk.request("c", 24, 200);
  EXPECT_EQ(talk.answer(200, 34), "c");
}

TEST(HttpExchange, AnswersOnceWhateverInterimAnswersCome) {
  Talk talk;
  talk.request("a", 0, 0);
  EXPECT_EQ(talk.answer(0, 10, 100), "a");
  EXPECT_EQ(talk.answer(100, 10, 103), "a");
  EXPECT_EQ(talk.answer(200, 10), "a");
  EXPECT_EQ(talk.answer(300, 10, 408), "?");
}

TEST(HttpExchange, KnowsNothingBehindALossWhereTheClientPipelines) {
  Talk talk;
  talk.request("a", 0, 0);
  talk.request("b", 10, 0);
  talk.request("c", 20, 0);
  EXPECT_EQ(talk.answer(0, 30), "a");
  (*talk).lose_answers();
  EXPECT_EQ(talk.answer(200, 30), "?");
}

TEST(HttpExchange, KnowsWhatCameBeforeALossOfRequestsEvenThere) {
  Talk talk;
  talk.request("a", 0, 0);
  talk.request("b", 10, 0);
  (*talk).lose_requests();
  EXPECT_EQ(talk.answer(0, 50), "a");
  EXPECT_EQ(talk.answer(100, 50), "b");
  talk.request("d", 50, 200);
  EXPECT_EQ(talk.answer(200, 60), "?");
}

// Of two answers that have the same requests, the first can have been to one of them only.
TEST(HttpExchange, SeesThatAClientPipelinesInWhatIsAnswered) {
  Talk talk;
  talk.request("a", 0, 0);
  EXPECT_EQ(talk.answer(0, 10), "a");
  (*talk).lose_requests();
  talk.request("c", 50, 300);
  (*talk).lose_answers();
  EXPECT_EQ(talk.answer(300, 60), "c");
  EXPECT_FALSE((*talk).pipelines());
  EXPECT_EQ(talk.answer(400, 60), "?");
  EXPECT_TRUE((*talk).pipelines());
}

TEST(HttpExchange, SeesItInARequestThatWasSentTooEarly) {
  Talk sent_at_once;
  sent_at_once.request("a", 0, 0);
  sent_at_once.request("b", 10, 0);
  EXPECT_TRUE((*sent_at_once).pipelines());

  Talk in_the_middle;
  in_the_middle.request("a", 0, 0);
  EXPECT_EQ(in_the_middle.answer(0, 10), "a");
  in_the_middle.request("b", 10, 50);
  EXPECT_TRUE((*in_the_middle).pipelines());
}

// Sent again when it had been answered: it says what its sender has now.
TEST(HttpExchange, DoesNotAnswerARequestThatComesLate) {
  Talk talk;
  EXPECT_EQ(talk.answer(0, 20), "?");
  talk.request("a", 0, 100);
  EXPECT_EQ(talk.answer(100, 40), "?");
}

TEST(HttpExchange, KeepsOnlySoManyRequestsAndThenNoOrder) {
  Talk talk;
  for (StreamOffset i = 0; i < 10'000; ++i) talk.request(std::to_string(i), 10 * i, 0);
  EXPECT_EQ(talk.answer(0, 100'000), "?");

  HttpExchange long_ones;
  for (StreamOffset i = 0; i < 100; ++i) {
    HttpRequest request;
    request.target = std::string(1024, 'x');
    request.head_end = 2000 * i;
    long_ones.request(request, 0);
  }
  EXPECT_EQ(long_ones.answer({0, 200'000, 200'000, 200, false}), nullptr);
}

}  // namespace
}  // namespace packetglass
