// The list of all fields, described.
#include "dissect/describe_fields.h"

#include "dissect/field_list.h"
#include "dissect/field_type.h"
#include "dissect/generic_fields.h"

namespace packetglass {
namespace {

void put_listed(Description& out, const ListedField& listed) {
  const Field& field = *listed.field;
  out.begin_array();
  out.text(field.name);
  out.text(field.title);
  out.text(type_name(field.shape));
  out.text(listed.protocol->name);
  out.begin_array();
  for (const Text& member : members_of(field)) out.text(member);
  out.end();
  out.begin_array();
  for (const Name& name : field.names) {
    out.number(name.number);
    out.text(name.text);
  }
  out.end();
  out.end();
}

}  // namespace

void put_field_list(Description& out) {
  out.begin_array();
  for (const ListedField& listed : all_fields()) put_listed(out, listed);
  out.end();
}

}  // namespace packetglass
