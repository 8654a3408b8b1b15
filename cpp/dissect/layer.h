// A layer that is being read. Reading a field records it: its name, value, offset and length.
#pragma once

#include <initializer_list>
#include <string>

#include "dissect/dissection.h"
#include "dissect/expert.h"

namespace packetglass {

// Read every field in the specification's order, then check truncated() once: past the end fields
// are 0 and not recorded. Numbers are big-endian unless their name ends in "le".
class Layer {
 public:
  Layer(Dissection& whole, const Dissector& dissector, const Payload& payload);
  ~Layer();
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  std::uint8_t u8(const Field& field) { return number<std::uint8_t>(field, ByteOrder::kBig); }
  std::uint16_t u16(const Field& field) { return number<std::uint16_t>(field, ByteOrder::kBig); }
  std::uint32_t u32(const Field& field) { return number<std::uint32_t>(field, ByteOrder::kBig); }
  std::uint64_t u64(const Field& field) { return number<std::uint64_t>(field, ByteOrder::kBig); }
  std::uint16_t u16le(const Field& field) {
    return number<std::uint16_t>(field, ByteOrder::kLittle);
  }
  std::uint32_t u32le(const Field& field) {
    return number<std::uint32_t>(field, ByteOrder::kLittle);
  }
  std::uint64_t u64le(const Field& field) {
    return number<std::uint64_t>(field, ByteOrder::kLittle);
  }
  // A number of `size` bytes, 1 to 8.
  std::uint64_t uint(const Field& field, std::size_t size);
  std::uint64_t uintle(const Field& field, std::size_t size);

  Address mac(const Field& field) { return address(field, Address::Kind::kMac); }
  Address ipv4(const Field& field) { return address(field, Address::Kind::kIpv4); }
  Address ipv6(const Field& field) { return address(field, Address::Kind::kIpv6); }

  // The next `count` bytes; none when fewer are left.
  Bytes bytes(const Field& field, std::size_t count);
  // The same as text, for fields of Shape::kText.
  std::string_view text(const Field& field, std::size_t count);
  // The same of text with zeros behind it: without them.
  std::string_view padded(const Field& field, std::size_t count);
  // A number whose first two bits say how long it is (RFC 9000, section 16).
  std::uint64_t varint(const Field& field);
  // A number written in `count` decimal digits, as text protocols have them; other characters
  // end it.
  std::uint64_t decimal(const Field& field, std::size_t count);
  // All that is left and was captured.
  Bytes remaining(const Field& field) { return bytes(field, left().size()); }

  // Records the next `count` bytes, as far as they are there, without reading them.
  void look(const Field& field, std::size_t count);
  // Records bytes anywhere in the layer, or of another source.
  void look_at(const Field& field, Bytes bytes);

  // Parts of the number read last, each as its mask says; they stand inside it.
  void parts(std::uint64_t number, std::initializer_list<const Field*> fields);
  // A number that is only its parts.
  std::uint8_t u8(std::initializer_list<const Field*> fields);
  std::uint16_t u16(std::initializer_list<const Field*> fields);
  std::uint32_t u32(std::initializer_list<const Field*> fields);

  // The bytes of the field read last are this field too: a receiver that is the destination.
  void also(const Field& field);

  // A generated field: its value does not stand in the packet.
  void generated(const Field& field, std::uint64_t value);
  void generated(const Field& field, std::string_view value);
  void generated(const Field& field, const Address& value);
  // Says the value of the field recorded last in other words than its bytes.
  void say(std::string_view text);
  // The value of the field recorded last, where that is not the number that stands there: the
  // nanoseconds of a time, a sequence number counted from the first.
  void means(std::uint64_t value);
  // The same of an address that does not stand there in one piece: obscured, shortened, in digits.
  void means(const Address& value);
  // Says after the layer's title what it is about: ", Src Port: 80".
  void title(std::string_view text);
  // Expert info: what is malformed or unusual here; with a text of this packet instead of the
  // title of its field, and with a reason, which only people read.
  void expert_info(const Expert& expert, std::string_view text = {}, std::string_view reason = {});

  // Says that it is not as its standard says: of a layer that is read on.
  void malformed(std::string_view reason);
  // The same, or that it is truncated, of a layer that is not: this stands behind it.
  void end(bool truncated, std::string_view reason);

  void skip(std::size_t count) { take(count); }
  // A byte further on, not read; 0 when it is not there.
  std::uint8_t peek(std::size_t ahead = 0) const {
    return ahead < left().size() ? at_[ahead] : std::uint8_t{0};
  }
  // The same of two bytes, as one number.
  std::uint16_t peek16(std::size_t ahead = 0) const {
    return static_cast<std::uint16_t>(peek(ahead) << 8 | peek(ahead + 1));
  }
  // What is left of the layer, as far as it was captured.
  Bytes left() const { return {at_, end_}; }
  // What is left of it, on the wire.
  std::size_t left_on_wire() const { return left().size() + missing_; }
  // From the start of the layer, in bytes.
  std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }
  // Everything from the start of the layer on.
  Bytes whole() const { return {begin_, end_}; }

  // What is left, as the next layer; at most `length` bytes of it on the wire.
  Payload rest() const { return {left(), left_on_wire()}; }
  Payload rest(std::size_t length) const { return rest().first(length); }

  // Whether a field did not fit.
  bool truncated() const { return failed_; }
  // Whether the layer was longer on the wire than what was captured of it.
  bool truncated_by_snaplen() const { return missing_ != 0; }
  // Whether the end that was met is that of what was captured: what did not fit is truncated, not
  // malformed.
  bool stopped_by_snaplen() const {
    return failed_ ? stopped_by_snaplen_ : at_ == end_ && missing_ != 0;
  }

  // A heading, or a field that has others inside: all that is read until it goes out of scope.
  class Group {
   public:
    Group(Layer& layer, const Field& field);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    // What it says behind its title.
    void say(std::string_view text);
    // Its value, for a field that has others inside and is a number.
    void means(std::uint64_t value);

   private:
    Layer& layer_;
    std::size_t node_;
    const std::uint8_t* begin_;
  };

  // Only the next `length` bytes are there until it goes out of scope; the layer then stands
  // behind them, whatever was read.
  class Limit {
   public:
    Limit(Layer& layer, std::size_t length);
    ~Limit();
    Limit(const Limit&) = delete;
    Limit& operator=(const Limit&) = delete;

   private:
    Layer& layer_;
    const std::uint8_t* end_;
    const std::uint8_t* outer_end_;
    std::size_t outer_missing_;
    bool fits_;
  };

  // Reads bytes of another source until it goes out of scope; the layer then stands where it
  // stood.
  class Elsewhere {
   public:
    Elsewhere(Layer& layer, Bytes bytes);
    ~Elsewhere();
    Elsewhere(const Elsewhere&) = delete;
    Elsewhere& operator=(const Elsewhere&) = delete;

   private:
    Layer& layer_;
    const std::uint8_t* const begin_;
    const std::uint8_t* const at_;
    const std::uint8_t* const end_;
    const std::size_t missing_;
    const bool failed_, stopped_by_snaplen_;
    const std::uint8_t source_;
  };

  // What the columns say; nothing when the packet is quoted.
  void addresses(const Address& source, const Address& destination);
  // The same of a link layer.
  void link(LinkPair::Kind kind, const Address& source, const Address& destination);
  void ip_protocol(std::uint8_t number);
  void ports(Transport transport, std::uint16_t source, std::uint16_t destination);
  void icmp(std::uint8_t type, std::uint8_t code);
  // Of the innermost IP header: its time to live, hops.
  void set_hop_limit(std::uint8_t hops) { whole_.hop_limit = hops; }
  unsigned hop_limit() const { return whole_.hop_limit; }
  void column(const char* protocol);
  // What it says so far.
  const char* column() const { return whole_.summary.protocol; }
  void tcp(const TcpSegment& segment);
  // What a transport carries for the ports it named.
  void carries(const Payload& payload);
  // What the packets before this one say of it; nullptr when that is not known.
  const TcpFacts* tcp_facts() const { return whole_.quoted ? nullptr : whole_.history.tcp; }
  const TcpPast* tcp_past() const { return whole_.quoted ? nullptr : whole_.history.past; }
  // The addresses of the network layer around this one.
  const Address& source() const { return whole_.summary.source; }
  const Address& destination() const { return whole_.summary.destination; }
  // The ports of the transport around this layer; 0 where there are none.
  std::uint16_t source_port() const { return whole_.summary.source_port; }
  std::uint16_t destination_port() const { return whole_.summary.destination_port; }
  // What reassembles fragments; nullptr when that is not wanted.
  IpReassembly* reassembly() { return whole_.quoted ? nullptr : whole_.history.reassembly; }
  // What reassembles the messages of a TCP conversation; nullptr when that is not wanted.
  const SegmentReassembly* segments() const {
    return whole_.quoted ? nullptr : whole_.history.segments;
  }
  // Bytes that are not the packet's, to be dissected as a payload: as long as fields are
  // recorded, they are kept with them. `runs` say where they are from.
  Bytes another_source(const std::vector<std::uint8_t>& bytes, const std::vector<SourceRun>& runs);
  // What undoes content codings; nullptr where nothing does, or nothing more may be decoded.
  Decoder* decoder() const {
    return recording() && tree_->has_room() ? whole_.wanted.decoder : nullptr;
  }
  // What the user prefers.
  const Preferences& preferences() const {
    static constexpr Preferences kUsual;
    return whole_.history.choices == nullptr ? kUsual : whole_.history.choices->preferences;
  }
  // What is inside is not all of it, or for another destination than the one that stands there:
  // the checksum of a transport cannot be verified.
  void make_unverifiable() { whole_.unverifiable = true; }
  bool is_unverifiable() const { return whole_.unverifiable; }
  // The packet is quoted by another one.
  bool is_quoted() const { return whole_.quoted; }
  // The column Info, to be written; nullptr when it is not wanted.
  std::string* info() { return whole_.quoted ? nullptr : whole_.wanted.info; }

  // What Info begins with, whatever the layers behind this one write.
  void begin_info(std::string_view text) {
    if (!whole_.quoted) whole_.info_begins = text;
  }

  // Of what this layer was given, only this payload is the packet's; what stands behind it is
  // padding and the like of the link.
  void trailing(const Payload& payload);

  // Dissects something inside this layer before the layer itself is done.
  void inside(const Payload& payload, std::initializer_list<Route> routes);
  // There may be layers that the path does not have: quoted, or skipped where no fields are
  // wanted.
  void skips_layers() { whole_.summary.more |= Summary::kMoreLayers; }
  // A packet that this one quotes.
  void quote(const Payload& payload, std::initializer_list<Route> routes);

  // The version that the TCP conversation agreed on, up to this packet; 0: none that is known.
  std::uint16_t agreed_version() const;
  // This packet says so.
  void agree(std::uint16_t version);

  // The layer is a datagram that has Initial packets of QUIC.
  void keep_initials();
  // Those of the conversation before it, the oldest first.
  std::vector<Bytes> initials_before() const;

  // This message is a request or a response. What is known of the others; nothing where nobody
  // keeps that.
  std::optional<ExchangeFacts> exchange(const ExchangeMessage& message);
  // The sequence number of the layer's first byte, in a message over TCP.
  std::uint32_t sequence() const {
    return whole_.messages_end - static_cast<std::uint32_t>(whole().size());
  }

  // Packets to come, to or from this endpoint, are what is found at `route`; `port` is one of UDP
  // or TCP. `words` are for their dissector.
  void announce(const Address& address, Route port, Route route, std::string_view words = {});
  // More of what the conversation announced last of TCP, behind a line feed.
  void announce_more(std::string_view words);
  // What was announced of this packet; it is of packet 0 where nothing was.
  const Expected& expected() const { return whole_.expected; }

  // What this packet says for later ones, and for what stands behind in itself.
  void remember(const EarlierKey& key, std::uint64_t number, std::string_view text = {});
  // What was said of it last; nothing where nothing was.
  std::optional<EarlierValue> remembered(const EarlierKey& key) const;
  Nanoseconds packet_time() const { return whole_.history.time; }
  // Of TCP or UDP; History::kNoConversation: it is not known.
  std::uint32_t conversation() const {
    return whole_.quoted ? History::kNoConversation : whole_.history.conversation;
  }

  // Takes back what was recorded since: the layer is another protocol's.
  void take_back(Tree::Mark before);

  // Whether fields are recorded: what is only for people can be left out if not.
  bool recording() const { return tree_ != nullptr; }
  // Whether this field is, and whether any of that layer may be.
  bool records(const Field& field) const { return recording() && tree_->keeps(field); }
  bool records_in(const Field& layer) const { return recording() && tree_->keeps_in(layer); }
  // Whether texts that only people read are worth making: filters do without.
  bool recording_text() const { return recording() && whole_.wanted.text; }
  // Whether announcements are kept.
  bool announcing() const { return whole_.wanted.announced != nullptr && !whole_.quoted; }
  const Dissector& dissector() const { return dissector_; }

 private:
  void named(const Field& field, std::uint64_t number);
  const std::uint8_t* take(std::size_t count) {
    if (count > static_cast<std::size_t>(end_ - at_)) [[unlikely]] {
      fail(count);
      return nullptr;
    }
    at_ += count;
    return at_ - count;
  }

  template <typename T>
  T number(const Field& field, ByteOrder order) {
    const std::uint8_t* const at = take(sizeof(T));
    if (at == nullptr) return 0;
    T value;
    if constexpr (sizeof(T) == 1)
      value = *at;
    else
      value = load<T>(at, order);
    if (tree_ != nullptr) record(field, at, sizeof(T), value);
    return value;
  }

  template <typename T>
  T only_parts(std::initializer_list<const Field*> fields);
  Address address(const Field& field, Address::Kind kind);
  void fail(std::size_t wanted);
  // The node recorded last; nullptr where there is none to say more of.
  const Node* last_node() const {
    return tree_ == nullptr || failed_ ? nullptr : tree_->node(last_);
  }
  std::size_t record(const Field& field, const std::uint8_t* at, std::size_t size,
                     std::uint64_t value);

  Dissection& whole_;
  const Dissector& dissector_;
  Tree* tree_;
  const std::uint8_t* begin_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::size_t missing_;  // bytes behind the end that were not captured
  bool failed_ = false;
  bool stopped_by_snaplen_ = false;
  std::uint16_t depth_ = 1;
  std::uint8_t source_ = 0;
  std::size_t node_ = Tree::kMaxNodes;  // of the layer
  std::size_t last_ = Tree::kMaxNodes;  // of the field read last
};

}  // namespace packetglass
