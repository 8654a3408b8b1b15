// Macros: text that stands for text, with arguments.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "filter/message.h"

namespace packetglass {

// "$name(a, b)" or "${name:a;b}" is `text` with a for $1 and b for $2.
struct FilterMacro {
  std::string name;
  std::string text;
};

// A text whose macros were replaced, and where each part of it came from.
class ExpandedText {
 public:
  // False: error() says why, with columns of the source. Takes time in proportion to what comes
  // out, FilterLimits::kText at most.
  bool expand(std::string_view source, std::span<const FilterMacro> macros);

  const std::string& text() const { return text_; }
  const FilterMessage& error() const { return error_; }
  // Turns columns of the text into those of the source: of what a macro became, the macro's.
  void locate(FilterMessage& message) const;

 private:
  struct Piece {
    std::size_t begin;   // in the text
    std::size_t source;  // in the source
    std::size_t size;    // in the source
    bool verbatim;
  };

  const Piece& piece_at(std::size_t column) const;
  bool append(std::string_view source, unsigned depth, std::string& out);
  bool append_macro(std::string_view source, std::size_t& at, unsigned depth, std::string& out);
  bool arguments(std::string_view source, std::size_t& at, unsigned depth,
                 std::vector<std::string>& found);
  bool substitute(const FilterMacro& macro, const std::vector<std::string>& arguments,
                  std::string& out);
  bool fail(std::string text, FilterMessage::Code code = FilterMessage::Code::kSyntax);
  bool grow(std::size_t size);

  std::span<const FilterMacro> macros_;
  std::string text_;
  std::vector<Piece> pieces_;
  std::size_t produced_ = 0;  // bytes, on the way too
  FilterMessage error_;
};

}  // namespace packetglass
