// What stands behind the packet in an Ethernet frame: padding to 60 bytes, or anything else; of
// captures by PCAPdroid the app whose packet it is (pcapdroid_trailer in its pcap_dump.h).
#include <algorithm>

#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kPadding{"eth.padding", "Padding", Shape::kBytes};
constexpr Field kTrailer{"eth.trailer", "Trailer", Shape::kBytes};

constexpr Field kDroid{"pcapdroid", "PCAPdroid", Shape::kGroup};
constexpr Field kMagic{"pcapdroid.magic", "Magic", Shape::kHex32};
constexpr Field kUser{"pcapdroid.uid", "UID", Shape::kSigned32};
constexpr Field kApp{"pcapdroid.appname", "App name", Shape::kText};
constexpr Field kChecksum{"eth.fcs", "Frame check sequence", Shape::kHex32};

constexpr std::size_t kDroidSize = 32, kAppSize = 20;

bool ends_with_app(Bytes bytes) {
  constexpr std::uint32_t kDroidMagic = 0x01072021;
  return bytes.size() >= kDroidSize &&
         load<std::uint32_t>(bytes.last(kDroidSize).data(), ByteOrder::kBig) == kDroidMagic;
}

void read_app(Layer& trailer) {
  const std::size_t padding = trailer.left().size() - kDroidSize;
  if (padding != 0) trailer.bytes(kPadding, padding);
  {
    Layer::Group droid(trailer, kDroid);
    trailer.u32(kMagic);
    trailer.u32(kUser);
    const std::string_view app = trailer.padded(kApp, kAppSize);
    if (trailer.recording_text()) droid.say(", App: " + shown_text(app));
  }
  trailer.u32le(kChecksum);
}

Outcome dissect(Layer& trailer) {
  const Bytes bytes = trailer.left();
  const bool zero = std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte == 0; });
  if (ends_with_app(bytes)) {
    read_app(trailer);
  } else {
    trailer.remaining(zero ? kPadding : kTrailer);
  }
  return done();
}

constexpr FieldSpan kFields[] = {kPadding, kTrailer, kDroid, kMagic, kUser, kApp, kChecksum};

}  // namespace

extern const Dissector kTrailing{
    {"eth.trailing", "Behind the packet", Shape::kLayer}, nullptr, {}, kFields, dissect};

}  // namespace packetglass
