// Telnet: RFC 854 and 855; window size RFC 1073, terminal type RFC 1091.
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Name kCommandNames[] = {
    {236, "End of File"},   {237, "Suspend"},        {238, "Abort"},
    {239, "End of Record"}, {240, "Suboption End"},  {241, "No-Operation"},
    {242, "Data Mark"},     {243, "Break"},          {244, "Interrupt Process"},
    {245, "Abort Output"},  {246, "Are You There?"}, {247, "Escape Character"},
    {248, "Erase Line"},    {249, "Go Ahead"},       {250, "Suboption"},
    {251, "Will"},          {252, "Won't"},          {253, "Do"},
    {254, "Don't"}};
constexpr Name kOptionNames[] = {{0, "Binary Transmission"},
                                 {1, "Echo"},
                                 {3, "Suppress Go Ahead"},
                                 {5, "Status"},
                                 {6, "Timing Mark"},
                                 {24, "Terminal Type"},
                                 {25, "End of Record"},
                                 {31, "Negotiate About Window Size"},
                                 {32, "Terminal Speed"},
                                 {33, "Remote Flow Control"},
                                 {34, "Linemode"},
                                 {35, "X Display Location"},
                                 {36, "Environment Option"},
                                 {37, "Authentication Option"},
                                 {38, "Encryption Option"},
                                 {39, "New Environment Option"},
                                 {42, "Charset"},
                                 {44, "Comm Port Control"}};

constexpr Field kItem{"telnet.item", "Command", Shape::kGroup};
constexpr Field kCommand{"telnet.cmd", "Command", Shape::kNumber8, 0, kCommandNames};
constexpr Field kOption{"telnet.subcmd", "Subcommand", Shape::kNumber8, 0, kOptionNames};
constexpr Name kAskNames[] = {{0, "Here it is"}, {1, "Send it"}};
constexpr Field kAsk{"telnet.subcmd", "Subcommand", Shape::kNumber8, 0, kAskNames};
constexpr Field kWidth{"telnet.naws_subopt.width", "Width", Shape::kNumber16};
constexpr Field kHeight{"telnet.naws_subopt.height", "Height", Shape::kNumber16};
constexpr Field kValue{"telnet.string_subopt.value", "Value", Shape::kText};
constexpr Field kOptionBytes{"telnet.option_data", "Option data", Shape::kBytes};
constexpr Field kText{"telnet.data", "Data", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 23}};

constexpr std::uint8_t kEscape = 255, kSuboption = 250, kLeastWithOption = 250;

// How far the bytes go before the next escape that is a command; two escapes are one of the text.
std::size_t size_before_command(Bytes bytes) {
  std::size_t at = 0;
  for (; at < bytes.size(); ++at) {
    if (bytes[at] != kEscape) continue;
    if (at + 1 >= bytes.size() || bytes[at + 1] != kEscape) return at;
    ++at;
  }
  return bytes.size();
}

void read_suboption(Layer& telnet, std::uint8_t option) {
  constexpr std::uint8_t kTerminalType = 24, kWindowSize = 31;
  Layer::Limit limit(telnet, size_before_command(telnet.left()));
  if (option == kWindowSize && telnet.left().size() == 4) {
    telnet.u16(kWidth);
    telnet.u16(kHeight);
  } else if (option == kTerminalType && !telnet.left().empty()) {
    telnet.u8(kAsk);
    if (!telnet.left().empty()) telnet.remaining(kValue);
  } else if (!telnet.left().empty()) {
    telnet.remaining(kOptionBytes);
  }
}

void read_command(Layer& telnet) {
  Layer::Group item(telnet, kItem);
  telnet.skip(1);
  const std::uint8_t command = telnet.u8(kCommand);
  if (telnet.truncated()) return;
  if (telnet.recording()) item.say(": " + std::string(name_of(kCommandNames, command)));
  if (command < kLeastWithOption) return;
  const std::uint8_t option = telnet.u8(kOption);
  if (command == kSuboption) read_suboption(telnet, option);
}

void read_text(Layer& telnet) {
  Layer::Limit limit(telnet, size_before_command(telnet.left()));
  while (!telnet.left().empty()) {
    const TextLine line = first_line(telnet.left());
    telnet.text(kText, line.size);
  }
}

Outcome dissect(Layer& telnet) {
  if (std::string* info = telnet.info()) *info = "Telnet Data ...";
  if (!telnet.recording()) return done();
  while (!telnet.left().empty()) {
    if (size_before_command(telnet.left()) == 0) {
      read_command(telnet);
    } else {
      read_text(telnet);
    }
  }
  // A command may go on in the next segment.
  return telnet.stopped_by_snaplen() ? stop("the command is truncated") : done();
}

constexpr FieldSpan kFields[] = {kItem,   kCommand, kOption,      kAsk, kWidth,
                                 kHeight, kValue,   kOptionBytes, kText};

}  // namespace

extern const Dissector kTelnet{
    {"telnet", "Telnet", Shape::kLayer}, "TELNET", kFoundAt, kFields, dissect};

}  // namespace packetglass
