// --names: the names of a hosts file as name resolution blocks of pcapng.
#include "base/appender.h"
#include "base/text.h"
#include "dissect/read_address.h"
#include "edit/added_blocks.h"
#include "edit/changed_options.h"
#include "edit/edits.h"
#include "format/pcapng/name_resolution.h"

namespace packetglass {
namespace {

using pcapng::NameRecordType;

struct Host {
  Address address;
  std::string names;  // each with a zero behind it
};

// Not more than a record can say the length of.
constexpr std::size_t kMostOfNames = 65535 - 16;
// A block is ended behind so many bytes.
constexpr std::size_t kEnoughOfBlock = std::size_t{1} << 20;

std::string_view next_word(std::string_view& line) {
  constexpr std::string_view kBlank = " \t\r";
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(kBlank));
  line.remove_prefix(word.size());
  return word;
}

// Nothing where a line is wrong; a line that says nothing is a host without names.
std::optional<Host> read_host(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::string_view first = next_word(line);
  if (first.empty()) return Host{};
  const auto address = read_ip_address(first);
  if (!address) return std::nullopt;
  Host host{*address, {}};
  for (auto word = next_word(line); !word.empty(); word = next_word(line)) {
    host.names.append(word).push_back('\0');
  }
  if (host.names.empty() || host.names.size() > kMostOfNames) return std::nullopt;
  return host;
}

void append_record(std::vector<std::uint8_t>& out, const Host& host, ByteOrder order) {
  const bool v4 = host.address.kind == Address::Kind::kIpv4;
  Appender record(out, order);
  record.u16(static_cast<std::uint16_t>(v4 ? NameRecordType::kIpv4 : NameRecordType::kIpv6));
  record.u16(static_cast<std::uint16_t>(host.address.size() + host.names.size()));
  record.bytes(bytes_of(host.address));
  record.bytes(bytes_of(host.names));
  out.resize(pcapng::padded(static_cast<std::uint32_t>(out.size())));
}

class Names final : public AddedBlocks {
 public:
  explicit Names(std::vector<Host> hosts) : hosts_(std::move(hosts)) {}

  std::vector<EditCount> counts() const override { return {{"addresses named", hosts_.size()}}; }

 protected:
  std::string_view what() const override { return "names"; }

  // Names are of one section: each gets them.
  std::vector<std::uint8_t> blocks_of(std::size_t, ByteOrder order) override {
    std::vector<std::uint8_t> all;
    for (std::size_t i = 0; i < hosts_.size();) {
      std::vector<std::uint8_t> block;
      Appender head(block, order);
      head.u32(pcapng::kNameResolution);
      head.u32(0);  // the length, known at the end
      while (i < hosts_.size() && block.size() < kEnoughOfBlock) {
        append_record(block, hosts_[i++], order);
      }
      head.u32(static_cast<std::uint32_t>(NameRecordType::kEnd));
      const auto whole = block_with_options(block, {}, order);
      all.insert(all.end(), whole.begin(), whole.end());
    }
    return all;
  }

 private:
  const std::vector<Host> hosts_;
};

MadeEdit make(std::string_view content) {
  std::vector<Host> hosts;
  for (std::size_t number = 1; !content.empty(); ++number) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(line.size() + 1, content.size()));
    auto host = read_host(line);
    if (!host) {
      return {nullptr, "has no IP address with a name in line " + std::to_string(number)};
    }
    if (!host->names.empty()) hosts.push_back(std::move(*host));
  }
  if (hosts.empty()) return {nullptr, "has no names: lines like \"192.0.2.1 name\""};
  return {std::make_unique<Names>(std::move(hosts)), {}};
}

}  // namespace

extern const EditKind kNames;
const EditKind kNames{"names", EditValue::kFile, "FILE",
                      "pcapng: put in the names of a hosts file, lines like \"192.0.2.1 name\"",
                      make};

}  // namespace packetglass
