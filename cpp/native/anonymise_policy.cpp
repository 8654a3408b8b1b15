// A policy of anonymising as JSON, and the key that pseudonyms are made with.
#include "native/anonymise_policy.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>

#include "base/text.h"
#include "native/whole_file.h"

namespace packetglass::native {
namespace {

using anonymise::Policy;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostOfKeyFile = 4096;

// {"addresses": {"private": "keep"}} sets addresses.private. Fields are called as they are: their
// names have full stops.
std::string take(const Json& object, const std::string& before, Policy& policy) {
  for (const auto& [name, value] : object.items()) {
    const std::string whole = before + name;
    std::string error;
    if (value.is_object() && before.empty()) {
      error = take(value, whole + ".", policy);
    } else if (value.is_string()) {
      error = set(policy, whole, value.get<std::string>());
    } else {
      error = "\"" + whole + "\" is no word";
    }
    if (!error.empty()) return error;
  }
  return {};
}

void put(Json& object, std::string_view name, std::string_view word) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) {
    object[std::string(name)] = word;
  } else {
    object[std::string(name.substr(0, dot))][std::string(name.substr(dot + 1))] = word;
  }
}

}  // namespace

std::string policy_text(const Policy& policy) {
  constexpr std::string_view kWords[] = {"keep", "prefix", "pseudonym", "zero"};
  Json object;
  for (const anonymise::Setting& setting : anonymise::settings()) {
    put(object, setting.name, setting.words[setting.get(policy)]);
  }
  object["fields"] = Json::object();
  for (const auto& [field, treatment] : policy.fields) {
    object["fields"][field] = kWords[static_cast<std::size_t>(treatment)];
  }
  return object.dump(2) + "\n";
}

std::string read_policy(const std::string& text, Policy& policy) {
  try {
    const Json object = Json::parse(text);
    return object.is_object() ? take(object, {}, policy) : "a policy is an object of JSON";
  } catch (const Json::parse_error& error) {
    return "the policy is no JSON: byte " + std::to_string(error.byte) + " cannot be read";
  }
}

std::string read_key(const std::string& word, anonymise::Key& key) {
  if (anonymise::parse_key(word, key)) return {};
  std::string content;
  const FileFailure failure = read_whole_file(word, kMostOfKeyFile, content);
  if (failure) {
    return "\"" + word + "\" is neither 64 hexadecimal digits nor a file: " + failure.message();
  }
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) {
    content.pop_back();
  }
  return anonymise::parse_key(content, key) ? std::string()
                                            : word + " does not have 64 hexadecimal digits";
}

anonymise::Key draw_key() {
  std::random_device chance;
  anonymise::Key key{};
  for (std::size_t at = 0; at < key.size(); at += 4) {
    store<std::uint32_t>(key.data() + at, chance(), ByteOrder::kBig);
  }
  return key;
}

std::string save_key(const std::string& path, const anonymise::Key& key) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return path + ": " + std::strerror(errno);
  const std::string text = hex_text(key) + "\n";
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool closed = close(file) == 0;
  return written && closed ? std::string() : path + ": the key cannot be written";
}

}  // namespace packetglass::native
