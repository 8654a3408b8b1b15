// A capture written again, edited and in its own or another format: what convert and edit do.
#pragma once

#include <memory>

#include "edit/edit.h"
#include "native/chosen/packet_choice.h"
#include "native/read_options.h"
#include "native/target_options.h"

namespace packetglass::native {

struct ConversionOptions : TargetOptions {
  std::string input;
  SourceOptions reading;
  PacketChoice choice;
};

using EditSteps = std::vector<std::unique_ptr<Edit>>;

// Declares them; `options` outlive the command line.
void declare_conversion_options(OptionList& list, ConversionOptions& options);

// Reads the input, hands the packets that are chosen through the steps, and writes what comes out
// of them. OUT has its name when it is whole. Says on standard error what went wrong; returns the
// exit code. `report` is called with the steps when all is written.
int convert(const ConversionOptions& options, EditSteps steps = {},
            const std::function<void(std::span<const std::unique_ptr<Edit>>)>& report = {});

}  // namespace packetglass::native
