// Pseudonyms in protocols of lines: HTTP, SIP, SDP, RTSP, SMTP, IMAP, POP, FTP, IRC and their
// like.
#pragma once

#include "edit/anonymise/names.h"

namespace packetglass::anonymise {

// Whether the layer with this name is text, line by line.
bool is_text_layer(std::string_view layer);

// Rewrites whole lines. What the protocols themselves say stays: methods, versions, codes, names
// of headers that standards have, and numbers and common words in the values of those that say how
// the message is read. All other words get pseudonyms, those in the place of a header's name too.
class TextLines {
 public:
  explicit TextLines(Names& names) : names_(names) {}

  void rewrite(Bytes before, std::uint8_t* after);

 private:
  void line(Bytes before, std::uint8_t* after);
  std::size_t start(Bytes line, std::uint8_t* after, bool& described);
  void value(Bytes before, std::uint8_t* after);
  template <typename Stays>
  void words(Bytes before, std::uint8_t* after, Stays stays);

  Names& names_;
};

}  // namespace packetglass::anonymise
