// packetglass objects: the bodies of HTTP messages as files.
#include <sys/stat.h>
#include <CLI/CLI.hpp>

#include <map>

#include "flow/batch_summary.h"
#include "flow/http_conversations.h"
#include "native/command.h"
#include "native/objects/object_file.h"
#include "native/packet_printer.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  std::string folder;
  ReadOptions reading;
  bool decode = false;
};

// What stands in a capture may not write on a terminal what it likes.
std::string shown(const std::string& text) {
  std::string out = text.empty() ? "-" : text;
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return out;
}

// Writes bodies as they come, and a line for each that ended.
class Exporter final : public PacketPrinter, HttpConversationSink {
 public:
  explicit Exporter(const Options& options)
      : PacketPrinter(options.file), options_(options), conversations_(*this) {}

  void begin() override { text_ += "packet\tstream\thost\ttarget\ttype\tsize\tname\n"; }
  void end() override { conversations_.finish(); }
  bool failed() const { return failed_; }

 protected:
  void print(const PacketBatch& batch) override {
    summarise(batch, number_, interfaces(), flows_, summary_);
    for (const Issue& found : summary_.issues) issue(found);
    for (std::size_t i = 0; i < batch.count; ++i) {
      ++number_;
      if (summary_.summaries[i].transport == Transport::kTcp) add(batch, i);
    }
  }

 private:
  struct Object {
    std::string name;
    ObjectFile file;
  };
  using Key = std::pair<std::uint32_t, unsigned>;  // conversation, side

  void add(const PacketBatch& batch, std::size_t i) {
    const Packet packet = batch.packet(i);
    const FlowPlace& place = summary_.places[i];
    if (place.conversation == FlowPlace::kNone) return;
    summary_.fragments.packet(number_, packet.timestamp);
    conversations_.add(place.conversation,
                       {batch.bytes(i), packet.original_length, interface_of(packet).link_type,
                        place.side, number_, packet.timestamp, &summary_.fragments});
  }

  void body(std::uint32_t conversation, const HttpMessage& message, Bytes bytes) override {
    const Key key{conversation, message.side};
    auto object = objects_.find(key);
    if (object == objects_.end()) {
      const std::string name = object_name(++count_, message.target);
      const std::string path = options_.folder + "/" + name;
      object = objects_.emplace(key, Object{name, ObjectFile(path)}).first;
    }
    object->second.file.append(bytes);
  }

  void end(std::uint32_t conversation, const HttpMessage& message) override {
    const auto object = objects_.find({conversation, message.side});
    if (object == objects_.end()) return;  // it has no body
    const Object ended = std::move(object->second);
    objects_.erase(object);
    if (const FileFailure failure = ended.file.failure()) {
      report(ended.file.path(), failure.message());
      failed_ = true;
      return;
    }
    const std::uint64_t size = decoded(ended, message).value_or(message.size);
    text_ += std::to_string(message.packet) + "\t" + std::to_string(flows_[conversation].stream) +
             "\t" + shown(message.host) + "\t" + shown(message.target) + "\t" +
             shown(message.type) + "\t" + std::to_string(size) +
             (message.complete ? "" : " (incomplete)") + "\t" + ended.name + "\n";
  }

  // The size of what it holds, where it was decoded.
  std::optional<std::uint64_t> decoded(const Object& object, const HttpMessage& message) const {
    const bool gzip = message.encoding == "gzip" || message.encoding == "x-gzip";
    if (!options_.decode || !gzip) return std::nullopt;
    if (const FileFailure failure = decode_in_place(object.file.path())) {
      report(object.file.path(), "is left as it was sent: " + failure.message());
      return std::nullopt;
    }
    struct stat status {};
    if (stat(object.file.path().c_str(), &status) != 0) return std::nullopt;
    return static_cast<std::uint64_t>(status.st_size);
  }

  const Options& options_;
  FlowTable flows_;
  BatchSummary summary_;
  HttpConversations conversations_;
  std::map<Key, Object> objects_;  // that are being written
  std::uint64_t number_ = 0;
  std::uint64_t count_ = 0;
  bool failed_ = false;
};

int run(const Options& options) {
  if (mkdir(options.folder.c_str(), 0777) != 0 && errno != EEXIST) {
    report(options.folder, FileFailure{errno}.message());
    return kFailed;
  }
  Exporter exporter(options);
  const int code = print_packets(options.file, options.reading, exporter);
  return exporter.failed() ? kFailed : code;
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("FILE", options->file, "The capture; - is standard input")->required();
  app.add_option("FOLDER", options->folder, "Where files are made; it is made if need be")
      ->required();
  app.add_flag("--decode", options->decode, "Write what gzip compressed, not as it was sent");
  declare_read_options(app, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kObjects;
const Command kObjects{"objects", "Write the bodies of HTTP messages as files", declare};

}  // namespace packetglass::native
