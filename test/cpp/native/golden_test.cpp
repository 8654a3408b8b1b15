// Compares what the native binary prints of each test capture with the golden text next to it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "support/command.h"

namespace packetglass {
namespace {

namespace fs = std::filesystem;
using test::Outcome;

const fs::path kCaptures = PACKETGLASS_TEST_CAPTURES;

fs::path sibling(const std::string& name, const char* extension) {
  return fs::path(kCaptures / name).replace_extension(extension);
}

bool is_capture(const fs::path& path) {
  return path.extension() == ".pcap" || path.extension() == ".pcapng";
}

// The captures that have a file with this extension next to them; without one: all.
std::vector<std::string> captures_with(const char* extension = nullptr) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kCaptures)) {
    const std::string name = fs::relative(entry, kCaptures);
    const bool has_others = name.starts_with("dissect/") || name.starts_with("flow/") ||
                            name.starts_with("checksums/");
    if (!is_capture(entry.path()) || has_others) continue;
    if (extension == nullptr || fs::exists(sibling(name, extension))) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string identifier(const testing::TestParamInfo<std::string>& name) {
  std::string text = name.param;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return !isalnum(c); }, '_');
  return text;
}

class Golden : public testing::TestWithParam<std::string> {
 protected:
  Outcome run(const std::string& words) const {
    return folder_.shell("cd '" + kCaptures.string() + "' && " PACKETGLASS_BINARY " " + words);
  }

  std::string section_of(const std::string& words) const {
    const auto [code, out, err] = run(words);
    return "$ packetglass " + words + "\n" + out + err + "exit code " + std::to_string(code) +
           "\n";
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_P(Golden, TextIsWhatIsPrinted) {
  const std::string name = GetParam();
  const std::string text = section_of("info " + name) + "\n" + section_of("events " + name);
  const fs::path golden = sibling(name, ".txt");
  if (std::getenv("PACKETGLASS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << text;
  }
  EXPECT_EQ(text, test::read_file(golden));
}

INSTANTIATE_TEST_SUITE_P(Captures, Golden, testing::ValuesIn(captures_with()), identifier);

class Oracle : public Golden {};

// tshark leaves the column empty where there is none.
std::string time_of(const nlohmann::json& event) {
  return event["timestamp"].is_null() ? "" : event["timestamp"].get<std::string>();
}

// The independent answer: number, time, captured and original length.
TEST_P(Oracle, SeesTheSamePackets) {
  const Outcome events = run("events --no-data --time epoch " + GetParam());
  std::istringstream lines(events.out);
  std::string rows;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto event = nlohmann::json::parse(line);
    rows += std::to_string(++number) + "\t" + time_of(event) + "\t" +
            event["captured_packet_length"].dump() + "\t" +
            event["original_packet_length"].dump() + "\n";
  }
  EXPECT_EQ(rows, test::read_file(sibling(GetParam(), ".tshark.tsv")));
}

INSTANTIATE_TEST_SUITE_P(Captures, Oracle, testing::ValuesIn(captures_with(".tshark.tsv")),
                         identifier);

}  // namespace
}  // namespace packetglass
