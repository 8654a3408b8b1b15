// --drop-comments and --drop-custom: pcapng without comments, or without what is custom.
#include "edit/edits.h"
#include "edit/options_edit.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

// Custom options: text and bytes, to be copied or not.
constexpr bool is_custom_option(std::uint16_t code) {
  return code == 2988 || code == 2989 || code == 19372 || code == 19373;
}
constexpr bool is_custom_block(std::uint32_t type) {
  return type == pcapng::kCustom || type == pcapng::kCustomNoCopy;
}

class DropOptions : public OptionsEdit {
 protected:
  virtual bool drops(const pcapng::Option& option) const = 0;

  std::optional<std::vector<std::uint8_t>> options_of_block(std::uint32_t, Bytes options,
                                                            ByteOrder order) override {
    return options_kept(options, order, [this](const pcapng::Option& option) {
      const bool dropped = drops(option);
      options_ += dropped ? 1 : 0;
      return !dropped;
    });
  }

  std::uint64_t options_ = 0;
};

class DropComments final : public DropOptions {
 public:
  std::vector<EditCount> counts() const override { return {{"comments dropped", options_}}; }

 protected:
  bool drops(const pcapng::Option& option) const override {
    return option.code == pcapng::kComment;
  }
};

class DropCustom final : public DropOptions {
 public:
  bool block(const Block& block) override {
    if (!is_custom_block(block.type)) return OptionsEdit::block(block);
    ++blocks_;
    return !error();
  }
  std::vector<EditCount> counts() const override {
    return {{"custom blocks dropped", blocks_}, {"custom options dropped", options_}};
  }

 protected:
  bool drops(const pcapng::Option& option) const override { return is_custom_option(option.code); }

 private:
  std::uint64_t blocks_ = 0;
};

template <typename Step>
MadeEdit make(std::string_view) {
  return {std::make_unique<Step>(), {}};
}

}  // namespace

extern const EditKind kDropComments, kDropCustom;
const EditKind kDropComments{"drop-comments", EditValue::kNone, "",
                             "Drop all comments: of sections, interfaces, packets, other blocks",
                             make<DropComments>};
const EditKind kDropCustom{"drop-custom", EditValue::kNone, "",
                           "Drop custom blocks and custom options", make<DropCustom>};

}  // namespace packetglass
