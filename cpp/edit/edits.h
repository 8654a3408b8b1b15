// THE TABLE of edits.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "edit/edit.h"

namespace packetglass {

// How the value of a step is given.
enum class EditValue : std::uint8_t {
  kNone,        // the step takes none
  kText,        // as text: "1.5s"
  kFile,        // natively the name of a file, of which the step is given the content
  kTextOrFile,  // as text, or natively @ and the name of a file
};

// What making a step came to: the step, or one sentence on what is wrong with its value.
struct MadeEdit {
  std::unique_ptr<Edit> edit;  // nullptr: there is an error
  std::string error;           // without the value, and without a full stop: "is no duration: …"
};

struct EditKind {
  std::string_view name;         // "cut": --cut on the command line, a key in JavaScript
  EditValue value;               // what it takes
  std::string_view placeholder;  // of the value in the help: "BYTES"
  std::string_view description;  // one line of help
  MadeEdit (*make)(std::string_view value);
};

// All edits, in the order in which help lists them.
std::span<const EditKind* const> edits();

// nullptr when the table does not have it.
const EditKind* find_edit(std::string_view name);

}  // namespace packetglass
