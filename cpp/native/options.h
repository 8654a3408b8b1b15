// The options of a command, as it declares them. CLI11 stands behind: its headers take ten seconds
// to compile, so few files include them.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "native/arguments.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace packetglass::native {

// An option that is declared, for what else is to be said of it.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option required();
  // Help shows the value that is there now.
  Option with_default();
  // Help shows this for the word, or this as the value that is there.
  Option called(const std::string& kind);
  Option with_default(const std::string& shown);
  Option excludes(Option other);
  // It may be given several times: each word is taken.
  Option repeated();
  // Its words are taken where they stand among the others of this kind: the order counts. It may
  // be given several times.
  Option in_order();
  // Of one that takes several words: each stands behind the option's name again.
  Option one_each();

 private:
  CLI::Option* option_;
};

// Names are as "-c,--count", or "FILE" of a word that stands by itself. What is chosen stays where
// it is declared until the command runs.
class OptionList {
 public:
  // What is wrong with a word, which is empty when nothing is: then it was taken.
  using Take = std::function<std::string(const std::string& word)>;

  explicit OptionList(CLI::App& app) : app_(app) {}

  Option flag(const std::string& name, bool& chosen, const std::string& description);
  // A flag that may be given several times, each of which is taken where it stands.
  Option flag_in_order(const std::string& name, const std::function<void()>& take,
                       const std::string& description);
  // A flag that may be given several times: -d, -dd.
  Option times(const std::string& name, unsigned& times, const std::string& description);
  Option text(const std::string& name, std::string& text, const std::string& description);
  // One word or more.
  Option texts(const std::string& name, std::vector<std::string>& texts,
               const std::string& description);
  // One of these words, in any case; `chosen` is then as it is here.
  Option choice(const std::string& name, std::string& chosen, std::vector<std::string> words,
                const std::string& description);
  Option word(const std::string& name, Take take, const std::string& description);
  // A whole number between these two.
  template <typename T>
  Option number(const std::string& name, T& number, T least, T most,
                const std::string& description) {
    std::string range = std::to_string(least);
    if (most != std::numeric_limits<T>::max()) range.append(" to ").append(std::to_string(most));
    const auto take = [&number, least, most, range](const std::string& word) {
      const auto read = parse_number<T>(word);
      if (!read || *read < least || *read > most) {
        return word + " is not a whole number from " + range;
      }
      number = *read;
      return std::string();
    };
    return word(name, take, description).called("NUMBER");
  }
  // A number of packets or rows, from 1.
  Option count(const std::string& name, std::uint64_t& count, const std::string& description);

  struct Alternative {
    const char* name;
    const char* description;
    std::function<void()> choose;
  };
  // Flags of which one at most is given.
  void alternatives(const std::string& title, const std::vector<Alternative>& flags);

  // One that was declared.
  Option find(const std::string& name);

 private:
  CLI::App& app_;
};

}  // namespace packetglass::native
