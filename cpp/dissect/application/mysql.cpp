// MySQL's client and server protocol, as its internals manual has it: greeting and commands.
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Name kCommandNames[] = {{0, "SLEEP"},
                                  {1, "Quit"},
                                  {2, "Use Database"},
                                  {3, "Query"},
                                  {4, "Show Fields"},
                                  {5, "Create Database"},
                                  {6, "Drop Database"},
                                  {7, "Refresh"},
                                  {8, "Shutdown"},
                                  {9, "Statistics"},
                                  {10, "Process List"},
                                  {11, "Connect"},
                                  {12, "Kill Server Thread"},
                                  {13, "Dump Debuginfo"},
                                  {14, "Ping"},
                                  {15, "Time"},
                                  {16, "Insert Delayed"},
                                  {17, "Change User"},
                                  {18, "Send Binlog"},
                                  {19, "Send Table"},
                                  {20, "Slave Connect"},
                                  {21, "Register Slave"},
                                  {22, "Prepare Statement"},
                                  {23, "Execute Statement"},
                                  {24, "Send BLOB"},
                                  {25, "Close Statement"},
                                  {26, "Reset Statement"},
                                  {27, "Set Option"},
                                  {28, "Fetch Data"}};

constexpr Field kLength{"mysql.packet_length", "Packet Length", Shape::kNumber24};
constexpr Field kNumber{"mysql.packet_number", "Packet Number", Shape::kNumber8};
constexpr Field kGreeting{"mysql.server_greeting", "Server Greeting", Shape::kGroup};
constexpr Field kProtocol{"mysql.protocol", "Protocol", Shape::kNumber8};
constexpr Field kVersion{"mysql.version", "Version", Shape::kText};
constexpr Field kThread{"mysql.thread_id", "Thread ID", Shape::kNumber32};
constexpr Field kSalt{"mysql.salt", "Salt", Shape::kText};
constexpr Field kCapabilities{"mysql.caps.server", "Server Capabilities", Shape::kHex16};
constexpr Field kLanguage{"mysql.server_language", "Server Language", Shape::kNumber8};
constexpr Field kStatus{"mysql.server_status", "Server Status", Shape::kHex16};
constexpr Field kExtended{"mysql.extcaps.server", "Extended Server Capabilities", Shape::kHex16};
constexpr Field kPluginLength{"mysql.auth_plugin.length", "Authentication Plugin Length",
                              Shape::kNumber8};
constexpr Field kUnused{"mysql.unused", "Unused", Shape::kBytes};
constexpr Field kSalt2{"mysql.salt2", "Salt", Shape::kText};
constexpr Field kPlugin{"mysql.auth_plugin", "Authentication Plugin", Shape::kText};
constexpr Field kRequest{"mysql.request", "Request Command", Shape::kGroup};
constexpr Field kCommand{"mysql.command", "Command", Shape::kNumber8, 0, kCommandNames};
constexpr Field kQuery{"mysql.query", "Statement", Shape::kText};
constexpr Field kPayload{"mysql.payload", "Payload", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 3306}};

constexpr std::size_t kHeaderSize = 4;
constexpr std::uint8_t kVersion10 = 10, kQueryCommand = 3;

std::size_t length_of(Bytes bytes) {
  return static_cast<std::size_t>(bytes[0] | bytes[1] << 8 | bytes[2] << 16);
}

void read_greeting(Layer& mysql) {
  Layer::Group greeting(mysql, kGreeting);
  mysql.u8(kProtocol);
  const std::string_view version = read_terminated(mysql, kVersion);
  if (std::string* info = mysql.info()) {
    *info = "Server Greeting  proto=10 version=" + shown_text(version) + " ";
  }
  mysql.u32le(kThread);
  read_terminated(mysql, kSalt);
  mysql.u16le(kCapabilities);
  mysql.u8(kLanguage);
  mysql.u16le(kStatus);
  mysql.u16le(kExtended);
  mysql.u8(kPluginLength);
  mysql.bytes(kUnused, 10);
  if (!mysql.left().empty()) read_terminated(mysql, kSalt2);
  if (!mysql.left().empty()) read_terminated(mysql, kPlugin);
}

void read_command(Layer& mysql) {
  Layer::Group request(mysql, kRequest);
  const std::uint8_t command = mysql.u8(kCommand);
  const std::string name(name_of(kCommandNames, command));
  if (mysql.recording()) request.say(" " + name);
  if (std::string* info = mysql.info()) *info = "Request " + name;
  if (command == kQueryCommand) mysql.remaining(kQuery);
}

// Only the first packet of an exchange is numbered 0: a greeting or a command. What the others
// are, those before them say.
void read_packet(Layer& mysql, bool server, bool first) {
  const std::size_t length = length_of(mysql.left());
  mysql.uintle(kLength, 3);
  const std::uint8_t number = mysql.u8(kNumber);
  Layer::Limit limit(mysql, length);
  const std::uint8_t code = mysql.peek();
  std::string* const info = mysql.info();
  if (number == 0 && server && code == kVersion10) {
    read_greeting(mysql);
  } else if (number == 0 && !server && !name_of(kCommandNames, code).empty()) {
    read_command(mysql);
  } else if (info != nullptr && first) {
    *info = server ? "Response " : "Request ";
  }
  if (!mysql.left().empty()) mysql.remaining(kPayload);
}

bool begins_packet(const Layer& mysql) {
  return mysql.left().size() > kHeaderSize && length_of(mysql.left()) != 0 &&
         length_of(mysql.left()) + kHeaderSize <= mysql.left_on_wire();
}

MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  return end_by_length(sent.bytes, kHeaderSize, progress, [](Bytes bytes) -> std::size_t {
    return length_of(bytes) == 0 ? 0 : kHeaderSize + length_of(bytes);
  });
}

Outcome dissect(Layer& mysql) {
  if (!begins_packet(mysql)) return not_mine();
  if (!mysql.recording() && mysql.info() == nullptr) return done();
  const bool server = sent_by_server(mysql);
  for (bool first = true; begins_packet(mysql); first = false) read_packet(mysql, server, first);
  return mysql.stopped_by_snaplen() ? stop("the packet is truncated")
                                    : done(mysql.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kLength,   kNumber,       kGreeting,     kProtocol, kVersion,
                                 kThread,   kSalt,         kCapabilities, kLanguage, kStatus,
                                 kExtended, kPluginLength, kUnused,       kSalt2,    kPlugin,
                                 kRequest,  kCommand,      kQuery,        kPayload};

}  // namespace

extern const Dissector kMysql{{"mysql", "MySQL Protocol", Shape::kLayer},
                              "MySQL",
                              kFoundAt,
                              kFields,
                              dissect,
                              nullptr,
                              {},
                              false,
                              find_end};

}  // namespace packetglass
