// The body of a message of HTTP/1.
#include "dissect/application/http_body.h"

#include "base/text.h"
#include "decode/content_codings.h"
#include "dissect/application/text_line.h"
#include "dissect/dissectors.h"

namespace packetglass {
namespace {

constexpr Field kChunked{"http.chunked", "HTTP chunked response", Shape::kGroup};
constexpr Field kChunk{"http.chunk", "Data chunk", Shape::kGroup};
constexpr Field kLastChunk{"http.chunk_last", "End of chunked encoding", Shape::kGroup};
constexpr Field kChunkSize{"http.chunk_size", "Chunk size", Shape::kNumber32};
constexpr Field kChunkData{"http.chunk_data", "Chunk data", Shape::kBytes};
constexpr Field kChunkBoundary{"http.chunk_boundary", "Chunk boundary", Shape::kBytes};
constexpr Field kTrailers{"http.chunked_trailer_part", "trailer-part", Shape::kText};
constexpr Field kEncoded{"http.content_encoded", "Content-encoded entity body", Shape::kGroup};
constexpr Field kFileData{"http.file_data", "File Data", Shape::kBody};

// More of one body are joined without being recorded.
constexpr std::size_t kMostChunks = 1000;

// The chunk that bytes begin with.
struct Chunk {
  std::size_t line = 0;  // bytes of the line that says its size; 0: it is none
  std::uint64_t size = 0;
  std::size_t there = 0;     // bytes of it that are there
  std::size_t boundary = 0;  // bytes of the line end behind them

  std::size_t end() const { return line + there + boundary; }
};

Chunk read_chunk(Bytes bytes) {
  constexpr std::size_t kMostLine = 8192, kMostDigits = 8;
  const TextLine line = first_line(bytes.first(std::min(bytes.size(), kMostLine)));
  Chunk chunk;
  const auto [digits, size] = leading_hex(line.text.substr(0, kMostDigits + 1));
  chunk.size = size;
  if (!line.ended || digits == 0 || digits > kMostDigits) return {};
  chunk.line = line.size;
  const Bytes behind = bytes.subspan(line.size);
  chunk.there = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, behind.size()));
  if (chunk.size != 0) chunk.boundary = std::min<std::size_t>(behind.size() - chunk.there, 2);
  return chunk;
}

// Header lines behind the last chunk, up to the empty one that ends them.
struct Trailers {
  std::size_t size = 0, end = Chunks::kNotThere;
};

Trailers read_trailers(Bytes bytes) {
  Trailers trailers;
  while (trailers.size < bytes.size()) {
    const TextLine line = first_line(bytes.subspan(trailers.size));
    if (line.text.empty() && line.ended) {
      trailers.end = trailers.size + line.size;
      break;
    }
    trailers.size += line.size;
  }
  return trailers;
}

// Calls `use` for each chunk; returns what stands behind the last one.
template <typename Use>
Bytes each_chunk(Bytes bytes, const Use& use) {
  while (!bytes.empty()) {
    const Chunk chunk = read_chunk(bytes);
    if (chunk.line == 0) break;
    use(chunk, bytes);
    bytes = bytes.subspan(chunk.end());
    if (chunk.size == 0) break;
  }
  return bytes;
}

void record_chunk(Layer& http, const Chunk& chunk) {
  Layer::Group group(http, chunk.size == 0 ? kLastChunk : kChunk);
  if (chunk.size != 0) group.say(format_text(" (%u octets)", static_cast<unsigned>(chunk.size)));
  http.look(kChunkSize, chunk.line);
  http.means(chunk.size);
  http.say(format_text("%u octets", static_cast<unsigned>(chunk.size)));
  http.skip(chunk.line);
  if (chunk.size == 0) return;
  http.bytes(kChunkData, chunk.there);
  http.bytes(kChunkBoundary, chunk.boundary);
}

void record_chunks(Layer& http, Bytes body) {
  Layer::Group group(http, kChunked);
  std::size_t count = 0;
  const Bytes behind = each_chunk(body, [&](const Chunk& chunk, Bytes) {
    if (count++ < kMostChunks) record_chunk(http, chunk);
  });
  const Trailers trailers = read_trailers(behind);
  if (trailers.size != 0 && count <= kMostChunks) http.text(kTrailers, trailers.size);
}

std::vector<std::uint8_t> joined(Bytes body, std::size_t size) {
  std::vector<std::uint8_t> content;
  content.reserve(size);
  each_chunk(body, [&](const Chunk& chunk, Bytes bytes) {
    const Bytes data = bytes.subspan(chunk.line, chunk.there);
    content.insert(content.end(), data.begin(), data.end());
  });
  return content;
}

const char* remark_on(DecodeEnd end) {
  switch (end) {
    case DecodeEnd::kTruncated:
      return " [truncated]";
    case DecodeEnd::kDamaged:
      return " [damaged]";
    case DecodeEnd::kLimit:
      return " [more is not decoded]";
    default:
      return "";
  }
}

// What comes of an encoded body; nothing where it cannot be decoded.
Bytes decoded(Layer& http, Bytes body, std::string_view encoding, const ContentCodings& codings,
              Decoder& decoder) {
  const Decoded all = decode_body(codings, body, decoder);
  http.look_at(kEncoded, body);
  std::string text = " (" + shown_text(encoding) + format_text("): %zu bytes", body.size());
  if (all.end == DecodeEnd::kWhole || !all.bytes.empty()) {
    text += format_text(" -> %zu bytes", all.bytes.size());
  }
  http.say(text.append(remark_on(all.end)));
  return all.bytes.empty() ? Bytes() : http.another_source(all.bytes, {});
}

constexpr FieldSpan kFields[] = {kChunked,       kChunk,    kLastChunk, kChunkSize, kChunkData,
                                 kChunkBoundary, kTrailers, kEncoded,   kFileData};

}  // namespace

Chunks find_chunks(Bytes bytes) {
  Chunks chunks;
  bool ended = false;
  const Bytes behind = each_chunk(bytes, [&](const Chunk& chunk, Bytes) {
    chunks.any = true;
    chunks.content += chunk.there;
    ended = chunk.size == 0;
  });
  const Trailers trailers = read_trailers(behind);
  if (ended && trailers.end != Chunks::kNotThere) {
    chunks.end = bytes.size() - behind.size() + trailers.end;
  }
  return chunks;
}

Payload read_http_body(Layer& http, const Payload& body, const HttpHeaders& headers) {
  Bytes content = body.bytes;
  // As long as there is room for more sources.
  Decoder* const decoder = http.decoder();
  const bool shown =
      decoder != nullptr && (http.records(kFileData) || http.records_in(kBytesLeft.layer));
  const Chunks chunks = headers.chunked ? find_chunks(content) : Chunks{};
  if (chunks.any) {
    if (http.recording()) record_chunks(http, content);
    if (chunks.content == 0) return {};
    if (shown) content = http.another_source(joined(content, chunks.content), {});
  }
  if (!shown || content.empty()) return body;
  const Payload whole = chunks.any ? Payload{content, content.size()} : body;
  const ContentCodings codings = content_codings(headers.content_encoding);
  if (codings.known && codings.count == 0) {
    http.look_at(kFileData, content);
    return whole;
  }
  const Bytes all = decoded(http, content, headers.content_encoding, codings, *decoder);
  if (all.empty()) return whole;
  http.look_at(kFileData, all);
  return {all, all.size()};
}

extern constexpr FieldList kHttpBodyFields = kFields;

}  // namespace packetglass
