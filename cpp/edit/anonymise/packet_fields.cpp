// Rewrites the bytes of a packet by the fields that were found in it.
#include "edit/anonymise/packet_fields.h"

#include <algorithm>

#include "dissect/field_type.h"

namespace packetglass::anonymise {
namespace {

// Whether a number or a time is written in digits, as protocols of lines have it. An address has
// more of what stands between digits.
bool in_digits(Bytes bytes) {
  static constexpr std::string_view kAround = " +-.:,TZ";
  constexpr std::ptrdiff_t kMost[] = {3, 1, 3, 1, 3, 1, 1, 1};
  std::ptrdiff_t seen[kAround.size()] = {};
  for (const std::uint8_t c : bytes) {
    if (c >= '0' && c <= '9') continue;
    const std::size_t at = kAround.find(static_cast<char>(c));
    if (at == std::string_view::npos || ++seen[at] > kMost[at]) return false;
  }
  return true;
}

std::uint64_t number_of(Bytes bytes) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

// Whether half of every second byte, from `first` on, are zeros and the bytes beside them are not:
// characters of 16 bits.
bool is_wide(Bytes bytes, std::size_t first) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return false;
  std::size_t narrow = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    narrow += bytes[i + first] == 0 && bytes[i + 1 - first] != 0;
  }
  return 4 * narrow >= bytes.size();
}

std::size_t size_of(Rule rule) {
  if (rule == Rule::kIpv4) return 4;
  return rule == Rule::kIpv6 ? 16 : 6;
}

}  // namespace

PacketFields::PacketFields(const Key& key, const Policy& policy, Tally& tally)
    : policy_(policy),
      tally_(tally),
      addresses_(key, policy),
      names_(key, addresses_, policy.names),
      lines_(names_),
      rules_(policy) {}

std::span<SourceDraft> PacketFields::rewrite(const Tree& tree, bool malformed,
                                             std::span<std::uint8_t> after,
                                             std::span<std::uint8_t> states) {
  const bool keeps = policy_.payload == Payload::kKeep && !malformed && !tree.full();
  sources_ = tree.sources();
  if (drafts_.size() < sources_) drafts_.resize(sources_);
  drafts_[0].begin(tree.source(0), keeps, after, states);
  for (std::size_t i = 1; i < sources_; ++i) drafts_[i].begin(tree.source(i), keeps);
  const std::vector<Node>& nodes = tree.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    if (node.generated || node.size == 0) continue;
    SourceDraft& draft = drafts_[node.source];
    const std::size_t size = draft.before().size();
    if (node.offset > size || node.size > size - node.offset) continue;
    apply(tree, i, draft);
  }
  if (keeps) forget_unreachable(tree);
  return std::span(drafts_).first(sources_);
}

// What was decoded, or reassembled of what was reassembled, has no place in a packet: where fields
// stand in such bytes, what they were made of cannot stay. The same of segments in fragments, of
// which a message may be made later.
void PacketFields::forget_unreachable(const Tree& tree) {
  for (std::size_t source = 1; source < sources_; ++source) {
    const std::vector<SourceRun>& runs = tree.runs(source);
    const bool reached =
        !runs.empty() && std::none_of(runs.begin(), runs.end(), [](const auto& run) {
          return run.offset == SourceRun::kNotInPacket;
        });
    if (reached || drafts_[source].covered() == 0) continue;
    for (SourceDraft& draft : std::span(drafts_).first(sources_)) draft.forget_uncovered();
    return;
  }
  for (const Node& node : tree.nodes()) {
    const bool segment = node.source != 0 && node.field->shape == Shape::kLayer;
    if (segment && node.field->name == "tcp") drafts_[node.source].forget_uncovered();
  }
}

void PacketFields::apply(const Tree& tree, std::size_t i, SourceDraft& draft) {
  const Node& node = tree.nodes()[i];
  const Rule rule = rules_.of(*node.field);
  switch (rule) {
    case Rule::kNothing:
    case Rule::kUnknown:
    case Rule::kBody:
      return;
    case Rule::kNumber:
      return keep_number(node, draft);
    case Rule::kVerbatim:
      return draft.keep(node.offset, node.size);
    case Rule::kTextLayer:
      return rewrite_lines(tree, i, draft);
    default:
      break;
  }
  if (!draft.claim(node.offset, node.size)) return;
  switch (rule) {
    case Rule::kIpv4:
    case Rule::kIpv6:
    case Rule::kMac:
    case Rule::kHardware:
      return rewrite_address(tree, node, rule, draft);
    case Rule::kVlan:
    case Rule::kPort:
      return rewrite_number(node, rule, draft);
    case Rule::kZero:
      // What stands inside of it may still be known.
      return draft.zero(node.offset, node.size);
    default:
      return rewrite_name(node, rule, draft);
  }
}

// A number may stand for more than its own bytes: an option's, for all of the option.
void PacketFields::keep_number(const Node& node, SourceDraft& draft) {
  const std::size_t bytes = field_bytes(node.field->shape);
  const std::size_t most = bytes != 0 ? bytes : node.field->shape == Shape::kFlag ? 4 : 8;
  if (node.size <= most) return draft.keep(node.offset, node.size);
  const Bytes before = draft.before(node.offset, node.size);
  if (in_digits(before) && node.size <= 40) return draft.keep(node.offset, node.size);
  if (bytes == 0) return;
  if (number_of(before.first(bytes)) == node.number) draft.keep(node.offset, bytes);
}

// All of a layer, but for what it carries.
void PacketFields::rewrite_lines(const Tree& tree, std::size_t layer, SourceDraft& draft) {
  const std::vector<Node>& nodes = tree.nodes();
  const Node& whole = nodes[layer];
  const std::size_t end = whole.offset + whole.size;
  std::size_t at = whole.offset;
  const auto rewrite_up_to = [&](std::size_t to) {
    if (to <= at || !draft.claim(at, to - at)) return;
    lines_.rewrite(draft.before(at, to - at), draft.after(at));
    draft.replace(at, to - at);
    tally_.lines += to - at;
  };
  for (std::size_t i = layer + 1; i < nodes.size() && nodes[i].depth > whole.depth; ++i) {
    const Node& node = nodes[i];
    if (node.source != whole.source || node.generated || node.offset < at) continue;
    if (rules_.of(*node.field) != Rule::kBody || node.offset > end) continue;
    rewrite_up_to(node.offset);
    at = std::min<std::size_t>(end, node.offset + node.size);
  }
  rewrite_up_to(end);
}

void PacketFields::put_address(Rule rule, std::span<std::uint8_t> address) {
  if (rule == Rule::kIpv4) {
    const auto was = load<std::uint32_t>(address.data(), ByteOrder::kBig);
    const std::uint32_t now = addresses_.ipv4(was);
    store(address.data(), now, ByteOrder::kBig);
    tally_.addresses += now != was;
  } else if (rule == Rule::kIpv6) {
    Ipv6 was;
    std::copy(std::begin(address), std::end(address), was.begin());
    const Ipv6 now = addresses_.ipv6(was);
    std::copy(std::begin(now), std::end(now), address.begin());
    tally_.addresses += now != was;
  } else {
    Mac was;
    std::copy(std::begin(address), std::end(address), was.begin());
    const Mac now = addresses_.mac(was);
    std::copy(std::begin(now), std::end(now), address.begin());
    tally_.hardware += now != was;
  }
}

// An address may stand backwards, or with its first bytes alone (a prefix). Any other writing is
// not understood: zeros.
void PacketFields::rewrite_address(const Tree& tree, const Node& node, Rule rule,
                                   SourceDraft& draft) {
  const Bytes before = draft.before(node.offset, node.size);
  std::uint8_t* const after = draft.after(node.offset);
  if (rule == Rule::kHardware && node.size != 6) {
    std::copy(std::begin(before), std::end(before), after);
    addresses_.hardware({after, node.size});
    ++tally_.hardware;
    return draft.replace(node.offset, node.size);
  }
  if (rule == Rule::kHardware) rule = Rule::kMac;
  const std::size_t size = size_of(rule);
  std::array<std::uint8_t, 16> address{};
  const std::span<std::uint8_t> value = std::span(address).first(size);
  draft.zero(node.offset, node.size);
  if (node.size <= size) {
    const Bytes said = tree.value_bytes(node);
    const bool backwards = node.size == size && said.size() == size && node.kept &&
                           std::equal(said.begin(), said.end(), before.rbegin());
    std::copy(std::begin(before), std::end(before), value.begin());
    if (backwards) std::reverse(std::begin(value), std::end(value));
    put_address(rule, value);
    if (backwards) std::reverse(std::begin(value), std::end(value));
    std::copy_n(value.begin(), node.size, after);
  }
  draft.replace(node.offset, node.size);
}

void PacketFields::rewrite_name(const Node& node, Rule rule, SourceDraft& draft) {
  const Bytes before = draft.before(node.offset, node.size);
  std::uint8_t* const after = draft.after(node.offset);
  if (rule == Rule::kDnsName) {
    names_.dns(before, after);
  } else if (rule == Rule::kNetbiosName) {
    names_.netbios(before, after);
  } else if (is_wide(before, 1)) {
    names_.wide(before, after, ByteOrder::kLittle);
  } else if (is_wide(before, 0)) {
    names_.wide(before, after, ByteOrder::kBig);
  } else {
    names_.text(before, after);
  }
  draft.replace(node.offset, node.size);
  ++tally_.names;
}

void PacketFields::rewrite_number(const Node& node, Rule rule, SourceDraft& draft) {
  if (node.size != 2) return keep_number(node, draft);
  const std::uint16_t mask = rule == Rule::kVlan ? 0xfff : 0xffff;
  const auto was = load<std::uint16_t>(draft.before(node.offset, 2).data(), ByteOrder::kBig);
  const auto number = static_cast<std::uint16_t>(was & mask);
  const std::uint16_t to = rule == Rule::kVlan ? addresses_.vlan(number) : addresses_.port(number);
  const auto now = static_cast<std::uint16_t>((was & ~mask) | to);
  draft.keep(node.offset, 2);
  if (now == was) return;
  store(draft.after(node.offset), now, ByteOrder::kBig);
  draft.replace(node.offset, 2);
  ++tally_.numbers;
}

}  // namespace packetglass::anonymise
