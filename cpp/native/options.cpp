// The options of a command, in CLI11's words.
#include "native/options.h"

#include <CLI/CLI.hpp>

namespace packetglass::native {

Option Option::required() {
  option_->required();
  return *this;
}

Option Option::with_default() {
  option_->capture_default_str();
  return *this;
}

Option Option::with_default(const std::string& shown) {
  option_->default_str(shown);
  return *this;
}

Option Option::called(const std::string& kind) {
  option_->type_name(kind);
  return *this;
}

Option Option::excludes(Option other) {
  option_->excludes(other.option_);
  return *this;
}

Option Option::repeated() {
  // All words are checked, which takes them.
  option_->take_last();
  return *this;
}

Option Option::in_order() {
  option_->trigger_on_parse();
  return *this;
}

Option Option::one_each() {
  option_->allow_extra_args(false);
  return *this;
}

Option OptionList::flag(const std::string& name, bool& chosen, const std::string& description) {
  return Option(app_.add_flag(name, chosen, description));
}

Option OptionList::flag_in_order(const std::string& name, const std::function<void()>& take,
                                 const std::string& description) {
  return Option(app_.add_flag_callback(name, take, description)->trigger_on_parse());
}

Option OptionList::times(const std::string& name, unsigned& times,
                         const std::string& description) {
  return Option(app_.add_flag(name, times, description));
}

Option OptionList::text(const std::string& name, std::string& text,
                        const std::string& description) {
  return Option(app_.add_option(name, text, description));
}

Option OptionList::texts(const std::string& name, std::vector<std::string>& texts,
                         const std::string& description) {
  return Option(app_.add_option(name, texts, description));
}

Option OptionList::choice(const std::string& name, std::string& chosen,
                          std::vector<std::string> words, const std::string& description) {
  // It replaces the word by the one of the list.
  const CLI::IsMember one_of(std::move(words), CLI::ignore_case);
  return Option(app_.add_option(name, chosen, description)->transform(one_of));
}

Option OptionList::word(const std::string& name, Take take, const std::string& description) {
  const auto taken = [](const std::string&) {};
  return Option(app_.add_option_function<std::string>(name, taken, description)->check(take));
}

Option OptionList::count(const std::string& name, std::uint64_t& count,
                         const std::string& description) {
  return number<std::uint64_t>(name, count, 1, std::numeric_limits<std::uint64_t>::max(),
                               description);
}

void OptionList::alternatives(const std::string& title, const std::vector<Alternative>& flags) {
  CLI::App* const group = app_.add_option_group(title);
  for (const Alternative& flag : flags) {
    group->add_flag_callback(flag.name, flag.choose, flag.description);
  }
  group->require_option(0, 1);
}

Option OptionList::find(const std::string& name) {
  return Option(app_.get_option(name));
}

}  // namespace packetglass::native
