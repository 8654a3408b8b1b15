// What JavaScript sees of building packets. web/lib/core/edit-module.ts declares the same in
// TypeScript.
#include <emscripten/bind.h>

#include "describe/describe.h"
#include "edit/build/build_packet.h"
#include "edit/build/packed_layers.h"
#include "wasm/address.h"
#include "wasm/described_error.h"

namespace packetglass {
namespace {

// Builds packets one after the other. Whatever it says is stale after the next buffer().
class PacketBuilding {
 public:
  // Memory for the layers of a packet: edit/build/packed_layers.h.
  double buffer(double size) {
    packed_.reserve(1);  // no layers have an address too
    packed_.resize(static_cast<std::size_t>(size));
    return address(packed_.data());
  }

  // False: see wrong() and error().
  bool build() {
    unpacked_ = build::unpack_layers(packed_);
    if (!unpacked_.wrong.empty()) return false;
    auto built = build::build_packet(unpacked_.layers);
    if (built) {
      packet_ = std::move(*built);
    } else {
      error_ = built.error();
    }
    return static_cast<bool>(built);
  }
  double packet() const { return address(packet_.data()); }
  double packet_size() const { return static_cast<double>(packet_.size()); }

  // What is wrong with the text of a field, empty where nothing is, and the number of the field.
  std::string wrong() const { return unpacked_.wrong; }
  double wrong_field() const { return static_cast<double>(unpacked_.wrong_field); }
  // Address of a description; 0 when there is none.
  double error() { return described_error(description_, error_); }

 private:
  std::vector<std::uint8_t> packed_;
  build::UnpackedLayers unpacked_;
  build::Octets packet_;
  std::optional<Error> error_;
  Description description_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_building) {
  emscripten::class_<PacketBuilding>("PacketBuilding")
      .constructor<>()
      .function("buffer", &PacketBuilding::buffer)
      .function("build", &PacketBuilding::build)
      .function("packet", &PacketBuilding::packet)
      .function("packetSize", &PacketBuilding::packet_size)
      .function("wrong", &PacketBuilding::wrong)
      .function("wrongField", &PacketBuilding::wrong_field)
      .function("error", &PacketBuilding::error);
}

}  // namespace packetglass
