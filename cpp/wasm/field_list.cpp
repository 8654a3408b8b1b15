// The list of fields, as JavaScript sees it. web/lib/core.ts declares the same in TypeScript.
#include <emscripten/bind.h>

#include "dissect/describe_fields.h"
#include "wasm/address.h"

namespace packetglass {
namespace {

// The address of a description, valid until the next call.
double field_list() {
  static Description description;
  description.clear();
  put_field_list(description);
  return address(description);
}

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_field_list) {
  emscripten::function("fieldList", &field_list);
}

}  // namespace packetglass
