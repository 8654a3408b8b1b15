// packetglass follow: what the endpoints of a conversation said to each other.
#include "stream/follow.h"

#include "native/command.h"
#include "native/follow/styles.h"
#include "native/packet_printer.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

using MakeStyle = std::unique_ptr<FollowStyle> (*)();

struct Options {
  std::string file;
  SourceOptions reading;
  PacketChoice choice;
  std::string stream;
  StreamName name;
  MakeStyle make_style = make_ascii_style;
  int side = -1;  // both
};

class Printer final : public PacketPrinter, StreamSink {
 public:
  explicit Printer(const Options& options)
      : PacketPrinter(options.file, options.choice,
                      {.of = PacketUse::Of::kHistory, .asks_again = true}),
        options_(options),
        style_(options.make_style()) {}

  bool found() const { return conversation_ != PacketFlow::kNone; }
  std::uint64_t missing() const { return missing_; }

 protected:
  void end() override {
    follow_.finish(*this);
    if (found()) style_->tail(text_);
  }

  void print(const PacketBatch& batch) override {
    for (const Issue& found : history_.issues()) issue(found);
    for (std::size_t i = 0; i < batch.count; ++i) {
      ++number_;
      chosen().has(i);
      if (is_wanted(i)) follow(batch, i);
      if (!flush_full()) return;
    }
  }

 private:
  // Of several conversations between the same endpoints the first.
  bool is_wanted(std::size_t i) {
    const PacketFlow& flow = history_.flow(i);
    if (flow.conversation == PacketFlow::kNone) return false;
    if (found()) return flow.conversation == conversation_;
    if (history_.summary(i).transport != options_.name.transport) return false;
    const Conversation conversation = history_.conversation(flow.conversation);
    if (!options_.name.is(conversation)) return false;
    conversation_ = flow.conversation;
    style_->head(options_.name, conversation, text_);
    return true;
  }

  void follow(const PacketBatch& batch, std::size_t i) {
    const Packet packet = batch.packet(i);
    follow_.add({batch.bytes(i), packet.original_length, interface_of(packet).link_type,
                 history_.flow(i).side, number_, packet.timestamp, &history_.reassembly(i),
                 history_.choices()},
                *this);
  }

  // What was chosen is printed; bytes are put in order with those of all packets.
  void piece(const StreamPiece& piece) override {
    if (!chosen().was_chosen(piece.packet)) return;
    if (options_.side >= 0 && static_cast<unsigned>(options_.side) != piece.side) return;
    if (piece.missing == 0) return style_->bytes(piece, text_);
    missing_ += piece.missing;
    style_->gap(piece, text_);
  }

  const Options& options_;
  std::unique_ptr<FollowStyle> style_;
  RunningHistory& history_ = chosen().packets().history();
  Follow follow_;
  std::uint64_t number_ = 0;
  std::uint64_t missing_ = 0;
  std::uint32_t conversation_ = PacketFlow::kNone;
};

int run(const Options& options) {
  Printer printer(options);
  const int code = print_packets(options.file, options.reading, printer);
  if (code == kUsage) return code;
  if (!printer.found()) {
    if (printer.is_capture()) report(options.file, "there is no conversation " + options.stream);
    return kFailed;
  }
  // Bytes alone do not show those that are missing.
  if (options.make_style == make_raw_style && printer.missing() != 0) {
    report(options.file, std::to_string(printer.missing()) + " bytes were not captured");
  }
  return code;
}

// THE TABLE of styles.
struct StyleOption {
  const char* name;
  const char* description;
  MakeStyle make;
};
constexpr StyleOption kStyles[] = {
    {"--ascii", "Print text (this is how it is printed unless asked)", make_ascii_style},
    {"--hex", "Print bytes in hexadecimal and as text", make_hex_style},
    {"--raw", "Print the bytes alone", make_raw_style},
    {"--json", "Print all pieces with their packets and times as JSON", make_stream_json_style}};

void declare_styles(OptionList& list, Options& options) {
  std::vector<OptionList::Alternative> flags;
  for (const StyleOption& style : kStyles) {
    flags.push_back(
        {style.name, style.description, [&options, &style] { options.make_style = style.make; }});
  }
  list.alternatives("styles", flags);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  const auto take_name = [options](const std::string& word) {
    const auto name = parse_stream_name(word);
    if (!name) return word + " is not like tcp,5 or tcp,ADDR:PORT-ADDR:PORT";
    options->name = *name;
    options->stream = word;
    return std::string();
  };
  list.word("STREAM", take_name,
            "tcp, udp or sctp, a comma, and the number of the stream or its endpoints: "
            "tcp,5 or udp,192.0.2.1:53-192.0.2.9:4000")
      .required();
  list.number("--side", options->side, 0, 1, "Print only what this endpoint sent: 0 or 1");
  declare_styles(list, *options);
  declare_choice_options(list, options->choice);
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kFollow;
const Command kFollow{"follow", "Print what the endpoints of a conversation said", declare};

}  // namespace packetglass::native
