// Fields of the packets of any capture as columns: which, its last bytes choose. Packets that are
// dissected for these fields alone give the rows of packets that are dissected in full.
#include <cstring>

#include "bounded.h"
#include "dissect/field_list.h"
#include "read_whole.h"
#include "require.h"
#include "table/table_batch.h"

namespace packetglass {
namespace {

constexpr std::size_t kColumns = 3, kChoice = 3;  // bytes a column

// Of each column two bytes are a field, and one is the rest.
std::vector<ColumnWish> wishes_in(Bytes choice) {
  std::vector<ColumnWish> wishes;
  for (std::size_t at = 0; at + kChoice <= choice.size(); at += kChoice) {
    const auto number = load<std::uint16_t>(choice.data() + at, ByteOrder::kLittle);
    const Field& field = *all_fields()[number % all_fields().size()].field;
    const std::uint8_t rest = choice[at + 2];
    wishes.push_back({std::string(std::string_view(field.name)), static_cast<Occurrence>(rest % 3),
                      (rest & 0x80) != 0});
  }
  if (!wrong_column(wishes).empty()) wishes.resize(1);
  return wishes;
}

// Both tables of the packets as they are read.
class BothTables final : public RecordSink {
 public:
  explicit BothTables(const std::vector<ColumnWish>& wishes)
      : chosen_(wishes),
        full_(wishes),
        for_chosen_(chosen_.wanted()),
        for_full_({.fields = true}) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    for_chosen_.add(batch, interfaces_);
    for_full_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      add(for_chosen_, chosen_, i);
      add(for_full_, full_, i);
      if (chosen_.full() || chosen_.failed()) compare();
    }
    return !chosen_.failed();
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  void compare() {
    require(chosen_.failed() == full_.failed(), "both tables fail");
    if (chosen_.failed()) return;
    const std::uint8_t* const ours = make_batch(chosen_, ours_);
    const std::uint8_t* const theirs = make_batch(full_, theirs_);
    require(ours != nullptr && theirs != nullptr, "there is memory");
    BatchHead head, other;
    std::memcpy(&head, ours, sizeof head);
    std::memcpy(&other, theirs, sizeof other);
    require(head.size == other.size && std::memcmp(ours, theirs, head.size) == 0,
            "the rows are the same");
    chosen_.clear();
    full_.clear();
  }

 private:
  static void add(DissectedPackets& packets, Table& table, std::size_t i) {
    packets.begin(i);
    table.add(packets.dissect());
  }

  Table chosen_, full_;
  DissectedPackets for_chosen_, for_full_;
  std::vector<Interface> interfaces_;
  Buffer<std::uint8_t> ours_, theirs_;
};

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  static_cast<void>(all_fields());
  static_cast<void>(layers_with("ip.src"));
  const fuzz::Bounded bounded(size, {2'000'000, 5'000}, {std::size_t{8} << 20, 200});
  const Bytes source(bytes, size);
  const Bytes choice = source.last(std::min(size, kColumns * kChoice));
  if (choice.size() < kChoice) return 0;
  BothTables tables(wishes_in(choice));
  read_whole(source, tables);
  tables.compare();
  return 0;
}
