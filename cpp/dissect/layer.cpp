// A layer that is being read.
//
// A dissector reads its layer front to back. Each read takes bytes at a cursor, and where fields
// are recorded adds a node to the tree: field, offset, size, value, depth. Without a tree a read
// is a bounds check and a load, so that columns cost no more than that.
//
//   the end      a read past the end returns 0, records nothing, and moves the cursor to the end;
//                the dissector asks truncated() once, behind its reads
//   truncated    bytes that were on the wire but not captured are counted (missing_): so a layer
//                that was captured in part is not taken for a malformed one
//   depth        Group raises the depth of what is read in it; Limit ends a part early
//   sources      reassembled or decoded bytes are another source of the tree; offsets count in it
//   quoted       a packet quoted by ICMP gets fields, but says nothing in the columns
#include "dissect/layer.h"

#include <algorithm>
#include <bit>

#include "base/text.h"
#include "dissect/field_check.h"
#include "dissect/short_name.h"

namespace packetglass {
namespace {

std::uint64_t part_of(std::uint64_t number, const Field& field) {
  return ((number & field.mask) >> std::countr_zero(field.mask)) * field.unit;
}

// " (Warning/Sequence): This frame is …".
std::string heading_of(const Expert& expert, std::string_view message) {
  std::string text(" (");
  text.append(name_of(expert.severity)).append("/").append(name_of(expert.group));
  return text.append("): ").append(message);
}

std::string reason_of(const Expert& expert, std::string_view reason) {
  return std::string(expert.field.title).append(": ").append(reason);
}

// All that is recorded goes this way.
std::size_t add_to(Tree& tree, const Node& node) {
  require_listed(*node.field);
  return tree.add(node);
}

}  // namespace

Layer::Layer(Dissection& whole, const Dissector& dissector, const Payload& payload)
    : whole_(whole),
      dissector_(dissector),
      tree_(whole.wanted.tree),
      begin_(payload.bytes.data()),
      at_(begin_),
      end_(begin_ + payload.bytes.size()),
      missing_(payload.length - payload.bytes.size()) {
  if (tree_ == nullptr) return;
  source_ = tree_->source_of(begin_);
  depth_ = 0;
  node_ = record(dissector.layer, begin_, payload.bytes.size(), 0);
  depth_ = 1;
}

Layer::~Layer() {
  if (tree_ != nullptr) tree_->set_size(node_, static_cast<std::uint32_t>(position()));
}

void Layer::take_back(Tree::Mark before) {
  if (tree_ != nullptr) tree_->take_back(before);
  node_ = Tree::kMaxNodes;
}

void Layer::fail(std::size_t wanted) {
  if (!failed_) stopped_by_snaplen_ = wanted <= left_on_wire();
  failed_ = true;
  at_ = end_;
}

std::size_t Layer::record(const Field& field, const std::uint8_t* at, std::size_t size,
                          std::uint64_t value) {
  const auto offset = static_cast<std::uint32_t>(at - tree_->source(source_).data());
  last_ = add_to(*tree_, {.field = &field,
                          .number = value,
                          .offset = offset,
                          .size = static_cast<std::uint32_t>(size),
                          .depth = depth_,
                          .source = source_});
  return last_;
}

std::uint64_t Layer::uint(const Field& field, std::size_t size) {
  const std::uint8_t* const at = take(size);
  if (at == nullptr) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | at[i];
  if (tree_ != nullptr) record(field, at, size, value);
  return value;
}

std::uint64_t Layer::uintle(const Field& field, std::size_t size) {
  const std::uint8_t* const at = take(size);
  if (at == nullptr) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | at[i];
  if (tree_ != nullptr) record(field, at, size, value);
  return value;
}

Address Layer::address(const Field& field, Address::Kind kind) {
  const std::size_t size = Address::size_of(kind);
  const std::uint8_t* const at = take(size);
  if (at == nullptr) return {};
  if (tree_ != nullptr) record(field, at, size, 0);
  return Address::load(kind, at);
}

Bytes Layer::bytes(const Field& field, std::size_t count) {
  const std::uint8_t* const at = take(count);
  if (at == nullptr) return {};
  if (tree_ != nullptr) record(field, at, count, 0);
  return {at, count};
}

void Layer::look(const Field& field, std::size_t count) {
  if (tree_ != nullptr) record(field, at_, std::min(count, left().size()), 0);
}

void Layer::look_at(const Field& field, Bytes bytes) {
  if (tree_ == nullptr) return;
  // What is empty may be nowhere.
  const std::uint8_t* const at = bytes.empty() ? at_ : bytes.data();
  const std::uint8_t own = source_;
  if (at < begin_ || at > end_) source_ = tree_->source_of(at);
  record(field, at, bytes.size(), 0);
  source_ = own;
}

std::string_view Layer::text(const Field& field, std::size_t count) {
  return text_of(bytes(field, count));
}

std::string_view Layer::padded(const Field& field, std::size_t count) {
  const Bytes room = left().first(std::min(count, left().size()));
  const auto end = std::find(room.begin(), room.end(), std::uint8_t{0});
  const std::string_view shown = text(field, static_cast<std::size_t>(end - room.begin()));
  skip(count - shown.size());
  return shown;
}

std::uint64_t Layer::varint(const Field& field) {
  const std::size_t size = std::size_t{1} << (peek() >> 6);
  const std::uint8_t* const at = take(size);
  if (at == nullptr) return 0;
  std::uint64_t value = at[0] & 0x3f;
  for (std::size_t i = 1; i < size; ++i) value = value << 8 | at[i];
  if (tree_ != nullptr) record(field, at, size, value);
  return value;
}

std::uint64_t Layer::decimal(const Field& field, std::size_t count) {
  const std::uint8_t* const at = take(count);
  if (at == nullptr) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count && at[i] >= '0' && at[i] <= '9'; ++i) {
    value = value * 10 + (at[i] - std::uint64_t{'0'});
  }
  if (tree_ != nullptr) record(field, at, count, value);
  return value;
}

void Layer::parts(std::uint64_t number, std::initializer_list<const Field*> fields) {
  const Node* const last = last_node();
  if (last == nullptr) return;
  const Node whole = *last;
  for (const Field* field : fields) {
    Node part = whole;
    part.field = field;
    part.number = part_of(number, *field);
    part.text_size = 0;
    part.depth = static_cast<std::uint16_t>(whole.depth + 1);
    add_to(*tree_, part);
  }
}

void Layer::also(const Field& field) {
  const Node* const last = last_node();
  if (last == nullptr) return;
  Node node = *last;
  node.field = &field;
  node.text_size = 0;
  last_ = add_to(*tree_, node);
}

template <typename T>
T Layer::only_parts(std::initializer_list<const Field*> fields) {
  const std::uint8_t* const at = take(sizeof(T));
  if (at == nullptr) return 0;
  const T value = load<T>(at, ByteOrder::kBig);
  if (tree_ == nullptr) return value;
  for (const Field* field : fields) {
    record(*field, at, sizeof(T), part_of(value, *field));
  }
  return value;
}

std::uint8_t Layer::u8(std::initializer_list<const Field*> fields) {
  return only_parts<std::uint8_t>(fields);
}

std::uint16_t Layer::u16(std::initializer_list<const Field*> fields) {
  return only_parts<std::uint16_t>(fields);
}

std::uint32_t Layer::u32(std::initializer_list<const Field*> fields) {
  return only_parts<std::uint32_t>(fields);
}

void Layer::generated(const Field& field, std::uint64_t value) {
  if (tree_ == nullptr) return;
  last_ = add_to(*tree_, {.field = &field, .number = value, .depth = depth_, .generated = true});
}

void Layer::generated(const Field& field, std::string_view value) {
  generated(field, 0);
  say(value);
}

void Layer::generated(const Field& field, const Address& value) {
  generated(field, 0);
  if (tree_ != nullptr) tree_->set_value(last_, bytes_of(value));
}

void Layer::say(std::string_view text) {
  if (tree_ != nullptr) tree_->set_text(last_, text);
}

void Layer::means(std::uint64_t value) {
  if (tree_ != nullptr && !failed_) tree_->set_number(last_, value);
}

void Layer::means(const Address& value) {
  if (tree_ == nullptr || failed_) return;
  tree_->set_value(last_, bytes_of(value));
}

void Layer::title(std::string_view text) {
  if (tree_ != nullptr) tree_->set_text(node_, text);
}

// A number of which people read the name alone.
void Layer::named(const Field& field, std::uint64_t number) {
  generated(field, number);
  if (recording_text()) say(name_of(field.names, number));
}

void Layer::malformed(std::string_view reason) {
  if (tree_ == nullptr) return;
  generated(kMalformed, ": " + std::string(short_name(dissector_)));
  ++depth_;
  expert_info(kMalformedPacket, {}, reason);
  --depth_;
}

void Layer::end(bool truncated, std::string_view reason) {
  if (tree_ == nullptr) return;
  depth_ = 0;
  if (truncated) {
    generated(kShort, ": " + std::string(short_name(dissector_)) + " truncated");
  } else {
    malformed(reason);
  }
  depth_ = 1;
}

void Layer::expert_info(const Expert& expert, std::string_view text, std::string_view reason) {
  if (tree_ == nullptr) return;
  const ExpertFields& fields = kExpertFields;
  const std::string_view message = text.empty() ? std::string_view(expert.field.title) : text;
  generated(fields.heading, expert_number(expert) | (whole_.quoted ? kQuotedExpert : 0));
  const std::size_t heading = last_;
  if (recording_text()) say(heading_of(expert, message));
  ++depth_;
  if (!expert.field.name.empty()) {
    generated(expert.field, std::uint64_t{1});
    if (recording_text()) say(reason.empty() ? text : reason_of(expert, reason));
  }
  generated(fields.message, message);
  named(fields.severity, static_cast<std::uint64_t>(expert.severity));
  named(fields.group, static_cast<std::uint64_t>(expert.group));
  --depth_;
  last_ = heading;
}

void Layer::addresses(const Address& source, const Address& destination) {
  if (whole_.quoted) return;
  if (whole_.summary.source.is_ip()) whole_.summary.more |= Summary::kMoreAddresses;
  whole_.summary.source = source;
  whole_.summary.destination = destination;
}

void Layer::link(LinkPair::Kind kind, const Address& source, const Address& destination) {
  addresses(source, destination);
  LinkPair& link = whole_.summary.link;
  if (whole_.quoted || link.kind != LinkPair::Kind::kNone) return;
  if (source.kind != Address::Kind::kMac || destination.kind != Address::Kind::kMac) return;
  link = {mac_number(source.bytes.data()), mac_number(destination.bytes.data()), kind};
}

void Layer::ports(Transport transport, std::uint16_t source, std::uint16_t destination) {
  if (whole_.quoted) return;
  if (whole_.summary.transport != Transport::kNone) whole_.summary.more |= Summary::kMorePorts;
  whole_.summary.transport = transport;
  whole_.summary.source_port = source;
  whole_.summary.destination_port = destination;
  if (whole_.wanted.carried != nullptr) whole_.wanted.carried->clear();
}

void Layer::carries(const Payload& payload) {
  if (whole_.wanted.carried != nullptr && !whole_.quoted)
    whole_.wanted.carried->push_back(payload);
}

void Layer::ip_protocol(std::uint8_t number) {
  if (whole_.quoted) return;
  whole_.summary.ip_protocol = number;
  if (whole_.summary.transport != Transport::kNone) whole_.summary.more |= Summary::kMorePorts;
  whole_.summary.transport = Transport::kNone;
  whole_.summary.has_icmp = false;
}

void Layer::icmp(std::uint8_t type, std::uint8_t code) {
  if (whole_.quoted) return;
  whole_.summary.has_icmp = true;
  whole_.summary.icmp_type = type;
  whole_.summary.icmp_code = code;
}

void Layer::tcp(const TcpSegment& segment) {
  if (!whole_.quoted) whole_.summary.tcp = segment;
}

void Layer::column(const char* protocol) {
  if (!whole_.quoted) whole_.summary.protocol = protocol;
}

Bytes Layer::another_source(const std::vector<std::uint8_t>& bytes,
                            const std::vector<SourceRun>& runs) {
  return tree_ == nullptr ? Bytes(bytes) : tree_->source(tree_->add_source(bytes, runs));
}

void Layer::trailing(const Payload& payload) {
  if (whole_.quoted || !whole_.trailing.empty()) return;
  const std::size_t there = left().size() - payload.bytes.size();
  whole_.trailing = left().last(payload.empty() ? left().size() : there);
}

void Layer::inside(const Payload& payload, std::initializer_list<Route> routes) {
  // What stands beside it is no deeper.
  const unsigned layers = whole_.layers;
  Outcome found = done(payload, routes);
  dissect_payload(found, whole_);
  whole_.layers = layers;
}

void Layer::quote(const Payload& payload, std::initializer_list<Route> routes) {
  const bool before = whole_.quoted;
  whole_.quoted = true;
  skips_layers();
  inside(payload, routes);
  whole_.quoted = before;
}

void Layer::keep_initials() {
  const History& history = whole_.history;
  if (whole_.quoted || history.conversation == History::kNoConversation) return;
  if (whole_.wanted.initials != nullptr) {
    whole_.wanted.initials->add(history.conversation, history.number);
  }
  if (whole_.wanted.initial_bytes != nullptr) {
    whole_.wanted.initial_bytes->add(history.number, whole());
  }
}

std::vector<Bytes> Layer::initials_before() const {
  const History& history = whole_.history;
  std::vector<Bytes> before;
  if (whole_.quoted || history.initials == nullptr || history.initial_bytes == nullptr)
    return before;
  for (const std::uint64_t packet :
       history.initials->before(history.conversation, history.number)) {
    const Bytes bytes = history.initial_bytes->find(packet);
    if (!bytes.empty()) before.push_back(bytes);
  }
  return before;
}

std::uint16_t Layer::agreed_version() const {
  const History& history = whole_.history;
  const bool known = history.agreed != nullptr && history.stream != History::kNoStream;
  return known && !whole_.quoted ? history.agreed->find(history.stream, history.number)
                                 : std::uint16_t{0};
}

void Layer::agree(std::uint16_t version) {
  const History& history = whole_.history;
  if (whole_.wanted.agreed == nullptr || whole_.quoted || history.stream == History::kNoStream) {
    return;
  }
  whole_.wanted.agreed->add(history.stream, version, history.number);
}

std::optional<ExchangeFacts> Layer::exchange(const ExchangeMessage& message) {
  if (whole_.quoted) return std::nullopt;
  const History& history = whole_.history;
  const unsigned ordinal = whole_.exchanges++;
  if (whole_.wanted.exchanges != nullptr) {
    whole_.wanted.exchanges->push_back({message, history.number});
  }
  if (history.exchanges == nullptr) return std::nullopt;
  return history.exchanges->find(history.number, ordinal, history.exchanges_known);
}

void Layer::remember(const EarlierKey& key, std::uint64_t number, std::string_view text) {
  if (whole_.quoted) return;
  const unsigned ordinal = whole_.earlier++;
  if (whole_.wanted.earlier == nullptr) return;
  const History& history = whole_.history;
  whole_.wanted.earlier->add(key, {history.number, history.time, number, text}, ordinal);
}

std::optional<EarlierValue> Layer::remembered(const EarlierKey& key) const {
  const History& history = whole_.history;
  if (history.earlier == nullptr || whole_.quoted) return std::nullopt;
  return history.earlier->find(key, history.number, whole_.earlier);
}

void Layer::announce(const Address& address, Route port, Route route, std::string_view words) {
  if (!announcing()) return;
  const History& history = whole_.history;
  ExpectedEndpoints& announced = *whole_.wanted.announced;
  port.space == Space::kTcpPort
      ? announced.add(address, port, route, words, history.number, history.conversation)
      : announced.add(address, port, route, words, history.number);
}

void Layer::announce_more(std::string_view words) {
  if (!announcing()) return;
  whole_.wanted.announced->add_words(whole_.history.conversation, words, whole_.history.number);
}

Layer::Group::Group(Layer& layer, const Field& field)
    : layer_(layer), node_(Tree::kMaxNodes), begin_(layer.at_) {
  if (layer_.tree_ != nullptr) node_ = layer_.record(field, begin_, 0, 0);
  ++layer_.depth_;
}

Layer::Group::~Group() {
  --layer_.depth_;
  if (layer_.tree_ == nullptr) return;
  layer_.tree_->set_size(node_, static_cast<std::uint32_t>(layer_.at_ - begin_));
  layer_.last_ = node_;
}

void Layer::Group::say(std::string_view text) {
  if (layer_.tree_ != nullptr) layer_.tree_->set_text(node_, text);
}

void Layer::Group::means(std::uint64_t value) {
  if (layer_.tree_ != nullptr) layer_.tree_->set_number(node_, value);
}

Layer::Elsewhere::Elsewhere(Layer& layer, Bytes bytes)
    : layer_(layer),
      begin_(layer.begin_),
      at_(layer.at_),
      end_(layer.end_),
      missing_(layer.missing_),
      failed_(layer.failed_),
      stopped_by_snaplen_(layer.stopped_by_snaplen_),
      source_(layer.source_) {
  layer.begin_ = layer.at_ = bytes.data();
  layer.end_ = bytes.data() + bytes.size();
  layer.missing_ = 0;
  layer.failed_ = layer.stopped_by_snaplen_ = false;
  if (layer.tree_ != nullptr) layer.source_ = layer.tree_->source_of(bytes.data());
}

Layer::Elsewhere::~Elsewhere() {
  layer_.begin_ = begin_;
  layer_.at_ = at_;
  layer_.end_ = end_;
  layer_.missing_ = missing_;
  layer_.failed_ = failed_;
  layer_.stopped_by_snaplen_ = stopped_by_snaplen_;
  layer_.source_ = source_;
}

Layer::Limit::Limit(Layer& layer, std::size_t length)
    : layer_(layer),
      end_(layer.end_),
      outer_end_(layer.end_),
      outer_missing_(layer.missing_),
      fits_(length <= layer.left().size() && !layer.failed_) {
  const std::size_t there = std::min(length, layer.left().size());
  end_ = layer.end_ = layer.at_ + there;
  layer.missing_ = std::min(length - there, outer_missing_);
}

Layer::Limit::~Limit() {
  layer_.at_ = end_;
  layer_.end_ = outer_end_;
  layer_.missing_ = outer_missing_;
  if (fits_) layer_.failed_ = layer_.stopped_by_snaplen_ = false;
}

}  // namespace packetglass
