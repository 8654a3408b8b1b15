// What was found in a packet, described.
#include "dissect/describe_packet.h"

#include "dissect/expert.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

// JavaScript's numbers are exact below this.
constexpr std::uint64_t kExact = std::uint64_t{1} << 53;

void put_number(Description& out, std::uint64_t number) {
  number < kExact ? out.number(number) : out.unsigned64(number);
}

void put_signed(Description& out, std::int64_t number) {
  const auto exact = static_cast<std::int64_t>(kExact);
  -exact < number&& number < exact ? out.number(static_cast<double>(number))
                                   : out.signed64(number);
}

std::uint32_t marks_of(const Node& node) {
  std::uint32_t marks = 0;
  const auto mark = [&](bool is, FieldMark what) {
    if (is) marks |= static_cast<std::uint32_t>(what);
  };
  const Shape shape = node.field->shape;
  const bool expert = node.field == &kExpertFields.heading;
  mark(expert || shape == Shape::kExpert || shape == Shape::kMessage, FieldMark::kExpert);
  mark(shape == Shape::kMessage, FieldMark::kHidden);
  mark(node.generated, FieldMark::kGenerated);
  mark(shape == Shape::kBytes, FieldMark::kBytes);
  return marks;
}

void put_value(Description& out, const Tree& tree, const Node& node) {
  const Shape shape = node.field->shape;
  if (number_form(shape) == NumberForm::kSigned) return put_signed(out, signed_number(node));
  if (shape == Shape::kReal) return out.number(real_number(node));
  if (number_form(shape) != NumberForm::kOther) return put_number(out, node.number);
  switch (shape) {
    case Shape::kLayer:
    case Shape::kGroup:
    case Shape::kNotice:
    case Shape::kBytes:  // they are there already
      return;
    case Shape::kFlag:
      return out.boolean(node.number != 0);
    case Shape::kTime:
    case Shape::kDuration:
      return out.signed64(static_cast<std::int64_t>(node.number));
    default:
      return out.text(value_text(tree, node));
  }
}

void put_field(Description& out, const Tree& tree, const Node& node) {
  out.begin_array();
  out.number(std::uint32_t{node.depth});
  out.text(node.field->name);
  out.text(node.field->title);
  out.text(line_text(tree, node));
  out.number(node.offset);
  out.number(node.size);
  out.number(std::uint32_t{node.source});
  put_number(out, node.field->mask);
  out.number(marks_of(node));
  put_value(out, tree, node);
  out.end();
}

void put_run(Description& out, const SourceRun& run) {
  out.begin_array();
  out.number(run.packet);
  out.number(run.size);
  if (run.offset != SourceRun::kNotInPacket) out.number(run.offset);
  out.end();
}

}  // namespace

void put_columns(Description& out, const Dissection& dissection) {
  const Summary& summary = dissection.summary;
  const TcpFacts* const tcp = dissection.history.tcp;
  const bool analysis = tcp != nullptr && tcp->flags != 0;
  out.begin_array();
  out.text(to_text(summary.source));
  out.text(to_text(summary.destination));
  out.text(summary.protocol);
  out.text(info_text(summary, *dissection.wanted.info));
  out.number((summary.malformed ? 1u : 0u) + (summary.truncated ? 2u : 0u) + (analysis ? 4u : 0u));
  out.end();
}

void put_fields(Description& out, const Tree& tree) {
  out.begin_array();
  for (const Node& node : tree.nodes()) put_field(out, tree, node);
  out.end();
}

void put_sources(Description& out, const Tree& tree) {
  out.begin_array();
  for (std::size_t i = 1; i < tree.sources(); ++i) {
    out.begin_array();
    out.bytes_at(tree.source(i));
    for (const SourceRun& run : tree.runs(i)) put_run(out, run);
    out.end();
  }
  out.end();
}

}  // namespace packetglass
