// Endpoints that packets announce for those to come: SDP says where media will be sent, FTP where
// a file.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "base/distinct_texts.h"
#include "base/keyed_rows.h"
#include "dissect/address.h"
#include "dissect/dissector.h"

namespace packetglass {

// What was announced of an endpoint.
struct Expected {
  Route route;             // what packets to and from it are
  std::string_view words;  // what else was said of them; valid until more is announced
  // The packet that announced it, from 1, and the one that said the last of the words.
  std::uint64_t setup = 0, since = 0;
};

// A log: what a packet announced holds for all behind it until another announces something else of
// the same endpoint. Nothing is forgotten; beyond the limits nothing is added.
class ExpectedEndpoints {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 20;  // announcements
  static constexpr std::uint32_t kMostOfOne = 256;            // of one endpoint
  // Bytes of words: of one announcement, where the rest is left out, and of all that differ.
  static constexpr std::size_t kMostWords = std::size_t{1} << 10;
  static constexpr std::size_t kMostAllWords = std::size_t{16} << 20;

  // Packet `number`, from 1 and in their order, says that packets behind it, to or from this
  // endpoint, are what is found at `route`. `port` is one of UDP or TCP. Saying it again changes
  // nothing.
  void add(const Address& address, Route port, Route route, std::string_view words,
           std::uint64_t number);
  // The same by a packet of this conversation, which may say more of it with add_words().
  void add(const Address& address, Route port, Route route, std::string_view words,
           std::uint64_t number, std::uint32_t conversation);

  // Packet `number` of the conversation says more of what that announced last: the words are added
  // behind a line feed, in the place of others that were.
  void add_words(std::uint32_t conversation, std::string_view words, std::uint64_t number);

  // What was announced before packet `number`; nothing when nothing was. The answer for a packet
  // does not change while others follow. Takes kMostOfOne steps at most.
  std::optional<Expected> find(const Address& address, Route port, std::uint64_t number) const;

  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  // The first packet of which an announcement was left out, from 1; 0: none was.
  std::uint64_t first_left_out() const { return first_left_out_; }
  // Bytes held.
  std::size_t memory() const {
    return endpoints_.memory() + announcements_.memory() + words_.bytes().size() +
           last_of_.size() * 48;
  }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  struct Endpoint {
    std::array<std::uint64_t, 3> key;  // address, port
    std::uint32_t last = kNone;        // the last announcement of it
    std::uint32_t count = 0;
  };
  struct Announcement {
    std::uint64_t setup, since;  // packets
    Route route;
    std::uint32_t words;   // number of the text; DistinctTexts::kNone: there is none
    std::uint32_t before;  // of the same endpoint
  };

  static decltype(Endpoint::key) key_of(const Address& address, Route port);
  const Announcement* newest(std::uint32_t endpoint, std::uint64_t number) const;
  std::uint32_t number_of(std::string_view words);
  void add(const decltype(Endpoint::key)& key, const Announcement& announcement);
  bool put(const decltype(Endpoint::key)& key, const Announcement& announcement);

  KeyedRows<Endpoint> endpoints_;
  BlockList<Announcement, 256> announcements_;
  DistinctTexts words_;
  std::map<std::uint32_t, decltype(Endpoint::key)> last_of_;  // conversations; at most kMost
  std::size_t count_ = 0;
  std::uint64_t first_left_out_ = 0;
};

}  // namespace packetglass
