// Parts by what packets have in common.
#include "base/keyed_rows.h"
#include "native/split/parts.h"
#include "native/split/splitter.h"

namespace packetglass::native {
namespace {

class ByKey final : public Splitter {
 public:
  explicit ByKey(const SplitOptions& options)
      : Splitter(options), reader_(*options.by), parts_(options.existing()) {}

  // Only parts that have packets of the section: however many sections there are, work is linear.
  void end_section() override {
    for (const std::size_t i : of_section_) {
      const std::size_t before = parts_[i].waiting.size();
      sections_.catch_up(parts_[i].section, parts_[i].waiting);
      parts_.grew(parts_[i].waiting.size() - before);
    }
    of_section_.clear();
  }
  bool keep() override {
    end_section();
    if (sections_.says_length()) report_lengths_missing(options_.pattern);
    return parts_.keep() || fail();
  }
  std::uint64_t count() const override { return parts_.size(); }
  bool failed() const override { return failed_; }

 private:
  struct Row {
    PacketKey key{};
    std::size_t part = 0;  // one more than its number; 0: none yet
  };

  bool packet(const PacketBatch& batch, std::size_t i) override {
    const Packet packet = batch.packet(i);
    const PacketKeys keys = keys_of(batch, i);
    for (unsigned k = 0; k < keys.count; ++k) {
      if (!write(batch, i, part_of(keys.keys[k], packet))) return false;
    }
    return true;
  }

  PacketKeys keys_of(const PacketBatch& batch, std::size_t i) {
    const std::uint32_t interface = batch.interface[i];
    if (options_.by == SplitBy::kInterface) return {{{interface + std::uint64_t{1}}}, 1};
    return reader_.keys_of(batch.bytes(i), batch.original_length[i],
                           sections_.link_type(interface));
  }

  std::size_t part_of(const PacketKey& key, const Packet& packet) {
    if (parts_.full() && rows_.find(key) == rows_.kNone) return rest(packet);
    Row* const row = rows_.find_or_add(key);
    if (row == nullptr) return rest(packet);
    if (row->part == 0) row->part = add_part(text_of(key, packet), packet) + 1;
    return row->part - 1;
  }

  std::size_t add_part(const std::string& key, const Packet& packet) {
    return parts_.add(name_.of(parts_.size() + 1, time_of(packet), key));
  }

  // What there is no room for is in one part more.
  std::size_t rest(const Packet& packet) {
    if (!rest_) {
      report(options_.input, "There are more than " + std::to_string(Parts::kMost) +
                                 " parts: further packets are in the one that is called rest.");
      damaged_ = true;
      rest_ = add_part("rest", packet);
    }
    return *rest_;
  }

  std::string text_of(const PacketKey& key, const Packet& packet) const {
    if (options_.by != SplitBy::kInterface) return reader_.text_of(key);
    const std::string section =
        sections_.sections() < 2 ? "" : std::to_string(sections_.sections()) + "-";
    return "interface-" + section + sections_.interface_text(packet.interface);
  }

  bool write(const PacketBatch& batch, std::size_t i, std::size_t number) {
    Parts::Part& part = parts_[number];
    const std::size_t before = part.waiting.size();
    if (part.section.section != sections_.sections()) of_section_.push_back(number);
    sections_.write(batch, i, part.section, part.waiting);
    last_ = number;
    return parts_.grew(part.waiting.size() - before) || fail();
  }

  // Other blocks stay behind the packet that they stand behind.
  bool add(const Block& block) override {
    if (parts_.size() == 0) add_part("other", {});
    Parts::Part& part = parts_[last_];
    const std::size_t before = part.waiting.size();
    sections_.write(block, part.section, part.waiting);
    return parts_.grew(part.waiting.size() - before) || fail();
  }

  bool fail() {
    if (!failed_) report_output(parts_.failed()->file->path(), parts_.failed()->file->failure());
    failed_ = true;
    return false;
  }

  PacketKeyReader reader_;
  Parts parts_;
  KeyedRows<Row> rows_;
  std::optional<std::size_t> rest_;
  std::vector<std::size_t> of_section_;  // parts that have packets of the section
  std::size_t last_ = 0;
  bool failed_ = false;
};

}  // namespace

std::unique_ptr<Splitter> parts_by_key(const SplitOptions& options) {
  return std::make_unique<ByKey>(options);
}

}  // namespace packetglass::native
