// Rewrites the bytes of a packet by the fields that were found in it.
#pragma once

#include "edit/anonymise/checksums.h"
#include "edit/anonymise/field_rules.h"
#include "edit/anonymise/source_draft.h"
#include "edit/anonymise/tally.h"
#include "edit/anonymise/text_lines.h"

namespace packetglass::anonymise {

class PacketFields {
 public:
  PacketFields(const Key& key, const Policy& policy, Tally& tally);

  // `malformed`: what no field covers becomes zeros, whatever the policy says. Source 0 is the
  // packet, which is written to `after`, and the state of each byte to `states`. Valid until the
  // next call.
  std::span<SourceDraft> rewrite(const Tree& tree, bool malformed, std::span<std::uint8_t> after,
                                 std::span<std::uint8_t> states);

  Addresses& addresses() { return addresses_; }
  Names& names() { return names_; }

 private:
  void forget_unreachable(const Tree& tree);
  void apply(const Tree& tree, std::size_t i, SourceDraft& draft);
  void keep_number(const Node& node, SourceDraft& draft);
  void rewrite_lines(const Tree& tree, std::size_t layer, SourceDraft& draft);
  void rewrite_address(const Tree& tree, const Node& node, Rule rule, SourceDraft& draft);
  void rewrite_name(const Node& node, Rule rule, SourceDraft& draft);
  void rewrite_number(const Node& node, Rule rule, SourceDraft& draft);
  void put_address(Rule rule, std::span<std::uint8_t> address);

  const Policy& policy_;
  Tally& tally_;
  Addresses addresses_;
  Names names_;
  TextLines lines_;
  FieldRules rules_;
  std::vector<SourceDraft> drafts_;
  std::size_t sources_ = 0;
};

}  // namespace packetglass::anonymise
