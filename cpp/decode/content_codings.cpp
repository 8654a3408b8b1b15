// The value of Content-Encoding.
#include "decode/content_codings.h"

#include <algorithm>

#include "base/ascii.h"

namespace packetglass {
namespace {

struct Name {
  std::string_view name;
  Coding coding;
};

// Those with "x-" are older names, which RFC 9110 has as the same.
constexpr Name kNames[] = {{"gzip", Coding::kGzip},       {"x-gzip", Coding::kGzip},
                           {"deflate", Coding::kDeflate}, {"x-deflate", Coding::kDeflate},
                           {"br", Coding::kBrotli},       {"zstd", Coding::kZstd}};

std::string_view trimmed(std::string_view word) {
  const std::size_t begin = std::min(word.find_first_not_of(" \t"), word.size());
  word.remove_prefix(begin);
  return word.substr(0, word.find_last_not_of(" \t") + 1);
}

void add(ContentCodings& codings, std::string_view word) {
  if (word.empty() || same_word(word, "identity")) return;
  const auto named = std::find_if(std::begin(kNames), std::end(kNames),
                                  [&](const Name& each) { return same_word(each.name, word); });
  codings.known &= named != std::end(kNames) && codings.count < ContentCodings::kMost;
  if (codings.known) codings.codings[codings.count++] = named->coding;
}

std::size_t most_of(Bytes body) {
  return std::min(kMostDecoded, kMostOfAny + kMostExpansion * body.size());
}

}  // namespace

ContentCodings content_codings(std::string_view value) {
  ContentCodings codings;
  while (codings.known && !value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    add(codings, trimmed(value.substr(0, comma)));
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
  return codings;
}

Decoded decode_body(const ContentCodings& codings, Bytes body, Decoder& decoder) {
  Decoded all;
  if (!codings.known) return all;
  const std::size_t limit = most_of(body);
  DecodeEnd end = DecodeEnd::kWhole;
  for (std::size_t i = codings.count; i-- > 0;) {
    Decoded one = decoder.decode(codings.codings[i], body, limit);
    if (end == DecodeEnd::kWhole) end = one.end;
    all.bytes = std::move(one.bytes);
    body = all.bytes;
    if (one.end == DecodeEnd::kUnavailable) break;
  }
  all.end = end;
  return all;
}

}  // namespace packetglass
