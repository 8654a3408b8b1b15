// Whether a field is in the list. Not counted as a step of the core: see test/fuzz/count.
#include "dissect/field_check.h"

#ifndef NDEBUG

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "dissect/field_list.h"

namespace packetglass {
namespace {

// In the order of their addresses.
std::vector<const Field*> make_addresses() {
  std::vector<const Field*> all;
  for (const FieldRow& row : field_rows()) {
    all.push_back(row.layer);
    visit_fields(row.fields, [&](const Field& field) { all.push_back(&field); });
  }
  std::sort(all.begin(), all.end(), std::less<>());
  return all;
}

// Made when the program starts: no input is to be charged for it.
const std::vector<const Field*> kAll = make_addresses();

}  // namespace

void require_listed(const Field& field) {
  if (std::binary_search(kAll.begin(), kAll.end(), &field, std::less<>())) return;
  std::fprintf(stderr, "%s: no dissector's row names this field\n",
               std::string_view(field.name).data());
  std::abort();
}

}  // namespace packetglass

#endif
