// The options that all commands have which read captures.
#include "native/read_options.h"

#include "base/ascii.h"
#include "native/arguments.h"

namespace packetglass::native {
namespace {

void declare_decode_options(OptionList& list, DecodeAs& decode_as) {
  const auto take = [&decode_as](const std::string& word) { return decode_as.add(word); };
  list.word("-d,--decode-as", take, "Dissect what a port or type leads to as this protocol")
      .called("tcp.port==8888,http")
      .repeated();
  const auto take_link_type = [&decode_as](const std::string& word) {
    const std::size_t at = word.find('=');
    if (at == word.npos) return word + " is not like 147=ip";
    return decode_as.add("user_dlt==" + word.substr(0, at) + "," + word.substr(at + 1));
  };
  list.word("--user-dlt", take_link_type, "Dissect packets of this link type as this protocol")
      .called("147=PROTOCOL")
      .repeated();
}

void declare_preference_option(OptionList& list, Preferences& preferences) {
  const auto take = [&preferences](const std::string& word) { return preferences.set(word); };
  list.word("-o,--preference", take,
            "Set a preference of the dissection: which checksums to verify")
      .called("tcp.check_checksum:TRUE")
      .repeated();
}

}  // namespace

void declare_read_options(OptionList& list, SourceOptions& options) {
  list.flag("--strict", options.strict, "Stop at the first damage, do not look further");
  list.flag("--strict-snaplen", options.strict_snaplen,
            "Truncate packets to the snaplen, as libpcap does");
  declare_time_zone_option(list, options);
  declare_decompression_option(list, options.max_decompressed);
  declare_decode_options(list, options.choices.decode_as);
  declare_preference_option(list, options.choices.preferences);
}

void declare_time_zone_option(OptionList& list, ReadOptions& options) {
  list.flag("--apply-time-zone", options.apply_time_zone,
            "Add the time zone of classic headers to their timestamps");
}

void declare_decompression_option(OptionList& list, std::uint64_t& most) {
  const auto take = [&most](const std::string& word) {
    const auto number = parse_number<std::uint64_t>(word);
    if (!number && !same_word(word, "none")) {
      return word + " is neither a number of bytes nor none";
    }
    most = number.value_or(DecompressionBudget::kUnlimited);
    return std::string();
  };
  list.word("--max-decompressed", take,
            "Refuse what decompresses to more bytes than this and more than 100 times its size; "
            "none: no limit")
      .called("BYTES")
      .with_default(std::to_string(most));
}

std::string take_link_type(const std::string& word, LinkType& link_type) {
  const auto number = parse_number<LinkType>(word);
  const auto named = number ? number : link_type_by_name(word);
  if (!named) return word + " is no link type";
  link_type = *named;
  return {};
}

}  // namespace packetglass::native
