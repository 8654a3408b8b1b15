// What is said of a capture: sections, interfaces, issues, blocks and packets as descriptions.
#pragma once

#include "base/result.h"
#include "describe/description.h"
#include "index/index.h"

namespace packetglass {

// Each appends one value. Names and types of the fields are those of web/lib; what a capture does
// not say is left out.
void put(Description& out, const Section& section);
// `order` is that of its section.
void put(Description& out, const Interface& interface, ByteOrder order);
void put(Description& out, const Issue& issue);
void put(Description& out, const Error& error);

// Those of [from, to), and all issues, as arrays.
void put_sections(Description& out, const Index& index, std::size_t from, std::size_t to);
void put_interfaces(Description& out, const Index& index, std::size_t from, std::size_t to);
void put_issues(Description& out, const Index& index);
// Section and interface `i` with all options; `block` is the whole block of it, read again.
void put_section(Description& out, const Index& index, std::size_t i, Bytes block);
void put_interface(Description& out, const Index& index, std::size_t i, Bytes block);
// Where the blocks [from, to) are, and what they are called.
void put_blocks(Description& out, const Index& index, std::size_t from, std::size_t to);

// What is in block `i` of the index. `bytes` are the whole block, read again: of a source that was
// changed they may be anything.
void put_block(Description& out, const Index& index, std::size_t i, Bytes bytes);

// How many bytes of the record stand in front of packet `i`.
std::size_t record_head_size(const Index& index, std::uint64_t i);
// How many bytes behind the packet are worth reading: none where the record ends there. `head` are
// its record_head_size() bytes, read again.
std::size_t record_tail_size(const Index& index, std::uint64_t i, Bytes head);
// What the record of packet `i` says beyond the columns; `tail` are its record_tail_size() bytes.
void put_record(Description& out, const Index& index, std::uint64_t i, Bytes head, Bytes tail);

// Appends the fields "options" and, where the list goes on with what is no option, "damaged".
// `block` is the type of the block that has them.
void put_options(Description& out, std::uint32_t block, Bytes options, ByteOrder order);

}  // namespace packetglass
