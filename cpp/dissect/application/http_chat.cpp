// The first line of a message of HTTP as expert info.
#include "dissect/application/http_chat.h"

#include "dissect/utf8.h"

namespace packetglass {
namespace {

constexpr Expert kChat{{"http.chat", "Formatted text", Shape::kExpert},
                       ExpertSeverity::kChat,
                       ExpertGroup::kSequence};
constexpr FieldSpan kFields[] = {kChat.field};

}  // namespace

void report_first_line(Layer& layer, Bytes line) {
  if (!layer.recording()) return;
  std::string text;
  append_utf8(text, line);
  layer.expert_info(kChat, text);
}

extern constexpr FieldList kHttpChatFields = kFields;

}  // namespace packetglass
