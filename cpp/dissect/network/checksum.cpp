// The checksum of the Internet protocols: RFC 1071.
#include "dissect/network/checksum.h"

#include "base/text.h"

namespace packetglass {
namespace {

InternetSum pseudo_header(const Layer& layer, std::uint8_t protocol, std::size_t length) {
  const Bytes source = bytes_of(layer.source()), destination = bytes_of(layer.destination());
  return layer.source().kind == Address::Kind::kIpv4
             ? pseudo_header_v4(source, destination, protocol, static_cast<std::uint16_t>(length))
             : pseudo_header_v6(source, destination, protocol, static_cast<std::uint32_t>(length));
}

std::string text_of(const Checked& checked, const char* offload) {
  switch (checked.status) {
    case ChecksumStatus::kGood:
      return "[correct]";
    case ChecksumStatus::kBad: {
      const std::string text = format_text("incorrect, should be 0x%04x", checked.calculated);
      return offload == nullptr ? text : text + " (maybe caused by \"" + offload + "\"?)";
    }
    default:
      return "[unverified]";
  }
}

std::string bad_text(const Expert& bad, std::uint16_t calculated) {
  return std::string(bad.field.title).append(format_text(" [should be 0x%04x]", calculated));
}

}  // namespace

void read_checksum(Layer& layer, const Field& field) {
  const std::uint16_t sum = layer.u16(field);
  if (layer.recording_text() && !layer.truncated()) {
    layer.say(format_text("0x%04x [unverified]", sum));
  }
}

Checked check(std::uint16_t stored, const InternetSum& all) {
  if (all.folded() == 0xffff) return {ChecksumStatus::kGood, stored, stored};
  // Of a sum of zero both are right: as tshark says it.
  const std::uint64_t others = all.folded() + std::uint64_t{static_cast<std::uint16_t>(~stored)};
  return {ChecksumStatus::kBad, stored, udp_checksum(static_cast<std::uint16_t>(~fold(others)))};
}

Checked check_transport(const Layer& layer, std::uint8_t protocol, std::size_t length) {
  const std::uint16_t stored = layer.peek16();
  const Bytes whole = layer.whole();
  const bool known = !layer.is_quoted() && !layer.is_unverifiable() && layer.source().is_ip() &&
                     whole.size() >= length;
  if (!known) return {ChecksumStatus::kUnverified, stored, 0};
  InternetSum sum = pseudo_header(layer, protocol, length);
  sum.add(whole.first(length));
  return check(stored, sum);
}

void record_checksum(Layer& layer, const ChecksumFields& fields, const Checked& checked,
                     const char* words) {
  if (!layer.recording() || layer.left().size() < 2) return read_checksum(layer, fields.checksum);
  {
    Layer::Group group(layer, fields.checksum);
    layer.skip(2);
    group.means(checked.stored);
    const std::string text = words != nullptr ? words : text_of(checked, fields.offload);
    if (layer.recording_text()) group.say(format_text("0x%04x ", checked.stored) + text);
    if (checked.status == ChecksumStatus::kBad && words == nullptr) {
      layer.expert_info(fields.bad, bad_text(fields.bad, checked.calculated));
    }
  }
  const auto status = static_cast<std::uint64_t>(checked.status);
  layer.generated(fields.status, status);
  if (layer.recording_text()) layer.say(name_of(kChecksumStatuses, status));
  if (checked.is_known() && fields.calculated != nullptr) {
    layer.generated(*fields.calculated, checked.calculated);
    if (layer.recording_text()) layer.say(format_text("0x%04x", checked.calculated));
  }
}

}  // namespace packetglass
