// Names of fields that people write.
#include "dissect/field_names.h"

#include "base/nearest.h"
#include "dissect/field_list.h"

namespace packetglass {
namespace {

// "a", "a or b", "a, b or c".
std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace

std::string wrong_field(std::string_view name, std::string_view all) {
  if (find_field(name) != nullptr) return {};
  std::vector<std::string_view> names;
  for (const ListedField& listed : all_fields()) names.push_back(listed.field->name);
  const auto near = nearest_few(name, names);
  const std::string rather =
      near.empty() ? std::string(all) : "did you mean " + joined(near) + "?";
  return "no field is called " + std::string(name) + "; " + rather;
}

}  // namespace packetglass
