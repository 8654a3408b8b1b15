// Issues and errors, described.
#include "describe/describe.h"

namespace packetglass {

void put(Description& out, const Issue& issue) {
  out.begin_object();
  out.key("kind").text(name(issue.kind));
  out.key("severity").text(name(severity(issue.kind)));
  out.key("offset").number(issue.offset);
  out.key("packet").number(issue.packet);
  out.key("message").text(describe(issue));
  out.end();
}

void put(Description& out, const Error& error) {
  out.begin_object();
  out.key("code").text(name(error.code));
  out.key("offset").number(error.offset);
  out.key("message").text(error.message);
  out.end();
}

void put_issues(Description& out, const Index& index) {
  out.begin_array();
  for (const Issue& issue : index.issues.kept()) put(out, issue);
  out.end();
}

}  // namespace packetglass
