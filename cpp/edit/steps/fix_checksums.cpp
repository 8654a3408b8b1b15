// --fix-checksums: the right checksum wherever all that it covers was captured.
#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/rewrite/checksum_mending.h"
#include "edit/rewrite/packet_places.h"

namespace packetglass {
namespace {

class FixChecksums final : public PacketEdit {
 public:
  std::vector<EditCount> counts() const override {
    return {{"packets changed", packets_},
            {"checksums corrected", corrected_},
            {"checksums that were right", right_},
            {"checksums left: not all that they cover is in one packet", unknown_}};
  }

 protected:
  // From the inside out: those of a tunnel cover those of what is in it.
  PacketFate edit(PacketDraft& draft) override {
    places_.find(draft.bytes, draft.original_length, draft.interface->link_type);
    const std::span<const Checksum> checksums = places_.checksums();
    bool changed = false;
    for (std::size_t i = checksums.size(); i-- > 0;) {
      changed = correct(checksums[i], changed ? Bytes(packet_) : draft.bytes, changed);
    }
    if (!changed) return PacketFate::kAsItIs;
    ++packets_;
    draft.bytes = packet_;
    return PacketFate::kChanged;
  }

 private:
  // Returns whether the packet is changed now.
  bool correct(const Checksum& checksum, Bytes packet, bool changed) {
    const ChecksumState state = state_of(checksum, packet);
    right_ += state == ChecksumState::kGood ? 1 : 0;
    unknown_ += state == ChecksumState::kUnknown ? 1 : 0;
    if (state != ChecksumState::kBad && state != ChecksumState::kPartial) return changed;
    if (!changed) packet_.assign(packet.begin(), packet.end());
    put_right(checksum, packet_);
    ++corrected_;
    return true;
  }

  PacketPlaces places_;
  std::vector<std::uint8_t> packet_;
  std::uint64_t packets_ = 0, corrected_ = 0, right_ = 0, unknown_ = 0;
};

}  // namespace

extern const EditKind kFixChecksums;
const EditKind kFixChecksums{
    "fix-checksums", EditValue::kNone, "",
    "Correct checksums of IP, TCP, UDP, SCTP, ICMP and others, also in tunnels",
    [](std::string_view) {
      return MadeEdit{std::make_unique<FixChecksums>(), {}};
    }};

}  // namespace packetglass
