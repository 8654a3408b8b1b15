// Filters give the packets that tshark 4.6 gives, on the reference rows beside the real captures.
//
// A row may differ because a field is not dissected, which its error says; because a field has
// another value than in Wireshark; or because of the language. The last two are in differences.tsv
// beside this, each with its reason, and are no more than a hundredth.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "support/captures.h"
#include "support/filtering.h"

namespace packetglass {
namespace {

namespace fs = std::filesystem;

using Row = std::vector<std::string>;

fs::path reference() {
  return test::real_captures() / "../../reference/filters";
}

// The rows of a table, without the one that explains it.
std::vector<Row> rows_of(const fs::path& path) {
  std::vector<Row> rows;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    Row row(1);
    for (const char c : line) {
      if (c == '\t')
        row.emplace_back();
      else
        row.back() += c;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// The text of an expression, in which tabs and the like are escaped.
std::string unescaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    const char c = text[++i];
    result += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
  }
  return result;
}

// "1,2,3" as ranges; other texts as they are.
std::string as_ranges(const std::string& text) {
  if (text.empty() || text[0] == '!' || text == "-") return text.substr(0, 1);
  std::vector<std::uint64_t> numbers;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t dash = part.find('-');
    const std::uint64_t first = std::stoull(part);
    const std::uint64_t last = dash == part.npos ? first : std::stoull(part.substr(dash + 1));
    for (std::uint64_t n = first; n <= last; ++n) numbers.push_back(n);
  }
  return test::ranges_of(numbers);
}

class Reference : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(reference())) GTEST_SKIP() << "there is no folder " << reference();
    const fs::path list = test::captures() / "../cpp/filter/differences.tsv";
    for (const Row& row : rows_of(list)) listed_[row[1] + "\t" + row[2]] = row[0];
  }

  struct Case {
    std::string capture, expression, expected;
    std::uint64_t selected = 0;
  };

  static bool is_about_fields(const FilterMessage& error) {
    return error.code == FilterMessage::Code::kUnknownField ||
           error.code == FilterMessage::Code::kNotDissected;
  }

  // What became of a row.
  void judge(const Case& row, const std::string& ours) {
    ++rows_;
    const auto listed = listed_.find(row.capture + "\t" + row.expression);
    if (ours == row.expected) {
      EXPECT_EQ(listed, listed_.end()) << "no longer differs: " << row.expression;
      return;
    }
    if (listed == listed_.end()) {
      ADD_FAILURE() << row.capture << "\t" << row.expression << "\n  ours   " << ours
                    << "\n  tshark " << row.expected;
      return;
    }
    ++(listed->second == "language" ? language_ : values_);
  }

  // Asks all filters of one capture in one pass.
  void compare(const fs::path& path, const std::vector<Case>& cases) {
    ASSERT_TRUE(fs::exists(path)) << path;
    std::vector<std::unique_ptr<Filter>> compiled;
    std::vector<Filter*> filters;
    std::vector<const Case*> asked;
    for (const Case& each : cases) {
      FilterCompilation compilation = compile_filter(unescaped(each.expression), {{}, &engine_});
      if (compilation.filter == nullptr) {
        const bool field = is_about_fields(*compilation.error) && each.expected != "!";
        if (field)
          ++rows_, ++not_dissected_;
        else
          judge(each, "!");
        continue;
      }
      filters.push_back(compilation.filter.get());
      compiled.push_back(std::move(compilation.filter));
      asked.push_back(&each);
      if (each.selected != 0) {
        test::Filtering selecting({filters.back()});
        selecting.select(each.selected);
        selecting.read_file(path.string());
      }
    }
    const auto later = native::read_ahead(path.string(), {}, 0);
    test::Filtering filtering(filters);
    if (later != nullptr) filtering.knows_later(*later);
    filtering.read_file(path.string());
    EXPECT_TRUE(filtering.differing.empty())
        << path << ": columns do not say what the fields do of packet "
        << filtering.differing.front().first << ", "
        << asked[filtering.differing.front().second]->expression;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      judge(*asked[i], test::ranges_of(filtering.matching[i]));
    }
  }

  void compare_all(const std::map<std::string, std::vector<Case>>& by_capture) {
    for (const auto& [capture, cases] : by_capture) {
      const bool own = capture.starts_with("test/captures/");
      const fs::path path =
          own ? test::captures() / capture.substr(14) : test::real_captures() / capture;
      compare(path, cases);
    }
  }

  // At least 99 of a hundred rows are equal, without those that differ by a field.
  void expect_few_differences(std::size_t least_rows) const {
    const std::size_t comparable = rows_ - not_dissected_ - values_;
    std::cout << rows_ << " rows: " << not_dissected_ << " ask for fields that are not dissected, "
              << values_ << " differ by the value of a field, " << language_
              << " by the language\n";
    EXPECT_GE(rows_, least_rows);
    EXPECT_LE(language_ * 100, comparable);
  }

  Pcre2Engine engine_;
  std::map<std::string, std::string> listed_;
  std::size_t rows_ = 0, not_dissected_ = 0, values_ = 0, language_ = 0;
};

TEST_F(Reference, SuiteOfWireshark) {
  std::map<std::string, std::vector<Case>> by_capture;
  for (const Row& row : rows_of(reference() / "wireshark-suite.tsv")) {
    Case one{"wireshark-4.0.17-debsrc/test/captures/" + row[2], row[4], as_ranges(row[7])};
    if (!row[5].empty()) one.selected = std::stoull(row[5]);
    by_capture[one.capture].push_back(one);
  }
  compare_all(by_capture);
  expect_few_differences(290);
}

TEST_F(Reference, GeneratedExpressions) {
  std::map<std::string, std::vector<Case>> by_capture;
  for (const Row& row : rows_of(reference() / "golden.tsv")) {
    by_capture[row[0]].push_back({row[0], row[1], as_ranges(row[3] == "=" ? row[2] : row[3])});
  }
  compare_all(by_capture);
  expect_few_differences(890);
}

TEST_F(Reference, AnyLayer) {
  std::map<std::string, std::vector<Case>> by_capture;
  for (const Row& row : rows_of(reference() / "layers.tsv")) {
    by_capture[row[0]].push_back({row[0], row[1], as_ranges(row[3] == "=" ? row[2] : row[3])});
  }
  compare_all(by_capture);
  expect_few_differences(160);
}

// Those on which both versions of Wireshark agree are accepted and rejected alike.
TEST_F(Reference, AcceptsAndRejectsAlike) {
  for (const Row& row : rows_of(reference() / "accept-reject.tsv")) {
    const FilterCompilation compilation = compile_filter(unescaped(row[0]), {{}, &engine_});
    const bool accepted = compilation.filter != nullptr;
    const bool wanted = row[2] == "accept";
    ++rows_;
    if (!accepted && wanted && is_about_fields(*compilation.error)) {
      ++not_dissected_;
      std::cout << row[0] << ": " << compilation.error->text << "\n";
      continue;
    }
    if (row[1] != row[2] && accepted) continue;  // 4.0 took it: with a warning it is taken too
    EXPECT_EQ(accepted, wanted) << row[0] << ": " << (accepted ? "" : compilation.error->text);
  }
  expect_few_differences(180);
}

}  // namespace
}  // namespace packetglass
