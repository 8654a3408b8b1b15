#include "edit/anonymise/names.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "edit/anonymise/text_lines.h"
#include "support/anonymising.h"

namespace packetglass::anonymise {
namespace {

class NamesOf : public testing::Test {
 protected:
  using Write = void (Names::*)(Bytes, std::uint8_t*);

  std::string written(Write write, std::string_view before) {
    std::string after(before.size(), '?');
    (names_.*write)(bytes_of(before), reinterpret_cast<std::uint8_t*>(after.data()));
    return after;
  }
  std::string text(std::string_view before) { return written(&Names::text, before); }
  std::string dns(std::string_view before) { return written(&Names::dns, before); }
  std::string lines(std::string_view before) {
    std::string after(before.size(), '?');
    TextLines(names_).rewrite(bytes_of(before), reinterpret_cast<std::uint8_t*>(after.data()));
    return after;
  }

  Policy policy_ = test::strict_policy();
  Addresses addresses_{test::kSampleKey, policy_};
  Names names_{test::kSampleKey, addresses_};
};

std::string wire(std::initializer_list<std::string_view> labels) {
  std::string name;
  for (const std::string_view label : labels) {
    name += static_cast<char>(label.size());
    name += label;
  }
  return name + '\0';
}

TEST_F(NamesOf, TheSameLabelAreTheSameInAnyCaseAndAnyName) {
  const std::string www = text("www"), name = text("www.Example-7.org");
  EXPECT_EQ(name.substr(0, 3), www);
  EXPECT_NE(www, "www");
  std::string upper = text("WWW");
  for (char& c : upper) c = static_cast<char>(c | 0x20);
  EXPECT_EQ(upper, www);
}

TEST_F(NamesOf, LettersStayLettersAndDigitsDigits) {
  const std::string name = text("Host-12.Example_x");
  ASSERT_EQ(name.size(), 17U);
  EXPECT_TRUE(name[0] >= 'A' && name[0] <= 'Z') << name;
  EXPECT_TRUE(name[1] >= 'a' && name[1] <= 'z') << name;
  EXPECT_EQ(name[4], '-');
  EXPECT_TRUE(name[5] >= '0' && name[5] <= '9') << name;
  EXPECT_EQ(name[7], '.');
  EXPECT_EQ(name[15], '_');
}

TEST_F(NamesOf, NoLabelIsItsOwnPseudonym) {
  for (char c = 'a'; c <= 'z'; ++c) EXPECT_NE(text(std::string(1, c)), std::string(1, c));
  for (char c = '0'; c <= '9'; ++c) EXPECT_NE(text(std::string(1, c)), std::string(1, c));
}

TEST_F(NamesOf, WhatEverybodyHasStays) {
  const std::string name = dns(wire({"printer", "_tcp", "local"}));
  EXPECT_EQ(name.substr(8), wire({"_tcp", "local"}));
  EXPECT_NE(name.substr(1, 7), "printer");
}

TEST_F(NamesOf, DnsKeepLengthsAndPointers) {
  const std::string name = dns("\3www\xc0\x0c");
  EXPECT_EQ(name[0], '\3');
  EXPECT_EQ(name.substr(1, 3), text("www"));
  EXPECT_EQ(name.substr(4), "\xc0\x0c");
}

TEST_F(NamesOf, WhatIsNoNameIsZeros) {
  EXPECT_EQ(dns("\x7f secret"), std::string(8, '\0'));
}

TEST_F(NamesOf, AReversedAddressOfIpv4IsThatOfItsPseudonymWhereItFits) {
  // 203.200.101.108 has as many digits as any: its pseudonym fits.
  const std::string name = dns(wire({"108", "101", "200", "203", "in-addr", "arpa"}));
  const std::uint32_t pseudonym = addresses_.ipv4(203U << 24 | 200U << 16 | 101U << 8 | 108U);
  std::string digits;
  for (const char c : name.substr(0, 16)) {
    if (c >= '0')
      digits += c;
    else
      digits += '.';
  }
  std::string expected;
  for (unsigned i = 0; i < 4; ++i) {
    std::string part = std::to_string(pseudonym >> (8 * i) & 0xff);
    expected += "." + std::string(3 - part.size(), '0') + part;
  }
  EXPECT_EQ(digits, expected);
  EXPECT_EQ(name.substr(16), wire({"in-addr", "arpa"}));
}

TEST_F(NamesOf, AReversedAddressOfIpv6IsThatOfItsPseudonym) {
  const Ipv6 address{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const auto reversed = [](const Ipv6& ip) {
    std::string name;
    for (std::size_t i = 0; i < 32; ++i) {
      name += '\1';
      name += "0123456789abcdef"[ip[15 - i / 2] >> (i % 2 * 4) & 15];
    }
    return name + wire({"ip6", "arpa"});
  };
  EXPECT_EQ(dns(reversed(address)), reversed(addresses_.ipv6(address)));
}

TEST_F(NamesOf, AnAddressInATextIsItsPseudonymWhereItFits) {
  std::vector<std::uint8_t> out(15);
  ASSERT_TRUE(
      write_address(addresses_.ipv4(203U << 24 | 200U << 16 | 101U << 8 | 108U), '.', out));
  EXPECT_EQ(text("(203.200.101.108)"), "(" + std::string(out.begin(), out.end()) + ")");
  EXPECT_EQ(text("1.2.3.4").size(), 7U);
  EXPECT_NE(text("1.2.3.4"), "1.2.3.4");
}

TEST_F(NamesOf, NetbiosNamesKeepTheirSuffix) {
  const std::string name = " FHEPFCELFDFEEBFEEJEPEOCACACACACA" + std::string(1, '\0');
  const std::string after = written(&Names::netbios, name);
  EXPECT_EQ(after.size(), name.size());
  EXPECT_NE(after.substr(1, 22), name.substr(1, 22));
  // The spaces behind the name and what kind of name it is.
  EXPECT_EQ(after.substr(23), name.substr(23));
}

TEST_F(NamesOf, LinesKeepWhatTheProtocolSays) {
  const std::string after = lines(
      "GET /private/file HTTP/1.1\r\nHost: www.example.org\r\n"
      "Content-Length: 18\r\nX-Made-Up: secret\r\n\r\n");
  EXPECT_EQ(after.substr(0, 5), "GET /");
  EXPECT_NE(after.find(" HTTP/1.1\r\nHost: " + text("www.example.org") + "\r\n"),
            std::string::npos);
  EXPECT_NE(after.find("\r\nContent-Length: 18\r\n"), std::string::npos);
  for (const char* const secret : {"private", "file", "example", "Made", "secret"}) {
    EXPECT_EQ(after.find(secret), std::string::npos) << secret;
  }
}

TEST_F(NamesOf, LinesKeepCodes) {
  EXPECT_EQ(lines("HTTP/1.1 200 OK\r\n"), "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(lines("SIP/2.0 180 Ringing\r\n"), "SIP/2.0 180 Ringing\r\n");
  EXPECT_EQ(lines("250-relay.example.org\r\n"), "250-" + text("relay.example.org") + "\r\n");
}

TEST_F(NamesOf, LinesKeepNoNumberThatIsPartOfAnAddress) {
  for (const char* const line :
       {"192.168.12.34 says\r\n", "SIP/192.168.12.34\r\n", "Accept: 192.168.12.34\r\n",
        "Range: 192:168:12:34:56:78\r\n", "t=192.168.12.34\r\n", "Age: x192.168.12.34\r\n"}) {
    EXPECT_EQ(lines(line).find("192"), std::string::npos) << lines(line);
    EXPECT_EQ(lines(line).find("168"), std::string::npos) << lines(line);
  }
}

TEST_F(NamesOf, LinesKeepOfValuesNumbersAndCommonWords) {
  for (const char* const line :
       {"Content-Type: text/html; charset=UTF-8\r\n", "Transfer-Encoding: chunked\r\n",
        "Date: Mon, 01 Jan 2024 10:11:12 GMT\r\n", "Cache-Control: max-age=3600\r\n",
        "CSeq: 314159 INVITE\r\n", "t=0 0\r\n"}) {
    EXPECT_EQ(lines(line), line);
  }
  const std::string after = lines("Content-Type: text/plain; name=\"Alices Diary.txt\"\r\n");
  EXPECT_EQ(after.substr(0, 32), "Content-Type: text/plain; name=\"");
  EXPECT_EQ(after.find("Alices"), std::string::npos);
  EXPECT_EQ(after.find("Diary"), std::string::npos);
}

TEST_F(NamesOf, WideTextsHaveThePseudonymOfTheNarrowOneInBothByteOrders) {
  const std::string name = "server", little("s\0e\0r\0v\0e\0r\0", 12),
                    big("\0s\0e\0r\0v\0e\0r", 12);
  const auto wide = [&](std::string_view before, ByteOrder order) {
    std::string after(before.size(), '?');
    names_.wide(bytes_of(before), reinterpret_cast<std::uint8_t*>(after.data()), order);
    return after;
  };
  const std::string after_little = wide(little, ByteOrder::kLittle);
  const std::string after_big = wide(big, ByteOrder::kBig);
  for (std::size_t i = 0; i < name.size(); ++i) {
    EXPECT_EQ(after_little[2 * i], text(name)[i]);
    EXPECT_EQ(after_big[2 * i + 1], text(name)[i]);
  }
  EXPECT_NE(wide("\x3d\x04", ByteOrder::kLittle), "\x3d\x04");
}

TEST_F(NamesOf, ThatStayHaveOtherAddressesInThem) {
  Names kept(test::kSampleKey, addresses_, Treatment::kKeep);
  const std::string_view before = "mail.example.org at 203.200.101.108";
  std::string after(before.size(), '?');
  kept.text(bytes_of(before), reinterpret_cast<std::uint8_t*>(after.data()));
  EXPECT_EQ(after.substr(0, 20), before.substr(0, 20));
  EXPECT_EQ(after.substr(20), text("203.200.101.108"));
}

TEST_F(NamesOf, ThatAreZeroedSayOnlyHowLongTheyWere) {
  Names zeroed(test::kSampleKey, addresses_, Treatment::kZero);
  std::string after(6, '?');
  zeroed.text(bytes_of("Host-7"), reinterpret_cast<std::uint8_t*>(after.data()));
  EXPECT_EQ(after, "xxxxx0");
}

}  // namespace
}  // namespace packetglass::anonymise
