// The header of a section or an interface with another snaplen, link type or other options.
#pragma once

#include <vector>

#include "record/interface.h"
#include "record/section.h"

namespace packetglass {

// Of a section: in classic pcap the header has what pcapng says of each interface.
class ChangedHeader {
 public:
  // `raw` is the header as it stands, and outlives this.
  ChangedHeader(const Section& section, Bytes raw) : section_(section), raw_(raw) {}

  // Classic pcap: no larger snaplen than this (bytes).
  void limit_snaplen(std::uint32_t most);
  // Classic pcap: a snaplen larger by so many bytes, where one is said: packets grow.
  void raise_snaplen(std::uint32_t by);
  // Classic pcap: this link type; the FCS length stays. (AIX has other words: false.)
  bool set_link_type(LinkType link_type);
  // pcapng: these options, with the end of their list, if there are any.
  void set_options(Bytes options);

  const Section& section() const { return section_; }
  Bytes raw() const { return changed_.empty() ? raw_ : Bytes(changed_); }

 private:
  void store_word(std::size_t at, std::uint32_t word);

  Section section_;
  Bytes raw_;
  std::vector<std::uint8_t> changed_;
};

// Of an interface: its block in pcapng. In classic pcap it has none, and takes what its section's
// header has.
class ChangedInterface {
 public:
  // `raw` outlives this.
  ChangedInterface(const Interface& interface, Bytes raw, const Section& section)
      : interface_(interface), raw_(raw), order_(section.order) {}

  void limit_snaplen(std::uint32_t most);
  void raise_snaplen(std::uint32_t by);
  void set_link_type(LinkType link_type);
  // pcapng: these options, with the end of their list; nothing where no block declares it. The
  // resolution and what else options say of times are set by the caller.
  void set_options(Bytes options);

  Interface& interface() { return interface_; }
  Bytes raw() const { return changed_.empty() ? raw_ : Bytes(changed_); }

 private:
  std::uint8_t* block();

  Interface interface_;
  Bytes raw_;
  ByteOrder order_;
  std::vector<std::uint8_t> changed_;
};

}  // namespace packetglass
