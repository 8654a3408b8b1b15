// Trivial File Transfer Protocol: RFC 1350; options RFC 2347. Blocks go between other ports.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/announced.h"
#include "dissect/layer.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {{1, "Read Request"}, {2, "Write Request"},
                                {3, "Data Packet"},  {4, "Acknowledgement"},
                                {5, "Error Code"},   {6, "Option Acknowledgement"}};
constexpr Name kErrors[] = {{0, "Not defined"},
                            {1, "File not found"},
                            {2, "Access violation"},
                            {3, "Disk full or allocation exceeded"},
                            {4, "Illegal TFTP Operation"},
                            {5, "Unknown transfer ID"},
                            {6, "File already exists"},
                            {7, "No such user"},
                            {8, "Option negotiation failed"}};

constexpr Field kOperation{"tftp.opcode", "Opcode", Shape::kNumber16, 0, kOperations};
constexpr Field kSourceFile{"tftp.source_file", "Source File", Shape::kText};
constexpr Field kDestinationFile{"tftp.destination_file", "Destination File", Shape::kText};
constexpr Field kMode{"tftp.type", "Type", Shape::kText};
constexpr Field kOption{"tftp.option", "Option", Shape::kGroup};
constexpr Field kOptionName{"tftp.option.name", "Option name", Shape::kText};
constexpr Field kOptionValue{"tftp.option.value", "Option value", Shape::kText};
constexpr Field kBlock{"tftp.block", "Block", Shape::kNumber16};
constexpr Field kErrorCode{"tftp.error.code", "Error code", Shape::kNumber16, 0, kErrors};
constexpr Expert kError{{"tftp.error", "TFTP ERROR packet", Shape::kExpert},
                        ExpertSeverity::kWarning,
                        ExpertGroup::kResponse};
constexpr Field kErrorText{"tftp.error.message", "Error message", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 69}, {Space::kAnnounced, kAnnouncedBlocks}};
constexpr std::uint16_t kServerPort = 69, kReadRequest = 1, kWriteRequest = 2;

constexpr std::size_t kBlockSize = 512;

// A text that a zero ends.
std::string read_text(Layer& tftp, const Field& field) {
  const Bytes left = tftp.left();
  const auto size = static_cast<std::size_t>(std::find(left.begin(), left.end(), std::uint8_t{0}) -
                                             left.begin());
  std::string text;
  append_utf8(text, tftp.bytes(field, std::min(size + 1, left.size())));
  if (size == left.size()) {
    tftp.skip(1);
  } else {
    text.resize(text.size() - 4);  // "\000"
  }
  if (!text.empty()) tftp.say(text);
  return text;
}

std::string read_options(Layer& tftp) {
  std::string words;
  while (!tftp.left().empty()) {
    Layer::Group group(tftp, kOption);
    const std::string name = read_text(tftp, kOptionName);
    const std::string value = read_text(tftp, kOptionValue);
    if (tftp.recording()) group.say(std::string(": ") + name + " = " + value);
    words += std::string(", ") + name + "=" + value;
  }
  return words;
}

std::string read_request(Layer& tftp, bool reads) {
  const std::string file = read_text(tftp, reads ? kSourceFile : kDestinationFile);
  const std::string mode = read_text(tftp, kMode);
  return ", File: " + file + ", Transfer type: " + mode + read_options(tftp);
}

std::string read_error(Layer& tftp) {
  tftp.expert_info(kError);
  const std::uint16_t code = tftp.u16(kErrorCode);
  const std::string name(name_of(kErrors, code));
  const std::string words =
      std::string(", Code: ") + (name.empty() ? format_text("Unknown (%u)", code) : name);
  return words + ", Message: " + read_text(tftp, kErrorText);
}

std::string read_data(Layer& tftp) {
  std::string words = format_text(", Block: %u", tftp.u16(kBlock));
  return tftp.left_on_wire() < kBlockSize ? words + " (last)" : words;
}

std::string read_rest(Layer& tftp, std::uint16_t operation) {
  switch (operation) {
    case 1:
    case 2:
      return read_request(tftp, operation == 1);
    case 3:
      return read_data(tftp);
    case 4:
      return format_text(", Block: %u", tftp.u16(kBlock));
    case 5:
      return read_error(tftp);
    case 6:
      return read_options(tftp);
    default:
      return {};
  }
}

// The server answers a request from a port of its own.
void announce_blocks(Layer& tftp, std::uint16_t operation) {
  const bool requests = operation == kReadRequest || operation == kWriteRequest;
  if (!requests || tftp.destination_port() != kServerPort) return;
  tftp.announce(tftp.source(), {Space::kUdpPort, tftp.source_port()},
                {Space::kAnnounced, kAnnouncedBlocks});
}

// What was announced may be something else meanwhile.
bool is_other(const Layer& tftp) {
  const bool known = !name_of(kOperations, tftp.peek16()).empty();
  return !known && tftp.destination_port() != kServerPort && tftp.source_port() != kServerPort;
}

Outcome dissect(Layer& tftp) {
  if (is_other(tftp)) return not_mine();
  announce_blocks(tftp, tftp.peek16());
  if (!tftp.recording() && tftp.info() == nullptr) return done();
  const std::uint16_t operation = tftp.u16(kOperation);
  if (tftp.truncated()) return stop("the operation is incomplete");
  const std::string_view name = name_of(kOperations, operation);
  std::string words =
      name.empty() ? format_text("Unknown (0x%04x)", operation) : std::string(name);
  words += read_rest(tftp, operation);
  if (std::string* info = tftp.info()) *info = words;
  if (tftp.truncated()) return stop_truncated("the message is incomplete");
  if (name.empty()) return stop("the operation is unknown");
  return done(tftp.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kOperation, kSourceFile, kDestinationFile, kMode,
                                 kOption,    kOptionName, kOptionValue,     kBlock,
                                 kErrorCode, kErrorText,  kError.field};

}  // namespace

extern const Dissector kTftp{
    {"tftp", "Trivial File Transfer Protocol", Shape::kLayer}, "TFTP", kFoundAt, kFields, dissect};

}  // namespace packetglass
