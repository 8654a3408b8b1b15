// How SSH agrees on keys: the algorithms that both sides offer, and what that makes of its
// messages.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Which messages a method of key exchange has (RFC 4253, 8; RFC 4419; RFC 5656).
enum class SshMethod : std::uint8_t { kFinite, kGroup, kCurve };

// Reads a key exchange init behind its number (RFC 4253, 7.1) of the client or the server.
// Returns the methods that it names.
std::string_view read_ssh_offer(Layer& ssh, bool server);

// The method of both offers: the first of the client's that the server has, too. Where one side is
// not known it is kFinite, as tshark has it.
SshMethod ssh_method(std::string_view client, std::string_view server);

// The name of a message; empty where it has none.
std::string_view ssh_message_name(std::uint8_t number, SshMethod method);

extern const FieldList kSshKeyExchangeFields;

}  // namespace packetglass
