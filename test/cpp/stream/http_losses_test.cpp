// Which request a body belongs to, where segments were not captured: never a wrong one.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "stream/http_messages.h"
#include "stream/tcp_stream.h"
#include "support/http_talk.h"

namespace packetglass {
namespace {

using test::HttpTalk;
using test::Sends;

// Counts the bodies of answers by what their bytes say of them.
class Counted final : public HttpSink {
 public:
  void body(const HttpMessage& message, Bytes bytes) override {
    bodies_[message.side] += text_of(bytes);
  }
  void end(const HttpMessage& message) override {
    const std::string body = std::exchange(bodies_[message.side], {});
    if (body.empty() || message.status == 0) return;
    if (message.target.empty()) return;
    const std::string says = "[" + message.target + "]";
    // What lies behind a hole may begin in the middle of the text.
    const bool is_right = body.find(says) != body.npos || (says + says).find(body) != body.npos;
    (is_right ? right : wrong).insert(message.target);
  }

  std::set<std::string> right, wrong;

 private:
  std::string bodies_[2];
};

Counted counted(const HttpTalk& talk) {
  Counted counted;
  HttpMessages messages(counted);
  TcpStream stream;
  std::uint64_t packet = 0;
  for (const HttpTalk::Segment& segment : talk.segments()) {
    ++packet;
    if (!segment.captured) continue;
    const Payload payload{bytes_of(segment.payload), segment.payload.size()};
    stream.add({segment.side, packet, 0, segment.tcp, payload}, messages);
  }
  stream.give_up(messages);
  messages.finish();
  return counted;
}

// Whether the capture has what says which request the answer belongs to: the heads of both, and
// where to look for them; of a client that pipelines all that was sent before too.
bool is_recoverable(const HttpTalk& talk, std::size_t i, bool pipelines) {
  const HttpTalk::Message& request = talk.requests()[i];
  const HttpTalk::Message& answer = talk.answers()[i];
  if (pipelines) return talk.has(0, 0, request.end) && talk.has(1, 0, answer.end);
  return talk.has(0, request.begin, request.head_end) && talk.begins_segment(0, request.begin) &&
         talk.has(1, answer.begin, answer.head_end + 1) && talk.begins_segment(1, answer.begin);
}

struct Sums {
  std::size_t bodies = 0, recoverable = 0, recovered = 0, right = 0;
};

void count(const test::TalkOptions& options, unsigned seed, Sums& sums) {
  const HttpTalk talk(seed, options);
  const Counted found = counted(talk);
  EXPECT_TRUE(found.wrong.empty()) << "seed " << seed << ": " << *found.wrong.begin();
  for (std::size_t i = 0; i < talk.answers().size(); ++i) {
    const HttpTalk::Message& answer = talk.answers()[i];
    if (!answer.has_body) continue;
    const bool is_right = found.right.count(answer.target) != 0;
    ++sums.bodies;
    sums.right += is_right ? 1 : 0;
    if (!is_recoverable(talk, i, options.sends != Sends::kOneByOne)) continue;
    ++sums.recoverable;
    sums.recovered += is_right ? 1 : 0;
  }
}

Sums sums_of(Sends sends, unsigned lost, unsigned repeated, unsigned talks) {
  Sums sums;
  for (unsigned seed = 1; seed <= talks; ++seed) {
    count({sends, lost, repeated}, 1000 * lost + seed, sums);
  }
  return sums;
}

void expect_recovered(const Sums& sums) {
  EXPECT_GE(100 * sums.recovered, 95 * sums.recoverable)
      << sums.recovered << " of " << sums.recoverable << " of " << sums.bodies << ", right "
      << sums.right;
}

TEST(HttpLosses, LeaveAllTargetsWhereThereAreNone) {
  for (const Sends sends : {Sends::kOneByOne, Sends::kInBatches, Sends::kAhead}) {
    const Sums sums = sums_of(sends, 0, 0, 100);
    EXPECT_EQ(sums.right, sums.bodies);
    EXPECT_GT(sums.bodies, 100u);
  }
}

// A client that pipelines is known by what it sends and by how it is answered. Where every sign of
// it is lost, it is taken for one that waits: few losses are made here of clients that do
// pipeline.
TEST(HttpLosses, NeverGiveABodyAWrongTarget) {
  for (const unsigned lost : {1u, 5u, 10u, 20u, 40u}) {
    SCOPED_TRACE(lost);
    expect_recovered(sums_of(Sends::kOneByOne, lost, 0, 60));
  }
  for (const unsigned lost : {1u, 2u, 5u, 8u, 10u}) {
    SCOPED_TRACE(lost);
    expect_recovered(sums_of(Sends::kInBatches, lost, 0, 20));
    expect_recovered(sums_of(Sends::kAhead, lost, 0, 20));
  }
}

TEST(HttpLosses, AreNotMistakenWhereSegmentsAreSentAgain) {
  for (const unsigned lost : {1u, 5u, 10u, 20u}) {
    SCOPED_TRACE(lost);
    expect_recovered(sums_of(Sends::kOneByOne, lost, 5, 60));
  }
}

}  // namespace
}  // namespace packetglass
