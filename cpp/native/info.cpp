// packetglass info: what a capture is, in a few lines or as JSON.
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "capture.h"
#include "format/pcap/variants.h"
#include "index/statistics.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/json_text.h"
#include "native/pcapng_report.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/shown.h"
#include "native/standard_output.h"
#include "record/date_text.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> files;
  SourceOptions reading;
  bool json = false;
};

// The text shows the first issues; the JSON all that were kept.
constexpr std::size_t kShownIssues = 10;

std::string order_name(ByteOrder order) {
  return order == ByteOrder::kLittle ? "little" : "big";
}

std::string version_text(const Section& section) {
  return std::to_string(section.version_major) + "." + std::to_string(section.version_minor);
}

std::string snaplen_text(std::uint32_t snaplen) {
  return snaplen == 0 ? "unlimited" : std::to_string(snaplen) + " bytes";
}

std::string link_type_text(LinkType number) {
  const auto* const entry = find_link_type(number);
  const std::string name = link_type_name(number) + " (" + std::to_string(number) + ")";
  return entry == nullptr ? name : name + ", " + std::string(entry->description);
}

Json to_json(const Section& section) {
  return {{"format", section.format},
          {"variant", section.variant},
          {"byte_order", order_name(section.order)},
          {"magic", section.magic},
          {"version_major", section.version_major},
          {"version_minor", section.version_minor},
          {"thiszone", section.thiszone},
          {"sigfigs", section.sigfigs},
          {"snaplen", section.snaplen},
          {"offset", section.offset}};
}

// Above 64 bits the nearest number that JSON can be relied on to hold.
Json ticks_per_second(const TimestampResolution& unit) {
  if (const auto exact = unit.ticks_per_second()) return *exact;
  return std::pow(unit.binary ? 2.0 : 10.0, unit.exponent);
}

Json to_json(const Interface& interface) {
  Json json{{"section", interface.section},
            {"link_type", interface.link_type},
            {"link_type_name", link_type_name(interface.link_type)},
            {"snaplen", interface.snaplen},
            {"ticks_per_second", ticks_per_second(interface.resolution)}};
  if (interface.fcs_length) json["fcs_length"] = *interface.fcs_length;
  return json;
}

Json to_json(const Issue& issue) {
  Json json{{"kind", name(issue.kind)},
            {"severity", name(severity(issue.kind))},
            {"offset", issue.offset}};
  if (issue.packet != 0) json["packet"] = issue.packet;
  json["message"] = describe(issue);
  return json;
}

Json to_json(const Error& error) {
  return {{"code", name(error.code)}, {"offset", error.offset}, {"message", error.message}};
}

template <typename T>
Json to_json(const std::vector<T>& items) {
  Json array = Json::array();
  for (const T& item : items) array.push_back(to_json(item));
  return array;
}

Json sections_json(const Index& index) {
  Json array = to_json(index.sections);
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (is_pcapng(index.sections[i])) add_pcapng(array[i], index.sections[i]);
  }
  return array;
}

Json interfaces_json(const Index& index) {
  Json array = to_json(index.interfaces);
  std::uint32_t section = 0;
  std::size_t number = 0;  // of those of the section that are described
  for (std::size_t i = 0; i < array.size(); ++i) {
    const Interface& interface = index.interfaces[i];
    if (interface.section != section) number = 0;
    section = interface.section;
    if (!is_pcapng(index.sections[section])) continue;
    add_pcapng(array[i], interface, number, index.sections[section].order);
    if (is_described(interface)) ++number;
  }
  return array;
}

void add_packets(Json& json, const Statistics& sums) {
  json["packets"] = sums.packets;
  json["captured_bytes"] = sums.captured_bytes;
  json["original_bytes"] = sums.original_bytes;
  if (sums.timed == 0) return;
  json["earliest"] = iso8601(sums.earliest);
  json["latest"] = iso8601(sums.latest);
  json["duration"] = seconds_of(duration(sums));
  json["in_time_order"] = sums.in_time_order;
}

void print_json(const std::string& file, const InputFile& input, const Capture& capture) {
  const Index& index = capture.index();
  Json json{{"file", file}, {"size", input.size()}};
  if (!input.compression().empty()) {
    json["compression"] = input.compression();
    json["decompressed_size"] = input.capture_size();
  }
  if (capture.error()) json["error"] = to_json(*capture.error());
  json["sections"] = sections_json(index);
  json["interfaces"] = interfaces_json(index);
  add_packets(json, statistics(index.packets));
  if (index.blocks.size() != 0) json["blocks"] = block_counts(index);
  json["issue_count"] = index.issues.count();
  json["issues"] = to_json(index.issues.kept());
  print_out(json_text(json) + "\n");
}

void print_section(const Section& section) {
  std::string format(section.format);
  if (section.variant != section.format) format += " (" + std::string(section.variant) + ")";
  print_labelled("Format", format + ", " + order_name(section.order) + "-endian, version " +
                               version_text(section));
}

void print_interface(const Interface& interface) {
  print_labelled("Link type", link_type_text(interface.link_type));
  print_labelled("Resolution", describe(interface.resolution));
  print_labelled("Snaplen", snaplen_text(interface.snaplen));
  if (interface.fcs_length) {
    print_labelled("FCS",
                   std::to_string(*interface.fcs_length) + " bytes at the end of each packet");
  }
}

// Those of pcapng name their interfaces and blocks themselves.
void print_sections(const Index& index) {
  for (std::uint32_t i = 0; i < index.sections.size(); ++i) {
    print_section(index.sections[i]);
    if (is_pcapng(index.sections[i])) print_pcapng(index, i);
  }
  for (const Interface& interface : index.interfaces) {
    if (!is_pcapng(index.sections[interface.section])) print_interface(interface);
  }
}

void print_packets(const Statistics& sums) {
  print_labelled("Packets", std::to_string(sums.packets));
  print_labelled("Captured", std::to_string(sums.captured_bytes) + " bytes");
  print_labelled("Original", std::to_string(sums.original_bytes) + " bytes");
  if (sums.timed == 0) return;
  print_labelled("Earliest", iso8601(sums.earliest));
  print_labelled("Latest", iso8601(sums.latest));
  print_labelled("Duration", seconds_of(duration(sums)) + " s");
  print_labelled("Time order",
                 sums.in_time_order ? "yes" : "no, some packets are earlier than the one before");
}

void print_issues(const IssueLog& issues) {
  print_labelled("Issues", std::to_string(issues.count()));
  const auto& kept = issues.kept();
  for (std::size_t i = 0; i < kept.size() && i < kShownIssues; ++i) {
    std::string where = "byte " + std::to_string(kept[i].offset);
    if (kept[i].packet != 0) where += ", packet " + std::to_string(kept[i].packet);
    const std::string kind(name(severity(kept[i].kind)));
    print_out("  " + shown(kind + " at " + where + ": " + describe(kept[i])) + "\n");
  }
  if (issues.count() > kShownIssues) {
    const std::string more = std::to_string(issues.count() - kShownIssues);
    print_out("  and " + more + " more; --json lists the first " +
              std::to_string(IssueLog::kKeptPerKind) + " of each kind\n");
  }
}

void print_size(const InputFile& input) {
  print_labelled("Size", std::to_string(input.size()) + " bytes");
  if (input.compression().empty()) return;
  print_labelled("Compression", std::string(input.compression()));
  print_labelled("Decompressed", std::to_string(input.capture_size()) + " bytes");
}

void print_text(const std::string& file, const InputFile& input, const Capture& capture) {
  const Index& index = capture.index();
  print_labelled("File", file == "-" ? "standard input" : file);
  print_size(input);
  print_sections(index);
  print_packets(statistics(index.packets));
  print_issues(index.issues);
}

bool has_errors(const IssueLog& issues) {
  for (const Issue& issue : issues.kept()) {
    if (severity(issue.kind) == Severity::kError) return true;
  }
  return false;
}

// Descriptions in text are parted by an empty line.
int print_file(const std::string& file, const Options& options, bool& printed) {
  DecompressionBudget budget(options.reading.max_decompressed);
  InputFile input(file, &budget);
  Capture capture(options.reading);
  const FileFailure failure = input.read_all(
      [&](Bytes window) -> std::optional<std::size_t> {
        const std::size_t used = capture.push(window);
        return capture.error() ? std::nullopt : std::optional(used);
      },
      [&](Bytes rest) { capture.finish(rest); });
  if (failure)
    report(file, failure.message());
  else if (capture.error())
    report(file, *capture.error());
  if (failure && input.capture_size() == 0) return kFailed;
  if (options.json) {
    print_json(file, input, capture);
  } else if (!capture.index().sections.empty()) {
    if (std::exchange(printed, true)) print_out("\n");
    print_text(file, input, capture);
  }
  return failure || capture.error() || has_errors(capture.index().issues) ? kFailed : kDone;
}

int run(const Options& options) {
  int worst = kDone;
  bool printed = false;
  for (const std::string& file : options.files) {
    worst = std::max(worst, print_file(file, options, printed));
    if (!flush_out()) break;  // before the next file's errors
  }
  return worst;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.texts("FILE", options->files, "Captures; - is standard input").required();
  list.flag("--json", options->json, "One JSON object per file, a line each");
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kInfo;
const Command kInfo{"info", "Describe captures", declare};

}  // namespace packetglass::native
