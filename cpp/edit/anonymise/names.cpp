// Pseudonyms of names: as long as the name, with letters where it has letters.
#include "edit/anonymise/names.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace packetglass::anonymise {
namespace {

constexpr std::size_t kKeptNames = std::size_t{1} << 15;  // some 3 MB
constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kNetbiosSize = 34;  // a length, 32 letters, a zero

constexpr std::string_view kEverybodys[] = {"arpa",      "in-addr", "ip6",  "local", "localhost",
                                            "_tcp",      "_udp",    "_tls", "_sip",  "_dns-sd",
                                            "_services", "_sub",    "_http"};

constexpr std::uint8_t lower(std::uint8_t c) {
  return c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c | 0x20) : c;
}

constexpr bool is_digit(std::uint8_t c) {
  return c >= '0' && c <= '9';
}

std::size_t slot_of(std::string_view label) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : label) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
  return static_cast<std::size_t>(hash >> 32) & (kKeptNames - 1);
}

// A character of the same class, by a number of chance.
char like(std::uint8_t c, std::uint32_t drawn) {
  if (is_digit(c)) return static_cast<char>('0' + drawn % 10);
  const bool letter = (c >= 'a' && c <= 'z') || c >= 0x80;
  return letter ? static_cast<char>('a' + drawn % 26) : static_cast<char>(c);
}

std::uint32_t bound_of(std::uint8_t c) {
  return is_digit(c) ? 10 : 26;
}

// Never the label itself: its last letter or digit is another then.
void part_from(std::string_view label, std::string& made) {
  if (made != label) return;
  for (std::size_t i = label.size(); i-- > 0;) {
    const auto c = static_cast<std::uint8_t>(label[i]);
    const auto base = static_cast<std::uint8_t>(is_digit(c) ? '0' : 'a');
    if (!is_digit(c) && !(c >= 'a' && c <= 'z')) continue;
    made[i] = like(c, static_cast<std::uint32_t>(c - base + 1));
    return;
  }
}

// The labels of a name on the wire, its own end or that of the bytes excluded.
struct Label {
  std::size_t at, size;
};

std::vector<Label> labels_of(Bytes name) {
  std::vector<Label> labels;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t size = name[at];
    if (size == 0 || size > kLongestLabel || size > name.size() - at - 1) break;
    labels.push_back({at + 1, size});
    at += 1 + size;
  }
  return labels;
}

bool is_called(Bytes name, const Label& label, std::string_view word) {
  return label.size == word.size() &&
         std::equal(
             word.begin(), word.end(), name.begin() + static_cast<std::ptrdiff_t>(label.at),
             [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == lower(b); });
}

int nibble_of(std::uint8_t c) {
  if (is_digit(c)) return c - '0';
  const std::uint8_t small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace

bool is_everybodys(std::string_view label) {
  return std::find(std::begin(kEverybodys), std::end(kEverybodys), label) != std::end(kEverybodys);
}

AddressText read_address(Bytes text, char point) {
  AddressText read;
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part != 0 && (at >= text.size() || text[at++] != static_cast<std::uint8_t>(point)))
      return {};
    std::uint32_t number = 0;
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]) && at - begin < 3) {
      number = number * 10 + (text[at++] - std::uint32_t{'0'});
    }
    if (at == begin || number > 255) return {};
    read.address = read.address << 8 | number;
  }
  if (at < text.size() && is_digit(text[at])) return {};
  read.size = at;
  return read;
}

bool write_address(std::uint32_t address, char point, std::span<std::uint8_t> out) {
  std::array<std::string, 4> parts;
  std::size_t size = 3;
  for (unsigned i = 0; i < 4; ++i) {
    parts[i] = std::to_string(address >> (24 - 8 * i) & 0xff);
    size += parts[i].size();
  }
  // Zeros in front make it as long as it has to be.
  for (std::string& part : parts) {
    while (size < out.size() && part.size() < 3) part.insert(part.begin(), '0'), ++size;
  }
  if (size != out.size()) return false;
  std::string text = parts[0];
  for (unsigned i = 1; i < 4; ++i) text += point + parts[i];
  std::copy(std::begin(text), std::end(text), out.begin());
  return true;
}

Names::Names(const Key& key, Addresses& addresses, Treatment labels)
    : key_(key), addresses_(addresses), labels_(labels), known_(kKeptNames) {}

const std::string& Names::pseudonym_of(const std::string& label) {
  const bool keeps = label.size() <= kLongestLabel;
  Known& known = known_[slot_of(label)];
  if (keeps && known.label == label) return known.pseudonym;
  made_.clear();
  KeyedStream stream(key_, Purpose::kName, label);
  for (const char c : label) {
    const auto byte = static_cast<std::uint8_t>(c);
    made_ += like(byte, stream.below(bound_of(byte)));
  }
  part_from(label, made_);
  if (keeps) known = {label, made_};
  return made_;
}

void Names::label(Bytes before, std::uint8_t* after) {
  if (labels_ == Treatment::kKeep) {
    std::copy(std::begin(before), std::end(before), after);
    return;
  }
  lower_.clear();
  for (const std::uint8_t c : before) lower_ += static_cast<char>(lower(c));
  if (is_everybodys(lower_)) {
    std::copy(std::begin(before), std::end(before), after);
    return;
  }
  if (labels_ == Treatment::kZero) {
    for (const std::uint8_t c : before) *after++ = is_digit(c) ? '0' : 'x';
    return;
  }
  const std::string& made = pseudonym_of(lower_);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool upper = before[i] >= 'A' && before[i] <= 'Z';
    after[i] = static_cast<std::uint8_t>(upper ? made[i] & ~0x20 : made[i]);
  }
}

void Names::text(Bytes before, std::uint8_t* after) {
  for (std::size_t at = 0; at < before.size();) {
    const Bytes rest = before.subspan(at);
    if (!is_label(rest[0])) {
      after[at++] = rest[0];
      continue;
    }
    for (const char point : {'.', ','}) {
      const AddressText read = read_address(rest, point);
      if (read.size == 0) continue;
      const std::span<std::uint8_t> out(after + at, read.size);
      if (!write_address(addresses_.ipv4(read.address), point, out)) continue;
      at += read.size;
      break;
    }
    if (at >= before.size() || !is_label(before[at])) continue;
    std::size_t end = at;
    while (end < before.size() && is_label(before[end])) ++end;
    label(before.subspan(at, end - at), after + at);
    at = end;
  }
}

// The address stands there backwards: four numbers, or 32 digits.
bool Names::address_name(Bytes before, std::uint8_t* after) {
  const std::vector<Label> labels = labels_of(before);
  const std::size_t count = labels.size();
  if (count < 3 || !is_called(before, labels[count - 1], "arpa")) return false;
  if (count == 34 && is_called(before, labels[32], "ip6")) {
    Ipv6 address{};
    for (std::size_t i = 0; i < 32; ++i) {
      const int nibble = labels[i].size == 1 ? nibble_of(before[labels[i].at]) : -1;
      if (nibble < 0) return false;
      address[15 - i / 2] |= static_cast<std::uint8_t>(nibble << (i % 2 * 4));
    }
    const Ipv6 pseudonym = addresses_.ipv6(address);
    for (std::size_t i = 0; i < 32; ++i) {
      after[labels[i].at] =
          static_cast<std::uint8_t>("0123456789abcdef"[pseudonym[15 - i / 2] >> (i % 2 * 4) & 15]);
    }
    return true;
  }
  if (count != 6 || !is_called(before, labels[4], "in-addr")) return false;
  std::string dotted;
  for (std::size_t i = 4; i-- > 0;) {
    dotted += text_of(before.subspan(labels[i].at, labels[i].size));
    if (i != 0) dotted += '.';
  }
  const AddressText read = read_address(bytes_of(dotted), '.');
  if (read.size != dotted.size()) return false;
  // Labels may be of other lengths, as long as all of them together are as long.
  std::vector<std::uint8_t> out(dotted.size());
  if (!write_address(addresses_.ipv4(read.address), '.', out)) return false;
  std::size_t to = 0, end = out.size();
  while (end != 0) {
    std::size_t begin = end;
    while (begin != 0 && out[begin - 1] != '.') --begin;
    after[to++] = static_cast<std::uint8_t>(end - begin);
    for (std::size_t i = begin; i < end; ++i) after[to++] = out[i];
    end = begin == 0 ? 0 : begin - 1;
  }
  return true;
}

void Names::dns(Bytes before, std::uint8_t* after) {
  std::fill_n(after, before.size(), std::uint8_t{0});
  std::size_t end = 0;
  for (const Label& label : labels_of(before)) {
    after[label.at - 1] = before[label.at - 1];
    this->label(before.subspan(label.at, label.size), after + label.at);
    end = label.at + label.size;
  }
  // A pointer says where the name goes on.
  const bool points = before.size() - end >= 2 && (before[end] & 0xc0) == 0xc0;
  if (points) std::copy_n(before.begin() + static_cast<std::ptrdiff_t>(end), 2, after + end);
  address_name(before, after);
}

void Names::netbios(Bytes before, std::uint8_t* after) {
  if (before.size() < kNetbiosSize || before[0] != 32) return dns(before, after);
  std::array<std::uint8_t, 15> name{}, made{};
  for (std::size_t i = 0; i < 2 * name.size(); ++i) {
    const auto half = static_cast<std::uint8_t>((before[1 + i] - 'A') & 15);
    name[i / 2] = static_cast<std::uint8_t>(name[i / 2] << 4 | half);
  }
  text(name, made.data());
  after[0] = before[0];
  for (std::size_t i = 0; i < 2 * name.size(); ++i) {
    after[1 + i] = static_cast<std::uint8_t>('A' + (made[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15));
  }
  after[31] = before[31];
  after[32] = before[32];
  dns(before.subspan(33), after + 33);
}

void Names::wide(Bytes before, std::uint8_t* after, ByteOrder order) {
  std::vector<std::uint8_t> narrow(before.size() / 2), made(before.size() / 2);
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    const auto c = load<std::uint16_t>(before.data() + 2 * i, order);
    narrow[i] = static_cast<std::uint8_t>(c < 0x80 ? c : 0x80 | (c & 0x7f));
  }
  text(narrow, made.data());
  for (std::size_t i = 0; i < made.size(); ++i) {
    store<std::uint16_t>(after + 2 * i, made[i], order);
  }
}

}  // namespace packetglass::anonymise
