// MQ Telemetry Transport: OASIS MQTT 3.1.1; of version 5 properties are shown as bytes.
#include "base/text.h"
#include "dissect/application/header_line.h"
#include "dissect/transport/tcp_analysis.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {
    {1, "Connect Command"},      {2, "Connect Ack"},       {3, "Publish Message"},
    {4, "Publish Ack"},          {5, "Publish Received"},  {6, "Publish Release"},
    {7, "Publish Complete"},     {8, "Subscribe Request"}, {9, "Subscribe Ack"},
    {10, "Unsubscribe Request"}, {11, "Unsubscribe Ack"},  {12, "Ping Request"},
    {13, "Ping Response"},       {14, "Disconnect Req"},   {15, "Authentication Exchange"}};
constexpr Name kVersions[] = {{3, "MQTT v3.1"}, {4, "MQTT v3.1.1"}, {5, "MQTT v5.0"}};
constexpr Name kQualities[] = {{0, "At most once delivery (Fire and Forget)"},
                               {1, "At least once delivery (Acknowledged deliver)"},
                               {2, "Exactly once delivery (Assured Delivery)"},
                               {3, "Reserved"}};
constexpr Name kAnswers[] = {{0, "Connection Accepted"},
                             {1, "Connection Refused: unacceptable protocol version"},
                             {2, "Connection Refused: identifier rejected"},
                             {3, "Connection Refused: server unavailable"},
                             {4, "Connection Refused: bad user name or password"},
                             {5, "Connection Refused: not authorized"}};

constexpr Field kHeader{"mqtt.hdrflags", "Header Flags", Shape::kHex8};
constexpr Field kType{"mqtt.msgtype", "Message Type", Shape::kNumber8, 0xf0, kTypes};
constexpr Field kReserved{"mqtt.hdr_reserved", "Reserved", Shape::kNumber8, 0x0f};
constexpr Field kDuplicate{"mqtt.dupflag", "DUP Flag", Shape::kFlag, 0x08};
constexpr Field kQuality{"mqtt.qos", "QoS Level", Shape::kNumber8, 0x06, kQualities};
constexpr Field kRetain{"mqtt.retain", "Retain", Shape::kFlag, 0x01};
constexpr Field kLength{"mqtt.len", "Msg Len", Shape::kNumber64};
constexpr Field kNameLength{"mqtt.proto_len", "Protocol Name Length", Shape::kNumber16};
constexpr Field kProtocolName{"mqtt.protoname", "Protocol Name", Shape::kText};
constexpr Field kVersion{"mqtt.ver", "Version", Shape::kNumber8, 0, kVersions};
constexpr Field kFlags{"mqtt.conflags", "Connect Flags", Shape::kHex8};
constexpr Field kHasUser{"mqtt.conflag.uname", "User Name Flag", Shape::kFlag, 0x80};
constexpr Field kHasPassword{"mqtt.conflag.passwd", "Password Flag", Shape::kFlag, 0x40};
constexpr Field kWillRetain{"mqtt.conflag.retain", "Will Retain", Shape::kFlag, 0x20};
constexpr Field kWillQuality{"mqtt.conflag.qos", "QoS Level", Shape::kNumber8, 0x18, kQualities};
constexpr Field kHasWill{"mqtt.conflag.willflag", "Will Flag", Shape::kFlag, 0x04};
constexpr Field kClean{"mqtt.conflag.cleansess", "Clean Session Flag", Shape::kFlag, 0x02};
constexpr Field kFlagReserved{"mqtt.conflag.reserved", "(Reserved)", Shape::kFlag, 0x01};
constexpr Field kKeepAlive{"mqtt.kalive", "Keep Alive", Shape::kNumber16};
constexpr Field kClientLength{"mqtt.clientid_len", "Client ID Length", Shape::kNumber16};
constexpr Field kClient{"mqtt.clientid", "Client ID", Shape::kText};
constexpr Field kWillTopicLength{"mqtt.willtopic_len", "Will Topic Length", Shape::kNumber16};
constexpr Field kWillTopic{"mqtt.willtopic", "Will Topic", Shape::kText};
constexpr Field kWillLength{"mqtt.willmsg_len", "Will Message Length", Shape::kNumber16};
constexpr Field kWill{"mqtt.willmsg", "Will Message", Shape::kBytes};
constexpr Field kUserLength{"mqtt.username_len", "User Name Length", Shape::kNumber16};
constexpr Field kUser{"mqtt.username", "User Name", Shape::kText};
constexpr Field kPasswordLength{"mqtt.passwd_len", "Password Length", Shape::kNumber16};
constexpr Field kPassword{"mqtt.passwd", "Password", Shape::kText};
constexpr Field kAckFlags{"mqtt.conack.flags", "Acknowledge Flags", Shape::kHex8};
constexpr Field kAckReserved{"mqtt.conack.flags.reserved", "Reserved", Shape::kFlag, 0xfe};
constexpr Field kSessionPresent{"mqtt.conack.flags.sp", "Session Present", Shape::kFlag, 0x01};
constexpr Field kAnswer{"mqtt.conack.val", "Return Code", Shape::kNumber8, 0, kAnswers};
constexpr Field kTopicLength{"mqtt.topic_len", "Topic Length", Shape::kNumber16};
constexpr Field kTopic{"mqtt.topic", "Topic", Shape::kText};
constexpr Field kId{"mqtt.msgid", "Message Identifier", Shape::kNumber16};
constexpr Field kMessage{"mqtt.msg", "Message", Shape::kBytes};
constexpr Field kWantedQuality{"mqtt.sub.qos", "Requested QoS", Shape::kNumber8, 0x03, kQualities};
constexpr Field kGranted{"mqtt.suback.qos", "Granted QoS", Shape::kNumber8, 0, kQualities};
constexpr Field kRest{"mqtt.rest", "Not read", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 1883}};
constexpr Route kNextAt[] = {{Space::kNextMessage, 1883}};

constexpr std::uint8_t kConnect = 1, kConnectAck = 2, kPublish = 3, kSubscribe = 8,
                       kSubscribeAck = 9, kUnsubscribe = 10, kUnsubscribeAck = 11;

// Bytes of the length, which are put to `length`; 0 when there is none.
std::size_t length_size(Bytes bytes, std::size_t& length) {
  length = 0;
  for (std::size_t i = 0; i < 4 && i + 1 < bytes.size(); ++i) {
    length |= std::size_t{bytes[i + 1] & 0x7fu} << (7 * i);
    if ((bytes[i + 1] & 0x80) == 0) return i + 1;
  }
  return 0;
}

// Returns it as it may stand in Info.
std::string read_string(Layer& mqtt, const Field& length, const Field& field) {
  const std::uint16_t size = mqtt.u16(length);
  if (field.shape != Shape::kText) {
    mqtt.bytes(field, size);
    return {};
  }
  const std::string text = shown(mqtt.text(field, size));
  if (!text.empty()) mqtt.say(text);
  return text;
}

void read_connect(Layer& mqtt) {
  read_string(mqtt, kNameLength, kProtocolName);
  const std::uint8_t version = mqtt.u8(kVersion);
  const std::uint8_t flags = mqtt.u8(kFlags);
  mqtt.parts(flags, {&kHasUser, &kHasPassword, &kWillRetain, &kWillQuality, &kHasWill, &kClean,
                     &kFlagReserved});
  mqtt.u16(kKeepAlive);
  if (version >= 5) return;
  read_string(mqtt, kClientLength, kClient);
  if ((flags & kHasWill.mask) != 0) {
    read_string(mqtt, kWillTopicLength, kWillTopic);
    read_string(mqtt, kWillLength, kWill);
  }
  if ((flags & kHasUser.mask) != 0) read_string(mqtt, kUserLength, kUser);
  if ((flags & kHasPassword.mask) != 0) read_string(mqtt, kPasswordLength, kPassword);
}

void read_connect_ack(Layer& mqtt) {
  const std::uint8_t flags = mqtt.u8(kAckFlags);
  mqtt.parts(flags, {&kAckReserved, &kSessionPresent});
  mqtt.u8(kAnswer);
}

std::string read_publish(Layer& mqtt, std::uint8_t header) {
  const std::string topic = read_string(mqtt, kTopicLength, kTopic);
  std::string words = std::string(" [") + topic + "]";
  if ((header & kQuality.mask) != 0) words = format_text(" (id=%u)", mqtt.u16(kId)) + words;
  if (!mqtt.left().empty()) mqtt.remaining(kMessage);
  return words;
}

std::string read_topics(Layer& mqtt, bool subscribes) {
  std::string words = format_text(" (id=%u)", mqtt.u16(kId));
  while (!mqtt.left().empty()) {
    const std::string topic = read_string(mqtt, kTopicLength, kTopic);
    // Info names the topics of subscriptions only.
    if (!subscribes) continue;
    words.append(" [").append(topic).append("]");
    mqtt.u8({&kWantedQuality});
  }
  return words;
}

// Returns what Info says behind the type.
std::string read_rest(Layer& mqtt, std::uint8_t header) {
  const std::uint8_t type = header >> 4;
  if (type == kConnect) read_connect(mqtt);
  if (type == kConnectAck) read_connect_ack(mqtt);
  if (type == kPublish) return read_publish(mqtt, header);
  if (type == kSubscribe) return read_topics(mqtt, true);
  if (type == kUnsubscribe) return read_topics(mqtt, false);
  if ((type > kPublish && type < kSubscribe) || type == kSubscribeAck || type == kUnsubscribeAck) {
    const std::string words = format_text(" (id=%u)", mqtt.u16(kId));
    while (type == kSubscribeAck && !mqtt.left().empty()) mqtt.u8(kGranted);
    return words;
  }
  return {};
}

void read_header(Layer& mqtt, std::uint8_t type) {
  const std::uint8_t header = mqtt.u8(kHeader);
  if (mqtt.recording()) {
    mqtt.say(format_text("0x%02x, Message Type: ", header).append(name_of(kTypes, type)));
  }
  mqtt.parts(header, {&kType});
  if (type == kPublish) {
    mqtt.parts(header, {&kDuplicate, &kQuality, &kRetain});
  } else {
    mqtt.parts(header, {&kReserved});
  }
}

// Whether a message begins here: a type there is, with the flags that it has, and a length.
bool plausible(Bytes bytes, std::size_t& length) {
  if (bytes.size() < 2 || length_size(bytes, length) == 0) return false;
  const unsigned type = bytes[0] >> 4, flags = bytes[0] & 15;
  if (type == kPublish) return (flags & 6) != 6;
  const bool marked = type == 6 || type == kSubscribe || type == kUnsubscribe;
  return type != 0 && flags == (marked ? 2 : 0);
}

// Its length takes up to four bytes.
MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  std::size_t length = 0;
  const Bytes bytes = sent.bytes;
  const std::size_t size = bytes.empty() ? 0 : length_size(bytes, length);
  if (size == 0) return bytes.size() <= 4 ? MessageEnd::kMore : MessageEnd::kNotMine;
  progress.position = 1 + size + length;
  return plausible(bytes, length) ? MessageEnd::kFound : MessageEnd::kNotMine;
}

// One message of a stream; others may follow. What goes on in the next segment is not missed. Info
// has all messages of a segment.
template <bool kFirst>
Outcome dissect(Layer& mqtt) {
  std::size_t length = 0;
  if (!plausible(mqtt.left(), length)) return not_mine();
  if (!mqtt.recording() && mqtt.info() == nullptr) return done();
  const std::uint8_t header = mqtt.peek();
  const std::string name(name_of(kTypes, header >> 4));
  read_header(mqtt, header >> 4);
  mqtt.uint(kLength, length_size(mqtt.whole(), length));
  mqtt.means(length);
  const bool goes_on = length > mqtt.left_on_wire();
  std::string words = name;
  {
    Layer::Limit message(mqtt, length);
    words += read_rest(mqtt, header);
    if (!mqtt.left().empty()) mqtt.remaining(kRest);
  }
  if (mqtt.recording()) mqtt.title(", " + name);
  if (std::string* info = mqtt.info()) {
    *info = kFirst ? std::string(separator_behind_marks(mqtt)) + words : *info + ", " + words;
  }
  if (mqtt.truncated() && !goes_on) return stop("the message ends within a field");
  if (goes_on) return done();
  return done(mqtt.rest(), {{Space::kNextMessage, 1883}});
}

constexpr FieldSpan kFields[] = {kHeader,       kType,
                                 kReserved,     kDuplicate,
                                 kQuality,      kRetain,
                                 kLength,       kNameLength,
                                 kProtocolName, kVersion,
                                 kFlags,        kHasUser,
                                 kHasPassword,  kWillRetain,
                                 kWillQuality,  kHasWill,
                                 kClean,        kFlagReserved,
                                 kKeepAlive,    kClientLength,
                                 kClient,       kWillTopicLength,
                                 kWillTopic,    kWillLength,
                                 kWill,         kUserLength,
                                 kUser,         kPasswordLength,
                                 kPassword,     kAckFlags,
                                 kAckReserved,  kSessionPresent,
                                 kAnswer,       kTopicLength,
                                 kTopic,        kId,
                                 kMessage,      kWantedQuality,
                                 kGranted,      kRest};

}  // namespace

extern const Dissector kMqtt{{"mqtt", "MQ Telemetry Transport Protocol", Shape::kLayer},
                             "MQTT",
                             kFoundAt,
                             kFields,
                             dissect<true>,
                             nullptr,
                             {},
                             false,
                             find_end,
                             ", "};
extern const Dissector kMqttNext{{"mqtt", "MQ Telemetry Transport Protocol", Shape::kLayer},
                                 "MQTT",
                                 kNextAt,
                                 kFields,
                                 dissect<false>};

}  // namespace packetglass
