// What IPv4 and IPv6 say of a datagram that was reassembled.
#include "dissect/network/fragments.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Expert kTooManyFragments{
    {"", "not reassembled: too many packets would have to be read again", Shape::kExpert},
    ExpertSeverity::kNote,
    ExpertGroup::kReassemble};

void put_info(Layer& ip, const IpDatagram& datagram, const FragmentFields& fields) {
  Layer::Group group(ip, fields.group);
  group.say(format_text(" (%zu bytes)", datagram.bytes.size()));
  for (const IpDatagram::Part& part : datagram.parts) {
    ip.generated(fields.fragment, part.packet);
    ip.say(format_text("%llu (payload %u-%u, %u bytes)",
                       static_cast<unsigned long long>(part.packet), part.offset,
                       part.offset + part.size - 1, part.size));
  }
  ip.generated(fields.count, datagram.parts.size());
  ip.generated(fields.length, datagram.bytes.size());
}

}  // namespace

std::optional<WholeDatagram> reassembled(Layer& ip, IpFragment& fragment, const Payload& payload,
                                         const FragmentFields& fields) {
  IpReassembly* const reassembly = ip.reassembly();
  if (reassembly == nullptr || payload.truncated() || payload.empty()) return std::nullopt;
  fragment.bytes = payload.bytes;
  const IpDatagram* const datagram = reassembly->add(fragment);
  if (datagram == nullptr) {
    const std::uint64_t packet = reassembly->completed_in();
    if (packet == kTooManyToReadAgain) {
      ip.expert_info(kTooManyFragments);
    } else if (packet != 0) {
      ip.generated(fields.completed_in, packet);
    }
    return std::nullopt;
  }
  if (ip.recording()) put_info(ip, *datagram, fields);
  const Bytes bytes = ip.another_source(datagram->bytes, datagram->runs);
  return WholeDatagram{{bytes, bytes.size()}, datagram->protocol};
}

}  // namespace packetglass
