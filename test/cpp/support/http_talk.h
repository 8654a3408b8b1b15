// Made conversations over HTTP: what a client and a server send, when, and what a capture between
// them has of it. All of it comes from a seed.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "dissect/tcp_facts.h"

namespace packetglass::test {

// How a client sends requests: it waits for each answer, or for those of a batch, or always has
// some on their way.
enum class Sends { kOneByOne, kInBatches, kAhead };

struct TalkOptions {
  Sends sends = Sends::kOneByOne;
  unsigned lost = 0;      // of a hundred segments so many are not captured
  unsigned repeated = 0;  // of a hundred segments so many are sent once more, for nothing
};

class HttpTalk {
 public:
  struct Segment {
    double at = 0;  // when it passes
    unsigned side = 0;
    TcpSegment tcp;
    std::string payload;
    bool captured = true;
  };
  // A message: what it takes of what its side sends.
  struct Message {
    std::size_t begin = 0, head_end = 0, end = 0;
    std::string target;  // of the request; bodies repeat it in brackets
    bool has_body = false;
  };

  HttpTalk(unsigned seed, const TalkOptions& options) : options_(options), random_(seed) {
    tap_ = static_cast<double>(random(3)) / 2;
    speak(2 + random(8));
    for (const Again& again : again_) {
      emit(again.side, again.at, again.begin, arrived(1 - again.side, again.at), TcpSegment::kAck,
           again.part);
    }
    std::stable_sort(segments_.begin(), segments_.end(),
                     [](const Segment& a, const Segment& b) { return a.at < b.at; });
    for (Segment& segment : segments_) segment.captured = !chance(options_.lost);
  }

  // In the order in which they pass.
  const std::vector<Segment>& segments() const { return segments_; }
  const std::vector<Message>& requests() const { return requests_; }
  const std::vector<Message>& answers() const { return answers_; }

  // Whether these bytes of a side were captured.
  bool has(unsigned side, std::size_t from, std::size_t to) const {
    while (from < to) {
      std::size_t end = from;
      for (const Segment& segment : segments_) {
        const std::size_t begin = segment.tcp.sequence - kFirst[side];
        if (segment.side != side || !segment.captured || begin > from) continue;
        end = std::max(end, begin + segment.payload.size());
      }
      if (end == from) return false;
      from = end;
    }
    return true;
  }
  // Whether a segment with it was captured that begins there.
  bool begins_segment(unsigned side, std::size_t at) const {
    return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& segment) {
      return segment.side == side && segment.captured && !segment.payload.empty() &&
             segment.tcp.sequence - kFirst[side] == at;
    });
  }

  static constexpr std::uint32_t kFirst[2] = {0xffffff00, 77};

 private:
  struct Arrival {
    double at;
    std::size_t bytes;
  };

  unsigned random(unsigned below) { return static_cast<unsigned>(random_() % below); }
  bool chance(unsigned percent) { return random(100) < percent; }

  void speak(std::size_t count) {
    handshake();
    double now = 4;
    for (std::size_t i = 0; i < count;) {
      const std::size_t open = options_.sends == Sends::kOneByOne ? 1 : 2 + random(3);
      const std::size_t last = std::min(count, i + open);
      const bool together = chance(50);
      std::string batch;
      for (std::size_t k = i; k < last; ++k) {
        const std::string text = request(k);
        note(requests_, said_[0].size() + batch.size(), text);
        batch += text;
        if (!together) send(0, std::exchange(batch, {}), now += 0.01);
      }
      if (!batch.empty()) send(0, batch, now += 0.01);
      now = answer_up_to(i, last, count, now);
      i = std::max(last, requests_.size());
    }
  }

  // The answers to requests [from, to); whoever sends ahead asks for one more behind each.
  double answer_up_to(std::size_t from, std::size_t to, std::size_t count, double now) {
    double at = now;
    for (std::size_t i = from; i < to; ++i) {
      at =
          std::max(at + 0.02, arrival(0, requests_[i].end)) + random(4) * (chance(30) ? 1.0 : 0.0);
      const std::string text = answer(i, i + 1 == count);
      note(answers_, said_[1].size(), text);
      send(1, text, at);
      const double read = arrival(1, said_[1].size()) + 0.01;
      now = std::max(now, read);
      if (options_.sends == Sends::kAhead && to < count && requests_.size() == to) {
        const std::string more = request(to);
        note(requests_, said_[0].size(), more);
        send(0, more, read);
        ++to;
      }
    }
    return now + 0.1;
  }

  void handshake() {
    emit(0, 0.0, 0, 0, TcpSegment::kSyn, {});
    emit(1, 1.0, 0, 0, TcpSegment::kSyn | TcpSegment::kAck, {});
  }

  std::string target(std::size_t i) const { return "/item/" + std::to_string(i); }

  std::string body_of(std::size_t i) {
    const std::size_t size = chance(50) ? 12 + random(200) : 12 + random(6000);
    std::string body;
    while (body.size() < size) body += "[" + target(i) + "]";
    return body;
  }

  static std::string chunked(std::string body, bool trailer) {
    std::string text;
    while (!body.empty()) {
      const std::string chunk = body.substr(0, 700);
      char size[16];
      std::snprintf(size, sizeof size, "%zx\r\n", chunk.size());
      text += size + chunk + "\r\n";
      body.erase(0, chunk.size());
    }
    return text + (trailer ? "0\r\nTrailer: x\r\n\r\n" : "0\r\n\r\n");
  }

  std::string request(std::size_t i) {
    const char* const kMethods[] = {"GET", "GET", "GET", "HEAD", "POST", "PUT"};
    methods_.push_back(kMethods[random(6)]);
    const bool posts = methods_.back() == "POST" || methods_.back() == "PUT";
    std::string head = methods_.back() + " " + target(i) + " HTTP/1.1\r\nHost: h.test\r\n";
    if (chance(20)) head += "Cookie: " + std::string(2000, 'c') + "\r\n";
    if (!posts) return head + "\r\n";
    const std::string body = body_of(i);
    if (methods_.back() == "PUT") {
      return head + "Transfer-Encoding: chunked\r\n\r\n" + chunked(body, false);
    }
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  std::string answer(std::size_t i, bool last) {
    std::string text = chance(10) ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
    interim_ = text.size();
    const std::string body = body_of(i);
    const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    if (chance(10)) return text + "HTTP/1.1 304 Not Modified\r\n" + length;
    if (chance(5)) return text + "HTTP/1.1 204 No Content\r\n\r\n";
    text += "HTTP/1.1 200 OK\r\n";
    if (methods_[i] == "HEAD") return text + length;
    if (last && chance(50)) return text + "Connection: close\r\n\r\n" + body;
    if (chance(50)) return text + length + body;
    return text + "Transfer-Encoding: chunked\r\n\r\n" + chunked(body, chance(50));
  }

  void note(std::vector<Message>& messages, std::size_t begin, const std::string& text) {
    Message message;
    const std::size_t interim = &messages == &answers_ ? interim_ : 0;
    message.begin = begin + interim;
    message.head_end = begin + text.find("\r\n\r\n", interim) + 4;
    message.end = begin + text.size();
    message.target = target(messages.size());
    message.has_body = message.head_end != message.end;
    messages.push_back(message);
  }

  void send(unsigned side, const std::string& text, double at) {
    for (std::size_t from = 0; from < text.size(); from += 1200) {
      const std::string part = text.substr(from, 1200);
      const std::size_t begin = said_[side].size();
      said_[side] += part;
      emit(side, at, begin, arrived(1 - side, at), TcpSegment::kAck, part);
      arrivals_[side].push_back({at + 1, said_[side].size()});
      if (chance(options_.repeated)) {
        const double later = at + 1 + random(5);
        again_.push_back({side, later, begin, part});
      }
      if (chance(50)) {  // an acknowledgment alone
        emit(1 - side, at + 1, said_[1 - side].size(), said_[side].size(), TcpSegment::kAck, {});
      }
      at += 0.001;
    }
  }

  void emit(unsigned side, double at, std::size_t begin, std::size_t had, std::uint16_t flags,
            const std::string& payload) {
    Segment segment;
    segment.at = at + (side == 0 ? tap_ : 1 - tap_);
    segment.side = side;
    segment.tcp.flags = flags;
    const std::uint32_t syn = (flags & TcpSegment::kSyn) != 0 ? 1 : 0;
    segment.tcp.sequence = kFirst[side] + static_cast<std::uint32_t>(begin) - syn;
    segment.tcp.acknowledgment = kFirst[1 - side] + static_cast<std::uint32_t>(had);
    segment.tcp.length = static_cast<std::uint32_t>(payload.size());
    segment.payload = payload;
    segments_.push_back(std::move(segment));
  }

  // Bytes of a side that the other has at a time.
  std::size_t arrived(unsigned side, double at) const {
    std::size_t bytes = 0;
    for (const Arrival& arrival : arrivals_[side]) {
      if (arrival.at <= at) bytes = std::max(bytes, arrival.bytes);
    }
    return bytes;
  }
  // When the other has so many bytes of a side.
  double arrival(unsigned side, std::size_t bytes) const {
    for (const Arrival& arrival : arrivals_[side]) {
      if (arrival.bytes >= bytes) return arrival.at;
    }
    return 0;
  }

  struct Again {
    unsigned side;
    double at;
    std::size_t begin;
    std::string part;
  };

  TalkOptions options_;
  std::mt19937 random_;
  double tap_ = 0;  // where the capture is made: 0 at the client, 1 at the server
  std::string said_[2];
  std::vector<Arrival> arrivals_[2];
  std::vector<Again> again_;
  std::vector<Message> requests_, answers_;
  std::vector<std::string> methods_;
  std::size_t interim_ = 0;  // bytes of an interim answer before the last one
  std::vector<Segment> segments_;
};

}  // namespace packetglass::test
