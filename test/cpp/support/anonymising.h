// Anonymises captures in memory.
#pragma once

#include "edit/anonymise/anonymise.h"
#include "edit/edit_chain.h"
#include "support/convert.h"

namespace packetglass::test {

// The sample key of Crypto-PAn.
inline constexpr anonymise::Key kSampleKey{21,  34, 23,  141, 51, 164, 207, 128, 19,  10,  91,
                                           22,  73, 144, 125, 16, 216, 152, 143, 131, 121, 121,
                                           101, 39, 98,  87,  76, 45,  42,  132, 34,  2};

// A policy that keeps as few addresses as it can.
inline anonymise::Policy strict_policy() {
  anonymise::Policy policy;
  using anonymise::Range;
  for (const Range range : {Range::kPrivate, Range::kLinkLocal, Range::kDocumentation}) {
    policy.ranges[static_cast<std::size_t>(range)] = anonymise::Treatment::kPseudonym;
  }
  return policy;
}

struct Anonymised {
  ByteVector bytes;
  std::vector<EditCount> counts;

  std::uint64_t count(std::string_view what) const {
    for (const EditCount& each : counts) {
      if (each.what == what) return each.count;
    }
    ADD_FAILURE() << "nothing counts " << what;
    return 0;
  }
};

inline Anonymised anonymised(Bytes source, const anonymise::Policy& policy = {},
                             const anonymise::Key& key = kSampleKey) {
  Anonymised result;
  const auto writer = make_capture_writer(CaptureTarget(), result.bytes);
  Forward forward(*writer);
  std::vector<std::unique_ptr<Edit>> steps;
  steps.push_back(make_anonymiser(key, policy));
  EditChain chain(std::move(steps), forward);
  CaptureReader reader;
  const auto used = reader.push(source, chain);
  if (used) static_cast<void>(reader.finish(source.subspan(*used), chain));
  chain.finish();
  static_cast<void>(writer->finish(forward));
  result.counts = chain.steps()[0]->counts();
  return result;
}

}  // namespace packetglass::test
