// What JavaScript sees of editing a capture. web/lib/core/edit-module.ts declares the same in
// TypeScript.
#include "edit/edits.h"
#include "edit/to_pcapng.h"
#include "wasm/conversion_bindings.h"

namespace packetglass {
namespace {

class EditedConversion final : public Conversion {
 public:
  using Conversion::Conversion;

  // The next step, by its name in the table and its value. Returns what is wrong with it, empty
  // where nothing is: "is no duration: …".
  std::string step(const std::string& name, const std::string& value) {
    const EditKind* const kind = find_edit(name);
    if (kind == nullptr) return "is no step";
    MadeEdit made = kind->make(value);
    if (made.edit == nullptr) return made.error;
    // Steps may need what only pcapng has.
    if (target().pcapng) set_front(std::make_unique<ToPcapng>(target().reading));
    add_step(std::move(made.edit));
    return {};
  }

  // Address of a description: of each step an array of {what, count}.
  double counts() {
    counts_.clear();
    counts_.begin_array();
    if (edits() != nullptr) {
      for (const auto& step : edits()->steps()) put(*step);
    }
    counts_.end();
    return address(counts_);
  }

 private:
  void put(const Edit& step) {
    counts_.begin_array();
    for (const EditCount& count : step.counts()) {
      counts_.begin_object();
      counts_.key("what").text(count.what);
      counts_.key("count").number(count.count);
      counts_.end();
    }
    counts_.end();
  }

  Description counts_;
};

// The table of edits, as a description: an array of {name, value, placeholder, description}.
class EditTable {
 public:
  double rows() {
    rows_.clear();
    rows_.begin_array();
    for (const EditKind* kind : edits()) {
      rows_.begin_object();
      rows_.key("name").text(kind->name);
      rows_.key("value").number(static_cast<std::uint64_t>(kind->value));
      rows_.key("placeholder").text(kind->placeholder);
      rows_.key("description").text(kind->description);
      rows_.end();
    }
    rows_.end();
    return address(rows_);
  }

 private:
  Description rows_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_editing) {
  bind_conversion(emscripten::class_<Conversion>("Conversion"));
  emscripten::class_<EditedConversion, emscripten::base<Conversion>>("EditedConversion")
      .constructor<int, int, int, bool, bool, bool, bool>()
      .function("step", &EditedConversion::step)
      .function("counts", &EditedConversion::counts);
  emscripten::class_<EditTable>("EditTable").constructor<>().function("rows", &EditTable::rows);
}

}  // namespace packetglass
