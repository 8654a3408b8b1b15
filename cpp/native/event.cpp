// Events: the lines of JSON that `packetglass events` prints, in Tenzir's schemas.
#include "native/event.h"

#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::json;

// Deeper than any schema goes: what is beyond it costs no memory.
constexpr int kMaxDepth = 16;
constexpr std::size_t kShownValue = 60;

// What JSON allows, or leaves open, and an event does not have.
class Check {
 public:
  // Is shown all that the parser finds, as it finds it.
  void see(int depth, Json::parse_event_t kind, const Json& value) {
    if (depth > kMaxDepth) throw BadEvent("The JSON is nested too deeply.");
    // The keys of an object are one deeper than its braces.
    const auto at = static_cast<std::size_t>(depth);
    if (kind == Json::parse_event_t::object_start) keys_[at + 1] = 0;
    if (kind == Json::parse_event_t::key) ++keys_[at];
    if (kind == Json::parse_event_t::object_end && value.size() != keys_[at + 1]) {
      throw BadEvent("The JSON has a key twice in one object.");
    }
  }

 private:
  std::array<std::size_t, kMaxDepth + 2> keys_{};  // of the objects that are open, by depth
};

Json parse_object(std::string_view line) {
  Check check;
  try {
    Json event = Json::parse(line, [&check](int depth, Json::parse_event_t kind, Json& value) {
      check.see(depth, kind, value);
      return true;
    });
    if (!event.is_object()) throw BadEvent("This is not a JSON object.");
    return event;
  } catch (const Json::parse_error& error) {
    throw BadEvent("This is not JSON: its character " + std::to_string(error.byte) + " is wrong.");
  } catch (const Json::out_of_range&) {
    throw BadEvent("A number of the JSON is beyond all that is counted.");
  } catch (const Json::exception&) {
    throw BadEvent("This JSON cannot be read.");
  }
}

const Json& field(const Json& event, const char* name) {
  const auto at = event.find(name);
  if (at == event.end() || at->is_null()) {
    throw BadEvent("The event has no " + std::string(name) + ".");
  }
  return *at;
}

std::string shown(const Json& value) {
  const std::string text = value.dump(-1, ' ', true);
  return text.size() <= kShownValue ? text : text.substr(0, kShownValue) + " ...";
}

template <typename T>
T number(const Json& event, const char* name) {
  constexpr std::uint64_t kMost = std::numeric_limits<T>::max();
  const Json& value = field(event, name);
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMost) {
    throw BadEvent("The event's " + std::string(name) + " is " + shown(value) +
                   ", not a whole number from 0 to " + std::to_string(kMost) + ".");
  }
  return value.get<T>();
}

const std::string& text(const Json& event, const char* name) {
  const Json& value = field(event, name);
  if (value.is_string()) return value.get_ref<const std::string&>();
  throw BadEvent("The event's " + std::string(name) + " is " + shown(value) + ", not a string.");
}

// A packet without a time says so: null.
std::optional<Nanoseconds> time_of(const Json& event) {
  const auto at = event.find("timestamp");
  if (at != event.end() && at->is_null()) return std::nullopt;
  const std::string& written = text(event, "timestamp");
  auto time = parse_iso8601(written);
  if (!time) time = parse_epoch_seconds(written);
  if (!time) throw BadEvent("The event's timestamp is malformed: " + shown(event["timestamp"]));
  return time;
}

std::optional<std::uint64_t> number_if_there(const Json& event, const char* name) {
  const auto at = event.find(name);
  if (at == event.end() || at->is_null()) return std::nullopt;
  return number<std::uint64_t>(event, name);
}

std::vector<std::uint8_t> bytes_of(const Json& event) {
  std::vector<std::uint8_t> bytes;
  if (!append_decoded_base64(bytes, text(event, "data"))) {
    throw BadEvent("The event's data is not base64.");
  }
  const auto captured = number<std::uint32_t>(event, "captured_packet_length");
  if (captured != bytes.size()) {
    throw BadEvent("The event's captured_packet_length is " + std::to_string(captured) +
                   ", but its data has " + std::to_string(bytes.size()) + " bytes.");
  }
  return bytes;
}

PacketLine packet_of(const Json& event) {
  PacketLine line;
  PacketEvent& packet = line.event;
  packet.link_type = number<std::uint32_t>(event, "linktype");
  packet.time = time_of(event);
  packet.original_length = number<std::uint32_t>(event, "original_packet_length");
  line.bytes = bytes_of(event);
  packet.bytes = line.bytes;
  packet.section = number_if_there(event, "section_id");
  packet.interface = number_if_there(event, "interface_id");
  return line;
}

pcap::WriterOptions header_of(const Json& event) {
  FileHeaderEvent header;
  header.magic_number = number<std::uint32_t>(event, "magic_number");
  header.major_version = number<std::uint16_t>(event, "major_version");
  header.minor_version = number<std::uint16_t>(event, "minor_version");
  header.reserved1 = number<std::uint32_t>(event, "reserved1");
  header.reserved2 = number<std::uint32_t>(event, "reserved2");
  header.snaplen = number<std::uint32_t>(event, "snaplen");
  header.linktype = number<std::uint32_t>(event, "linktype");
  if (const auto options = writer_options(header)) return *options;
  throw BadEvent(
      format_text("The event's magic_number 0x%08x is that of no capture.", header.magic_number));
}

}  // namespace

Event parse_event(std::string_view line) {
  const Json event = parse_object(line);
  const auto schema = event.find("schema");
  if (schema == event.end() || !schema->is_string()) return UnknownEvent{};
  if (*schema == "pcap.packet") return packet_of(event);
  if (*schema == "pcap.file_header") return header_of(event);
  if (*schema != "tenzir.packet") return UnknownEvent{schema->get<std::string>()};
  const Json& packet = field(event, "pcap");
  if (!packet.is_object()) throw BadEvent("The event's pcap is not a JSON object.");
  return packet_of(packet);
}

}  // namespace packetglass::native
