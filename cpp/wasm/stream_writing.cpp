// What JavaScript sees of writing: commands, many in one call. web/lib/core/stream-module.ts
// declares the same in TypeScript, web/lib/write/commands.ts packs the commands.
#include <emscripten/bind.h>

#include "base/buffer.h"
#include "base/cursor.h"
#include "describe/describe.h"
#include "event/event_recorder.h"
#include "wasm/address.h"
#include "wasm/described_error.h"
#include "wasm/stream_patches.h"

namespace packetglass {
namespace {

// A command begins with its kind and with how many bytes it has, which are words of 32 bits in
// little endian as all that follows. The order is that of web/lib/write/commands.ts.
enum class Command : std::uint32_t {
  kPacket,      // flags, link type, original and captured length, section, interface, length of
                // options, time in ns and in ticks (64 bits); then the packet and its options
  kFileHeader,  // the seven fields of pcap.file_header
  kSection,     // a block of pcapng, in little endian
  kInterface,   // likewise
  kBlock,       // likewise
  kBigBlock,    // likewise, in big endian
};

enum PacketFlag : std::uint32_t {
  kTimed = 1,
  kHasSection = 2,
  kHasInterface = 4,
  kDeclared = 8,  // the interface is one that was declared
  kHasTicks = 16,
};

Error unsupported(const char* why) {
  return {ErrorCode::kUnsupported, 0, why};
}

// A capture that is written, and its bytes that JavaScript has not taken yet.
class CaptureRecorder {
 public:
  // `format`, `order` and `variant` are numbers of their tables; a link type below 0 is that of
  // the first packet.
  CaptureRecorder(int format, int order, int variant, double snaplen, double link_type)
      : recorder_(out_, 0, static_cast<CaptureFormat>(format),
                  defaults(order, variant, snaplen, link_type)) {}

  double buffer(double size) { return address(buffer_.reserve(static_cast<std::size_t>(size))); }

  // Does the commands in the buffer, as far as one cannot be done: then false.
  bool run(double size) {
    Bytes left(buffer_.get(), static_cast<std::size_t>(size));
    while (!error_ && !left.empty()) {
      const auto length = load<std::uint32_t>(left.data() + 4, ByteOrder::kLittle);
      error_ = obey(left.first(length));
      left = left.subspan(length);
    }
    return !error_;
  }

  // No more commands come.
  bool finish() {
    if (!error_) error_ = recorder_.begin();
    patches_ = recorder_.finish();
    if (!error_ && !recorder_.begun()) {
      error_ = Error{ErrorCode::kEmpty, 0, "There is no event to make a capture of."};
    }
    return !error_;
  }

  double out() const { return address(out_.data()); }
  double out_size() const { return static_cast<double>(out_.size()); }
  void clear_out() { out_.clear(); }

  // File headers that pcapng has no place for.
  double ignored() const { return ignored_; }
  bool lengths_missing() const { return recorder_.lengths_missing(); }

  // The addresses of descriptions, each valid until the next; 0 when there is none.
  double patches() {
    description_.clear();
    put(description_, patches_);
    return described();
  }
  double error() { return described_error(description_, error_); }

  // All variants of pcap, in their order.
  double variants() {
    description_.clear();
    description_.begin_array();
    for (const auto& variant : pcap::kVariants) put_variant(variant);
    description_.end();
    return described();
  }

 private:
  static RecorderDefaults defaults(int order, int variant, double snaplen, double link_type) {
    RecorderDefaults defaults;
    defaults.pcapng_order = static_cast<ByteOrder>(order);
    defaults.pcap.options.variant = &pcap::kVariants[variant];
    defaults.pcap.options.order = static_cast<ByteOrder>(order);
    defaults.pcap.options.snaplen = static_cast<std::uint32_t>(snaplen);
    defaults.pcap.has_link_type = link_type >= 0;
    if (link_type >= 0) {
      defaults.pcap.options.link_type_word = static_cast<std::uint32_t>(link_type);
    }
    return defaults;
  }

  std::optional<Error> obey(Bytes command) {
    Cursor fields(command, ByteOrder::kLittle);
    const auto kind = static_cast<Command>(fields.u32());
    fields.u32();
    switch (kind) {
      case Command::kPacket:
        return record_packet(fields);
      case Command::kFileHeader:
        return record_header(fields);
      default:
        return record_block(kind, fields.bytes(fields.left()));
    }
  }

  std::optional<Error> record_packet(Cursor& fields) {
    PacketEvent packet;
    const std::uint32_t flags = fields.u32();
    packet.link_type = fields.u32();
    packet.original_length = fields.u32();
    const std::uint32_t captured = fields.u32();
    const std::uint32_t section = fields.u32();
    const std::uint32_t interface = fields.u32();
    const std::uint32_t options_length = fields.u32();
    const auto time = static_cast<Nanoseconds>(fields.u64());
    const std::uint64_t ticks = fields.u64();
    packet.bytes = fields.bytes(captured);
    if (flags & kTimed) packet.time = time;
    if (flags & kHasTicks) packet.ticks = ticks;
    if (flags & kHasSection) packet.section = section;
    if (flags & kHasInterface) packet.interface = interface;
    const Bytes options = fields.bytes(options_length);
    const bool declared = (flags & kDeclared) != 0;
    // Only pcapng has packets without a time or with ticks.
    const bool plain = !declared && options.empty();
    if (plain && packet.time && !packet.ticks) return recorder_.record(packet);
    PcapngRecorder* const pcapng = recorder_.pcapng();
    if (pcapng == nullptr && plain) return recorder_.record(packet);
    if (pcapng == nullptr) {
      return unsupported(
          "pcap has no place for what the packet says in addition to time and lengths.");
    }
    return declared ? pcapng->record(interface, packet, options) : pcapng->record(packet, options);
  }

  std::optional<Error> record_header(Cursor& fields) {
    FileHeaderEvent header;
    header.magic_number = fields.u32();
    header.major_version = static_cast<std::uint16_t>(fields.u32());
    header.minor_version = static_cast<std::uint16_t>(fields.u32());
    header.reserved1 = fields.u32();
    header.reserved2 = fields.u32();
    header.snaplen = fields.u32();
    header.linktype = fields.u32();
    const auto options = writer_options(header);
    if (!options) return unsupported("The event's magic_number is that of no capture.");
    const auto written = recorder_.record(*options);
    if (!written) return written.error();
    if (!*written) ++ignored_;
    return std::nullopt;
  }

  std::optional<Error> record_block(Command kind, Bytes block) {
    PcapngRecorder* const pcapng = recorder_.pcapng();
    if (pcapng == nullptr)
      return unsupported(
          "pcap has no blocks for sections, interfaces, names, secrets or counters.");
    if (kind == Command::kSection) pcapng->begin_section(block);
    if (kind == Command::kInterface) pcapng->declare(block);
    if (kind == Command::kBlock) pcapng->append(block);
    if (kind == Command::kBigBlock) pcapng->append(block, ByteOrder::kBig);
    return std::nullopt;
  }

  void put_variant(const pcap::Variant& variant) {
    description_.begin_object();
    description_.key("name").text(variant.name);
    description_.key("alias").text(variant.alias);
    description_.key("ticksPerSecond").number(variant.ticks_per_second);
    description_.key("magic").number(variant.magic);
    description_.end();
  }

  double described() const { return address(description_); }

  Buffer<std::uint8_t> buffer_;
  std::vector<std::uint8_t> out_;
  EventRecorder recorder_;
  std::vector<Patch> patches_;
  Description description_;
  std::optional<Error> error_;
  double ignored_ = 0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_stream_writing) {
  emscripten::class_<CaptureRecorder>("CaptureRecorder")
      .constructor<int, int, int, double, double>()
      .function("buffer", &CaptureRecorder::buffer)
      .function("run", &CaptureRecorder::run)
      .function("finish", &CaptureRecorder::finish)
      .function("out", &CaptureRecorder::out)
      .function("outSize", &CaptureRecorder::out_size)
      .function("clearOut", &CaptureRecorder::clear_out)
      .function("ignored", &CaptureRecorder::ignored)
      .function("lengthsMissing", &CaptureRecorder::lengths_missing)
      .function("patches", &CaptureRecorder::patches)
      .function("error", &CaptureRecorder::error)
      .function("variants", &CaptureRecorder::variants);
}

}  // namespace packetglass
