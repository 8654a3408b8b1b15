// How a followed conversation is printed. THE TABLE of styles is in follow.cpp.
#pragma once

#include <memory>

#include "native/follow/stream_name.h"
#include "stream/stream.h"

namespace packetglass::native {

// Each appends to `out`.
class FollowStyle {
 public:
  virtual ~FollowStyle() = default;
  virtual void head(const StreamName& name, const Conversation& conversation,
                    std::string& out) = 0;
  virtual void bytes(const StreamPiece& piece, std::string& out) = 0;
  virtual void gap(const StreamPiece& piece, std::string& out) = 0;
  virtual void tail(std::string& out) = 0;
};

// Text, with dots for what cannot be shown; and sixteen bytes a line. As tshark -z follow has
// them.
std::unique_ptr<FollowStyle> make_ascii_style();
std::unique_ptr<FollowStyle> make_hex_style();
// The bytes alone.
std::unique_ptr<FollowStyle> make_raw_style();
// One object: the endpoints, and all pieces with their packets and times.
std::unique_ptr<FollowStyle> make_stream_json_style();

}  // namespace packetglass::native
