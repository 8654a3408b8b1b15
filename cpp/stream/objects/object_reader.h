// Finds what one conversation carries: bodies of messages, files, mails.
#pragma once

#include "stream/http_side.h"

namespace packetglass {

// Is handed the pieces of the conversation, and reports to an HttpSink what it finds.
class ObjectReader : public StreamSink {
 public:
  // No more pieces come.
  virtual void finish() = 0;
};

// Files that are transferred in one piece of a conversation or more.
class FileBody {
 public:
  // `sink` outlives it.
  FileBody(ObjectProtocol protocol, HttpSink& sink) : sink_(sink) { file_.protocol = protocol; }

  bool is_open() const { return open_; }
  void begin(const StreamPiece& at, const std::string& name) {
    open_ = whole_ = true;
    file_.size = 0;
    file_.side = at.side;
    file_.packet = at.packet;
    file_.target = name.substr(0, HttpSide::kMaxKept);
  }
  void add(const StreamPiece& at, Bytes bytes) {
    file_.packet = at.packet;
    file_.size += bytes.size();
    if (!bytes.empty()) sink_.body(file_, bytes);
  }
  // Bytes were not captured.
  void lose() { whole_ = false; }
  void set_name(const std::string& name) { file_.target = name.substr(0, HttpSide::kMaxKept); }
  void set_type(const std::string& type) { file_.type = type; }
  // All of it came, or no more of it comes.
  void end(bool whole) {
    if (!open_) return;
    open_ = false;
    file_.complete = whole && whole_;
    sink_.end(file_);
  }

 private:
  HttpSink& sink_;
  HttpMessage file_;
  bool open_ = false, whole_ = true;
};

}  // namespace packetglass
