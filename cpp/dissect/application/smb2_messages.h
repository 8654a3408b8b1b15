// What is in the messages of SMB2: [MS-SMB2], section 2.2.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// What its header says of a message.
struct Smb2Header {
  std::uint16_t command = 0;
  std::uint32_t status = 0, flags = 0, next = 0, tree = 0;
  std::uint64_t id = 0, session = 0;
  std::size_t start = 0;  // where it begins in the layer

  bool is_response() const { return (flags & 1) != 0; }
};

// A message that is being read.
//
// What a number stands for is said once: a path when a share is connected, a name when a file is
// opened. The request has the name, and the response the number, so that both are remembered.
class Smb2Message {
 public:
  Smb2Message(Layer& layer, const Smb2Header& head)
      : smb(layer), header(head), is_known_(layer.conversation() != History::kNoConversation) {}

  Layer& smb;
  const Smb2Header& header;

  void remember_request(std::uint64_t number, std::string_view text) {
    remember(key(Subject::kSmbRequest, header.id), number, text);
  }
  // The request that this answers.
  std::optional<EarlierValue> request() const {
    return remembered(key(Subject::kSmbRequest, header.id));
  }
  void remember_share(std::string_view path) {
    remember(key(Subject::kSmbTree, header.tree), 1, path);
  }
  std::optional<EarlierValue> share() const {
    return remembered(key(Subject::kSmbTree, header.tree));
  }
  // A file that is open, or no longer.
  void remember_file(Bytes id, bool open, std::string_view name) {
    remember(file_key(id), open ? 1 : 0, name);
  }
  std::optional<EarlierValue> file(Bytes id) const { return remembered(file_key(id)); }

  // A text that stands anywhere in the message; `offset` counts from its header.
  std::string text_at(const Field& field, std::size_t offset, std::size_t size);

 private:
  EarlierKey key(Subject subject, std::uint64_t number) const {
    return EarlierKey(subject).with(smb.conversation()).with(header.session).with(number);
  }
  EarlierKey file_key(Bytes id) const { return key(Subject::kSmbFile, 0).with(id); }
  void remember(const EarlierKey& key, std::uint64_t number, std::string_view text) {
    if (is_known_) smb.remember(key, number, text);
  }
  std::optional<EarlierValue> remembered(const EarlierKey& key) const {
    return is_known_ ? smb.remembered(key) : std::nullopt;
  }

  const bool is_known_;
};

// What reads a body and returns what Info says behind the name of the message; one of a response
// is asked where that has no error, or where it says what was asked for all the same.
struct Smb2Body {
  std::uint16_t command;
  bool response;
  std::string (*read)(Smb2Message& message);
};

// Of sessions and shares, and of files.
extern const std::span<const Smb2Body> kSmb2SessionBodies, kSmb2FileBodies;

// Texts that stand in messages, as Info has them.
std::string smb2_shown(std::string_view text);

extern const Field kSmb2Structure, kSmb2Reserved, kSmb2Tree;
extern const FieldList kSmb2SessionFields, kSmb2FileFields;

}  // namespace packetglass
