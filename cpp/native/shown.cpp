// Text as people get it on a terminal.
#include "native/shown.h"

#include <langinfo.h>
#include <locale.h>

#include <algorithm>

#include "base/shown_text.h"

namespace packetglass::native {
namespace {

// Asked of a locale of its own: that of the program stays "C", in which numbers and classes of
// characters are the same everywhere.
bool locale_has_utf8() {
  const locale_t locale = newlocale(LC_CTYPE_MASK, "", locale_t{});
  if (locale == locale_t{}) return false;
  const bool has = std::string_view(nl_langinfo_l(CODESET, locale)) == "UTF-8";
  freelocale(locale);
  return has;
}

std::string shown(std::string_view text, bool lines) {
  static const bool ascii = !locale_has_utf8();
  std::string out;
  append_shown(out, text, {.lines = lines, .ascii = ascii});
  return out;
}

}  // namespace

std::string shown(std::string_view text) {
  return shown(text, false);
}

std::string shown_lines(std::string_view text) {
  return shown(text, true);
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace packetglass::native
