// Rules of rewriting as people write them: "10.0.0.1=192.0.2.1, src:80=8080".
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "edit/rewrite/place.h"

namespace packetglass {

// One rule: [src:|dst:]OLD=NEW.
struct Rule {
  Side side = Side::kNone;  // kNone: of either side
  std::string_view before, after;
};

// Takes a rule; returns why it cannot, or nothing: "has an address without …".
using TakeRule = std::function<std::string(const Rule&)>;

// Hands on each rule of a text, which stand apart by commas or line feeds, with spaces anywhere
// around them; what follows a "#" up to the end of its line is a comment. Returns what is wrong,
// as MadeEdit has it, with the rule; nothing where all were taken and there is one at least.
std::string read_rules(std::string_view text, const TakeRule& take);

// "\"10.0.0.1/33\"": a word of a rule, for a sentence.
std::string quoted_rule(std::string_view word);

}  // namespace packetglass
