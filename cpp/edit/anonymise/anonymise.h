// Anonymises a capture: a step of the table of edits, for those who have a key and a policy.
#pragma once

#include <memory>

#include "edit/anonymise/policy.h"
#include "edit/edit.h"

namespace packetglass {

// Everything it hands on is made of zeros, but for what a field with a known place says: that is
// kept or gets a pseudonym, as the policy has it. The same key makes the same of the same.
//
// Packets are as long as they were, unless the policy cuts them. Of messages over several packets
// the earlier ones wait until the last one comes: as many as 4 MiB of packets.
std::unique_ptr<Edit> make_anonymiser(const anonymise::Key& key,
                                      const anonymise::Policy& policy = {});

}  // namespace packetglass
