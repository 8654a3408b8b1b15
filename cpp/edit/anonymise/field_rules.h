// What becomes of a field: by the policy, by its name, by its type.
#pragma once

#include "edit/anonymise/by_field.h"
#include "edit/anonymise/policy.h"

namespace packetglass::anonymise {

enum class Rule : std::uint8_t {
  kNothing,   // it is a heading, or has no bytes of its own
  kNumber,    // it stays: numbers, flags, times
  kVerbatim,  // it stays, whatever it is
  kIpv4,
  kIpv6,
  kMac,
  kHardware,  // an address of another kind
  kText,      // a text with names
  kDnsName,
  kNetbiosName,
  kVlan,
  kPort,
  kZero,       // zeros, also where unknown bytes stay
  kUnknown,    // bytes: as bytes that no field covers
  kTextLayer,  // a layer that is lines of text
  kBody,       // what a text layer carries: as bytes that no field covers
};

class FieldRules {
 public:
  explicit FieldRules(const Policy& policy) : policy_(policy) {}

  Rule of(const Field& field);

 private:
  Rule find(const Field& field) const;
  Rule as(Treatment treatment, const Field& field) const;

  const Policy& policy_;
  ByField<Rule> known_;
};

}  // namespace packetglass::anonymise
