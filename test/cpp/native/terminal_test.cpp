// What reaches a terminal: nothing of a capture, a file name or an argument moves its cursor.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/shown_text.h"
#include "base/text.h"
#include "base/utf8.h"
#include "support/command_line.h"
#include "support/packets.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;
using test::ByteVector;
using test::operator+;
using std::string_literals::operator""s;

// Escapes of a terminal in seven and eight bits and in UTF-8, a turned direction, what is not
// seen.
const std::string kHostile =
    "\x1b]0;t\x07\x1b[31m\u009b31m\x9b"
    "32m\u202e\u200b\ufeff\U000e0041\r\nW";

class Terminal : public test::CommandLine {
 protected:
  Terminal() {
    const test::PcapngBytes make(ByteOrder::kLittle);
    const auto text = [&](std::uint16_t code, const std::string& value) {
      return make.option(code, make.text(value));
    };
    const std::string http = request();
    test::PacketFields fields;
    fields.bytes = http;
    fields.options = text(1, kHostile) + make.end_of_options();
    file_ = write(
        "t.pcapng",
        make.section(text(1, kHostile) + text(4, kHostile) + make.end_of_options()) +
            make.interface(101, 0, text(2, kHostile) + text(3, kHostile) + make.end_of_options()) +
            make.enhanced(fields));
  }

  // HTTP in TCP in IPv4 whose target, host and body are hostile.
  static std::string request() {
    std::string payload = "POST /" + kHostile.substr(0, kHostile.size() - 3) +
                          " HTTP/1.1\r\nHost: " + kHostile.substr(0, kHostile.size() - 3) +
                          "\r\nContent-Type: " + kHostile.substr(0, kHostile.size() - 3) +
                          "\r\nContent-Length: 3\r\n\r\nabc";
    const auto size = static_cast<char>(40 + payload.size());
    return "\x45\0\0"s + size +
           "\0\0\0\0\x40\6\0\0\x0a\0\0\1\x0a\0\0\2\x03\xe8\0\x50\0\0\0\1"
           "\0\0\0\0\x50\x18\xff\xff\0\0\0\0"s +
           payload;
  }

  // Fails for characters that a terminal obeys, but for the ends of lines and tabs.
  static void expect_harmless(const std::string& words, const std::string& text) {
    for (Bytes rest = bytes_of(text); !rest.empty();) {
      const Utf8Character character = first_character(rest);
      const bool layout = rest[0] == '\n' || rest[0] == '\t' ||
                          (rest[0] == '\r' && rest.size() > 1 && rest[1] == '\n');
      EXPECT_TRUE(character.whole && (layout || !is_control(character.code_point)))
          << words << ": " << hex_text(rest.first(std::min<std::size_t>(rest.size(), 8)));
      if (!character.whole) return;
      rest = rest.subspan(character.size);
    }
  }
  void expect_harmless(const std::string& words) const {
    const auto [code, out, err] = run(words);
    EXPECT_NE(out + err, "") << words;
    expect_harmless(words, out);
    expect_harmless(words, err);
  }

  std::string file_;
};

TEST_F(Terminal, GetsNoControlsOfACaptureFromAnyCommand) {
  for (const std::string words :
       {"info ", "info --json ", "print ", "print -V ", "print -x ", "print --json ",
        "print --csv ", "print --fields http.host,http.request.uri,frame.comment ", "events ",
        "decapsulate ", "conversations ", "endpoints ", "hierarchy "}) {
    expect_harmless(words + file_);
  }
  expect_harmless("follow " + file_ + " tcp,0");
  expect_harmless("follow --hex " + file_ + " tcp,0");
  expect_harmless("objects " + file_ + " " + (folder_ / "objects").string());
}

TEST_F(Terminal, GetsNoControlsOfNamesAndArguments) {
  const std::string name = "'" + (folder_ / "\x1b[31m\xc2\x9b\xe2\x80\xae.pcap").string() + "'";
  expect_harmless("info " + name);
  expect_harmless("print " + name);
  expect_harmless("convert " + name + " " + name);
  expect_harmless("objects " + file_ + " " + name + "/x");
  expect_harmless("follow " + file_ + " " + name);
  expect_harmless(name);
  expect_harmless("info --" + name);
  expect_harmless("events --time " + name + " x");
  expect_harmless("capture -i " + name + " -w x");
  const auto copied = shell("cp " + file_ + " " + name);
  EXPECT_EQ(copied.code, 0);
  expect_harmless("info " + name);
  expect_harmless("info --json " + name);
}

TEST_F(Terminal, IsShownWhatIsThereEscaped) {
  const std::string out = run("info " + file_).out;
  EXPECT_NE(out.find("\\x1b]0;t\\x07\\x1b[31m\\u009b31m"), std::string::npos) << out;
  EXPECT_NE(out.find("\\u202e\\u200b\\ufeff\\u{e0041}\\x0d\\x0aW"), std::string::npos) << out;
}

TEST_F(Terminal, GetsJsonThatIsStillTheSame) {
  const Json info = Json::parse(run("info --json " + file_).out);
  std::string said = kHostile;
  said.replace(said.find("\x9b"
                         "32m"),
               1, "\ufffd");
  EXPECT_EQ(info["sections"][0]["options"][0]["value"], said);
  EXPECT_EQ(info["interfaces"][0]["name"], said);
}

// What is drawn is drawn in ASCII where nothing else can be shown.
TEST_F(Terminal, GetsAsciiWhereTheLocaleHasNoMore) {
  const std::string transport = test::dissected_capture("transport").string();
  for (const std::string words : {"print ", "print -V ", "conversations "}) {
    const std::string ascii = shell("LC_ALL=C " PACKETGLASS_BINARY " " + words + transport).out;
    const std::string utf8 =
        shell("LC_ALL=C.UTF-8 " PACKETGLASS_BINARY " " + words + transport).out;
    EXPECT_TRUE(std::all_of(ascii.begin(), ascii.end(), [](char c) { return (c & 0x80) == 0; }));
    if (words != "print -V ") {
      EXPECT_NE(utf8.find("\u2192"), std::string::npos) << words;
    }
    std::string drawn;
    append_shown(drawn, utf8, {.lines = true, .ascii = true});
    if (words != "conversations ") {
      EXPECT_EQ(ascii, drawn) << "but for the widths of tables";
    }
  }
  const auto events = [&](const std::string& locale) {
    return shell("LC_ALL=" + locale + " " PACKETGLASS_BINARY " print --csv " + transport).out;
  };
  EXPECT_EQ(events("C"), events("C.UTF-8")) << "what programs read is the same everywhere";
}

}  // namespace
}  // namespace packetglass
