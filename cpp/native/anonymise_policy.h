// A policy of anonymising as JSON, and the key that pseudonyms are made with.
#pragma once

#include <string>

#include "edit/anonymise/policy.h"

namespace packetglass::native {

// Every setting with its word, those of fields behind them: what read_policy() reads.
std::string policy_text(const anonymise::Policy& policy);

// Takes the settings of a text of JSON; those that it does not have stay. Returns what is wrong
// with it as a sentence without its full stop; empty when nothing is.
std::string read_policy(const std::string& text, anonymise::Policy& policy);

// The key of 64 hexadecimal digits, or of a file that has these. Returns what is wrong.
std::string read_key(const std::string& word, anonymise::Key& key);

// A key of the machine's chance.
anonymise::Key draw_key();

// Writes a key to a new file that only its owner may read. Returns what is wrong.
std::string save_key(const std::string& path, const anonymise::Key& key);

}  // namespace packetglass::native
