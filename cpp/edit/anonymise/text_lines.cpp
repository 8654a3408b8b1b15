// Pseudonyms in protocols of lines.
#include "edit/anonymise/text_lines.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass::anonymise {
namespace {

constexpr std::string_view kTextLayers[] = {
    "ftp",  "http", "imap", "imf",  "irc",  "mime_multipart", "pop",
    "rtsp", "sdp",  "sip",  "smtp", "ssdp", "syslog",
};

// Headers, in lower case, whose values say how the message is read: of these numbers stay too, and
// the words that such values have.
constexpr std::string_view kKeptHeaders[] = {
    "accept",
    "accept-encoding",
    "accept-ranges",
    "age",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "cseq",
    "date",
    "expires",
    "keep-alive",
    "l",
    "last-modified",
    "max-forwards",
    "mime-version",
    "pragma",
    "range",
    "supported",
    "transfer-encoding",
    "upgrade",
    "vary",
    "content-transfer-encoding",
    "c",
};

// Words of their values, in lower case.
constexpr std::string_view kValueWords[] = {
    "100rel",
    "7bit",
    "8bit",
    "accept",
    "accept-encoding",
    "alternative",
    "apr",
    "aug",
    "base64",
    "binary",
    "bytes",
    "chunked",
    "compress",
    "cookie",
    "css",
    "dec",
    "digest",
    "dns-message",
    "external-body",
    "feb",
    "filename",
    "flowed",
    "form-data",
    "format",
    "fri",
    "gif",
    "gmt",
    "grpc",
    "h2c",
    "identity",
    "ipp",
    "iso-8859-1",
    "jan",
    "javascript",
    "jpeg",
    "jul",
    "jun",
    "keep-alive",
    "mar",
    "max",
    "max-age",
    "may",
    "mixed",
    "mon",
    "mp4",
    "mpeg",
    "msgpack",
    "must-revalidate",
    "name",
    "no-cache",
    "no-store",
    "no-transform",
    "norefersub",
    "nov",
    "ocsp-request",
    "ocsp-response",
    "oct",
    "octet-stream",
    "origin",
    "parallel",
    "path",
    "pdf",
    "pidf",
    "pkix-cert",
    "png",
    "private",
    "public",
    "quoted-printable",
    "related",
    "replaces",
    "report",
    "sat",
    "sdp",
    "sep",
    "soap",
    "sun",
    "svg",
    "thu",
    "timer",
    "tue",
    "us-ascii",
    "user-agent",
    "utc",
    "utf-8",
    "webp",
    "websocket",
    "wed",
    "x-icon",
    "x-javascript",
    "x-protobuf",
    "x-www-form-urlencoded",
    "zip",
    "zstd",
};

// Headers of which only the name stays.
constexpr std::string_view kHeaders[] = {
    "accept-charset",
    "accept-language",
    "access-control-allow-origin",
    "authorization",
    "bcc",
    "call-id",
    "cc",
    "contact",
    "content-disposition",
    "content-language",
    "content-location",
    "cookie",
    "delivered-to",
    "etag",
    "ext",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "in-reply-to",
    "location",
    "man",
    "message-id",
    "mx",
    "nt",
    "nts",
    "opt",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "received",
    "record-route",
    "referer",
    "reply-to",
    "return-path",
    "route",
    "rtp-info",
    "sec-websocket-accept",
    "sec-websocket-extensions",
    "sec-websocket-key",
    "sec-websocket-protocol",
    "sec-websocket-version",
    "server",
    "session",
    "set-cookie",
    "st",
    "subject",
    "te",
    "to",
    "trailer",
    "transport",
    "user-agent",
    "usn",
    "via",
    "warning",
    "www-authenticate",
    "x-forwarded-for",
    "x-powered-by",
    "i",
    "f",
    "t",
    "v",
    "m",
    "s",
};

// Words of the protocols, in lower case.
constexpr std::string_view kWords[] = {
    "ack",
    "announce",
    "append",
    "apop",
    "auth",
    "authenticate",
    "authinfo",
    "bdat",
    "body",
    "bye",
    "bad",
    "cancel",
    "capa",
    "capability",
    "close",
    "connect",
    "copy",
    "create",
    "cwd",
    "data",
    "dele",
    "delete",
    "describe",
    "ehlo",
    "epsv",
    "eprt",
    "error",
    "esmtp",
    "examine",
    "expunge",
    "feat",
    "fetch",
    "flags",
    "get",
    "head",
    "helo",
    "help",
    "http",
    "https",
    "id",
    "idle",
    "info",
    "invite",
    "join",
    "list",
    "login",
    "logout",
    "lsub",
    "m-search",
    "mail",
    "message",
    "mdtm",
    "mkd",
    "mode",
    "nick",
    "nlst",
    "no",
    "noop",
    "notice",
    "notify",
    "ok",
    "options",
    "part",
    "pass",
    "pasv",
    "patch",
    "pause",
    "ping",
    "play",
    "pong",
    "port",
    "post",
    "prack",
    "privmsg",
    "publish",
    "put",
    "pwd",
    "quit",
    "rcpt",
    "record",
    "redirect",
    "refer",
    "register",
    "rename",
    "rest",
    "retr",
    "rfc822",
    "rmd",
    "rnfr",
    "rnto",
    "rset",
    "rtp",
    "rtsp",
    "search",
    "select",
    "set_parameter",
    "get_parameter",
    "setup",
    "sip",
    "sips",
    "site",
    "size",
    "smtp",
    "ssdp",
    "starttls",
    "stat",
    "status",
    "stls",
    "stor",
    "store",
    "subscribe",
    "syst",
    "tcp",
    "teardown",
    "tls",
    "top",
    "trace",
    "type",
    "udp",
    "uid",
    "uidl",
    "unsubscribe",
    "update",
    "urn",
    "user",
    "vrfy",
    "with",
    "avp",
    "savp",
    "savpf",
    "audio",
    "video",
    "image",
    "application",
    "in",
    "ip4",
    "ip6",
    "branch",
    "tag",
    "uri",
    "rport",
    "ttl",
    "multipart",
    "text",
    "plain",
    "html",
    "json",
    "xml",
    "gzip",
    "deflate",
    "br",
    "q",
    "charset",
    "boundary",
    "discover",
    "upnp",
    "all",
    "alive",
    "byebye",
    "rootdevice",
    "ssl",
    "inbox",
    "found",
    "not",
    "moved",
    "permanently",
    "temporarily",
    "modified",
    "forbidden",
    "continue",
    "trying",
    "ringing",
    "created",
    "accepted",
    "unauthorized",
    "bad",
    "request",
    "internal",
    "unavailable",
    "service",
    "gateway",
    "timeout",
    "entering",
    "passive",
    "extended",
    "mode",
    "ready",
    "login",
    "transfer",
    "complete",
    "goodbye",
    "to",
    "for",
};

// No word of the tables has more characters.
constexpr std::size_t kLongestWord = 32;

std::string lower_of(Bytes bytes) {
  std::string text;
  for (const std::uint8_t c : bytes) {
    text += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  return text;
}

// The tables are for people: their order is no order of letters. Few words begin as one does.
template <std::size_t kCount>
bool has(const std::string_view (&words)[kCount], const std::string& word) {
  return !word.empty() &&
         std::any_of(std::begin(words), std::end(words), [&](std::string_view each) {
           return each.size() == word.size() && each[0] == word[0] && each == word;
         });
}

bool is_digit(std::uint8_t c) {
  return c >= '0' && c <= '9';
}

std::size_t copy(Bytes before, std::size_t count, std::uint8_t* after) {
  std::copy_n(before.begin(), count, after);
  return count;
}

// "HTTP/1.1", "SIP/2.0", "RTSP/1.0": bytes of it. Longer numbers may be an address.
std::size_t version_at(Bytes text) {
  constexpr std::string_view kProtocols[] = {"http/", "sip/", "rtsp/"};
  const Bytes begin = text.first(std::min<std::size_t>(text.size(), 5));
  // Most texts are none: that shows without a copy.
  if (std::find(begin.begin(), begin.end(), '/') == begin.end()) return 0;
  const std::string start = lower_of(begin);
  for (const std::string_view protocol : kProtocols) {
    if (!start.starts_with(protocol)) continue;
    const Bytes number = text.subspan(protocol.size());
    if (number.size() < 3 || !is_digit(number[0]) || number[1] != '.' || !is_digit(number[2])) {
      return 0;
    }
    const bool ends = number.size() == 3 || (!is_label(number[3]) && number[3] != '.');
    return ends ? protocol.size() + 3 : 0;
  }
  return 0;
}

std::size_t code_at(Bytes text) {
  if (text.size() < 3 || !std::all_of(text.begin(), text.begin() + 3, is_digit)) return 0;
  if (text.size() == 3 || text[3] == ' ' || text[3] == '\r') return 3;
  return text[3] == '-' ? 4 : 0;
}

std::size_t label_at(Bytes text) {
  std::size_t end = 0;
  while (end < text.size() && is_label(text[end])) ++end;
  return end;
}

}  // namespace

bool is_text_layer(std::string_view layer) {
  return std::find(std::begin(kTextLayers), std::end(kTextLayers), layer) != std::end(kTextLayers);
}

bool is_common_word(const std::string& word) {
  return has(kWords, word) || has(kHeaders, word) || has(kKeptHeaders, word) ||
         is_everybodys(word);
}

// Between words that stay names stand, which are rewritten as texts: so an address in them is one.
// `stays` says of a label in lower case whether it stays.
template <typename Stays>
void TextLines::words(Bytes before, std::uint8_t* after, Stays stays) {
  std::size_t names = 0;
  const auto name_up_to = [&](std::size_t end) {
    names_.text(before.subspan(names, end - names), after + names);
  };
  for (std::size_t at = 0; at < before.size();) {
    const Bytes rest = before.subspan(at);
    const bool begins = at == 0 || !is_label(before[at - 1]);
    const std::size_t version = begins ? version_at(rest) : 0;
    const std::size_t label = version != 0 ? version : label_at(rest);
    const std::size_t address = begins && version == 0 ? read_address(rest, '.').size : 0;
    if (address != 0) {
      at += address;
      continue;
    }
    const bool short_enough = label != 0 && label <= kLongestWord;
    if (version != 0 || (short_enough && stays(lower_of(rest.first(label))))) {
      name_up_to(at);
      copy(rest, label, after + at);
      names = at + label;
    }
    at += std::max<std::size_t>(label, 1);
  }
  name_up_to(before.size());
}

// Numbers stay, unless so much is between them that they may be an address.
void TextLines::value(Bytes before, std::uint8_t* after) {
  const auto most_two = [&](std::uint8_t c) {
    return std::count(std::begin(before), std::end(before), c) <= 2;
  };
  const bool numbers = most_two(':') && most_two('.');
  words(before, after, [&](const std::string& label) {
    const bool number = std::all_of(label.begin(), label.end(),
                                    [](char c) { return is_digit(static_cast<std::uint8_t>(c)); });
    return number ? numbers : has(kWords, label) || has(kValueWords, label);
  });
}

// What stays at the beginning of a line: a version with a code, a code, a header's name, "m=" of
// SDP. Returns the bytes of it; `described`: what follows says how the message is read.
std::size_t TextLines::start(Bytes line, std::uint8_t* after, bool& described) {
  const std::size_t version = version_at(line);
  if (version != 0) {
    const std::size_t code = version < line.size() ? code_at(line.subspan(version + 1)) : 0;
    return copy(line, version + (code == 0 ? 0 : 1 + code), after);
  }
  if (const std::size_t code = code_at(line)) return copy(line, code, after);
  const std::size_t label = label_at(line);
  if (label == 0 || label >= line.size()) return 0;
  const std::string name = lower_of(line.first(label));
  if (line[label] == '=' && label == 1) {
    described = name == "t" || name == "v" || name == "b";
    return copy(line, 2, after);
  }
  if (line[label] != ':') return 0;
  described = has(kKeptHeaders, name);
  return described || has(kHeaders, name) ? copy(line, label + 1, after) : 0;
}

void TextLines::line(Bytes before, std::uint8_t* after) {
  bool described = false;
  const std::size_t stays = start(before, after, described);
  const Bytes rest = before.subspan(stays);
  if (described) return value(rest, after + stays);
  words(rest, after + stays, [](const std::string& label) { return has(kWords, label); });
}

void TextLines::rewrite(Bytes before, std::uint8_t* after) {
  while (!before.empty()) {
    const auto end = std::find(std::begin(before), std::end(before), std::uint8_t{'\n'});
    const auto size = static_cast<std::size_t>(end - before.begin());
    line(before.first(size), after);
    if (size == before.size()) return;
    after[size] = '\n';
    before = before.subspan(size + 1);
    after += size + 1;
  }
}

}  // namespace packetglass::anonymise
