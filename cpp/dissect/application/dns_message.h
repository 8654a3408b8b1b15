// A DNS message that is being read: RFC 1035; what its questions and records have in common.
#pragma once

#include "dissect/application/dns_name.h"
#include "dissect/layer.h"

namespace packetglass {

struct DnsMessage {
  Layer& layer;
  Bytes bytes;             // the message from its id on, as far as it was captured
  std::size_t start;       // where it begins in the layer
  bool multicast = false;  // RFC 6762: the top bit of a class is a flag

  std::size_t position() const { return layer.position() - start; }
  // The column Info, or somewhere to write to that nobody reads.
  std::string& info() { return layer.info() != nullptr ? *layer.info() : nowhere; }

  std::string nowhere = {};
};

// A record while its data is read; the layer ends where the data does.
struct DnsRecord {
  DnsMessage& message;
  Layer& layer;
  std::string heading;  // ", addr 192.0.2.1": what is said of it behind its type and class
  std::string& info;
};

// Reads the name where the layer stands.
DnsName read_dns_name(DnsMessage& message, const Field& field);

// Reads a record: owner, type, class, time to live, data.
void read_dns_record(DnsMessage& message);
// Reads a question.
void read_dns_question(DnsMessage& message);

}  // namespace packetglass
