// packetglass fields: what fields there are, with their types.
#include <memory>
#include <nlohmann/json.hpp>

#include "dissect/field_list.h"
#include "dissect/field_type.h"
#include "dissect/generic_fields.h"
#include "native/command.h"
#include "native/field_names.h"
#include "native/json_text.h"
#include "native/report.h"
#include "native/standard_output.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string prefix;
  bool json = false;
};

void print_json(const ListedField& listed) {
  const Field& field = *listed.field;
  Json json{{"name", std::string_view(field.name)},
            {"title", std::string_view(field.title)},
            {"type", type_name(field.shape)},
            {"protocol", std::string_view(listed.protocol->name)}};
  for (const Text& member : members_of(field)) json["members"].push_back(std::string_view(member));
  for (const Name& name : field.names) {
    json["values"][std::to_string(name.number)] = std::string_view(name.text);
  }
  print_out(json_text(json) + "\n");
}

void append_padded(std::string& line, std::string_view text, std::size_t width) {
  line.append(text).append(text.size() < width ? width - text.size() : 1, ' ');
}

void print_text(const ListedField& listed) {
  constexpr std::size_t kNameWidth = 40, kTypeWidth = 16;
  std::string line;
  append_padded(line, listed.field->name, kNameWidth);
  append_padded(line, type_name(listed.field->shape), kTypeWidth);
  line += listed.field->title;
  line.erase(line.find_last_not_of(' ') + 1);
  print_out(line + "\n");
}

int run(const Options& options) {
  const auto fields = fields_with_prefix(options.prefix);
  if (fields.empty()) {
    report("fields", wrong_field(options.prefix));
    return kUsage;
  }
  for (const ListedField& listed : fields) {
    options.json ? print_json(listed) : print_text(listed);
  }
  return kDone;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("PREFIX", options->prefix, "Only those whose name begins so: tcp.flags");
  list.flag("--json", options->json, "One JSON object per field, a line each");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kFields;
const Command kFields{"fields", "List the fields that packets may have, with their types",
                      declare};

}  // namespace packetglass::native
