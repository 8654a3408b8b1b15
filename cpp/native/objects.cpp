// packetglass objects: bodies of HTTP messages, files and mails as files.
#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <memory>

#include "flow/conversation_ends.h"
#include "native/command.h"
#include "native/objects/object_file.h"
#include "native/packet_printer.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/shown.h"
#include "native/stop.h"
#include "stream/objects/object_conversations.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  std::string folder;
  SourceOptions reading;
  PacketChoice choice;
  bool decode = false;
};

// Writes bodies as they come, and a line for each that ended in a packet that was chosen: others
// are not kept.
class Exporter final : public PacketPrinter, ObjectConversationSink {
 public:
  explicit Exporter(const Options& options)
      : PacketPrinter(options.file, options.choice,
                      {.of = PacketUse::Of::kHistory, .asks_again = true}),
        options_(options),
        conversations_(*this),
        budget_(options.reading.max_decompressed) {}

  bool full() const override { return no_folder_; }
  bool failed() const { return failed_; }

 protected:
  // Now that the input is known to be a capture.
  void begin() override {
    if (mkdir(options_.folder.c_str(), 0777) != 0 && errno != EEXIST) {
      report(options_.folder, FileFailure{errno}.message());
      failed_ = no_folder_ = true;
      return;
    }
    text_ += "packet\tstream\tprotocol\thost\ttarget\ttype\tsize\tname\n";
  }
  // What is known when a signal comes is no body, not even an incomplete one.
  void end() override {
    if (!stop_asked()) conversations_.finish();
  }
  void print(const PacketBatch& batch) override {
    for (const Issue& found : history_.issues()) issue(found);
    for (std::size_t i = 0; i < batch.count; ++i) {
      ++number_;
      chosen().has(i);
      add(batch, i);
    }
  }

 private:
  struct Object {
    std::uint64_t number;
    std::unique_ptr<ObjectFile> file;
  };
  using Key = std::pair<std::uint32_t, unsigned>;  // conversation, side

  void add(const PacketBatch& batch, std::size_t i) {
    const PacketFlow& flow = history_.flow(i);
    const Transport transport = history_.summary(i).transport;
    if (flow.conversation == PacketFlow::kNone) return;
    if (transport != Transport::kTcp && transport != Transport::kUdp) return;
    const bool is_followed =
        conversations_.has(flow.conversation) ||
        conversations_.begin(flow.conversation, ends_of(history_.conversation(flow.conversation)));
    if (!is_followed) return;
    const Packet packet = batch.packet(i);
    conversations_.add(
        flow.conversation,
        {batch.bytes(i), packet.original_length, interface_of(packet).link_type, flow.side,
         number_, packet.timestamp, &history_.reassembly(i), history_.choices()});
  }

  void body(std::uint32_t conversation, const HttpMessage& message, Bytes bytes) override {
    const Key key{conversation, message.side};
    auto object = objects_.find(key);
    if (object == objects_.end()) {
      const std::string path = options_.folder + "/" + object_name(++count_, message);
      object = objects_.emplace(key, Object{count_, std::make_unique<ObjectFile>(path)}).first;
    }
    object->second.file->append(bytes);
  }

  void end(std::uint32_t conversation, const HttpMessage& message) override {
    const auto object = objects_.find({conversation, message.side});
    if (object == objects_.end()) return;  // it has no body
    const Object ended = std::move(object->second);
    objects_.erase(object);
    if (!chosen().was_chosen(message.packet)) return;
    // What it is called may be known only now.
    const std::string name = object_name(ended.number, message);
    ended.file->set_path(options_.folder + "/" + name);
    const std::optional<std::uint64_t> size = keep(*ended.file, message);
    if (!size || !flush_full()) return;
    text_ += std::to_string(message.packet) + "\t" +
             std::to_string(history_.conversation(conversation).stream) + "\t" +
             std::string(name_of(message.protocol)) + "\t" + cell(message.host) + "\t" +
             cell(message.target) + "\t" + cell(message.type) + "\t" + std::to_string(*size) +
             (message.complete ? "" : " (incomplete)") + "\t" + name + "\n";
  }

  static std::string cell(const std::string& text) { return text.empty() ? "-" : shown(text); }

  // Gives a file its name. The size of what it holds; nothing when there is none.
  std::optional<std::uint64_t> keep(ObjectFile& file, const HttpMessage& message) {
    if (const auto size = keep_decoded(file, message)) return size;
    if (const FileFailure failure = file.keep()) {
      report(file.path(), failure.message());
      failed_ = true;
      return std::nullopt;
    }
    return message.size;
  }

  // The same of what it holds, where that was wanted and can be.
  std::optional<std::uint64_t> keep_decoded(const ObjectFile& file, const HttpMessage& message) {
    const bool gzip = message.encoding == "gzip" || message.encoding == "x-gzip";
    if (!options_.decode || !gzip || file.failure()) return std::nullopt;
    ObjectFile decoded(file.path());
    FileFailure failure = file.decode(decoded, budget_);
    if (!failure) failure = decoded.keep();
    if (!failure) return decoded.size();
    report(file.path(), "is left as it was sent: " + failure.message());
    const bool damaged =
        failure.damage && failure.damage->code != ErrorCode::kDecompressedTooLarge;
    failed_ = failed_ || !damaged;
    return std::nullopt;
  }

  const Options& options_;
  RunningHistory& history_ = chosen().packets().history();
  ObjectConversations conversations_;
  std::map<Key, Object> objects_;  // that are being written
  DecompressionBudget budget_;     // of all bodies
  std::uint64_t number_ = 0;
  std::uint64_t count_ = 0;
  bool failed_ = false;
  bool no_folder_ = false;
};

int run(const Options& options) {
  watch_stop_signals();
  struct stat status {};
  if (stat(options.folder.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    report(options.folder, FileFailure{ENOTDIR}.message());
    return kFailed;
  }
  Exporter exporter(options);
  const int code = print_packets(options.file, options.reading, exporter);
  return exporter.failed() ? kFailed : code;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.text("FOLDER", options->folder, "Where files are made; it is made if need be").required();
  list.flag("--decode", options->decode, "Write what gzip compressed, not as it was sent");
  declare_choice_options(list, options->choice);
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kObjects;
const Command kObjects{"objects",
                       "Write bodies of HTTP, files of FTP and TFTP, and mails as files", declare};

}  // namespace packetglass::native
