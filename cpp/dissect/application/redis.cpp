// Redis serialization protocol: its specification, version 2.
#include "base/text.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kString{"resp.string", "String", Shape::kText};
constexpr Field kError{"resp.error", "Error", Shape::kText};
constexpr Field kInteger{"resp.integer", "Integer", Shape::kText};
constexpr Field kBulk{"resp.bulk_string", "Bulk String", Shape::kGroup};
constexpr Field kBulkLength{"resp.bulk_string.length", "Length", Shape::kText};
constexpr Field kBulkValue{"resp.bulk_string.value", "Value", Shape::kBytes};
constexpr Field kArray{"resp.array", "Array", Shape::kGroup};
constexpr Field kArrayLength{"resp.array.length", "Length", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 6379}};

// More of a value says no more in the column.
constexpr std::size_t kMostWords = 100;
constexpr std::uint32_t kMostValues = 1u << 24;  // of an array
// Lines of text are no longer.
constexpr std::size_t kMostLine = 4096;

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 19 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool begins_item(Bytes bytes) {
  const TextLine line = first_line(bytes);
  if (line.text.empty()) return false;
  const char kind = line.text.front();
  if (kind == '+' || kind == '-') return line.ended;
  return (kind == ':' || kind == '$' || kind == '*') && is_number(line.text.substr(1));
}

// -1 stands for nothing.
std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  if (text.starts_with('-')) return 0;
  for (const char c : text) number = number * 10 + static_cast<std::size_t>(c - '0');
  return number;
}

// Returns the value for the column.
std::string_view read_bulk(Layer& redis, const TextLine& line) {
  Layer::Group bulk(redis, kBulk);
  redis.skip(1);
  redis.text(kBulkLength, line.text.size() - 1);
  redis.skip(line.size - line.text.size());
  const std::size_t length = number_of(line.text.substr(1));
  if (line.text[1] == '-') return {};
  const Bytes value = redis.left().first(std::min(length, redis.left().size()));
  redis.bytes(kBulkValue, value.size());
  redis.skip(std::min<std::size_t>(2, redis.left().size()));
  return text_of(value);
}

std::string_view read_simple(Layer& redis, const TextLine& line, const Field& field) {
  redis.skip(1);
  const std::string_view text = redis.text(field, line.text.size() - 1);
  redis.skip(line.size - line.text.size());
  return text;
}

// The items of an array follow it; they are not distinguished from those behind it.
std::string read_item(Layer& redis) {
  const TextLine line = first_line(redis.left());
  switch (line.text.front()) {
    case '+':
      return shown_text(read_simple(redis, line, kString));
    case '-':
      return std::string("Error: ").append(shown_text(read_simple(redis, line, kError)));
    case ':':
      return shown_text(read_simple(redis, line, kInteger));
    case '$':
      return shown_text(read_bulk(redis, line).substr(0, kMostWords));
    default: {
      Layer::Group array(redis, kArray);
      read_simple(redis, line, kArrayLength);
      return {};
    }
  }
}

// A value, and those that it is an array of: the state counts what is still to come.
MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  if (progress.position == 0) progress.state = 1;
  while (progress.state != 0) {
    if (progress.position >= sent.bytes.size()) return MessageEnd::kMore;
    const Bytes rest = sent.bytes.subspan(static_cast<std::size_t>(progress.position));
    constexpr std::string_view kKinds = "+-:$*";
    if (kKinds.find(static_cast<char>(rest[0])) == kKinds.npos) return MessageEnd::kNotMine;
    const TextLine line = first_line(rest.first(std::min(rest.size(), kMostLine)));
    if (!line.ended) return rest.size() < kMostLine ? MessageEnd::kMore : MessageEnd::kNotMine;
    if (!begins_item(rest.first(line.size))) return MessageEnd::kNotMine;
    if (--progress.state > kMostValues) return MessageEnd::kNotMine;
    progress.position += line.size;
    const std::string_view number = line.text.substr(1);
    if (line.text[0] == '*') progress.state += static_cast<std::uint32_t>(number_of(number));
    if (line.text[0] == '$' && number != "-1") progress.position += number_of(number) + 2;
  }
  return MessageEnd::kFound;
}

Outcome dissect(Layer& redis) {
  if (!begins_item(redis.left())) return not_mine();
  if (!redis.recording() && redis.info() == nullptr) return done();
  std::string words = sent_by_server(redis) ? "Response:" : "Request:";
  while (begins_item(redis.left())) {
    const std::string word = read_item(redis);
    if (!word.empty()) words.append(" ").append(word);
  }
  if (std::string* info = redis.info()) *info = words;
  return done(redis.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kString,     kError,     kInteger, kBulk,
                                 kBulkLength, kBulkValue, kArray,   kArrayLength};

}  // namespace

extern const Dissector kRedis{{"resp", "REdis Serialization Protocol", Shape::kLayer},
                              "RESP",
                              kFoundAt,
                              kFields,
                              dissect,
                              nullptr,
                              {},
                              false,
                              find_end};

}  // namespace packetglass
