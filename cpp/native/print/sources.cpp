// The bytes of a packet, and of what was reassembled and decoded with it.
#include "native/print/sources.h"

#include "base/text.h"
#include "dissect/field.h"
#include "native/print/styles.h"

namespace packetglass::native {
namespace {

// THE TABLE of names, by the layer that made the source.
struct SourceName {
  std::string_view layer;
  std::string_view name;
};
constexpr SourceName kNames[] = {
    {"ip", "Reassembled IPv4"},         {"ipv6", "Reassembled IPv6"}, {"tcp", "Reassembled TCP"},
    {"http", "De-chunked entity body"}, {"tls", "Reassembled TLS"},   {"quic", "Decrypted QUIC"},
};

// A body of HTTP that was compressed has this field before it.
constexpr std::string_view kEncoded = "http.content_encoded";

// The layer and the field behind which the first field stands that has its bytes in the source.
struct Before {
  const Node* layer = nullptr;
  const Node* field = nullptr;
};
Before before(const Tree& tree, std::size_t source) {
  Before found;
  for (const Node& node : tree.nodes()) {
    if (node.source == source) return found;
    if (node.depth == 0) found.layer = &node;
    found.field = &node;
  }
  return {};
}

bool is_layer(std::string_view name, std::string_view layer) {
  return name == layer || (name.starts_with(layer) && name[layer.size()] == '.');
}

}  // namespace

std::string_view source_name(const Tree& tree, std::size_t source) {
  if (source == 0) return "Frame";
  const Before found = before(tree, source);
  if (found.layer == nullptr) return "Decoded";
  if (found.field->field->name == kEncoded) return "Uncompressed entity body";
  for (const SourceName& each : kNames) {
    if (is_layer(found.layer->field->name, each.layer)) return each.name;
  }
  return tree.runs(source).empty() ? "Decoded" : "Reassembled";
}

void append_sources(const Tree& tree, std::string& out) {
  for (std::size_t source = 0; source < tree.sources(); ++source) {
    const Bytes bytes = tree.source(source);
    if (tree.sources() > 1) {
      out.append(source_name(tree, source));
      out += format_text(" (%zu byte%s):\n", bytes.size(), bytes.size() == 1 ? "" : "s");
    }
    append_hex(bytes, out);
  }
  out += "\n";
}

}  // namespace packetglass::native
